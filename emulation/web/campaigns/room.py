"""The blueprint on which all parts of the room hang their pages."""

from flask import Blueprint

room = Blueprint("campaigns", __name__)
