"""Two campaigns of the running year, walked through the services: launched, registered for, reported on."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from emulation.gateways import seeds
from emulation.models.campaigns import Campaign
from emulation.queries import campaign_contents
from emulation.services import campaign_moves, campaign_reports, campaigns, registrations
from emulation.services.campaign_moves import Launching
from emulation.services.campaign_reports import Reached, ReportDraft
from emulation.services.campaigns import Draft, Goal, Pilot
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.demo.illustrative import NOTE
from emulation.vocabulary.kinds import CampaignKind, CampaignReportKind, Provenance
from emulation.vocabulary.moves import RegistrationMove
from emulation.vocabulary.states import RegistrationState

CHAIR = "secretary.hn"
#: When the draft was begun.
DRAFTED = "10-10"
ANSWERS = {
    RegistrationState.APPROVED: RegistrationMove.APPROVE,
    RegistrationState.REFUSED: RegistrationMove.REFUSE,
}


def load_campaigns(ground: Ground) -> None:
    """A thematic campaign with an interim report, a drive that overlaps with it, and a draft."""
    for facts in seeds.demo_facts("campaigns")["campaign"]:
        campaign = _draft(ground, facts)
        if "launched" not in facts:
            continue
        _launch(ground, campaign, facts)
        for row in facts["registration"]:
            _register(ground, campaign, row)
        for row in facts.get("report", ()):
            _report(ground, campaign, row)


def _day(text: str) -> date:
    return date.fromisoformat(f"{RUNNING}-{text}")


def _draft(ground: Ground, facts: Mapping[str, Any]) -> Campaign:
    now = at(_day(facts.get("launched", DRAFTED)))
    campaign = campaigns.draft(
        ground.session,
        actor=ground.person(CHAIR, now),
        now=now,
        cluster_id=ground.cluster_id,
        typed=_typed(ground, facts),
    )
    campaign.provenance, campaign.note = Provenance.ILLUSTRATIVE, NOTE
    ground.session.flush()
    return campaign


def _launch(ground: Ground, campaign: Campaign, facts: Mapping[str, Any]) -> None:
    launched_on = _day(facts["launched"])
    now = at(launched_on)
    campaign_moves.launch(
        ground.session,
        actor=ground.person(CHAIR, now),
        now=now,
        campaign=campaign,
        version=campaign.version,
        launching=Launching(launched_on, facts["number"], overlap_confirmed=True),
    )


def _typed(ground: Ground, facts: Mapping[str, Any]) -> Draft:
    offered = campaign_contents.contents_in(ground.session, ground.cluster_id, RUNNING, RUNNING)
    return Draft(
        kind=CampaignKind(facts["kind"]),
        name=facts["name"],
        slogan=facts["slogan"],
        purpose=facts["purpose"],
        criteria=facts.get("criteria", ""),
        basis=facts["basis"],
        starts_on=_day(facts["starts"]),
        ends_on=_day(facts["ends"]),
        goals=[
            Goal(
                text=goal["text"],
                indicator_id=ground.indicators[goal["indicator"]] if "indicator" in goal else None,
                low=Decimal(goal["low"]),
                unit=goal.get("unit", ""),
                national_task=goal["task"],
            )
            for goal in facts["goal"]
        ],
        pilots=[Pilot(name, ground.members[member]) for member, name in facts["pilots"]],
        contents=[row.id for row in offered if row.position in facts["contents"]],
    )


def _register(ground: Ground, campaign: Campaign, row: Mapping[str, Any]) -> None:
    assert campaign.launched_on is not None
    now = at(campaign.launched_on + timedelta(days=7))
    officer = ground.person(f"officer.{row['member'].lower()}", now)
    registration = registrations.save(
        ground.session,
        actor=officer,
        now=now,
        campaign=campaign,
        member_id=ground.members[row["member"]],
        version=0,
        content=row["content"],
        contact="Ban Thi đua - Khen thưởng thành phố (minh họa)",
    )
    answer, later = ANSWERS.get(RegistrationState(row["state"])), now + timedelta(days=4)
    steps = [(RegistrationMove.SEND, officer, now, "")]
    if answer is not None:
        steps.append((answer, ground.person(CHAIR, later), later, row.get("reason", "")))
    for step, actor, moment, reason in steps:
        registrations.move(
            ground.session,
            actor=actor,
            now=moment,
            campaign=campaign,
            registration=registration,
            version=registration.version,
            step=step,
            reason=reason,
        )


def _report(ground: Ground, campaign: Campaign, row: Mapping[str, Any]) -> None:
    now = at(_day(row["day"]))
    reached = {
        goal.id: Reached(Decimal(value))
        for goal, value in zip(campaign.goals, row["values"], strict=True)
        if value
    }
    common: dict[str, Any] = {
        "actor": ground.person(f"officer.{row['member'].lower()}", now),
        "now": now,
        "campaign": campaign,
        "member_id": ground.members[row["member"]],
        "kind": CampaignReportKind.INTERIM,
    }
    report = campaign_reports.save(
        ground.session, **common, version=0, typed=ReportDraft(row["results"], row["lessons"], reached)
    )
    campaign_reports.submit(ground.session, **common, version=report.version)
