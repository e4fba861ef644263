"""When an action is open: the kinds of work behind it, and through them the phases of the year."""

from collections.abc import Mapping

from emulation.rules.cycles import OPEN, PHASES, Work
from emulation.vocabulary.actions import Action
from emulation.vocabulary.states import Phase

#: Action → kinds of work whose phases open it (any of them). What is not here is bound to no phase.
WORKS: Mapping[Action, tuple[Work, ...]] = {
    Action.AGREEMENT_EDIT: (Work.EDIT_PLEDGE,),
    Action.AGREEMENT_SIGN: (Work.EDIT_PLEDGE,),
    Action.PLEDGE_EDIT: (Work.EDIT_PLEDGE,),
    Action.PLEDGE_SUBMIT: (Work.EDIT_PLEDGE,),
    Action.PLEDGE_REVIEW: (Work.EDIT_PLEDGE,),
    Action.PLEDGE_RECORD: (Work.EDIT_PLEDGE,),
    Action.RESULT_EDIT: (Work.REPORT_Q1, Work.REPORT_MID_YEAR, Work.REPORT_Q3, Work.REPORT_YEAR),
    Action.RESULT_SUBMIT: (Work.REPORT_Q1, Work.REPORT_MID_YEAR, Work.REPORT_Q3, Work.REPORT_YEAR),
    Action.SCORECARD_EDIT: (Work.EDIT_SCORECARD,),
    Action.SCORE_EDIT: (Work.SELF_SCORE,),
    Action.SCORE_SUBMIT: (Work.SELF_SCORE,),
    Action.SCORE_APPRAISE: (Work.APPRAISE,),
    Action.CROSSCHECK_ASSIGN: (Work.ASSIGN_CHECKS, Work.CROSS_CHECK),
    Action.CROSSCHECK_SCORE: (Work.CROSS_CHECK,),
    Action.CROSSCHECK_SEAL: (Work.CROSS_CHECK,),
    Action.RANKING_FREEZE: (Work.FREEZE,),
    Action.RANKING_FINALISE: (Work.FINALISE,),
    Action.RANKING_PUBLISH: (Work.PUBLISH,),
    Action.PROPOSAL_EDIT: (Work.PROPOSE,),
    Action.PROPOSAL_SUBMIT: (Work.PROPOSE, Work.DECIDE),
    Action.PROPOSAL_REVIEW: (Work.PROPOSE, Work.DECIDE),
    Action.DECISION_RECORD: (Work.DECIDE,),
}


def phases_of(action: Action) -> tuple[Phase, ...]:
    """The phases in which an action is open, in the order of the year; none: the phase does not matter."""
    works = WORKS.get(action, ())
    return tuple(phase for phase in PHASES if any(phase in OPEN[work] for work in works))


def is_open(action: Action, phase: Phase) -> bool:
    """Whether a phase opens the action."""
    phases = phases_of(action)
    return not phases or phase in phases
