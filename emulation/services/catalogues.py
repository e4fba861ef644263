"""Loading what every installation starts with: indicators (handbook 13) and award forms (features A1)."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.awards import AwardForm
from emulation.models.indicators import Indicator
from emulation.queries.award_forms import award_forms_by_code
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

    A form of an earlier version that does not say yet what it fits is told.
    Called from the shell, without a permission check.
    """
    known = award_forms_by_code(session)
    rows = [_form(row) for row in seeds.award_forms()]
    missing = [
        AwardForm(position=position, **row)
        for position, row in enumerate(rows, start=1)
        if row["code"] not in known
    ]
    for row in rows:
        form = known.get(row["code"])
        if form is not None and not form.nominee_kinds and not form.award_kinds:
            told = {name: row[name] for name in ("nominee_kinds", "award_kinds")}
            changes = audit.change(form, told)
            audit.record(
                session, actor=actor, now=now, verb="award_form.renewed", about=form, changes=changes
            )
    session.add_all(missing)
    session.flush()
    for form in missing:
        changes = audit.born(form, ["code", "name_vi"])
        audit.record(session, actor=actor, now=now, verb="award_form.loaded", about=form, changes=changes)
    session.flush()
    return Loaded(len(missing), len(rows) - len(missing))


def _form(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the file by the names of the columns."""
    values = dict(row)
    values["nominee_kinds"], values["award_kinds"] = values.pop("for"), values.pop("kinds")
    return values


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
