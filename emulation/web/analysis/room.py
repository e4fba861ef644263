"""The blueprint of the analysis room."""

from flask import Blueprint

room = Blueprint("analysis", __name__)
