"""The structure of recipients, counted by hand."""

from fractions import Fraction

from emulation.rules.recipients import Part, Recipient, Trend, structure, trends
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind

MERIT, AD_HOC, THEMATIC = AwardKind.MERIT, AwardKind.AD_HOC, AwardKind.THEMATIC
MEMBER, COLLECTIVE, PERSON = NomineeKind.MEMBER, NomineeKind.COLLECTIVE, NomineeKind.PERSON
THREE_YEARS = [
    *[Recipient(2022, MERIT, MEMBER)] * 3,
    Recipient(2022, MERIT, PERSON, is_direct_worker=True),
    Recipient(2024, MERIT, MEMBER),
    Recipient(2023, AD_HOC, COLLECTIVE, is_small_collective=True),
    Recipient(2024, THEMATIC, COLLECTIVE),
    Recipient(2024, AD_HOC, PERSON, is_direct_worker=True),
]


def test_every_part_is_counted_by_year() -> None:
    """Red when the ad hoc share leaves out persons."""
    found = {year.year: year for year in structure(THREE_YEARS)}
    assert [(year.year, year.total) for year in found.values()] == [(2022, 4), (2023, 1), (2024, 3)]
    assert found[2022].counts == {
        Part.MEMBER: 3,
        Part.COLLECTIVE: 0,
        Part.SMALL_COLLECTIVE: 0,
        Part.PERSON: 1,
        Part.DIRECT_WORKER: 1,
        Part.AD_HOC: 0,
        Part.THEMATIC: 0,
    }
    assert [found[2024].counts[part] for part in Part] == [1, 1, 0, 1, 1, 1, 1]
    assert found[2024].percent(Part.AD_HOC) == Fraction(100, 3)


def test_marks_count_only_for_those_who_can_have_them() -> None:
    """Red when a member with the mark of a direct worker counts as one."""
    (year,) = structure([Recipient(2024, MERIT, MEMBER, is_direct_worker=True, is_small_collective=True)])
    assert (year.counts[Part.DIRECT_WORKER], year.counts[Part.SMALL_COLLECTIVE]) == (0, 0)


def test_trends_go_from_the_first_year_to_the_last() -> None:
    """Red when the trend ends before the last year."""
    found = trends(structure(THREE_YEARS), fewest=3)
    assert found[0] == Trend(Part.DIRECT_WORKER, 2022, 2024, Fraction(25), Fraction(100, 3))
    assert found[0].change == Fraction(25, 3)
    assert [one.part for one in found] == [
        Part.DIRECT_WORKER,
        Part.SMALL_COLLECTIVE,
        Part.AD_HOC,
        Part.THEMATIC,
    ]


def test_two_years_are_no_trend() -> None:
    assert trends(structure(THREE_YEARS), fewest=4) == []
    assert structure([]) == [] and trends([], fewest=3) == []
