"""The blueprint of the awards room."""

from flask import Blueprint

room = Blueprint("awards", __name__)
