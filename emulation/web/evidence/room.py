"""The blueprint of the store of evidence."""

from flask import Blueprint

room = Blueprint("evidence", __name__)
