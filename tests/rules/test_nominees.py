"""Nominees: every kind × every form of the catalogue, names, posts, flags, the day of the achievement."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.gateways import seeds
from emulation.rules import nominees as rules
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.errors import DomainError

ALL = {"member", "collective", "person"}
GROUPS = {"member", "collective"}
GENERAL = {"merit", "ad_hoc", "thematic"}
#: Whom and what each form fits, by hand from handbook 8.
EXPECTED: dict[str, tuple[set[str], set[str]]] = {
    "flag_gov": (GROUPS, {"merit", "thematic"}),
    "pm_certificate": (ALL, GENERAL),
    "order": (ALL, {"merit", "ad_hoc", "thematic", "contribution", "seniority", "diplomatic"}),
    "flag_prov": (GROUPS, {"merit", "thematic"}),
    "cstd_national": ({"person"}, {"merit"}),
    "cstd_prov": ({"person"}, {"merit"}),
    "cstd_base": ({"person"}, {"merit"}),
    "ldtt": ({"person"}, {"merit"}),
    "ttldxs": ({"collective"}, {"merit"}),
    "ttldtt": ({"collective"}, {"merit"}),
    "commune": (GROUPS, {"merit"}),
    "hamlet": (GROUPS, {"merit"}),
    "cert_prov": (ALL, GENERAL),
    "cert_unit": (ALL, GENERAL),
    "ad_hoc": (ALL, {"ad_hoc"}),
    "thematic": (ALL, {"thematic"}),
    "contribution": ({"person"}, {"contribution"}),
    "seniority": ({"person"}, {"seniority"}),
    "diplomatic": ({"collective", "person"}, {"diplomatic"}),
}
CATALOGUE = {row["code"]: row for row in seeds.award_forms()}


def test_every_form_of_the_catalogue_says_what_it_fits() -> None:
    """Red when a form of config/award_forms.toml loses its `for` or `kinds`."""
    assert {code: (set(row["for"]), set(row["kinds"])) for code, row in CATALOGUE.items()} == EXPECTED


@pytest.mark.parametrize("kind", list(AwardKind))
@pytest.mark.parametrize("nominee", list(NomineeKind))
@pytest.mark.parametrize("code", sorted(EXPECTED))
def test_every_nominee_kind_with_every_form_and_every_award_kind(
    code: str, nominee: NomineeKind, kind: AwardKind
) -> None:
    """Red when check_fit looks at one of the two lists only."""
    row = CATALOGUE[code]
    whom, what = EXPECTED[code]

    def check() -> None:
        rules.check_fit(row["name_vi"], row["for"], row["kinds"], nominee, kind)

    if nominee.value in whom and kind.value in what:
        check()
    else:
        with pytest.raises(DomainError, match="không dùng cho loại") as caught:
            check()
        assert caught.value.field == "award_form"


def test_a_form_that_says_nothing_fits_everything() -> None:
    for nominee in NomineeKind:
        for kind in AwardKind:
            rules.check_fit("Giấy khen", [], [], nominee, kind)


def _nominee(kind: NomineeKind, **more: Any) -> None:
    values: dict[str, Any] = {"nominee": "Đội 3", "member": "Hải Phòng", "post": ""} | more
    flags = {"is_direct_worker": False, "is_small_collective": False}
    given_flags = {name: values.pop(name) for name in flags if name in values}
    rules.check_nominee(kind, values["nominee"], values["member"], values["post"], **(flags | given_flags))


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        (NomineeKind.MEMBER, {"nominee": "Sở Y tế"}, "nominee"),
        (NomineeKind.COLLECTIVE, {"nominee": ""}, "nominee"),
        (NomineeKind.PERSON, {"nominee": "", "post": "Công nhân"}, "nominee"),
        (NomineeKind.PERSON, {}, "nominee_post"),
        (NomineeKind.COLLECTIVE, {"is_direct_worker": True}, "is_direct_worker"),
        (NomineeKind.MEMBER, {"nominee": "", "is_direct_worker": True}, "is_direct_worker"),
        (NomineeKind.PERSON, {"post": "Công nhân", "is_small_collective": True}, "is_small_collective"),
        (NomineeKind.MEMBER, {"nominee": "", "is_small_collective": True}, "is_small_collective"),
    ],
)
def test_a_nominee_that_lacks_something_is_refused_at_its_field(
    kind: NomineeKind, more: dict[str, Any], field: str
) -> None:
    """Red when check_nominee loses a branch."""
    with pytest.raises(DomainError) as caught:
        _nominee(kind, **more)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (NomineeKind.MEMBER, {"nominee": ""}),
        (NomineeKind.MEMBER, {"nominee": " hải phòng"}),
        (NomineeKind.COLLECTIVE, {"is_small_collective": True}),
        (NomineeKind.PERSON, {"nominee": "Lê Thị Hoa", "post": "Công nhân", "is_direct_worker": True}),
    ],
)
def test_whole_nominees_pass(kind: NomineeKind, more: dict[str, Any]) -> None:
    _nominee(kind, **more)


@pytest.mark.parametrize(
    ("kind", "day", "message"),
    [
        (AwardKind.MERIT, date(2023, 12, 31), "phải trong năm thi đua 2024"),
        (AwardKind.MERIT, date(2025, 1, 1), "phải trong năm thi đua 2024"),
        (AwardKind.AD_HOC, date(2025, 10, 16), r"không thể sau hôm nay \(15/10/2025\)"),
        (AwardKind.THEMATIC, date(2025, 10, 16), r"không thể sau hôm nay \(15/10/2025\)"),
        (AwardKind.MERIT, date(2024, 12, 31), None),
        (AwardKind.AD_HOC, date(2025, 10, 15), None),
        (AwardKind.AD_HOC, None, None),
    ],
)
def test_the_day_of_an_achievement(kind: AwardKind, day: date | None, message: str | None) -> None:
    if message is None:
        rules.check_achieved(kind, day, 2024, date(2025, 10, 15))
        return
    with pytest.raises(DomainError, match=message) as caught:
        rules.check_achieved(kind, day, 2024, date(2025, 10, 15))
    assert caught.value.field == "achieved_on"


def test_the_last_day_of_the_running_year_stands_for_the_year() -> None:
    rules.check_achieved(AwardKind.MERIT, date(2025, 12, 31), 2025, date(2025, 10, 15))
    assert rules.achieved_by_default(AwardKind.MERIT, 2024) == date(2024, 12, 31)
    assert rules.achieved_by_default(AwardKind.AD_HOC, 2024) is None


@pytest.mark.parametrize(
    ("day", "found_by", "field"), [(None, "Sở", "achieved_on"), (date(2024, 5, 1), "", "discovered_by")]
)
def test_who_found_it_and_when_is_told_before_sending(day: date | None, found_by: str, field: str) -> None:
    """Handbook A08. Red when check_told asks for one of them only."""
    with pytest.raises(DomainError, match="Chưa gửi được: bổ sung") as caught:
        rules.check_told(day, found_by)
    assert caught.value.field == field


@given(st.sampled_from(AwardKind), st.dates(), st.dates(), st.integers(1, 9), st.integers(1, 9))
def test_achievements_differ_by_what_matters_for_their_kind(
    kind: AwardKind, first: date, second: date, one: int, other: int
) -> None:
    """One year is one merit; a movement is one thematic achievement; every day of a deed is another."""
    same = rules.achievement(kind, one, first) == rules.achievement(kind, other, second)
    if kind is AwardKind.MERIT:
        assert same
    elif kind is AwardKind.THEMATIC:
        assert same == (one == other)
    else:
        assert same == (first == second)
