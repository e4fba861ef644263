"""What lies on people's desks, in five statements: open years, their dates, members, papers and writers.

A sixth tells who was named to approve frozen scores, while there are any.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.calendar import Extension
from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.conferences import Conference
from emulation.models.crosschecks import CrossSheet
from emulation.models.cycles import Cycle, Deadline
from emulation.models.pledges import Agreement, Pledge
from emulation.models.rankings import YearRanking
from emulation.models.results import ResultReport
from emulation.models.scorecards import Scorecard
from emulation.models.scoring import ScoreSheet
from emulation.models.terms import Term
from emulation.queries.approvals import named_in
from emulation.queries.writers import UNAPPROVED, WRITING
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.desk import Desk, Paper, PaperKind, Seat
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ConferenceKind, Post
from emulation.vocabulary.states import Phase, RankingState, ScorecardState

#: Facts that may be absent; the others have a value as soon as there is a year.
NONE = frozenset({"newest", "cycle_id", "ranking"})


def desks_in(session: Session, scope: Scope, today: date) -> list[Desk]:
    """The open years of the clusters in scope, newest first; a cluster without one stands there alone."""
    heads = _heads(today, Cycle.phase != Phase.CLOSED)
    if not scope.everything:
        heads = heads.where(Cluster.id.in_(scope.clusters))
    return _desks(session, session.execute(heads).all())


def get_desk(session: Session, cycle_id: int, today: date) -> Desk:
    """One year with all that lies on it, closed or not; raises NotFound."""
    heads = _heads(today, Cycle.id == cycle_id).where(Cycle.id == cycle_id)
    found = _desks(session, session.execute(heads).all())
    if not found:
        raise NotFound()
    return found[0]


def _desks(session: Session, heads: Sequence[Row[Any]]) -> list[Desk]:
    cycle_ids = [head.cycle_id for head in heads if head.cycle_id is not None]
    starts: dict[int, dict[Phase, date]] = defaultdict(dict)
    ends: dict[int, dict[Phase, date]] = defaultdict(dict)
    extensions: dict[int, dict[tuple[int, Phase], date]] = defaultdict(dict)
    for cycle_id, phase, starts_on, due_on, member_id, until_on in session.execute(_dates(cycle_ids)):
        starts[cycle_id][phase], ends[cycle_id][phase] = starts_on, due_on
        if member_id is not None:
            extensions[cycle_id][member_id, phase] = until_on
    papers = _papers_by_year(session, cycle_ids)
    clusters = {head.id for head in heads}
    seats, chairs = _seats(session, clusters), _chairs(session, clusters)
    named = named_in(session, [head.cycle_id for head in heads if head.ranking is RankingState.FROZEN])
    return [
        _desk(
            head,
            starts=starts.get(head.cycle_id, {}),
            deadlines=ends.get(head.cycle_id, {}),
            extensions=extensions.get(head.cycle_id, {}),
            papers=tuple(papers.get(head.cycle_id, ())),
            approvers=named.get(head.cycle_id, {}),
            seats=_seated(seats.get(head.id, []), head.year),
            chairs=frozenset(chairs.get(head.id, ())),
        )
        for head in heads
    ]


def _dates(cycle_ids: list[int]) -> Select[Any]:
    """The deadlines of years, each once per member who may be late with it, else once."""
    permitted = and_(Extension.cycle_id == Deadline.cycle_id, Extension.phase == Deadline.phase)
    return (
        select(Deadline.cycle_id, Deadline.phase, Deadline.starts_on, Deadline.due_on)
        .add_columns(Extension.member_id, Extension.until_on)
        .outerjoin(Extension, permitted)
        .where(Deadline.cycle_id.in_(cycle_ids))
        .order_by(Deadline.starts_on)
    )


def _desk(head: Row[Any], **lying_on_it: Any) -> Desk:
    known = head._asdict()
    known["cluster_id"] = known.pop("id")
    return Desk(
        **{name: value for name, value in known.items() if value is not None or name in NONE}, **lying_on_it
    )


def _seats(session: Session, clusters: set[int]) -> dict[int, list[tuple[Seat, date, date | None]]]:
    statement = (
        select(
            Membership.cluster_id,
            Member.id,
            Member.code,
            Member.name_vi,
            Member.name_en,
            Membership.valid_from,
            Membership.valid_to,
        )
        .join(Member, Member.id == Membership.member_id)
        .where(Membership.cluster_id.in_(clusters))
        .order_by(Member.protocol_order, Member.sort_key)
    )
    found = defaultdict(list)
    for cluster_id, member_id, code, name, name_en, valid_from, valid_to in session.execute(statement):
        found[cluster_id].append((Seat(member_id, code, name, name_en), valid_from, valid_to))
    return found


def _seated(known: list[tuple[Seat, date, date | None]], year: int | None) -> tuple[Seat, ...]:
    """The members of the year's last day."""
    if year is None:
        return ()
    last = date(year, 12, 31)
    return tuple(seat for seat, start, end in known if start <= last and (end is None or end > last))


def _chairs(session: Session, clusters: set[int]) -> dict[int, set[int]]:
    """The years for which each cluster has a chair recorded."""
    statement = select(Term.cluster_id, Term.year).where(
        Term.cluster_id.in_(clusters), Term.post == Post.CHAIR
    )
    found = defaultdict(set)
    for cluster_id, year in session.execute(statement):
        found[cluster_id].add(year)
    return found


def _heads(today: date, years: ColumnElement[bool]) -> Select[Any]:
    """One row per cluster and such a year (or none), with the yes-or-no facts about it."""
    newest = select(func.max(Cycle.year)).where(Cycle.cluster_id == Cluster.id).correlate(Cluster)
    return (
        select(
            Cluster.id,
            Cluster.code,
            Cluster.name_vi,
            Cluster.name_en,
            _chaired(today).label("has_chair"),
            newest.scalar_subquery().label("newest"),
            Cycle.id.label("cycle_id"),
            Cycle.year,
            Cycle.phase,
            Cycle.grace_days,
            Cycle.uses_cross_checking,
            YearRanking.state.label("ranking"),
            _has(Scorecard, Scorecard.state == ScorecardState.ISSUED).label("scorecard_issued"),
            _has(Agreement, Agreement.signed_on.is_(None)).label("agreement_drafted"),
            _has(Conference, Conference.kind == ConferenceKind.YEAR_END).label("has_year_end"),
        )
        .outerjoin(Cycle, (Cycle.cluster_id == Cluster.id) & years)
        .outerjoin(YearRanking, YearRanking.cycle_id == Cycle.id)
        .order_by(Cluster.name_vi, Cycle.year.desc())
    )


def _chaired(today: date) -> ColumnElement[bool]:
    """Whether somebody holds the chair of the cluster today."""
    holds = select(Term.id).where(
        Term.cluster_id == Cluster.id,
        Term.post == Post.CHAIR,
        Term.starts_on <= today,
        or_(Term.ends_on.is_(None), Term.ends_on > today),
    )
    return exists(holds.correlate(Cluster))


def _has(table: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(select(table.id).where(table.cycle_id == Cycle.id, condition).correlate(Cycle))


def _papers_by_year(session: Session, cycle_ids: list[int]) -> dict[int, list[Paper]]:
    nothing = literal("", String)
    statements = [
        _select(Pledge, PaperKind.PLEDGE, Pledge.on_behalf, nothing),
        _select(ResultReport, PaperKind.REPORT, literal(False), type_coerce(ResultReport.period, String)),
        _select(ScoreSheet, PaperKind.SHEET, literal(False), nothing),
        _select(Proposal, PaperKind.PROPOSAL, literal(False), type_coerce(Proposal.nominee, String)),
        _select(
            CrossSheet,
            PaperKind.CROSS,
            literal(False),
            cast(CrossSheet.member_id, String),
            CrossSheet.checker_id,
        ),
    ]
    first, *others = [
        statement.where(statement.selected_columns.cycle_id.in_(cycle_ids)) for statement in statements
    ]
    papers: dict[tuple[str, int], Paper] = {}
    for row in session.execute(first.union(*others).order_by("kind", "id")):
        standing = papers.get((row.kind, row.id))
        others_so_far = standing.others if standing else frozenset[int]()
        papers[row.kind, row.id] = Paper(
            PaperKind(row.kind),
            row.id,
            row.cycle_id,
            row.member_id,
            row.state,
            row.entered_by_id,
            bool(row.on_behalf),
            row.detail,
            others_so_far | _hands(row),
            row.days_late or 0,
        )
    found: dict[int, list[Paper]] = defaultdict(list)
    for paper in papers.values():
        found[paper.cycle_id].append(paper)
    return found


def _hands(row: Row[Any]) -> frozenset[int]:
    """Who saved the paper (one per row) and, once it lies on the next desk, who approved it."""
    approved_by = None if row.state in UNAPPROVED else row.submitted_by_id
    return frozenset(person for person in (row.writer_id, approved_by) if person is not None)


def _select(table: Any, kind: PaperKind, on_behalf: Any, detail: Any, member_id: Any = None) -> Select[Any]:
    """The papers of a kind, one row per person who ever saved one. `member_id`: whose they are, if not the usual."""
    name, event = table.__tablename__, AuditEvent
    saved = and_(event.object_type == name, event.object_id == table.id, event.verb.in_(WRITING[name]))
    return select(
        literal(kind.value, String).label("kind"),
        table.id.label("id"),
        table.cycle_id.label("cycle_id"),
        (table.member_id if member_id is None else member_id).label("member_id"),
        type_coerce(table.state, String).label("state"),
        table.entered_by_id.label("entered_by_id"),
        getattr(table, "submitted_by_id", cast(null(), Integer)).label("submitted_by_id"),
        on_behalf.label("on_behalf"),
        detail.label("detail"),
        getattr(table, "days_late", literal(0)).label("days_late"),
        event.actor_id.label("writer_id"),
    ).outerjoin(event, saved)
