"""Loading the rulebook's seed: the database is the truth, an edited row is never overwritten (handbook 5).

A row whose start people moved is not brought back under its former start either. Open proposals whose verdicts a newer
seed turns have an event each, as after a change by people.
"""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from emulation.gateways import seeds
from emulation.models.rulebook import LegalRule
from emulation.queries import rulebook as queries
from emulation.queries.rule_changes import moved_keys
from emulation.rules import rulebook as rules
from emulation.services import audit, verdict_trail
from emulation.services.versions import hold_rulebook
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date

#: Verdicts turn because of rows: the trail names them by their codes, in so many characters.
CODES = 200


class Loaded(NamedTuple):
    """How many rows were written (new, or renewed from a newer seed) and how many were left as they are."""

    added: int
    kept: int


def load(
    session: Session, *, actor: Actor, now: datetime, rows: Iterable[Mapping[str, Any]] | None = None
) -> Loaded:
    """Bring the seed into the database, by code and start day. Called from the shell, without a permission check.

    `rows` stands in for config/rulebook. Raises DomainError for a faulty row, before anything is written.
    """
    wanted = [rules.parse(raw) for raw in (seeds.legal_rules() if rows is None else rows)]
    rules.check_keys(wanted)
    hold_rulebook(session)
    before = verdict_trail.snapshot(session, None, local_date(now))
    told = _written(session, wanted)
    session.flush()
    for row, verb, changes in told:
        audit.record(session, actor=actor, now=now, verb=verb, about=row, changes=changes)
    because = textwrap.shorten(", ".join(row.code for row, *_ in told), CODES, placeholder=" …")
    verdict_trail.record_changes(session, actor=actor, now=now, before=before, because=because)
    session.flush()
    return Loaded(len(told), len(wanted) - len(told))


def _written(
    session: Session, wanted: Iterable[rules.RuleSeed]
) -> list[tuple[LegalRule, str, dict[str, tuple[Any, Any]]]]:
    """Write what is new or newer; gives each such row with the verb of its event and what changed."""
    known, moved = queries.rules_by_key(session), moved_keys(session)
    told: list[tuple[LegalRule, str, dict[str, tuple[Any, Any]]]] = []
    for seed in wanted:
        row = known.get((seed.code, seed.valid_from))
        values = asdict(seed)
        if row is None and (seed.code, seed.valid_from) in moved:
            continue
        if row is None:
            row = LegalRule(**values)
            session.add(row)
            changes, verb = audit.born(row, ["code", "value", "valid_from", "valid_to"]), "rule.loaded"
        elif not row.is_edited:
            changes, verb = audit.change(row, values), "rule.renewed"
        else:
            continue
        if changes:
            told.append((row, verb, changes))
    return told
