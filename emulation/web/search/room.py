"""The blueprint of the search page."""

from flask import Blueprint

room = Blueprint("search", __name__)
