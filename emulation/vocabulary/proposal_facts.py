"""What the rules are asked about: the plain facts of one proposal, read once for all proposals of a year."""

from dataclasses import dataclass
from datetime import date, datetime

from emulation.vocabulary.award_kinds import AwardKind, NomineeKind, Verdict
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.states import CampaignState, DisclosureState, EligibilityState, ProposalState
from emulation.vocabulary.words import N_


class DayKind(Labelled):
    """Why the rules of just this day are read (handbook 5)."""

    RECEIVED = "received", N_("ngày tiếp nhận hồ sơ")
    PLANNED = "planned", N_("ngày dự kiến nộp hồ sơ; hồ sơ chưa được tiếp nhận")
    TODAY = "today", N_("hôm nay; hồ sơ chưa được tiếp nhận và chưa có ngày dự kiến")


@dataclass(frozen=True)
class Vote:
    """The latest round of a body about a proposal. `members` is N: everybody who counts, present or not."""

    held_on: date
    round: int
    members: int
    votes_for: int


@dataclass(frozen=True)
class Window:
    """The latest consultation about a nominee. `unanswered`: shown comments without an answer, and unread ones."""

    state: DisclosureState
    closes_on: date
    working_days: int
    unanswered: int


@dataclass(frozen=True)
class Fitness:
    """What was decided about a member's eligibility in the year, and on which ground."""

    state: EligibilityState = EligibilityState.ELIGIBLE
    reason: str = ""
    basis: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class Ground:
    """The campaign whose result a proposal cites."""

    name: str
    state: CampaignState
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Place:
    """A member in the frozen ranking. `up_to`: how many members stand there or before, equal ones counted."""

    rank: int | None
    up_to: int
    of: int


@dataclass(frozen=True)
class ProposalFacts:
    """One proposal with what stands around it. `left_on`: the first day on which the member was none any more.

    `is_record`: taken over from what was published, never worked on here.
    """

    id: int
    cycle_id: int
    cluster_id: int
    year: int
    member_id: int
    member: str
    nominee: str
    form_code: str
    form: str
    kind: AwardKind
    nominee_kind: NomineeKind
    state: ProposalState
    planned_on: date | None
    sent_on: date | None
    received_on: date | None
    achieved_on: date | None
    campaign_id: int | None
    has_minutes: bool
    is_record: bool = False
    campaign: Ground | None = None
    member_count: int = 0
    left_on: date | None = None
    place: Place | None = None
    fitness: Fitness = Fitness()
    cluster_vote: Vote | None = None
    council_vote: Vote | None = None
    window: Window | None = None


@dataclass(frozen=True)
class Ruling:
    """What a person decided where a rule could not: passed or failed, why, who, when.

    `is_outdated`: the proposal was edited since, so that somebody has to look again.
    """

    verdict: Verdict
    reason: str
    by: str
    at: datetime
    version: int
    is_outdated: bool = False
