"""Last days, moves and what is overdue, by tables; the schedule of deletion names real columns."""

from datetime import date

import pytest

from emulation.models import Base
from emulation.rules import privacy as rules
from emulation.rules.privacy import Due, Period
from emulation.vocabulary.calendar import Calendar
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import DataRequestKind as Kind
from emulation.vocabulary.moves import DataRequestMove as Move
from emulation.vocabulary.states import DataRequestState as State

#: Tết 2026 as announced: 14/02 to 22/02 off.
TET = Calendar(holidays=frozenset(date(2026, 2, day) for day in range(14, 23)))
TWO, TEN, TWENTY = Period(2, True), Period(10, False), Period(20, False)


@pytest.mark.parametrize(
    ("received", "complete", "answer_by", "complete_by"),
    [
        (date(2026, 3, 2), TEN, date(2026, 3, 4), date(2026, 3, 12)),  # a Monday
        (date(2026, 3, 6), TEN, date(2026, 3, 10), date(2026, 3, 16)),  # a Friday; the 16th is a Monday
        (date(2026, 3, 5), TEN, date(2026, 3, 9), date(2026, 3, 16)),  # would end on Sunday the 15th
        (
            date(2026, 2, 12),
            TEN,
            date(2026, 2, 23),
            date(2026, 2, 23),
        ),  # before Tết: the first days after it count
        (date(2026, 2, 5), TWENTY, date(2026, 2, 9), date(2026, 2, 25)),
    ],
)
def test_last_days(received: date, complete: Period, answer_by: date, complete_by: date) -> None:
    """Answered in working days; completed in days, moved to a working day. Red when the day of receipt counts.

    12/02/2026 is a Thursday: one working day (13/02) before Tết, the second is Monday 23/02.
    """
    found = rules.due(received, answer=TWO, complete=complete, calendar=TET)
    assert found == Due(answer_by, complete_by)


ROWS = [("data_answer.l91", "2", "ngày làm việc"), ("data_complete_erase.l91", "20", "ngày"), ("x", "y", "")]


def test_a_term_is_read_from_the_rulebook() -> None:
    assert rules.period("data_answer", ROWS) == (2, True)
    assert rules.period("data_complete_erase", ROWS) == (20, False)


@pytest.mark.parametrize("head", ["data_complete_export", "x", "data"])
def test_a_term_that_is_not_there_is_told(head: str) -> None:
    with pytest.raises(DomainError, match=head):
        rules.period(head, ROWS)


MOVES = {
    (State.RECEIVED, Move.ANSWER): State.ANSWERED,
    (State.RECEIVED, Move.COMPLETE): State.COMPLETED,
    (State.RECEIVED, Move.REFUSE): State.REFUSED,
    (State.ANSWERED, Move.COMPLETE): State.COMPLETED,
    (State.ANSWERED, Move.REFUSE): State.REFUSED,
}


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(Move))
def test_moves(kind: Kind, state: State, move: Move) -> None:
    """Erasing waits for the answer: afterwards there is no address to write to."""
    too_early = (kind, state, move) == (Kind.ERASE, State.RECEIVED, Move.COMPLETE)
    if (state, move) in MOVES and not too_early:
        assert rules.next_state(kind, state, move) is MOVES[state, move]
        assert move in rules.moves_from(kind, state)
        return
    with pytest.raises(DomainError):
        rules.next_state(kind, state, move)
    assert move not in rules.moves_from(kind, state)


@pytest.mark.parametrize(
    ("state", "today", "late"),
    [
        (State.RECEIVED, date(2026, 3, 4), False),
        (State.RECEIVED, date(2026, 3, 5), True),
        (State.ANSWERED, date(2026, 3, 5), False),
        (State.ANSWERED, date(2026, 3, 12), False),
        (State.ANSWERED, date(2026, 3, 13), True),
        (State.COMPLETED, date(2026, 12, 31), False),
        (State.REFUSED, date(2026, 12, 31), False),
    ],
)
def test_overdue(state: State, today: date, late: bool) -> None:
    """On the last day it is not. Red when `>` becomes `>=`."""
    assert rules.is_overdue(state, Due(date(2026, 3, 4), date(2026, 3, 12)), today) is late


def test_nobody_decides_about_themselves() -> None:
    rules.check_other_person(1, 2)
    with pytest.raises(DomainError):
        rules.check_other_person(2, 2)


@pytest.mark.parametrize("answer", ["", "  ", "\n"])
def test_an_answer_has_words(answer: str) -> None:
    with pytest.raises(DomainError) as caught:
        rules.check_answer(answer)
    assert caught.value.field == "answer"


def test_one_request_of_a_kind_waits() -> None:
    rules.check_not_waiting([Kind.EXPORT], Kind.ERASE)
    with pytest.raises(DomainError):
        rules.check_not_waiting([Kind.EXPORT, Kind.ERASE], Kind.ERASE)


@pytest.mark.asvs("14.2.4")
def test_the_schedule_is_what_was_promised() -> None:
    """Table, moment, days: literals, so that a longer time is a decision and no slip."""
    assert [(kept.table, kept.since, kept.days) for kept in rules.SCHEDULE] == [
        ("form_key", "used_at", 30),
        ("sign_in", "ended_at", 90),
        ("sign_in", "last_seen_at", 90),
        ("known_device", "last_used_at", 180),
        ("account_link", "expires_at", 30),
        ("throttle", "since", 2),
        ("notice", "at", 365),
        ("letter", "sent_at", 30),
        ("letter", "failed_at", 30),
        ("sheet_import", "entered_at", 1),
        ("sheet_import", "done_at", 365),
    ]


def test_nothing_of_the_trail_is_ever_swept() -> None:
    for mapper in Base.registry.mappers:
        if mapper.class_.__tablename__ in {kept.table for kept in rules.SCHEDULE}:
            assert not mapper.class_.audited and not mapper.class_.is_audit_event
