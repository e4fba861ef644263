"""Loading the catalogue of award forms (features A1)."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.awards import AwardForm
from emulation.queries.award_forms import award_form_codes
from emulation.services import audit
from emulation.vocabulary.actor import Actor


class Loaded(NamedTuple):
    """How many forms were added and how many were there already."""

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
