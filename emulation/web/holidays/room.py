"""The blueprint of the holidays room."""

from flask import Blueprint

room = Blueprint("holidays", __name__)
