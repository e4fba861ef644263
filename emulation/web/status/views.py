"""Probes for those who run the house, and the font files of the installed font package."""

from importlib.resources import files

from flask import Blueprint, Response, jsonify, send_from_directory
from flask.typing import ResponseReturnValue

from emulation.db import is_reachable
from emulation.gateways import migrations
from emulation.web.shell import here

room = Blueprint("status", __name__)
FONTS = str(files("fontpkg_be_vietnam_pro") / "files")


@room.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@room.get("/readyz")
def readyz() -> ResponseReturnValue:
    """The database answers and stands at the newest migration."""
    database = here.database()
    if not is_reachable(database):
        return jsonify(status="database unreachable"), 503
    if not migrations.is_current(database):
        return jsonify(status="database not migrated"), 503
    return jsonify(status="ok")


@room.get("/fonts/<path:name>")
def fonts(name: str) -> Response:
    """A file of the font package, cached for a year."""
    return send_from_directory(FONTS, name, max_age=31536000)
