"""Dated membership: codes, overlaps, leaving, changes."""

from datetime import date

import pytest

from emulation.rules.members import Span, check_change, check_code, check_joining, check_leaving
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ChangeKind

OLD = Span(date(2011, 1, 1), date(2015, 1, 1))
OPEN = Span(date(2020, 1, 1))


@pytest.mark.parametrize("code", ["", "hn", "Đ", "A B", "EDIT", "HISTORY", "A" * 17])
def test_a_member_code_that_does_not_fit(code: str) -> None:
    with pytest.raises(DomainError, match="Mã thành viên"):
        check_code(code, field="code")


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        (date(2015, 1, 1), date(2020, 1, 1), False),  # leaves on the day it joins again: no day twice
        (date(2010, 1, 1), date(2011, 1, 1), False),
        (date(2014, 12, 31), date(2016, 1, 1), True),
        (date(2016, 1, 1), date(2020, 1, 2), True),
        (date(2016, 1, 1), None, True),
        (date(2021, 1, 1), None, True),
        (date(2016, 1, 1), date(2016, 1, 1), True),
    ],
)
def test_two_stays_do_not_overlap(start: date, end: date | None, refused: bool) -> None:
    if refused:
        with pytest.raises(DomainError):
            check_joining(Span(start, end), [OLD, OPEN], field="valid_from")
    else:
        check_joining(Span(start, end), [OLD, OPEN], field="valid_from")


@pytest.mark.parametrize(
    ("span", "left_on", "last_post_day", "message"),
    [
        (OPEN, date(2020, 1, 1), None, "phải sau ngày tham gia"),
        (OPEN, date(2019, 1, 1), None, "phải sau ngày tham gia"),
        (OLD, date(2016, 1, 1), None, "đã rời cụm ngày 01/01/2015"),
        (OPEN, date(2025, 1, 1), date(2026, 3, 1), "còn giữ nhiệm kỳ đến 01/03/2026"),
        (OPEN, date(2025, 1, 1), date.max, "chưa có ngày kết thúc"),
    ],
)
def test_leaving_is_refused(span: Span, left_on: date, last_post_day: date | None, message: str) -> None:
    with pytest.raises(DomainError, match=message):
        check_leaving(span, left_on, last_post_day)


def test_leaving_on_the_day_a_term_ends() -> None:
    check_leaving(OPEN, date(2026, 3, 1), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("kind", "on", "new_name", "field"),
    [
        (ChangeKind.JOINED, date(2021, 1, 1), "", "kind"),
        (ChangeKind.BOUNDARY, date(2016, 1, 1), "", "effective_on"),
        (ChangeKind.RENAMED, date(2021, 1, 1), "", "new_name_vi"),
        (ChangeKind.RENAMED, date(2026, 1, 1), "Huế", "effective_on"),
        (ChangeKind.MERGED, date(2021, 1, 1), "Huế", "new_name_vi"),
    ],
)
def test_a_change_is_refused(kind: ChangeKind, on: date, new_name: str, field: str) -> None:
    with pytest.raises(DomainError) as error:
        check_change(kind, on, [OLD, OPEN], new_name=new_name, today=date(2025, 10, 15))
    assert error.value.field == field


def test_a_boundary_may_change_ahead_of_today() -> None:
    check_change(ChangeKind.BOUNDARY, date(2026, 1, 1), [OPEN], new_name="", today=date(2025, 10, 15))
