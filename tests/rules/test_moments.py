"""When an action is open: phases by hand."""

import pytest

from emulation.rules import moments
from emulation.vocabulary.actions import Action
from emulation.vocabulary.states import Phase


@pytest.mark.parametrize(
    ("action", "first", "last", "n"),
    [
        (Action.PLEDGE_SUBMIT, Phase.PLANNING, Phase.FIRST_HALF, 3),
        (Action.SCORE_SUBMIT, Phase.SELF_SCORING, Phase.TOTALS, 4),
        (Action.RANKING_FREEZE, Phase.TOTALS, Phase.TOTALS, 1),
        (Action.RANKING_FINALISE, Phase.TOTALS, Phase.CONFERENCE, 2),
        (Action.RESULT_SUBMIT, Phase.FIRST_HALF, Phase.TOTALS, 7),
        (Action.DECISION_RECORD, Phase.AWARDING, Phase.CLOSED, 2),
    ],
)
def test_the_phases_of_an_action(action: Action, first: Phase, last: Phase, n: int) -> None:
    phases = moments.phases_of(action)
    assert (phases[0], phases[-1], len(phases)) == (first, last, n)


def test_what_no_phase_binds_is_always_open() -> None:
    assert moments.phases_of(Action.TERM_RECORD) == ()
    assert all(moments.is_open(Action.TERM_RECORD, phase) for phase in Phase)


def test_outside_its_phases_an_action_is_closed() -> None:
    assert not moments.is_open(Action.RANKING_FREEZE, Phase.PLEDGING)
    assert moments.is_open(Action.RANKING_FREEZE, Phase.TOTALS)
