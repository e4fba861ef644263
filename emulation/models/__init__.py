"""Tables. One file per concept; importing this package registers all of them."""

from emulation.models import (
    accounts,
    audit,
    awards,
    clusters,
    conferences,
    cycles,
    evidence,
    indicators,
    pledges,
    rankings,
    results,
    rulebook,
    scorecards,
    scoring,
    terms,
)
from emulation.models.base import Base

__all__ = [
    "Base",
    "accounts",
    "audit",
    "awards",
    "clusters",
    "conferences",
    "cycles",
    "evidence",
    "indicators",
    "pledges",
    "rankings",
    "results",
    "rulebook",
    "scorecards",
    "scoring",
    "terms",
]
