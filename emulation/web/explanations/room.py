"""The blueprint of the explanations room."""

from flask import Blueprint

room = Blueprint("explanations", __name__)
