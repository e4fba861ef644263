"""The blueprint on which the parts of the room hang their pages."""

from flask import Blueprint

room = Blueprint("imports", __name__)
