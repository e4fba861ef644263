"""Conferences: the work year and the year in which the conference is held differ."""

from datetime import date

import pytest

from emulation.rules import conferences as rules
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ConferenceKind

TODAY = date(2025, 10, 15)


@pytest.mark.parametrize(
    ("kind", "held_on", "year"),
    [
        (ConferenceKind.YEAR_END, date(2021, 4, 9), 2020),
        (ConferenceKind.YEAR_END, date(2025, 3, 22), 2024),
        (ConferenceKind.MID_YEAR, date(2019, 7, 29), 2019),
        (ConferenceKind.PREPARATORY, date(2025, 2, 20), 2024),
    ],
)
def test_conferences_of_the_cluster_are_accepted(kind: ConferenceKind, held_on: date, year: int) -> None:
    rules.check_held(kind, held_on, year, TODAY)


@pytest.mark.parametrize(
    ("kind", "held_on", "year"),
    [
        (ConferenceKind.YEAR_END, date(2024, 12, 20), 2024),
        (ConferenceKind.YEAR_END, date(2026, 3, 22), 2024),
        (ConferenceKind.MID_YEAR, date(2020, 7, 29), 2019),
        (ConferenceKind.MID_YEAR, date(2025, 10, 16), 2025),
    ],
)
def test_a_conference_in_the_wrong_year_or_future_is_refused(
    kind: ConferenceKind, held_on: date, year: int
) -> None:
    with pytest.raises(DomainError) as caught:
        rules.check_held(kind, held_on, year, TODAY)
    assert caught.value.field == "held_on"


def test_minutes_before_the_conference_are_refused() -> None:
    with pytest.raises(DomainError, match=r"Ngày biên bản phải sau ngày họp \(22/03/2025\)"):
        rules.check_minutes(date(2025, 3, 22), date(2025, 3, 21), TODAY)
    with pytest.raises(DomainError, match="không thể sau hôm nay"):
        rules.check_minutes(date(2025, 3, 22), date(2025, 10, 16), TODAY)
    rules.check_minutes(date(2025, 3, 22), None, TODAY)


def test_one_year_end_conference_per_year() -> None:
    known = [(ConferenceKind.YEAR_END, date(2025, 3, 22)), (ConferenceKind.MID_YEAR, date(2024, 7, 29))]
    with pytest.raises(DomainError, match="đã được ghi"):
        rules.check_single(ConferenceKind.YEAR_END, date(2025, 3, 23), known)
    with pytest.raises(DomainError, match="đã được ghi"):
        rules.check_single(ConferenceKind.MID_YEAR, date(2024, 7, 29), known)
    rules.check_single(ConferenceKind.MID_YEAR, date(2024, 8, 1), known)
