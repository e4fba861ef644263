"""Loading what every installation starts with: indicators (handbook 13) and award forms (features A1)."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.awards import AwardForm
from emulation.models.indicators import Indicator
from emulation.queries.award_forms import award_form_codes
from emulation.queries.indicators import shared_codes
from emulation.services import audit
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.kinds import Direction


class Loaded(NamedTuple):
    """How many rows were added and how many were there already."""

    added: int
    kept: int


def load_award_forms(session: Session, *, actor: Actor, now: datetime) -> Loaded:
    """Add the forms of config/award_forms.toml whose code is missing; what is there stays as people left it.

    Called from the shell, without a permission check.
    """
    known = award_form_codes(session)
    rows = seeds.award_forms()
    missing = [
        AwardForm(position=position, **row)
        for position, row in enumerate(rows, start=1)
        if row["code"] not in known
    ]
    session.add_all(missing)
    session.flush()
    for form in missing:
        changes = audit.born(form, ["code", "name_vi"])
        audit.record(session, actor=actor, now=now, verb="award_form.loaded", about=form, changes=changes)
    session.flush()
    return Loaded(len(missing), len(rows) - len(missing))


def load_indicators(session: Session, *, actor: Actor, now: datetime) -> Loaded:
    """Add the shared indicators of config/indicators.csv whose code is missing; the others stay as they are.

    Called from the shell, without a permission check.
    """
    known = shared_codes(session)
    rows = seeds.indicators()
    missing = [
        _indicator(row, position) for position, row in enumerate(rows, start=1) if row["code"] not in known
    ]
    session.add_all(missing)
    session.flush()
    for indicator in missing:
        changes = audit.born(indicator, ["code", "name_vi", "unit_vi"])
        audit.record(session, actor=actor, now=now, verb="indicator.loaded", about=indicator, changes=changes)
    session.flush()
    return Loaded(len(missing), len(rows) - len(missing))


def _indicator(row: dict[str, str], position: int) -> Indicator:
    return Indicator(
        code=row["code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        unit_vi=row["unit_vi"],
        unit_en=row["unit_en"],
        direction=Direction(row["direction"]),
        topic=row["group"],
        decimals=int(row["decimals"]),
        position=position,
    )
