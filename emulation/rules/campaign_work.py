"""Tasks that follow from running campaigns: registering and reporting, approving and concluding (features Y4, K1)."""

from collections.abc import Iterator, Mapping
from datetime import date

from emulation.rules.access import may
from emulation.rules.work import subject_of
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.campaigns import RunningCampaign
from emulation.vocabulary.desk import Desk, Destination, Seat, Task
from emulation.vocabulary.kinds import CampaignReportKind
from emulation.vocabulary.states import CampaignState, RegistrationState
from emulation.vocabulary.words import N_

#: What a member is asked for before its registration lies with the chair; None: there is none yet.
TO_REGISTER: Mapping[RegistrationState | None, str] = {
    None: N_("Đăng ký phong trào “%(title)s” của %(member)s"),
    RegistrationState.NOT_SENT: N_("Gửi đăng ký phong trào “%(title)s” của %(member)s"),
    RegistrationState.REFUSED: N_("Sửa đăng ký phong trào “%(title)s” của %(member)s: đã bị từ chối"),
}
APPROVE = N_("Duyệt đăng ký phong trào “%(title)s” của %(member)s")
CONCLUDE = N_("Tổng kết phong trào “%(title)s”: đã hết thời gian")
INTERIM = N_("Báo cáo sơ kết phong trào “%(title)s” của %(member)s")
FINAL = N_("Báo cáo tổng kết phong trào “%(title)s” của %(member)s")
WAITING = N_("Đăng ký phong trào “%(title)s” của %(member)s chờ Cụm trưởng duyệt.")


def campaign_tasks(actor: Actor, desk: Desk, campaign: RunningCampaign, today: date) -> Iterator[Task]:
    """What the actor can do now about a campaign of the desk's cluster."""
    for seat in desk.seats:
        if may(actor, Action.CAMPAIGN_REGISTER, subject_of(desk, member_id=seat.id)):
            yield from _of_member(desk, campaign, seat, today)
        found = campaign.registered.get(seat.id)
        if found is not None and found.state is RegistrationState.PENDING:
            subject = Subject(cluster_id=desk.cluster_id, member_id=seat.id, entered_by=found.writers)
            if may(actor, Action.CAMPAIGN_REVIEW, subject):
                yield _task(desk, campaign, APPROVE, Destination.REGISTRATION, seat)
    if campaign.is_past_end(today) and may(actor, Action.CAMPAIGN_EDIT, subject_of(desk)):
        yield _task(desk, campaign, CONCLUDE, Destination.CAMPAIGN)


def waiting_campaign_tasks(actor: Actor, desk: Desk, campaign: RunningCampaign) -> Iterator[Task]:
    """The registrations of the actor's own members that lie with the chair."""
    for seat in desk.seats:
        found = campaign.registered.get(seat.id)
        is_own = may(actor, Action.CAMPAIGN_REGISTER, subject_of(desk, member_id=seat.id))
        if is_own and found is not None and found.state is RegistrationState.PENDING:
            yield _task(desk, campaign, WAITING, Destination.REGISTRATION, seat)


def _of_member(desk: Desk, campaign: RunningCampaign, seat: Seat, today: date) -> Iterator[Task]:
    found = campaign.registered.get(seat.id)
    state = found.state if found else None
    if state in TO_REGISTER and not campaign.is_past_end(today):
        yield _task(
            desk, campaign, TO_REGISTER[state], Destination.REGISTRATION, seat, due_on=campaign.ends_on
        )
    if state is not RegistrationState.APPROVED:
        return
    is_due = campaign.state is CampaignState.LAUNCHED and campaign.is_past_half(today)
    for kind, text, asked in (
        (CampaignReportKind.FINAL, FINAL, campaign.is_past_end(today)),
        (CampaignReportKind.INTERIM, INTERIM, is_due and not campaign.is_past_end(today)),
    ):
        if asked and (seat.id, kind) not in campaign.handed_in:
            yield _task(desk, campaign, text, Destination.CAMPAIGN_REPORT, seat, report=kind)


def _task(
    desk: Desk,
    campaign: RunningCampaign,
    message: str,
    destination: Destination,
    seat: Seat | None = None,
    *,
    due_on: date | None = None,
    report: CampaignReportKind | None = None,
) -> Task:
    values = {"title": campaign.name} | ({"member": seat.name} if seat else {})
    return Task(
        message=message,
        values=values,
        destination=destination,
        code=desk.code,
        year=desk.year,
        due_on=due_on,
        member=seat.code if seat else "",
        campaign_id=campaign.id,
        report=report,
    )
