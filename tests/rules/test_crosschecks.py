"""A cross-check sheet: who may write when, what is sealed, the code, and what becomes disputed."""

import hashlib
from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules import crosschecks as rules
from emulation.vocabulary.crosschecks import OwnLine, SealedLine, Verdict
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import CrossState, SheetState

JUDGED = OwnLine(11, 1, "I.01", D("36.5"), None)
COMPUTED = OwnLine(12, 2, "I.02", None, D("60"))
NOT_ASSIGNED = OwnLine(13, 3, "II.01", None, None, not_assigned=True)
WHERE = (2025, "HP", "DN")


@pytest.mark.parametrize("state", list(CrossState))
@pytest.mark.parametrize("sheet", [None, *SheetState])
def test_a_checker_writes_between_handing_over_and_sealing(
    state: CrossState, sheet: SheetState | None
) -> None:
    open_now = state in (CrossState.ASSIGNED, CrossState.DRAFT) and sheet is SheetState.CROSS_CHECKING
    if open_now:
        rules.check_writable(state, sheet)
        return
    with pytest.raises(DomainError):
        rules.check_writable(state, sheet)


@pytest.mark.parametrize(
    ("points", "reason", "fine"),
    [
        (None, "", True),
        ("36.5", "", True),
        ("36.50", "", True),
        ("36", "", False),
        ("36", "  vì ", False),
        ("36", "Thiếu minh chứng", True),
        ("0", "", False),
    ],
)
def test_another_number_needs_a_reason(points: str | None, reason: str, fine: bool) -> None:
    """Red when nothing typed counts as a difference, or 0 as nothing typed."""
    given_points = None if points is None else D(points)
    if fine:
        rules.check_line(given_points, D("36.5"), reason, "lines-0-reason")
        return
    with pytest.raises(DomainError) as refused:
        rules.check_line(given_points, D("36.5"), reason, "lines-0-reason")
    assert refused.value.field == "lines-0-reason"


def test_sealing_writes_points_on_every_assigned_line() -> None:
    written = {1: (D("30"), "Thiếu minh chứng"), 2: (None, "không đổi"), 3: (D("5"), "x")}
    assert rules.resolved([JUDGED, COMPUTED, NOT_ASSIGNED], written) == [
        SealedLine(1, "I.01", D("30"), "Thiếu minh chứng"),
        SealedLine(2, "I.02", D("60"), ""),
    ]


def test_a_difference_without_a_reason_is_not_sealed() -> None:
    with pytest.raises(DomainError, match=r"I\.01"):
        rules.resolved([JUDGED], {1: (D("30"), "")})


def test_the_code_is_the_digest_of_one_text() -> None:
    """The text is written out by hand; anybody can compute the code with any tool."""
    lines = [SealedLine(2, "I.02", D("60"), ""), SealedLine(1, "I.01", D("30"), "Thiếu “bản gốc”")]
    text = (
        '{"checker":"HP","lines":[["I.01","30.00","Thiếu “bản gốc”"],["I.02","60.00",""]],'
        '"member":"DN","salt":"ab12","year":2025}'
    )
    assert rules.canonical(WHERE, lines, "ab12") == text
    assert rules.seal_code(WHERE, lines, "ab12") == hashlib.sha256(text.encode("utf-8")).hexdigest()


@given(
    points=st.decimals(-99, 99, places=2),
    other=st.decimals(-99, 99, places=2),
    salt=st.text("0123456789abcdef", min_size=64, max_size=64),
)
def test_other_points_another_salt_or_another_sheet_give_another_code(points: D, other: D, salt: str) -> None:
    line = SealedLine(1, "I.01", points, "r")
    code = rules.seal_code(WHERE, [line], salt)
    assert code == rules.seal_code(WHERE, [line], salt) and len(code) == 64
    assert code != rules.seal_code((2025, "DN", "HP"), [line], salt)
    assert code != rules.seal_code(WHERE, [line], salt[::-1] + "0")
    if points != other:
        assert code != rules.seal_code(WHERE, [SealedLine(1, "I.01", other, "r")], salt)


def test_a_code_that_does_not_fit_names_the_sheet() -> None:
    rules.check_code("a", "a", "Hải Phòng", "Đà Nẵng")
    with pytest.raises(DomainError, match="Hải Phòng chấm Đà Nẵng"):
        rules.check_code("a", "b", "Hải Phòng", "Đà Nẵng")


@pytest.mark.parametrize(
    ("due_on", "today", "fine"),
    [
        (date(2026, 2, 5), date(2026, 2, 5), False),
        (date(2026, 2, 5), date(2026, 2, 6), True),
        (None, date(2026, 2, 6), False),
    ],
)
def test_the_chair_opens_after_the_last_day(due_on: date | None, today: date, fine: bool) -> None:
    if fine:
        rules.check_openable(due_on=due_on, today=today)
        return
    with pytest.raises(DomainError):
        rules.check_openable(due_on=due_on, today=today)


@pytest.mark.parametrize("state", list(CrossState))
def test_a_roster_is_replaced_until_somebody_has_sealed(state: CrossState) -> None:
    if state in (CrossState.ASSIGNED, CrossState.DRAFT):
        rules.check_replaceable([CrossState.ASSIGNED, state])
        return
    with pytest.raises(DomainError):
        rules.check_replaceable([CrossState.ASSIGNED, state])


def said(*points: str) -> list[Verdict]:
    return [Verdict(f"T{n}", D(one), f"lý do {n}" if one != "36.5" else "") for n, one in enumerate(points)]


@pytest.mark.parametrize(
    ("points", "wanted"),
    [
        (("36.5",), None),
        (("30",), (D("30"), "T0: lý do 0")),
        (("30", "36.5", "36.5"), None),  # two of three agree
        (("30", "32", "36.5"), (D("32"), "T0: lý do 0; T1: lý do 1")),
        (("30", "43"), None),  # the mean of the two in the middle is 36,5
        ((), None),  # nobody sealed in time
    ],
)
def test_a_line_is_disputed_where_the_median_differs(points: tuple[str, ...], wanted: object) -> None:
    assert rules.disputed(JUDGED, said(*points)) == wanted


def test_what_is_not_assigned_is_never_disputed() -> None:
    assert rules.disputed(NOT_ASSIGNED, said("5")) is None


def test_nothing_is_reviewed_before_the_opening() -> None:
    rules.check_unopened(False)
    with pytest.raises(DomainError):
        rules.check_unopened(True)
