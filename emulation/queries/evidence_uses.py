"""Where evidence is used: the records that it supports, from both sides."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, null, select
from sqlalchemy.orm import Session, aliased

from emulation.models.cycles import Cycle
from emulation.models.evidence import Evidence, EvidenceUse
from emulation.models.explanations import Explanation
from emulation.models.indicators import Indicator
from emulation.models.pledges import Pledge, PledgeTarget
from emulation.models.results import ReportLine, ResultReport
from emulation.models.scorecards import Criterion
from emulation.models.scoring import ScoreLine, ScoreSheet
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.states import ExplanationState, Phase, PledgeState, ReportState, SheetState


@dataclass(frozen=True)
class Thing:
    """A record that evidence supports: whose it is, what it is called, and in which state its parent stands.

    `period` is that of a report; `code` that of a criterion, else of the indicator.
    """

    proof: Proof
    id: int
    cycle_id: int
    cluster_id: int
    phase: Phase
    member_id: int
    state: PledgeState | ReportState | SheetState | ExplanationState
    period: Period | None
    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True)
class UsedPaper:
    """A paper that supports a record, with the page in it. `newer_id`: the version that replaced it."""

    object_id: int
    evidence_id: int
    title: str
    number: str
    file_id: int
    page: str
    newer_id: int | None


@dataclass(frozen=True)
class UsedAt:
    """A place where a paper is used."""

    evidence_id: int
    page: str
    thing: Thing


#: Kind → its rows, the record that they are part of, and by what they are called.
_PARTS: Mapping[Proof, tuple[Any, Any, Any]] = {
    Proof.REPORT_LINE: (ReportLine, ResultReport, Indicator),
    Proof.TARGET: (PledgeTarget, Pledge, Indicator),
    Proof.SCORE_LINE: (ScoreLine, ScoreSheet, Criterion),
}
_PARENT = {Proof.REPORT_LINE: "report_id", Proof.TARGET: "pledge_id", Proof.SCORE_LINE: "sheet_id"}


def _things(proof: Proof) -> Select[*tuple[Any, ...]]:
    """The columns of a Thing behind its kind, in their order."""
    if proof is Proof.EXPLANATION:
        return _explanations()
    row, parent, named = _PARTS[proof]
    period = parent.period if proof is Proof.REPORT_LINE else null()
    link = row.criterion_id if proof is Proof.SCORE_LINE else row.indicator_id
    return (
        select(row.id, Cycle.id, Cycle.cluster_id, Cycle.phase, parent.member_id, parent.state, period)
        .add_columns(named.code, named.name_vi, named.name_en)
        .join(parent, parent.id == getattr(row, _PARENT[proof]))
        .join(Cycle, Cycle.id == parent.cycle_id)
        .join(named, named.id == link)
    )


def _explanations() -> Select[*tuple[Any, ...]]:
    """The same of explanations, which are part of no other record and are called by their criterion."""
    row = Explanation
    return (
        select(row.id, Cycle.id, Cycle.cluster_id, Cycle.phase, row.member_id, row.state, null())
        .add_columns(Criterion.code, Criterion.name_vi, Criterion.name_en)
        .join(Cycle, Cycle.id == row.cycle_id)
        .join(ScoreLine, ScoreLine.id == row.line_id)
        .join(Criterion, Criterion.id == ScoreLine.criterion_id)
    )


def _table_of(proof: Proof) -> Any:
    return Explanation if proof is Proof.EXPLANATION else _PARTS[proof][0]


def get_thing(session: Session, proof: Proof, object_id: int) -> Thing:
    """The record; raises NotFound."""
    row = session.execute(_things(proof).where(_table_of(proof).id == object_id)).one_or_none()
    if row is None:
        raise NotFound()
    return Thing(proof, *row)


def places_of(session: Session, evidence_ids: Collection[int]) -> list[UsedAt]:
    """Where these papers are used: reports, pledges, sheets, explanations. One statement for each."""
    found = []
    for proof in Proof:
        row, use = _table_of(proof), EvidenceUse
        statement = (
            _things(proof)
            .add_columns(use.evidence_id, use.page)
            .join(use, and_(use.object_type == proof.value, use.object_id == row.id))
            .where(use.evidence_id.in_(evidence_ids))
            .order_by(use.evidence_id, row.id)
        )
        for line in session.execute(statement):
            *thing, evidence_id, page = line
            found.append(UsedAt(evidence_id, page, Thing(proof, *thing)))
    return found


def papers_for(session: Session, proof: Proof, ids: Collection[int]) -> dict[int, list[UsedPaper]]:
    """Record → the papers that support it, in the order in which they were added."""
    use, row, newer = EvidenceUse, Evidence, aliased(Evidence)
    statement = (
        select(use.object_id, row.id, row.title, row.number, row.file_id, use.page, newer.id)
        .join(row, row.id == use.evidence_id)
        .outerjoin(newer, newer.replaces_id == row.id)
        .where(use.object_type == proof.value, use.object_id.in_(ids))
        .order_by(use.object_id, use.id)
    )
    found: dict[int, list[UsedPaper]] = {}
    for paper in rows_as(session, UsedPaper, statement):
        found.setdefault(paper.object_id, []).append(paper)
    return found


def uses_of_thing(session: Session, proof: Proof, object_id: int) -> list[EvidenceUse]:
    """The records of use, for a service."""
    statement = select(EvidenceUse).where(
        EvidenceUse.object_type == proof.value, EvidenceUse.object_id == object_id
    )
    return list(session.scalars(statement.order_by(EvidenceUse.id)))


def uses_of_paper(session: Session, evidence_id: int) -> list[EvidenceUse]:
    """The same for one paper."""
    statement = select(EvidenceUse).where(EvidenceUse.evidence_id == evidence_id)
    return list(session.scalars(statement.order_by(EvidenceUse.id)))


@dataclass(frozen=True)
class Behind:
    """A row of a report, pledge or sheet, and the papers that support it."""

    id: int
    papers: tuple[UsedPaper, ...]


def behind(session: Session, proof: Proof, parent_id: int) -> dict[int, Behind]:
    """Row → papers of a whole report, pledge or sheet, by indicator, target or criterion. Two statements."""
    row = _PARTS[proof][0]
    links = {Proof.REPORT_LINE: "indicator_id", Proof.TARGET: "id", Proof.SCORE_LINE: "criterion_id"}
    statement = select(getattr(row, links[proof]), row.id).where(getattr(row, _PARENT[proof]) == parent_id)
    ids: dict[int, int] = dict(session.execute(statement).all())
    papers = papers_for(session, proof, ids.values())
    return {link: Behind(number, tuple(papers.get(number, ()))) for link, number in ids.items()}
