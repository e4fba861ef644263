"""The blueprint of the crosschecks room."""

from flask import Blueprint

room = Blueprint("crosschecks", __name__)
