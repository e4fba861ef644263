"""What stands between a phase and the next: every phase × every move."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from emulation.rules import phases
from emulation.vocabulary.desk import Counts
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.states import Phase, RankingState

DONE = Counts(
    members=5,
    agreement_signed=True,
    pledges_signed=5,
    mid_year_reports=5,
    year_reports=5,
    scorecard_issued=True,
    sheets_submitted=5,
    sheets_reviewed=5,
    cross_sheets=5,
    cross_opened=True,
    ranking=RankingState.PUBLISHED,
    conferences=frozenset({ConferenceKind.YEAR_END}),
)
NOTHING = Counts(members=5)
#: Leaving a phase of a year in which nothing happened: ok, warned (a reason is enough), or refused.
LEAVING = {
    "planning": "ok",
    "pledging": "warned",
    "first_half": "ok",
    "mid_year": "warned",
    "second_half": "warned",
    "self_scoring": "warned",
    "cross_checking": "warned",
    "explaining": "ok",
    "totals": "refused",
    "conference": "refused",
    "awarding": "refused",
    "closed": "ok",
}


@pytest.mark.parametrize("phase", list(Phase))
def test_leaving_with_nothing_done(phase: Phase) -> None:
    expected = LEAVING[phase.value]
    if expected == "refused":
        with pytest.raises(DomainError):
            phases.check_leave(phase, NOTHING, "Lý do đủ dài.")
        return
    phases.check_leave(phase, NOTHING, "Lý do đủ dài.")
    if expected == "warned":
        with pytest.raises(DomainError, match="Còn việc chưa xong") as caught:
            phases.check_leave(phase, NOTHING, "  vì  ")
        assert caught.value.field == "reason"
    else:
        phases.check_leave(phase, NOTHING, "")


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.AWARDING])
def test_leaving_with_everything_done_needs_no_reason(phase: Phase) -> None:
    phases.check_leave(phase, DONE, "")


def test_the_last_phase_is_left_only_by_closing() -> None:
    with pytest.raises(DomainError, match="việc riêng"):
        phases.check_leave(Phase.AWARDING, DONE, "Lý do đủ dài.")


@pytest.mark.parametrize(
    ("phase", "ranking", "held", "message"),
    [
        (Phase.TOTALS, None, True, "chưa khóa và chưa chốt"),
        (Phase.TOTALS, RankingState.FROZEN, True, "đã khóa nhưng chưa chốt"),
        (Phase.TOTALS, RankingState.FINALISED, False, ""),
        (Phase.CONFERENCE, RankingState.FINALISED, True, "chưa được công bố"),
        (Phase.CONFERENCE, RankingState.PUBLISHED, False, "Chưa ghi hội nghị tổng kết"),
        (Phase.CONFERENCE, RankingState.PUBLISHED, True, ""),
    ],
)
def test_hard_obstacles_cannot_be_overruled(
    phase: Phase, ranking: RankingState | None, held: bool, message: str
) -> None:
    held_kinds = frozenset({ConferenceKind.YEAR_END} if held else {ConferenceKind.MID_YEAR})
    counts = Counts(members=5, ranking=ranking, conferences=held_kinds)
    if not message:
        phases.check_leave(phase, counts, "")
        return
    with pytest.raises(DomainError, match=message):
        phases.check_leave(phase, counts, "Lý do đủ dài.")


@pytest.mark.parametrize("sealed", [0, 3, 5])
def test_sealed_points_that_nobody_opened_keep_the_year_in_its_phase(sealed: int) -> None:
    """The message says how far they are and how they are opened. Red when the obstacle is only a warning."""
    counts = Counts(members=5, cross_sheets=5, cross_sealed=sealed)
    with pytest.raises(DomainError, match=rf"đã niêm phong {sealed}/5.*“Mở niêm phong”"):
        phases.check_leave(Phase.CROSS_CHECKING, counts, "Lý do đủ dài.")
    phases.check_leave(Phase.CROSS_CHECKING, Counts(members=5, cross_sheets=5, cross_opened=True), "")


def test_a_step_back_says_why_and_does_not_undo_a_publication() -> None:
    phases.check_step_back(Phase.MID_YEAR, NOTHING, "Chuyển nhầm.")
    phases.check_step_back(Phase.CONFERENCE, NOTHING, "Chuyển nhầm.")
    with pytest.raises(DomainError, match="Nhập lý do"):
        phases.check_step_back(Phase.MID_YEAR, NOTHING, "nhầm")
    with pytest.raises(DomainError, match="đã công bố"):
        phases.check_step_back(Phase.CONFERENCE, DONE, "Chuyển nhầm.")


@pytest.mark.parametrize(
    ("phase", "ranking", "typed"),
    list(product(Phase, (None, *RankingState), ("ĐÓNG NĂM", "đóng năm 2025", ""))),
)
def test_closing_needs_the_last_phase_a_published_ranking_and_the_words(
    phase: Phase, ranking: RankingState | None, typed: str
) -> None:
    counts = Counts(members=5, ranking=ranking, open_proposals=2)
    if (phase.value, ranking and ranking.value, typed) == ("awarding", "published", "ĐÓNG NĂM"):
        phases.check_close(phase, counts, typed)
    else:
        with pytest.raises(DomainError):
            phases.check_close(phase, counts, typed)


@pytest.mark.parametrize(
    "typed", ["ĐÓNG NĂM", "đóng năm", "  Đóng   năm ", "ĐO\u0301NG NA\u0306M", "đóng\u00a0năm"]
)
def test_the_closing_words_whatever_keyboard_and_case(typed: str) -> None:
    assert phases.is_confirmed(typed)


@pytest.mark.parametrize("typed", ["", "DONG NAM", "ĐÓNG", "ĐÓNG NĂM 2025", "ĐÒNG NĂM"])
def test_other_words_do_not_close(typed: str) -> None:
    assert not phases.is_confirmed(typed)


def test_open_proposals_are_told_but_do_not_keep_the_year_open() -> None:
    (told,) = phases.closing_obstacles(
        Phase.AWARDING, Counts(ranking=RankingState.PUBLISHED, open_proposals=2)
    )
    assert (told.is_hard, dict(told.values)) == (False, {"n": 2})


@given(some.sampled_from(Phase), some.booleans(), some.integers(0, 5), some.integers(0, 5))
def test_more_done_never_means_more_obstacles(phase: Phase, signed: bool, some_done: int, more: int) -> None:
    less = Counts(members=5, agreement_signed=signed, pledges_signed=some_done, mid_year_reports=some_done)
    rest = min(5, some_done + more)
    better = Counts(members=5, agreement_signed=True, pledges_signed=rest, mid_year_reports=rest)
    assert len(phases.obstacles(phase, better)) <= len(phases.obstacles(phase, less))


def test_switched_off_phases_are_not_passed() -> None:
    passed = phases.passed_through(uses_cross_checking=False, uses_explaining=False)
    assert len(passed) == 10
    assert not {Phase.CROSS_CHECKING, Phase.EXPLAINING} & set(passed)
