"""The blueprint of the why room."""

from flask import Blueprint

room = Blueprint("why", __name__)
