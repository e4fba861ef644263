"""The blueprint of the rankings room."""

from flask import Blueprint

room = Blueprint("rankings", __name__)
