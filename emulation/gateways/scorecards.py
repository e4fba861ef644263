"""Reads the scorecards that come with the installation, from config/scorecards."""

import tomllib
from typing import Any

from emulation.paths import share


def read_template(name: str) -> dict[str, Any]:
    """The scorecard `name` as written: title (with {year}), total_points, tie_rules, source, criteria.

    Bands and ranks that are open at an end have None there. Raises FileNotFoundError.
    """
    template = tomllib.loads((share("config") / "scorecards" / f"{name}.toml").read_text("utf-8"))
    for criterion in template["criteria"]:
        params = criterion.setdefault("params", {})
        for table in ("bands", "steps"):
            if table in params:
                params[table] = [{"from": None, "to": None, **row} for row in params[table]]
    return template
