"""The blueprint of the board room."""

from flask import Blueprint

room = Blueprint("board", __name__)
