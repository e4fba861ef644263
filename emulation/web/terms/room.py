"""The blueprint of the terms room."""

from flask import Blueprint

room = Blueprint("terms", __name__)
