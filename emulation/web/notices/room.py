"""The blueprint of the notices room."""

from flask import Blueprint

room = Blueprint("notices", __name__)
