"""The public record of awards of a year: what was proposed, decided, conferred."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from emulation.models.awards import Award, AwardForm, Decision, Proposal
from emulation.models.clusters import Member
from emulation.models.disclosures import DisclosureNominee
from emulation.models.rankings import RankingRow, YearRanking
from emulation.queries.award_forms import FormName, WithForm
from emulation.queries.editions import current_places
from emulation.queries.rows import rows_as
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind, RevocationGround
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState, RankingState
from emulation.vocabulary.words import N_

#: A proposal is everybody's to read once it is put to consultation or sent; a published record always is.
PUBLIC = (
    ProposalState.IN_DISCLOSURE,
    ProposalState.SENT,
    ProposalState.APPRAISING,
    ProposalState.DECIDED,
    ProposalState.CONFERRED,
    ProposalState.NOT_GRANTED,
    ProposalState.REVOKED,
)
WITHHELD = (ProposalState.DRAFT, ProposalState.RETURNED, ProposalState.WITHDRAWN)


@dataclass(frozen=True)
class AwardLine(WithForm):
    """A public proposal with its outcome. `rank` is set only when the year's ranking is published."""

    proposal_id: int
    member_id: int
    name_vi: str
    name_en: str
    form_vi: str
    form_en: str
    nominee: str
    kind: AwardKind
    nominee_kind: NomineeKind
    nominee_post: str
    is_direct_worker: bool
    is_small_collective: bool
    state: ProposalState
    provenance: Provenance
    source: str
    note: str
    achieved_on: date | None
    sent_on: date | None
    sent_to: str
    received_on: date | None
    rank: int | None
    member_count: int | None
    is_tied: bool | None
    decision_id: int | None
    decision_number: str | None
    decided_on: date | None
    conferred_on: date | None
    revoked_on: date | None
    revocation_ground: RevocationGround | None
    revocation_reason: str | None


class FormCount(NamedTuple):
    """How many recipients a form of award has at each stage."""

    form: FormName
    proposed: int
    decided: int
    conferred: int


def is_public() -> ColumnElement[bool]:
    """Whether everybody may read a proposal: the one condition for all public pages.

    What was left out of a list before it was put to consultation or sent was never public, and stays so.
    """
    is_record = and_(Proposal.provenance == Provenance.PUBLISHED, Proposal.state.not_in(WITHHELD))
    was_disclosed = exists().where(DisclosureNominee.proposal_id == Proposal.id)
    was_shown = or_(Proposal.state != ProposalState.NOT_GRANTED, Proposal.sent_on.is_not(None), was_disclosed)
    return or_(and_(Proposal.state.in_(PUBLIC), was_shown), is_record)


#: The columns of an AwardLine, in its order.
COLUMNS = (
    Proposal.id,
    Member.id,
    Member.name_vi,
    Member.name_en,
    AwardForm.name_vi,
    AwardForm.name_en,
    Proposal.nominee,
    Proposal.kind,
    Proposal.nominee_kind,
    Proposal.nominee_post,
    Proposal.is_direct_worker,
    Proposal.is_small_collective,
    Proposal.state,
    Proposal.provenance,
    Proposal.source,
    Proposal.note,
    Proposal.achieved_on,
    Proposal.sent_on,
    Proposal.sent_to,
    Proposal.received_on,
    RankingRow.rank,
    YearRanking.member_count,
    RankingRow.is_tied,
    Decision.id,
    Decision.number,
    Decision.signed_on,
    Award.conferred_on,
    Award.revoked_on,
    Award.revocation_ground,
    Award.revocation_reason,
)


def awards_of_cycle(session: Session, cycle_id: int) -> list[AwardLine]:
    """The public proposals of a year, by form and in protocol order."""
    published = and_(YearRanking.cycle_id == Proposal.cycle_id, YearRanking.state == RankingState.PUBLISHED)
    place = and_(RankingRow.ranking_id == YearRanking.id, RankingRow.member_id == Proposal.member_id)
    statement = (
        select(*COLUMNS)
        .join(Member, Member.id == Proposal.member_id)
        .join(AwardForm, AwardForm.id == Proposal.award_form_id)
        .outerjoin(YearRanking, published)
        .outerjoin(RankingRow, place)
        .outerjoin(Award, Award.proposal_id == Proposal.id)
        .outerjoin(Decision, Decision.id == Award.decision_id)
        .where(Proposal.cycle_id == cycle_id, is_public())
        .order_by(AwardForm.position, Member.protocol_order, Member.sort_key, Proposal.id)
    )
    return _standing(session, cycle_id, rows_as(session, AwardLine, statement))


def _standing(session: Session, cycle_id: int, lines: list[AwardLine]) -> list[AwardLine]:
    """The rank beside a proposal is the one that stands after corrections."""
    corrected = current_places(session, YearRanking.cycle_id == cycle_id)
    places = next(iter(corrected.values()), {})
    return [
        replace(line, rank=place.rank, is_tied=place.is_tied)
        if (place := places.get(line.member_id)) is not None
        else line
        for line in lines
    ]


def structure_of(lines: Sequence[AwardLine]) -> list[FormCount]:
    """Recipients by form: proposed at all, decided and standing, conferred and standing."""
    counts: dict[FormName, list[int]] = {}
    for line in lines:
        row = counts.setdefault(line.form, [0, 0, 0])
        row[0] += 1
        row[1] += line.state in (ProposalState.DECIDED, ProposalState.CONFERRED)
        row[2] += line.state is ProposalState.CONFERRED
    return [FormCount(form, *numbers) for form, numbers in counts.items()]


class Share(NamedTuple):
    """How many recipients of a kind there are at each stage; `part` marks a kind that is within the one above."""

    words: str
    proposed: int
    decided: int
    conferred: int
    part: bool


#: The structure of recipients (handbook A09): words, whom it counts, whether it is part of the one above.
SHARES: tuple[tuple[str, Callable[[AwardLine], bool], bool], ...] = (
    (N_("Thành viên của cụm"), lambda line: line.nominee_kind is NomineeKind.MEMBER, False),
    (N_("Tập thể"), lambda line: line.nominee_kind is NomineeKind.COLLECTIVE, False),
    (N_("Trong đó: tập thể nhỏ"), lambda line: line.is_small_collective, True),
    (N_("Cá nhân"), lambda line: line.nominee_kind is NomineeKind.PERSON, False),
    (N_("Trong đó: người trực tiếp lao động, công tác"), lambda line: line.is_direct_worker, True),
    (N_("Khen thưởng đột xuất"), lambda line: line.kind is AwardKind.AD_HOC, False),
    (N_("Khen thưởng phong trào, chuyên đề"), lambda line: line.kind is AwardKind.THEMATIC, False),
)


def shares_of(lines: Sequence[AwardLine]) -> list[Share]:
    """Recipients by who they are and what for; kinds that nobody belongs to are named with 0."""
    found = []
    for words, belongs, part in SHARES:
        mine = [line for line in lines if belongs(line)]
        granted = sum(line.state in (ProposalState.DECIDED, ProposalState.CONFERRED) for line in mine)
        handed = sum(line.state is ProposalState.CONFERRED for line in mine)
        found.append(Share(words, len(mine), granted, handed, part))
    return found


class Stages(NamedTuple):
    """The lines of a year apart by what has happened to them."""

    proposed: list[AwardLine]
    decided: list[AwardLine]
    conferred: list[AwardLine]
    ended: list[AwardLine]


def stages_of(lines: Sequence[AwardLine]) -> Stages:
    """Proposed and awaited; decided; conferred; not granted or revoked."""
    decided, conferred = (ProposalState.DECIDED,), (ProposalState.CONFERRED,)
    ended = (ProposalState.NOT_GRANTED, ProposalState.REVOKED, ProposalState.WITHDRAWN)
    return Stages(
        [line for line in lines if line.state not in (*decided, *conferred, *ended)],
        [line for line in lines if line.state in decided],
        [line for line in lines if line.state in conferred],
        [line for line in lines if line.state in ended],
    )
