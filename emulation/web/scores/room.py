"""The blueprint of the scores room."""

from flask import Blueprint

room = Blueprint("scores", __name__)
