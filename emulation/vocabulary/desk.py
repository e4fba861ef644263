"""What lies on people's desks, as plain values: the state of a year, its papers, and the tasks that follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from emulation.vocabulary.kinds import CampaignReportKind, ConferenceKind, Period
from emulation.vocabulary.states import DisclosureState, ExplanationState, Phase, RankingState


@dataclass(frozen=True)
class Counts:
    """What a year has so far, as plain numbers; `members` is how many it has to have."""

    members: int = 0
    agreement_signed: bool = False
    pledges_signed: int = 0
    mid_year_reports: int = 0
    year_reports: int = 0
    scorecard_issued: bool = False
    sheets_submitted: int = 0
    sheets_reviewed: int = 0
    cross_sheets: int = 0
    cross_sealed: int = 0
    cross_opened: bool = False
    ranking: RankingState | None = None
    conferences: frozenset[ConferenceKind] = frozenset()
    open_proposals: int = 0


class PaperKind(Enum):
    """The records that members write and others answer."""

    PLEDGE = "pledge"
    REPORT = "report"
    SHEET = "sheet"
    PROPOSAL = "proposal"
    CROSS = "cross"


@dataclass(frozen=True)
class Paper:
    """One record of a member in a year. `detail` is a report's period, a proposal's nominee, or whom a cross-check
    is about (the number of the member; it belongs to its checker).

    `others` are the people whose hand is in it beside whoever saved it last. `days_late`: as written down when it
    was handed in.
    """

    kind: PaperKind
    id: int
    cycle_id: int
    member_id: int
    state: str
    entered_by_id: int | None = None
    on_behalf: bool = False
    detail: str = ""
    others: frozenset[int] = frozenset()
    days_late: int = 0

    @property
    def entered_by(self) -> frozenset[int]:
        """Who wrote it, for four eyes."""
        return self.others | ({self.entered_by_id} if self.entered_by_id is not None else set())


@dataclass(frozen=True)
class Disputed:
    """A line of a member that waits for its explanation or its conclusion; `writers`: whose hand is in the answer."""

    id: int
    cycle_id: int
    member_id: int
    state: ExplanationState
    due_on: date | None
    writers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Seat:
    """A member of a year."""

    id: int
    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True)
class Desk:
    """An open year (or, without `cycle_id`, a cluster without an open year) and all that lies on it.

    `newest` is the cluster's newest year, `chairs` the years whose chair is recorded; deadlines map a phase
    to its last day, extensions a member and a phase to the day until which that member may be late. `approvers` maps
    who was named to approve the frozen scores to whether they did.
    """

    cluster_id: int
    code: str
    has_chair: bool
    newest: int | None
    cycle_id: int | None = None
    year: int = 0
    phase: Phase = Phase.PLANNING
    grace_days: int = 0
    ranking: RankingState | None = None
    approvers: Mapping[int, bool] = field(default_factory=dict)
    scorecard_issued: bool = False
    uses_cross_checking: bool = False
    agreement_drafted: bool = False
    has_year_end: bool = False
    chairs: frozenset[int] = frozenset()
    starts: Mapping[Phase, date] = field(default_factory=dict)
    deadlines: Mapping[Phase, date] = field(default_factory=dict)
    extensions: Mapping[tuple[int, Phase], date] = field(default_factory=dict)
    seats: tuple[Seat, ...] = ()
    papers: tuple[Paper, ...] = ()
    name_vi: str = ""
    name_en: str = ""

    def of(self, kind: PaperKind, member_id: int | None = None) -> list[Paper]:
        """The papers of a kind, of one member or of all."""
        return [p for p in self.papers if p.kind is kind and member_id in (None, p.member_id)]

    def due_for(self, phase: Phase, member_id: int | None) -> tuple[date | None, int]:
        """The last day of a phase for a member, and the days of grace that are left behind it.

        A permission moves the day on; what the grace of all would still give after it stays.
        """
        due_on = self.deadlines.get(phase)
        until_on = self.extensions.get((member_id, phase)) if member_id is not None else None
        if due_on is None or until_on is None or until_on <= due_on:
            return due_on, self.grace_days
        return until_on, max(0, self.grace_days - (until_on - due_on).days)


@dataclass(frozen=True)
class Request:
    """A request about personal data that waits: whose, and until when for its next step."""

    id: int
    user_id: int
    person: str
    is_answered: bool
    due_on: date


@dataclass(frozen=True)
class RuleAsked:
    """A change of the rulebook that waits: of which row, whose regulation it is (None: everybody's), who asked."""

    id: int
    title: str
    cluster_id: int | None
    asked_by: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Consultation:
    """A public consultation that is not reported yet: how many comments wait to be moderated, and to be answered."""

    id: int
    cycle_id: int
    year: int
    title: str
    state: DisclosureState
    closes_on: date
    pending: int
    unanswered: int


class Destination(Enum):
    """Where a task is done; the web floor knows the address."""

    SETUP = "setup"
    MANAGE = "manage"
    CLOSE = "close"
    TERMS = "terms"
    AGREEMENT = "agreement"
    PLEDGES = "pledges"
    PLEDGE = "pledge"
    PLEDGE_EDIT = "pledge_edit"
    RESULTS = "results"
    REPORT = "report"
    SCORECARD = "scorecard"
    SHEET = "sheet"
    REVIEW = "review"
    CROSS_ROSTER = "cross_roster"
    CROSS_SHEET = "cross_sheet"
    EXPLANATIONS = "explanations"
    TOTALS = "totals"
    FINALISE = "finalise"
    CONFERENCE = "conference"
    PROPOSALS = "proposals"
    PROPOSAL = "proposal"
    CAMPAIGN = "campaign"
    REGISTRATION = "registration"
    CAMPAIGN_REPORT = "campaign_report"
    DATA_REQUEST = "data_request"
    RULE_CHANGE = "rule_change"
    CONSULTATION = "consultation"
    MODERATION = "moderation"


class Urgency(Enum):
    """How near the last day of a task is."""

    LATE = "late"
    NEAR = "near"
    CALM = "calm"


@dataclass(frozen=True)
class Task:
    """A sentence (template and values), by when, and where. `keeps_open`: late is still accepted (message 19).

    Within `grace_days` after the deadline it is not even written down as late. `verb` is what its button says; what
    waits for others has none. `object_id` names a record that is no paper; without `code` it belongs to no cluster.
    """

    message: str
    values: Mapping[str, object]
    destination: Destination
    code: str
    year: int
    due_on: date | None = None
    member: str = ""
    period: Period | None = None
    paper: Paper | None = None
    campaign_id: int | None = None
    report: CampaignReportKind | None = None
    keeps_open: bool = False
    grace_days: int = 0
    verb: str = ""
    object_id: int = 0

    def sentence(self) -> str:
        """The sentence in the source language."""
        return self.message % self.values


@dataclass(frozen=True)
class Worklist:
    """What a person can do now, by deadline, what waits for others, the clusters they see, and the next date.

    `desks` has one desk of each cluster, by code.
    """

    now: tuple[Task, ...]
    waiting: tuple[Task, ...]
    desks: Mapping[str, Desk] = field(default_factory=dict)
    next_phase: Phase | None = None
    next_on: date | None = None
