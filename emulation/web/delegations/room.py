"""The blueprint of the delegations room."""

from flask import Blueprint

room = Blueprint("delegations", __name__)
