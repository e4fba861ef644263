"""What the installation brings along: rows of config/*.toml, as plain mappings."""

import tomllib
from pathlib import Path
from typing import Any

from emulation.paths import share


def legal_rules() -> list[dict[str, Any]]:
    """Every `[[rule]]` of config/rulebook/*.toml, file by file in alphabetical order."""
    return [
        row for path in sorted((share("config") / "rulebook").glob("*.toml")) for row in _rows(path, "rule")
    ]


def award_forms() -> list[dict[str, Any]]:
    """Every `[[form]]` of config/award_forms.toml, in its order."""
    return _rows(share("config") / "award_forms.toml", "form")


def _rows(path: Path, kind: str) -> list[dict[str, Any]]:
    with path.open("rb") as file:
        return list(tomllib.load(file)[kind])
