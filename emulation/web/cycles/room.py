"""The blueprint of the cycles room."""

from flask import Blueprint

room = Blueprint("cycles", __name__)
