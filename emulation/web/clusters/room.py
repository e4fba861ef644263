"""The blueprint of the clusters room."""

from flask import Blueprint

room = Blueprint("clusters", __name__)
