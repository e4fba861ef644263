"""What a dossier is held against: the proposal itself, its consultation, whether the member was dissolved."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from emulation.models.awards import AwardForm, Proposal
from emulation.models.clusters import Cluster, Member, MemberChange, Membership
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureComment, DisclosureNominee
from emulation.queries.rows import find_as
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import ChangeKind
from emulation.vocabulary.states import CommentState, DisclosureState, ProposalState


@dataclass(frozen=True)
class DossierPlace:
    """The proposal with its year, member and form, as its dossier needs them."""

    id: int
    year: int
    cycle_id: int
    cluster_id: int
    cluster_vi: str
    cluster_en: str
    member_id: int
    member_code: str
    member_vi: str
    form_code: str
    form_vi: str
    kind: AwardKind
    nominee_kind: NomineeKind
    nominee: str
    state: ProposalState
    planned_on: date | None
    sent_on: date | None
    received_on: date | None


def get_place(session: Session, proposal_id: int) -> DossierPlace:
    """The proposal; raises NotFound."""
    row = Proposal
    statement = (
        select(
            row.id,
            Cycle.year,
            Cycle.id,
            Cluster.id,
            Cluster.name_vi,
            Cluster.name_en,
            Member.id,
            Member.code,
            Member.name_vi,
            AwardForm.code,
            AwardForm.name_vi,
            row.kind,
            row.nominee_kind,
            row.nominee,
            row.state,
            row.planned_on,
            row.sent_on,
            row.received_on,
        )
        .join(Cycle, Cycle.id == row.cycle_id)
        .join(Cluster, Cluster.id == Cycle.cluster_id)
        .join(Member, Member.id == row.member_id)
        .join(AwardForm, AwardForm.id == row.award_form_id)
        .where(row.id == proposal_id)
    )
    place = find_as(session, DossierPlace, statement)
    if place is None:
        raise NotFound()
    return place


def consultation_about(session: Session, proposal_id: int) -> tuple[DisclosureState, date, int] | None:
    """The latest consultation about the nominee: state, last day, comments that wait; None when there was none.

    A comment waits until it was answered, or kept back with a reason.
    """
    waiting = (
        select(func.count())
        .where(
            DisclosureComment.disclosure_id == Disclosure.id,
            DisclosureComment.state.in_([CommentState.PENDING, CommentState.SHOWN]),
            (DisclosureComment.proposal_id == proposal_id) | DisclosureComment.proposal_id.is_(None),
        )
        .scalar_subquery()
    )
    statement = (
        select(Disclosure.state, Disclosure.closes_on, waiting)
        .join(DisclosureNominee, DisclosureNominee.disclosure_id == Disclosure.id)
        .where(DisclosureNominee.proposal_id == proposal_id)
        .order_by(Disclosure.opens_on.desc(), Disclosure.id.desc())
        .limit(1)
    )
    row = session.execute(statement).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def dissolved_on(session: Session, cluster_id: int, member_id: int) -> date | None:
    """The day on which a member was merged and left the cluster for good; None while it is a member."""
    left = select(Membership.valid_to).where(
        Membership.cluster_id == cluster_id, Membership.member_id == member_id
    )
    ends = list(session.scalars(left))
    if not ends or None in ends:
        return None
    last = max(day for day in ends if day is not None)
    merged = select(MemberChange.id).where(
        MemberChange.member_id == member_id,
        MemberChange.kind == ChangeKind.MERGED,
        MemberChange.effective_on <= last,
    )
    return last if session.scalar(merged.limit(1)) is not None else None
