"""The blueprint of the rulebook room."""

from flask import Blueprint

room = Blueprint("rulebook", __name__)
