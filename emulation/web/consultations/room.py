"""The blueprint of the consultations room."""

from flask import Blueprint

room = Blueprint("consultations", __name__)
