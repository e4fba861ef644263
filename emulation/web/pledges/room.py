"""The blueprint on which both halves of the room hang their pages."""

from flask import Blueprint

room = Blueprint("pledges", __name__)
