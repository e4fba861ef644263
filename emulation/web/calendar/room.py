"""The blueprint of the calendar room."""

from flask import Blueprint

room = Blueprint("calendar", __name__)
