"""The blueprint of the briefs room."""

from flask import Blueprint

room = Blueprint("briefs", __name__)
