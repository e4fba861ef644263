"""The blueprint of the polls room."""

from flask import Blueprint

room = Blueprint("polls", __name__)
