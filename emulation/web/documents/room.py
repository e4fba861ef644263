"""The blueprint of the documents room."""

from flask import Blueprint

room = Blueprint("documents", __name__)
