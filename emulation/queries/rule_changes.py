"""Changes of the rulebook, who asked and who settled them; choices of clusters; how often rules are in use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from emulation.models.accounts import User
from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Cluster
from emulation.models.cycles import Cycle
from emulation.models.rulebook import LegalRule, RuleChange, RuleChoice
from emulation.queries.rows import rows_as
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import ProposalState, RuleChangeState

#: A proposal in one of these is on its way: the rules that speak about it are in use.
OPEN = (
    ProposalState.DRAFT,
    ProposalState.SUBMITTED,
    ProposalState.RETURNED,
    ProposalState.VOTED,
    ProposalState.IN_DISCLOSURE,
    ProposalState.SENT,
    ProposalState.APPRAISING,
)


@dataclass(frozen=True)
class ChangeRow:
    """A change with its row and its people. `code`, `title`: of the row that stands, of a new one as asked for.

    `values` are the fields that shall change, `before` the whole row as it stood (empty for a new one).
    """

    id: int
    rule_id: int | None
    cluster_id: int | None
    cluster: str
    values: dict[str, Any]
    before: dict[str, Any]
    reason: str
    source: str
    state: RuleChangeState
    version: int
    asked_by_id: int | None
    asked_by: str
    asked_at: datetime
    settled_by: str
    settled_at: datetime | None
    settle_reason: str
    known_code: str
    known_title: str

    @property
    def code(self) -> str:
        """The code of the row."""
        return self.known_code or str(self.values.get("code", ""))

    @property
    def title(self) -> str:
        """What the row is about."""
        return self.known_title or str(self.values.get("title", ""))

    @property
    def asked_by_ids(self) -> frozenset[int]:
        """Who asked, for four eyes."""
        return frozenset() if self.asked_by_id is None else frozenset({self.asked_by_id})

    @property
    def head(self) -> str:
        """The part of the code before the dot."""
        return self.code.partition(".")[0]


@dataclass(frozen=True)
class ChosenRow:
    """A choice of a cluster with the row that was chosen."""

    id: int
    rule_id: int
    code: str
    title: str
    reason: str
    at: datetime
    by: str


def changes(
    session: Session,
    scope: Scope,
    *,
    state: RuleChangeState | None = None,
    rule_id: int | None = None,
    change_id: int | None = None,
) -> list[ChangeRow]:
    """The changes that the scope shows, newest first; of one state, of one row, or one of them."""
    asker, settler, change = aliased(User), aliased(User), RuleChange
    wanted = ((change.state, state), (change.rule_id, rule_id), (change.id, change_id))
    statement = (
        select(change.id, change.rule_id, change.cluster_id, func.coalesce(Cluster.name_vi, ""))
        .add_columns(change.values, change.before, change.reason, change.source, change.state, change.version)
        .add_columns(change.entered_by_id, func.coalesce(asker.full_name, ""), change.entered_at)
        .add_columns(func.coalesce(settler.full_name, ""), change.settled_at, change.settle_reason)
        .add_columns(func.coalesce(LegalRule.code, ""), func.coalesce(LegalRule.title, ""))
        .outerjoin(asker, asker.id == change.entered_by_id)
        .outerjoin(settler, settler.id == change.settled_by_id)
        .outerjoin(Cluster, Cluster.id == change.cluster_id)
        .outerjoin(LegalRule, LegalRule.id == change.rule_id)
        .where(_shown(scope, change.cluster_id), *(name == value for name, value in wanted if value))
        .order_by(change.id.desc())
    )
    return rows_as(session, ChangeRow, statement)


def _shown(scope: Scope, cluster_id: Any) -> ColumnElement[bool]:
    """What the scope shows of rows of clusters; who sees any sees what is common to all."""
    if scope.everything:
        return true()
    return or_(cluster_id.is_(None), cluster_id.in_(scope.clusters))


def find_change_row(session: Session, change_id: int) -> ChangeRow | None:
    """One change for its page, if there is one."""
    return next(iter(changes(session, Scope(everything=True), change_id=change_id)), None)


def get_change(session: Session, change_id: int) -> RuleChange:
    """The record; raises NotFound."""
    row = session.get(RuleChange, change_id)
    if row is None:
        raise NotFound()
    return row


def get_rule(session: Session, rule_id: int) -> LegalRule:
    """The record of a row; raises NotFound."""
    row = session.get(LegalRule, rule_id)
    if row is None:
        raise NotFound()
    return row


def waiting(session: Session) -> list[RuleChange]:
    """Every change that nobody has settled yet, the oldest first."""
    pending = select(RuleChange).where(RuleChange.state == RuleChangeState.PENDING)
    return list(session.scalars(pending.order_by(RuleChange.id)))


def is_taken(session: Session, code: str, valid_from: date | None, but: int | None = None) -> bool:
    """Whether another row of this code starts on this day (an open start is a day of its own)."""
    begins = LegalRule.valid_from.is_(None) if valid_from is None else LegalRule.valid_from == valid_from
    same = select(LegalRule.id).where(LegalRule.code == code, begins)
    return session.scalars(same if but is None else same.where(LegalRule.id != but)).first() is not None


def moved_keys(session: Session) -> set[tuple[str, date | None]]:
    """Code and former start day of every row whose start people moved: no seed brings those back."""
    statement = (
        select(LegalRule.code, RuleChange.before, RuleChange.values)
        .join(RuleChange, RuleChange.rule_id == LegalRule.id)
        .where(RuleChange.state == RuleChangeState.CONFIRMED)
    )
    starts = [
        (code, before["valid_from"])
        for code, before, values in session.execute(statement)
        if "valid_from" in values and "valid_from" in before
    ]
    return {(code, date.fromisoformat(start) if start else None) for code, start in starts}


def choices_of(session: Session, cluster_id: int, head: str) -> list[ChosenRow]:
    """Every choice of a cluster under a head, the one that was made last first."""
    statement = (
        select(RuleChoice.id, RuleChoice.rule_id, LegalRule.code, LegalRule.title)
        .add_columns(RuleChoice.reason, RuleChoice.entered_at, func.coalesce(User.full_name, ""))
        .join(LegalRule, LegalRule.id == RuleChoice.rule_id)
        .outerjoin(User, User.id == RuleChoice.entered_by_id)
        .where(RuleChoice.cluster_id == cluster_id, RuleChoice.head == head)
        .order_by(RuleChoice.id.desc())
    )
    return rows_as(session, ChosenRow, statement)


def open_proposals(session: Session, scope: Scope) -> dict[tuple[int, str], int]:
    """(cluster, code of the award form) → how many proposals are on their way, of the clusters in scope."""
    statement = (
        select(Cycle.cluster_id, AwardForm.code, func.count(Proposal.id))
        .join(Cycle, Cycle.id == Proposal.cycle_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .where(Proposal.state.in_(OPEN), _shown(scope, Cycle.cluster_id))
        .group_by(Cycle.cluster_id, AwardForm.code)
    )
    return {(cluster, form): count for cluster, form, count in session.execute(statement)}


def cluster_names(session: Session, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Cluster → its code and its name; nothing is asked when there is none."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    statement = select(Cluster.id, Cluster.code, Cluster.name_vi).where(Cluster.id.in_(wanted))
    return {number: (code, name) for number, code, name in session.execute(statement)}
