"""The blueprint of the users room."""

from flask import Blueprint

room = Blueprint("users", __name__)
