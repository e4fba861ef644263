"""The blueprint of the scorecards room."""

from flask import Blueprint

room = Blueprint("scorecards", __name__)
