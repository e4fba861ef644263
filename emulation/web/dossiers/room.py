"""The blueprint of dossiers."""

from flask import Blueprint

room = Blueprint("dossiers", __name__)
