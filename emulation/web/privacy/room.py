"""The blueprint on which all pages about personal data hang."""

from flask import Blueprint

room = Blueprint("privacy", __name__)
