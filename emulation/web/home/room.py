"""The blueprint of the home pages."""

from flask import Blueprint

room = Blueprint("home", __name__)
