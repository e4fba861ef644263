"""Vote rounds as official papers tell them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from emulation.models.polls import Poll, PollCount
from emulation.queries.rows import find_as, rows_as
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.kinds import Provenance


@dataclass(frozen=True)
class RoundRow:
    """One round of a body, with its roll and its papers; None is what the minutes do not tell."""

    id: int
    body: PollBody
    member_id: int | None
    conference_id: int | None
    held_on: date
    round: int
    members: int
    present: int | None
    written: int | None
    issued: int | None
    returned: int | None
    minutes_number: str
    minutes_on: date | None
    tellers: str
    provenance: Provenance

    @property
    def absent(self) -> int | None:
        """N = present + absent (handbook 9)."""
        return None if self.present is None else self.members - self.present


@dataclass(frozen=True)
class CountRow:
    """The count of one nominee in one round."""

    poll_id: int
    proposal_id: int
    votes_for: int
    against: int | None
    blank: int | None
    invalid: int | None


def rounds_of_cycle(session: Session, cycle_id: int) -> list[RoundRow]:
    """All rounds of a year by day and number."""
    return rows_as(session, RoundRow, _rounds().where(Poll.cycle_id == cycle_id))


def find_round(session: Session, cycle_id: int, poll_id: int) -> RoundRow | None:
    """One round of the year, or None."""
    return find_as(session, RoundRow, _rounds().where(Poll.cycle_id == cycle_id, Poll.id == poll_id))


def _rounds() -> Select[*tuple[Any, ...]]:
    row = Poll
    columns = (row.id, row.body, row.member_id, row.conference_id, row.held_on, row.round, row.members)
    more = (row.present, row.written, row.issued, row.returned, row.minutes_number, row.minutes_on)
    found: Select[*tuple[Any, ...]] = select(*columns, *more, row.tellers, row.provenance)
    return found.order_by(row.held_on, row.round, row.id)


def counts_of(session: Session, poll_ids: Sequence[int]) -> list[CountRow]:
    """The counts of these rounds."""
    row = PollCount
    columns = (row.poll_id, row.proposal_id, row.votes_for, row.against, row.blank, row.invalid)
    return rows_as(session, CountRow, select(*columns).where(row.poll_id.in_(poll_ids)).order_by(row.id))
