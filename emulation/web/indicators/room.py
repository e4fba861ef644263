"""The blueprint of the indicators room."""

from flask import Blueprint

room = Blueprint("indicators", __name__)
