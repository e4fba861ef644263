"""The blueprint of the fairness room."""

from flask import Blueprint

room = Blueprint("fairness", __name__)
