"""What the lint of a dossier looks at: plain values, gathered by whoever reads the database."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from emulation.rules.dossiers import Need, PaperKind, Rule
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.kinds import SigningCapacity
from emulation.vocabulary.states import DisclosureState, EligibilityState


@dataclass(frozen=True)
class PaperFacts:
    """A paper of the dossier with its words; `sections` are those of a report that was made here."""

    id: int
    kind: PaperKind
    title: str
    number: str
    dated_on: date | None
    work_year: int | None
    signer: str
    capacity: SigningCapacity | None
    report_form: str
    is_signed: bool
    is_readable: bool
    is_made: bool
    text: str
    file_name: str
    size: int
    sha256: str
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Vote:
    """What the record of a round says about the nominee; None for numbers that the minutes do not tell."""

    body: PollBody
    held_on: date
    members: int
    votes_for: int
    against: int | None = None
    blank: int | None = None
    invalid: int | None = None
    present: int | None = None
    written: int | None = None
    issued: int | None = None
    returned: int | None = None


@dataclass(frozen=True)
class Place:
    """Where the unit stands in the frozen table; all None without one."""

    rank: int | None = None
    member_count: int | None = None
    total: Decimal | None = None


@dataclass(frozen=True)
class Consultation:
    """A disclosure of the nominee: its state, its last day, and how many comments nobody has answered."""

    state: DisclosureState
    closes_on: date
    unanswered: int


@dataclass(frozen=True)
class DossierFacts:
    """Everything the lint looks at. `day` is the day whose rules count: of receipt, else the planned one, else today.

    `cluster_names`: the names by which minutes may call the cluster. `thresholds`: which bodies must have voted → the
    rows of the rulebook with a threshold (empty: none in force). `missing_section`: titles of blank sections of the
    report that people write. `other_forms`: what else is proposed for the same nominee and year.
    """

    year: int
    day: date
    today: date
    cluster_names: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    papers: tuple[PaperFacts, ...] = ()
    waived: frozenset[str] = frozenset()
    report_forms: frozenset[str] = frozenset()
    sections: tuple[tuple[str, str, str], ...] = ()
    thresholds: tuple[tuple[PollBody, tuple[Rule, ...]], ...] = ()
    votes: tuple[Vote, ...] = ()
    place: Place = Place()
    sent_on: date | None = None
    received_on: date | None = None
    consultation: Consultation | None = None
    disclosure_rules: tuple[Rule, ...] = ()
    cluster_in_minutes: tuple[Rule, ...] = ()
    other_forms: tuple[str, ...] = ()
    one_form_rules: tuple[Rule, ...] = ()
    eligibility: EligibilityState = EligibilityState.ELIGIBLE
    eligibility_reason: str = ""
    dissolved_on: date | None = None
    limit_mb: int = 20
    used_rules: tuple[Rule, ...] = field(default=())

    def of_kind(self, code: str) -> list[PaperFacts]:
        """The papers of a kind."""
        return [paper for paper in self.papers if paper.kind.code == code]

    def vote_of(self, body: PollBody) -> Vote | None:
        """The last round of a body."""
        rounds = [vote for vote in self.votes if vote.body is body]
        return rounds[-1] if rounds else None
