"""What the installation brings along: rows of config/*.toml, as plain mappings."""

import csv
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from emulation.paths import share


def legal_rules() -> list[dict[str, Any]]:
    """Every `[[rule]]` of config/rulebook/*.toml, file by file in alphabetical order."""
    return [
        row for path in sorted((share("config") / "rulebook").glob("*.toml")) for row in _rows(path, "rule")
    ]


@lru_cache
def context_words() -> tuple[str, ...]:
    """Words of our trade that no password may lean on, config/passwords/context_words.txt."""
    lines = (share("config") / "passwords" / "context_words.txt").read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def award_forms() -> list[dict[str, Any]]:
    """Every `[[form]]` of config/award_forms.toml, in its order."""
    return _rows(share("config") / "award_forms.toml", "form")


@lru_cache
def national_tasks() -> tuple[dict[str, Any], ...]:
    """Every `[[task]]` of config/national_tasks.toml, in its order, with `source` and `is_confirmed` of the file."""
    facts = tomllib.loads((share("config") / "national_tasks.toml").read_text("utf-8"))
    common = {"source": facts["source"], "is_confirmed": facts["is_confirmed"]}
    return tuple(row | common for row in facts["task"])


def milestones() -> dict[str, Any]:
    """config/milestones.toml: `received`, the day from which is counted back, and the `step`s, the earliest first."""
    return tomllib.loads((share("config") / "milestones.toml").read_text("utf-8"))


def quality_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words that promise without a measure, and words that mark a sentence as knowingly so: config/quality.toml."""
    facts = _toml("quality")
    return tuple(facts["vague"]), tuple(facts["qualitative"])


@lru_cache
def promise_border() -> Decimal:
    """From which percent of the plan a promise counts as kept in the main, config/promises.toml."""
    return Decimal(_toml("promises")["basic_from"])


@lru_cache
def growing() -> tuple[frozenset[str], frozenset[str]]:
    """Units, and codes of indicators, whose amounts add up over a year: config/forecasts.toml."""
    facts = _toml("forecasts")
    return frozenset(facts["units"]), frozenset(facts["codes"])


@lru_cache
def outlying_share() -> Decimal:
    """From which share of a criterion's maximum cross points are far apart: config/crosschecks.toml."""
    return Decimal(_toml("crosschecks")["outlying_share"])


def far_share() -> Decimal:
    """From which share of a criterion's maximum its points lie far apart: config/crosschecks.toml."""
    return Decimal(_toml("crosschecks")["far_share"])


def dossier_papers() -> list[dict[str, Any]]:
    """Every `[[paper]]` of config/dossiers.toml: the kinds of papers of a dossier, in their order."""
    return list(_toml("dossiers")["paper"])


def report_sections() -> list[dict[str, Any]]:
    """Every `[[section]]` of config/dossiers.toml: what people write of an achievement report, in its order."""
    return list(_toml("dossiers")["section"])


def analysis_limits() -> Mapping[str, Any]:
    """Factors and borders of the analysis of a ranking, config/analysis.toml."""
    return _toml("analysis")


def fairness_limits() -> Mapping[str, Any]:
    """Levels of awards and borders of the analysis of their fairness, config/fairness.toml."""
    return _toml("fairness")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((share("config") / f"{name}.toml").read_text("utf-8"))


def _rows(path: Path, kind: str) -> list[dict[str, Any]]:
    with path.open("rb") as file:
        return list(tomllib.load(file)[kind])


def indicators() -> list[dict[str, str]]:
    """The catalogue of indicators, config/indicators.csv, in its order."""
    return read_csv(share("config") / "indicators.csv")


def holidays() -> list[dict[str, str]]:
    """Public holidays and days worked instead, config/holidays.csv, day by day."""
    return read_csv(share("config") / "holidays.csv")


def demo_facts(name: str) -> dict[str, Any]:
    """config/demo/<name>.toml."""
    return tomllib.loads((share("config") / "demo" / f"{name}.toml").read_text("utf-8"))


def public_figures() -> list[dict[str, str]]:
    """Published plan and actual figures, config/demo/public_figures.csv (handbook 13)."""
    return read_csv(share("config") / "demo" / "public_figures.csv")


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file in UTF-8, by the names in its first line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
