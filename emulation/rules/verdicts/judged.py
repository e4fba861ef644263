"""Findings with what people decided about them: as they are shown, kept word for word, and as they stop a move."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from emulation.rules.rule_heads import SLOTS
from emulation.rules.verdicts.finding import Finding, value_of
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.errors import Phrase
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.proposal_facts import DayKind, Ruling

#: Without these nothing is submitted: what it stands on, who may be proposed, one form for one achievement.
FOUNDATIONS = frozenset({"merit", "suspend", "one_form", "dissolved"})


@dataclass(frozen=True)
class Basis:
    """A row of the rulebook behind a finding. `document` is empty when no text is held."""

    code: str
    value: str
    document: str
    is_unconfirmed: bool


@dataclass(frozen=True)
class Judged:
    """One rule of one proposal. `found` is the rule's own verdict; a ruling may turn it where a person was asked."""

    head: str
    title: str
    found: Verdict
    sentence: str
    values: Mapping[str, str | int]
    document: str
    is_unconfirmed: bool
    rows: tuple[Basis, ...] = ()
    ruling: Ruling | None = None

    @property
    def verdict(self) -> Verdict:
        """What counts: a ruling only answers "cần người quyết định", and not for what was edited since."""
        return self.ruling.verdict if self.is_ruled and self.ruling else self.found

    @property
    def is_ruled(self) -> bool:
        """Whether a person's decision counts here."""
        return self.asks and self.ruling is not None and not self.ruling.is_outdated

    @property
    def asks(self) -> bool:
        """Whether a person has to decide, or had to."""
        return self.found is Verdict.NEEDS_PERSON

    @property
    def phrase(self) -> Phrase:
        """The sentence with its values."""
        return Phrase(self.sentence, self.values)


@dataclass(frozen=True)
class Check:
    """What the rules of a day say about a proposal. `kept_at`: when a decided one's findings were written down."""

    proposal_id: int
    on_date: date
    day_kind: DayKind | None
    regime: str
    findings: tuple[Judged, ...]
    kept_at: datetime | None = None

    @property
    def regime_document(self) -> str:
        """The decree behind the regime."""
        return next((one.document for one in self.findings if one.head == "regime"), "")

    @property
    def unconfirmed(self) -> int:
        """How many findings rest on rows that were not compared with the official text."""
        return sum(one.is_unconfirmed for one in self.findings)

    def count(self, verdict: Verdict) -> int:
        """How many findings have this verdict, rulings included."""
        return sum(one.verdict is verdict for one in self.findings)

    def urgent_first(self) -> list[Judged]:
        """What failed, then what waits for a person, then what passed."""
        order = (Verdict.FAILED, Verdict.NEEDS_PERSON, Verdict.PASSED)
        return sorted(self.findings, key=lambda one: order.index(one.verdict))

    def find(self, head: str) -> Judged | None:
        """The finding of a rule."""
        return next((one for one in self.findings if one.head == head), None)


def judged(finding: Finding, ruling: Ruling | None = None) -> Judged:
    """A finding with what a person decided about it."""
    rows = [*([finding.rule] if finding.rule else []), *finding.alternatives]
    return Judged(
        head=finding.head,
        title=finding.title,
        found=finding.verdict,
        sentence=finding.sentence,
        values=dict(finding.values),
        document=finding.document,
        is_unconfirmed=finding.is_unconfirmed,
        rows=tuple(Basis(row.code, value_of(row), row.basis, not row.confirmed) for row in rows),
        ruling=ruling if finding.verdict is Verdict.NEEDS_PERSON else None,
    )


def kept(findings: Iterable[Judged]) -> list[dict[str, Any]]:
    """The findings as they are stored with a decided proposal."""
    return [
        asdict(one)
        | {"ruling": {**asdict(one.ruling), "at": one.ruling.at.isoformat()} if one.ruling else None}
        for one in findings
    ]


def read(told: Iterable[Mapping[str, Any]]) -> tuple[Judged, ...]:
    """What `kept` stored."""
    found = []
    for one in told:
        plain = {**one, "found": Verdict(one["found"]), "rows": tuple(Basis(**row) for row in one["rows"])}
        row = Judged(**{**plain, "ruling": None})
        found.append(replace(row, ruling=_read_ruling(one["ruling"])) if one["ruling"] else row)
    return tuple(found)


def _read_ruling(told: Mapping[str, Any]) -> Ruling:
    verdict, at = Verdict(told["verdict"]), datetime.fromisoformat(told["at"])
    return Ruling(**{**told, "verdict": verdict, "at": at})


def stops(step: ProposalMove, findings: Iterable[Judged]) -> list[Judged]:
    """The findings that stand in the way of a move.

    Submitting: the foundations failed. The vote: the quota of the cluster is used up or unknown. Sending upward:
    everything has to be passed, by rule or by a person.
    """
    match step:
        case ProposalMove.SUBMIT:
            return [one for one in findings if one.head in FOUNDATIONS and one.verdict is Verdict.FAILED]
        case ProposalMove.PASS_VOTE:
            slots = set(SLOTS.values())
            return [one for one in findings if one.head in slots and one.verdict is not Verdict.PASSED]
        case ProposalMove.SEND:
            return [one for one in findings if one.verdict is not Verdict.PASSED]
        case _:
            return []
