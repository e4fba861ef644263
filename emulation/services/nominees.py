"""What a proposal says about its nominee and achievement, checked before it is written (features A2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.queries import award_forms, campaigns
from emulation.queries.members import get_member
from emulation.queries.standings import standing_of
from emulation.rules import nominees as rules
from emulation.rules import proposals as workflow
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.states import CampaignState


@dataclass(frozen=True)
class ProposalDraft:
    """What a proposal says. Without `nominee` the member itself is proposed."""

    member_id: int
    award_form_id: int
    nominee: str = ""
    merit: str = ""
    kind: AwardKind = AwardKind.MERIT
    nominee_kind: NomineeKind = NomineeKind.MEMBER
    nominee_post: str = ""
    is_direct_worker: bool = False
    is_small_collective: bool = False
    campaign_id: int | None = None
    achieved_on: date | None = None
    discovered_by: str = ""
    planned_on: date | None = None


#: What the trail tells of a new proposal.
TOLD = (
    *(
        "member_id",
        "award_form_id",
        "nominee",
        "merit",
        "conference_id",
        "kind",
        "nominee_kind",
        "nominee_post",
    ),
    *("is_direct_worker", "is_small_collective", "campaign_id", "achieved_on", "discovered_by", "planned_on"),
)


def checked(
    session: Session, cycle: Cycle, draft: ProposalDraft, now: datetime, prefix: str = ""
) -> dict[str, Any]:
    """The columns of a proposal by what was typed. Raises DomainError with the field, in the row of `prefix`."""
    try:
        return _checked(session, cycle, draft, now)
    except DomainError as error:
        if prefix and error.field:
            field = "award_form" if error.field == "member" else error.field
            error.field = f"{prefix}{field}"
        raise


def _checked(session: Session, cycle: Cycle, draft: ProposalDraft, now: datetime) -> dict[str, Any]:
    form = award_forms.get_award_form(session, draft.award_form_id)
    name = get_member(session, cycle.cluster_id, draft.member_id).name_vi
    rules.check_nominee(
        draft.nominee_kind,
        draft.nominee,
        name,
        draft.nominee_post,
        is_direct_worker=draft.is_direct_worker,
        is_small_collective=draft.is_small_collective,
    )
    rules.check_fit(form.name_vi, form.nominee_kinds, form.award_kinds, draft.nominee_kind, draft.kind)
    rules.check_achieved(draft.kind, draft.achieved_on, cycle.year, local_date(now))
    is_person = draft.nominee_kind is NomineeKind.PERSON
    is_thematic = draft.kind is AwardKind.THEMATIC
    values = {name: getattr(draft, name) for name in ("merit", "kind", "nominee_kind", "is_direct_worker")}
    values |= {
        "award_form_id": form.id,
        "nominee": name if draft.nominee_kind is NomineeKind.MEMBER else draft.nominee,
        "nominee_post": draft.nominee_post if is_person else "",
        "is_small_collective": draft.is_small_collective,
        "campaign_id": draft.campaign_id if is_thematic else None,
        "achieved_on": draft.achieved_on or rules.achieved_by_default(draft.kind, cycle.year),
        "discovered_by": draft.discovered_by,
        "planned_on": draft.planned_on,
    }
    check_merit(session, cycle, draft.member_id, **{key: values[key] for key in GROUNDS})
    return values


#: The columns that say what a proposal rests on.
GROUNDS = ("kind", "campaign_id", "achieved_on", "merit")


def check_merit(
    session: Session,
    cycle: Cycle,
    member_id: int,
    *,
    kind: AwardKind,
    campaign_id: int | None,
    achieved_on: date | None,
    merit: str,
) -> None:
    """Raise DomainError unless there is what the proposal rests on and the member is considered (A07, L12)."""
    standing = standing_of(session, cycle.id, member_id)
    campaign = campaigns.find_joined(session, campaign_id, member_id) if campaign_id is not None else None
    if campaign is not None and campaign.cluster_id != cycle.cluster_id:
        raise NotFound()
    workflow.check_merit(
        is_ranked=standing.is_ranked,
        eligibility=standing.eligibility,
        reason=standing.reason,
        kind=kind,
        has_campaign=campaign is not None,
        is_concluded=campaign is not None and campaign.state is CampaignState.CONCLUDED,
        is_registered=campaign is not None and campaign.is_registered,
        achieved_on=achieved_on,
        deed=merit,
    )
