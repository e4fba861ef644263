"""The blueprint of the results room."""

from flask import Blueprint

room = Blueprint("results", __name__)
