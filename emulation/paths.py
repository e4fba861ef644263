"""Finds the folders that travel with the code: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def share(name: str) -> Path:
    """The folder `name` (config, templates, migrations), wherever this installation keeps it."""
    for place in (_PACKAGE / "_share" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"folder {name!r} is missing from this installation of emulation")
