"""The blueprint of the room."""

from flask import Blueprint

room = Blueprint("audit", __name__)
