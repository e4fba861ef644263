"""Records as the search index reads them: one statement per kind, and by which tables' rows it is narrowed.

Each row has `id`, `cluster_id`, `cluster_code` (None: no cluster shows it) and what its entry is made of. A change of
a row of any table that a statement joins changes what the statement gives: so the tables that it is narrowed by are
the tables that it joins, and nothing that an entry says can grow old unnoticed.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.campaigns import Campaign
from emulation.models.clusters import Cluster, Member, Membership
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.evidence import Evidence, StoredFile
from emulation.models.indicators import Indicator
from emulation.models.pledges import Agreement, AgreementContent, Pledge, PledgeTarget
from emulation.models.rankings import YearRanking
from emulation.models.results import ResultReport
from emulation.models.scorecards import Criterion, Scorecard
from emulation.vocabulary.findable import Findable
from emulation.vocabulary.states import ScorecardState

Column = InstrumentedAttribute[Any]
#: A change of any row of the table touches all rows of the statement.
ALL: tuple[Column, ...] = ()
PIECE = 500

_CLUSTER = (
    Cluster.id.label("cluster_id"),
    Cluster.code.label("cluster_code"),
    Cluster.name_vi.label("cluster_vi"),
)
_MEMBER = (Member.id.label("member_id"), Member.code.label("member_code"), Member.name_vi, Member.name_en)
_IN_YEAR = {"cycle": (Cycle.id,), "cluster": (Cluster.id,)}
_OF_MEMBER = _IN_YEAR | {"member": (Member.id,)}


@dataclass(frozen=True)
class Source:
    """The statement of a kind, and table → columns by which a changed row of that table is found in it."""

    statement: Select[*tuple[Any, ...]]
    tables: Mapping[str, tuple[Column, ...]]


def _in_year(row: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    """A statement over records of a year."""
    statement = select(row.id, *_CLUSTER, Cycle.year, *columns).select_from(row)
    return statement.join(Cycle, Cycle.id == row.cycle_id).join(Cluster, Cluster.id == Cycle.cluster_id)


def _of_member(row: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    """A statement over records of a member in a year."""
    return _in_year(row, *_MEMBER, *columns).join(Member, Member.id == row.member_id)


def _cluster() -> Source:
    columns = (Cluster.name_vi, Cluster.name_en, Cluster.level)
    return Source(select(Cluster.id, *_CLUSTER, *columns), {"cluster": (Cluster.id,)})


def _membership() -> Source:
    earlier = aliased(Membership)
    statement = (
        select(Membership.id, *_CLUSTER, *_MEMBER, earlier.id.label("earlier_id"))
        .join(Cluster, Cluster.id == Membership.cluster_id)
        .join(Member, Member.id == Membership.member_id)
        .outerjoin(
            earlier,
            and_(
                earlier.cluster_id == Membership.cluster_id,
                earlier.member_id == Membership.member_id,
                earlier.valid_from < Membership.valid_from,
            ),
        )
    )
    tables = {"membership": (Membership.id, earlier.id), "cluster": (Cluster.id,), "member": (Member.id,)}
    return Source(statement, tables)


def _cycle() -> Source:
    statement = select(Cycle.id, *_CLUSTER, Cycle.year, Cycle.theme, Cycle.provenance)
    return Source(statement.join(Cluster, Cluster.id == Cycle.cluster_id), _IN_YEAR)


def _ranking() -> Source:
    statement = _in_year(YearRanking, YearRanking.state, YearRanking.provenance)
    return Source(statement, _IN_YEAR | {"year_ranking": (YearRanking.id,)})


def _content() -> Source:
    row = AgreementContent
    statement = (
        select(row.id, *_CLUSTER, Cycle.year, row.text, row.basis, Agreement.signed_on, Agreement.provenance)
        .join(Agreement, Agreement.id == row.agreement_id)
        .join(Cycle, Cycle.id == Agreement.cycle_id)
        .join(Cluster, Cluster.id == Cycle.cluster_id)
    )
    return Source(statement, _IN_YEAR | {"agreement_content": (row.id,), "agreement": (Agreement.id,)})


def _pledge() -> Source:
    statement = _of_member(Pledge, Pledge.state, Pledge.summary, Pledge.provenance)
    return Source(statement, _OF_MEMBER | {"pledge": (Pledge.id,)})


def _target() -> Source:
    row, of = PledgeTarget, Indicator
    statement = (
        select(row.id, *_CLUSTER, Cycle.year, *_MEMBER, Pledge.state, row.owner, row.source, row.provenance)
        .add_columns(of.name_vi.label("indicator_vi"), of.name_en.label("indicator_en"))
        .join(Pledge, Pledge.id == row.pledge_id)
        .join(Cycle, Cycle.id == Pledge.cycle_id)
        .join(Cluster, Cluster.id == Cycle.cluster_id)
        .join(Member, Member.id == Pledge.member_id)
        .join(of, of.id == row.indicator_id)
    )
    more: dict[str, tuple[Column, ...]] = {"pledge_target": (row.id,), "pledge": (Pledge.id,)}
    return Source(statement, _OF_MEMBER | more | {"indicator": (of.id,)})


def _report() -> Source:
    statement = _of_member(ResultReport, ResultReport.state, ResultReport.period)
    return Source(statement, _OF_MEMBER | {"result_report": (ResultReport.id,)})


def _scorecards(row: Any, *columns: Any) -> tuple[Select[*tuple[Any, ...]], dict[str, tuple[Column, ...]]]:
    """A statement over scorecards, or their criteria; `later_id`: a later edition that was issued."""
    later = aliased(Scorecard)
    statement = select(row.id, *_CLUSTER, Cycle.year, later.id.label("later_id"), *columns).select_from(row)
    if row is Criterion:
        statement = statement.join(Scorecard, Scorecard.id == Criterion.scorecard_id)
    statement = (
        statement.join(Cycle, Cycle.id == Scorecard.cycle_id)
        .join(Cluster, Cluster.id == Cycle.cluster_id)
        .outerjoin(
            later,
            and_(
                later.cycle_id == Scorecard.cycle_id,
                later.edition > Scorecard.edition,
                later.state == ScorecardState.ISSUED,
            ),
        )
    )
    return statement, _IN_YEAR | {"scorecard": (Scorecard.id, later.id)}


def _scorecard() -> Source:
    return Source(*_scorecards(Scorecard, Scorecard.state, Scorecard.title, Scorecard.provenance))


def _criterion() -> Source:
    row = Criterion
    columns = (row.code, row.name_vi, row.name_en, row.evidence_hint)
    statement, tables = _scorecards(row, *columns, Scorecard.state, Scorecard.title, Scorecard.provenance)
    return Source(statement, tables | {"criterion": (row.id,)})


def _campaign() -> Source:
    row = Campaign
    columns = (row.name, row.slogan, row.purpose, row.state, row.launched_on, row.starts_on, row.provenance)
    statement = select(row.id, *_CLUSTER, *columns).join(Cluster, Cluster.id == row.cluster_id)
    return Source(statement, {"campaign": (row.id,), "cluster": (Cluster.id,)})


def _conference() -> Source:
    row = Conference
    statement = _in_year(row, row.kind, row.held_on, row.place, row.presided_by, row.summary, row.provenance)
    return Source(statement.add_columns(row.minutes_number), _IN_YEAR | {"conference": (row.id,)})


def _form(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    names = (AwardForm.name_vi.label("form_vi"), AwardForm.name_en.label("form_en"))
    return statement.add_columns(*names).join(AwardForm, AwardForm.id == Proposal.award_form_id)


def _proposal() -> Source:
    row = Proposal
    statement = _form(_of_member(row, row.nominee, row.merit, row.provenance))
    return Source(statement, _OF_MEMBER | {"proposal": (row.id,), "award_form": (AwardForm.id,)})


def _decision() -> Source:
    row = Decision
    columns = (row.number, row.signed_on, row.issuer, row.summary, row.provenance)
    statement = select(row.id, *_CLUSTER, *columns).join(Cluster, Cluster.id == row.cluster_id)
    return Source(statement, {"decision": (row.id,), "cluster": (Cluster.id,)})


def _award() -> Source:
    row, by = Award, Decision
    statement = (
        select(row.id, *_CLUSTER, Cycle.year, *_MEMBER, Proposal.nominee)
        .add_columns(by.id.label("decision_id"), by.number, by.signed_on, by.provenance)
        .join(by, by.id == row.decision_id)
        .join(Cluster, Cluster.id == by.cluster_id)
        .join(Proposal, Proposal.id == row.proposal_id)
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(Member, Member.id == Proposal.member_id)
    )
    more: dict[str, tuple[Column, ...]] = {
        "award": (row.id,),
        "decision": (by.id,),
        "proposal": (Proposal.id,),
    }
    return Source(_form(statement), _OF_MEMBER | more | {"award_form": (AwardForm.id,)})


def _indicator() -> Source:
    """A shared indicator is shown by the first public cluster."""
    row = Indicator
    first = select(func.min(Cluster.id)).where(Cluster.is_public).scalar_subquery()
    columns = (row.code, row.name_vi, row.name_en, row.unit_vi, row.cluster_id.label("own_cluster_id"))
    statement = select(row.id, *_CLUSTER, *columns).outerjoin(
        Cluster, Cluster.id == func.coalesce(row.cluster_id, first)
    )
    return Source(statement, {"indicator": (row.id,), "cluster": ALL})


def _evidence() -> Source:
    row, newer = Evidence, aliased(Evidence)
    columns = (row.title, row.issuer, row.number, row.issued_on, row.withdrawn_at)
    names = (newer.id.label("newer_id"), StoredFile.name.label("file_name"))
    statement = (
        _of_member(row, *columns, *names)
        .join(StoredFile, StoredFile.id == row.file_id)
        .outerjoin(newer, newer.replaces_id == row.id)
    )
    more: dict[str, tuple[Column, ...]] = {"evidence": (row.id, newer.id), "stored_file": (StoredFile.id,)}
    return Source(statement, _OF_MEMBER | more)


SOURCES: Mapping[Findable, Source] = {
    Findable.CLUSTER: _cluster(),
    Findable.MEMBERSHIP: _membership(),
    Findable.CYCLE: _cycle(),
    Findable.RANKING: _ranking(),
    Findable.CONTENT: _content(),
    Findable.PLEDGE: _pledge(),
    Findable.TARGET: _target(),
    Findable.REPORT: _report(),
    Findable.SCORECARD: _scorecard(),
    Findable.CRITERION: _criterion(),
    Findable.CAMPAIGN: _campaign(),
    Findable.CONFERENCE: _conference(),
    Findable.PROPOSAL: _proposal(),
    Findable.DECISION: _decision(),
    Findable.AWARD: _award(),
    Findable.INDICATOR: _indicator(),
    Findable.EVIDENCE: _evidence(),
}
#: Every table whose rows the index is made of.
TABLES = frozenset(table for source in SOURCES.values() for table in source.tables)


def touched(session: Session, kind: Findable, changed: Mapping[str, Collection[int]]) -> list[Row[Any]]:
    """The records of a kind that rows of these tables (table → ids) have to do with; asks nothing when none has."""
    source = SOURCES[kind]
    conditions: list[ColumnElement[bool]] = []
    for table in sorted(changed.keys() & source.tables.keys()):
        columns, ids = source.tables[table], sorted(changed[table])
        conditions += [column.in_(ids) for column in columns] if columns else [true()]
    return list(session.execute(source.statement.where(or_(*conditions)))) if conditions else []


def pieces(session: Session, kind: Findable) -> Iterator[list[Row[Any]]]:
    """All records of a kind, in the order of their numbers, a bounded piece at a time."""
    statement, own, last = SOURCES[kind].statement, SOURCES[kind].tables[kind.value][0], 0
    while piece := list(session.execute(statement.where(own > last).order_by(own).limit(PIECE))):
        yield piece
        last = piece[-1].id
