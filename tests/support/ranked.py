"""Two ranked years, as their pages show them."""

from typing import Any

from emulation.vocabulary.kinds import Provenance

ILLUSTRATIVE: dict[str, Any] = {"provenance": Provenance.ILLUSTRATIVE, "source": ""}

YEAR = "/clusters/tptw/2024/ranking"

YEARS = "/clusters/tptw/year-over-year"

FORMS = ("", ".csv", ".json")
