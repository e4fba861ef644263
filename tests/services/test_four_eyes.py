"""Who wrote a record neither approves nor verifies it: every action of FOUR_EYES through its service.

Everybody here holds every role at once, as in a small office, so that only the record itself can refuse them.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from emulation.models.accounts import Appointment
from emulation.models.delegations import Delegation
from emulation.models.evidence import StoredFile
from emulation.models.explanations import Explanation
from emulation.models.pledges import Pledge
from emulation.models.rankings import RankingApproval
from emulation.queries.pledges import find_pledge_page
from emulation.queries.scores import find_ranking
from emulation.queries.work import desks_in
from emulation.rules.access import FOUR_EYES
from emulation.services import (
    approvals,
    dossier_waivers,
    pledges,
    proposals,
    rankings,
    registrations,
    results,
    rulebook,
    sheets,
)
from emulation.services.pledges import Paper
from emulation.services.sheets import Appraisal
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.desk import PaperKind
from emulation.vocabulary.errors import NotAllowed
from emulation.vocabulary.kinds import Period, Role, SigningCapacity
from emulation.vocabulary.moves import (
    ExplanationMove,
    PledgeMove,
    ProposalMove,
    RegistrationMove,
    ReportMove,
    SheetMove,
)
from tests.factories import awards as made_awards
from tests.factories import campaigns as made_campaigns
from tests.factories import crosschecks as made_crosschecks
from tests.factories import explanations as made_explanations
from tests.factories import pledges as made_pledges
from tests.factories import results as made_results
from tests.factories import rules as made_rules
from tests.factories import scores as made_scores
from tests.factories import verdicts as made_verdicts
from tests.factories.world import World

SENTENCE = "Người nhập không được tự duyệt"
#: FIRST wrote the record of HP, SECOND mended it and saved last: neither approves it. THIRD wrote nothing.
FIRST, SECOND, THIRD = "officer.hp", "second", "third"
ROLES = (
    (Role.MEMBER_OFFICER, "HP"),
    (Role.MEMBER_LEADER, "HP"),
    (Role.SECRETARIAT, "HN"),
    (Role.MEMBER_LEADER, "HN"),
)
#: Does the step that is to be refused, as the named person.
Act = Callable[[str], Any]


@pytest.fixture
def office(session: Session, world: World) -> World:
    """Three people who each enter and approve for HP and sit in the chair's secretariat and lead it."""
    for name in (SECOND, THIRD):
        world.add_person(session, name, Role.TELLER, in_cluster=True)
    for name in (FIRST, SECOND, THIRD):
        for role, city in ROLES:
            if (name, role) != (FIRST, Role.MEMBER_OFFICER):
                appoint(session, world, name, role, city)
    return world


def appoint(session: Session, world: World, name: str, role: Role, city: str) -> None:
    who, member_id = world.users[name], world.members[city]
    session.add(Appointment(user_id=who, role=role, member_id=member_id, starts_on=date(2011, 1, 1)))
    session.flush()


def lend(session: Session, world: World, giver: str, receiver: str, city: str = "HP") -> None:
    """`receiver` acts for `giver` as leader of the city on every day of the test."""
    session.add(
        Delegation(
            giver_id=world.users[giver],
            receiver_id=world.users[receiver],
            member_id=world.members[city],
            role=Role.MEMBER_LEADER,
            capacity=SigningCapacity.AUTHORISED,
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 12, 31),
            document="15/GUQ",
            entered_at=world.now,
        )
    )
    session.flush()


def written_pledge(session: Session, world: World) -> Pledge:
    """Drafted by FIRST, returned, mended by SECOND: both hands are in it."""
    pledge = made_pledges.draft(session, world, "HP")
    made_pledges.step(session, world, pledge, FIRST, PledgeMove.REQUEST_APPROVAL)
    made_pledges.step(session, world, pledge, THIRD, PledgeMove.RETURN, "Bổ sung nguồn số liệu")
    pledge = pledges.save(
        session,
        actor=world.actor(session, SECOND),
        now=world.now,
        cycle=made_scores.cycle_of(session, world),
        member_id=world.members["HP"],
        version=pledge.version,
        summary="Đã sửa",
        targets=[made_pledges.growth(world, "8")],
    )
    return made_pledges.step(session, world, pledge, SECOND, PledgeMove.REQUEST_APPROVAL)


def pledge_submit(session: Session, world: World) -> Act:
    pledge = written_pledge(session, world)
    return lambda who: made_pledges.step(session, world, pledge, who, PledgeMove.SUBMIT)


def pledge_review(session: Session, world: World) -> Act:
    pledge = written_pledge(session, world)
    made_pledges.step(session, world, pledge, "leader.hp", PledgeMove.SUBMIT)
    return lambda who: made_pledges.step(session, world, pledge, who, PledgeMove.ACCEPT)


def pledge_confirm(session: Session, world: World) -> Act:
    file = StoredFile(
        cluster_id=world.cluster_id,
        sha256="0" * 64,
        name="giao-uoc.pdf",
        size=10,
        media_type="application/pdf",
        entered_at=world.now,
    )
    session.add(file)
    session.flush()
    version = 0
    for who in (FIRST, SECOND):
        pledge = pledges.record_paper(
            session,
            actor=world.actor(session, who),
            now=world.now,
            cycle=made_scores.cycle_of(session, world),
            member_id=world.members["HP"],
            version=version,
            paper=Paper("12/GƯ", date(2025, 4, 9), file.id),
            summary=who,
            targets=[made_pledges.growth(world)],
        )
        version = pledge.version
    return lambda who: pledges.confirm(
        session, actor=world.actor(session, who), now=world.now, pledge=pledge, version=pledge.version
    )


def written_report(session: Session, world: World) -> Any:
    made_results.reporting(world, session, ("HP",))
    report = made_results.draft(session, world, "HP")
    made_results.step(session, world, report, FIRST, ReportMove.REQUEST_APPROVAL)
    made_results.step(session, world, report, THIRD, ReportMove.RETURN, "Bổ sung nguồn số liệu")
    results.save(
        session,
        actor=world.actor(session, SECOND),
        now=world.now,
        cycle=made_scores.cycle_of(session, world),
        member_id=world.members["HP"],
        period=Period.MID_YEAR,
        version=report.version,
        lines=[made_results.line(world, "7")],
    )
    report = made_results.record(session, world, "HP")
    return made_results.step(session, world, report, SECOND, ReportMove.REQUEST_APPROVAL)


def result_submit(session: Session, world: World) -> Act:
    report = written_report(session, world)
    return lambda who: made_results.step(session, world, report, who, ReportMove.SUBMIT)


def result_review(session: Session, world: World) -> Act:
    report = written_report(session, world)
    made_results.step(session, world, report, "leader.hp", ReportMove.SUBMIT)
    return lambda who: made_results.step(session, world, report, who, ReportMove.ACCEPT)


def written_sheet(session: Session, world: World) -> tuple[Any, dict[str, int]]:
    ids = made_scores.ground(session, world)
    sheet = made_scores.scored(session, world, ids, "HP")
    made_scores.step(session, world, sheet, FIRST, SheetMove.REQUEST_APPROVAL)
    made_scores.step(session, world, sheet, THIRD, SheetMove.RETURN, "Bổ sung minh chứng")
    sheets.save_self(
        session,
        actor=world.actor(session, SECOND),
        now=world.now,
        sheet=sheet,
        version=sheet.version,
        lines=made_scores.drafts(ids, "30"),
    )
    made_scores.step(session, world, sheet, SECOND, SheetMove.REQUEST_APPROVAL)
    return sheet, ids


def score_submit(session: Session, world: World) -> Act:
    sheet, _ids = written_sheet(session, world)
    return lambda who: made_scores.step(session, world, sheet, who, SheetMove.SUBMIT)


def score_appraise(session: Session, world: World) -> Act:
    sheet, ids = written_sheet(session, world)
    made_scores.step(session, world, sheet, "leader.hp", SheetMove.SUBMIT)
    return lambda who: sheets.appraise(
        session,
        actor=world.actor(session, who),
        now=world.now,
        sheet=sheet,
        version=sheet.version,
        lines=[Appraisal(ids["I.02"], None)],
    )


def crosscheck_seal(session: Session, world: World) -> Act:
    """HP checks DN: FIRST wrote, SECOND wrote on; neither seals."""
    ids = made_crosschecks.started(session, world)
    for who in (FIRST, SECOND):
        made_crosschecks.saved(session, world, "HP", made_crosschecks.lines(ids, "30"), who=who)
    return lambda who: made_crosschecks.seal(session, world, "HP", who=who)


def find_version(session: Session, cycle_id: int) -> int:
    ranking = find_ranking(session, cycle_id)
    assert ranking is not None
    return ranking.version


def ranking_finalise(session: Session, world: World) -> Act:
    """FIRST froze, somebody unfroze, SECOND froze again: only SECOND froze what is approved."""
    made_scores.all_reviewed(session, world)
    made_scores.freeze(session, world, FIRST)
    cycle, actor = made_scores.cycle_of(session, world), world.actor(session, FIRST)
    version = find_version(session, cycle.id)
    rankings.unfreeze(
        session, actor=actor, now=world.now, cycle=cycle, version=version, reason="Bổ sung số liệu"
    )
    made_scores.freeze(session, world, SECOND)
    ranking = find_ranking(session, cycle.id)
    assert ranking is not None
    for name in (SECOND, THIRD, "clerk"):  # named before anybody noticed that SECOND froze
        if name in world.users:
            row = RankingApproval(ranking_id=ranking.id, user_id=world.users[name], name=name)
            row.named_at = world.now
            session.add(row)
    session.flush()
    return lambda who: approvals.approve(
        session, actor=world.actor(session, who), now=world.now, cycle=cycle, checksum=ranking.checksum
    )


def written_explanation(session: Session, world: World) -> Explanation:
    """FIRST wrote, a leader returned it, SECOND wrote again and sent it to the leader."""
    row = made_explanations.requested(session, world, who=THIRD)
    made_explanations.written(session, world, row, FIRST)
    made_explanations.step(session, world, row, FIRST, ExplanationMove.REQUEST_APPROVAL)
    made_explanations.step(session, world, row, "leader.hp", ExplanationMove.RETURN, "Nêu rõ số văn bản")
    made_explanations.written(session, world, row, SECOND, text="Báo cáo số 12/BC-CA")
    return made_explanations.step(session, world, row, SECOND, ExplanationMove.REQUEST_APPROVAL)


def explanation_send(session: Session, world: World) -> Act:
    row = written_explanation(session, world)
    return lambda who: made_explanations.step(session, world, row, who, ExplanationMove.SEND)


def explanation_settle(session: Session, world: World) -> Act:
    row = written_explanation(session, world)
    made_explanations.step(session, world, row, "leader.hp", ExplanationMove.SEND)
    return lambda who: made_explanations.settle(session, world, row, who=who)


def proposal_submit(session: Session, world: World) -> Act:
    cycle = made_awards.ground(session, world)
    row = made_awards.draft(session, world, cycle)
    proposals.edit(
        session,
        actor=world.actor(session, SECOND),
        now=world.now,
        proposal=row,
        version=row.version,
        draft=proposals.ProposalDraft(
            row.member_id, row.award_form_id, merit="Đã sửa", discovered_by=row.discovered_by
        ),
    )
    return lambda who: made_awards.step(session, world, row, ProposalMove.SUBMIT, who)


def proposal_rule(session: Session, world: World) -> Act:
    """FIRST drafted, SECOND edited; no rulebook is loaded, so that its regime is for people."""
    cycle = made_awards.ground(session, world)
    row = made_awards.draft(session, world, cycle, who=FIRST)
    proposals.edit(
        session,
        actor=world.actor(session, SECOND),
        now=world.now,
        proposal=row,
        version=row.version,
        draft=proposals.ProposalDraft(row.member_id, row.award_form_id, merit="Đã sửa"),
    )
    return lambda who: made_verdicts.ruled(session, world, row, "regime", who=who)


def dossier_waive(session: Session, world: World) -> Act:
    """SECOND asked to waive a paper of a proposal that FIRST wrote."""
    cycle = made_awards.ground(session, world)
    rulebook.load(session, actor=made_awards.actor_system(world), now=world.now)
    row = made_awards.draft(session, world, cycle, who=FIRST)
    about: dict[str, Any] = {"proposal": row, "kind": "council_minutes", "now": world.now}
    reason = "Hội đồng họp kín, chỉ có biên bản kiểm phiếu."
    dossier_waivers.ask(session, actor=world.actor(session, SECOND), version=0, reason=reason, **about)
    return lambda who: dossier_waivers.approve(session, actor=world.actor(session, who), version=1, **about)


def campaign_review(session: Session, world: World) -> Act:
    campaign = made_campaigns.launched(session, world)
    row = made_campaigns.registered(session, world, campaign)
    registrations.save(
        session,
        actor=world.actor(session, SECOND),
        now=world.now,
        campaign=campaign,
        member_id=row.member_id,
        version=row.version,
        content="Đã sửa",
        contact="",
    )
    made_campaigns.decide(session, world, campaign, row, RegistrationMove.SEND, FIRST)
    return lambda who: made_campaigns.decide(session, world, campaign, row, RegistrationMove.APPROVE, who)


def rule_confirm(session: Session, world: World) -> Act:
    """SECOND asked for a change of a row that holds everywhere."""
    rulebook.load(session, actor=made_awards.actor_system(world), now=world.now)
    change = made_rules.asking(session, world, who=SECOND, value="75")
    return lambda who: made_rules.confirming(session, world, change.id, who)


TABLE = {
    Action.PLEDGE_SUBMIT: (pledge_submit, (FIRST, SECOND)),
    Action.PLEDGE_REVIEW: (pledge_review, (FIRST, SECOND)),
    Action.PLEDGE_CONFIRM: (pledge_confirm, (FIRST, SECOND)),
    Action.RESULT_SUBMIT: (result_submit, (FIRST, SECOND)),
    Action.RESULT_REVIEW: (result_review, (FIRST, SECOND)),
    Action.SCORE_SUBMIT: (score_submit, (FIRST, SECOND)),
    Action.SCORE_APPRAISE: (score_appraise, (FIRST, SECOND)),
    Action.CROSSCHECK_SEAL: (crosscheck_seal, (FIRST, SECOND)),
    Action.EXPLANATION_SEND: (explanation_send, (FIRST, SECOND)),
    Action.EXPLANATION_SETTLE: (explanation_settle, (FIRST, SECOND)),
    Action.RANKING_FINALISE: (ranking_finalise, (SECOND,)),
    Action.PROPOSAL_SUBMIT: (proposal_submit, (FIRST, SECOND)),
    Action.PROPOSAL_RULE: (proposal_rule, (FIRST, SECOND)),
    Action.DOSSIER_WAIVE: (dossier_waive, (SECOND,)),
    Action.CAMPAIGN_REVIEW: (campaign_review, (FIRST, SECOND)),
    Action.RULE_CONFIRM: (rule_confirm, (SECOND,)),
}


def test_every_action_of_four_eyes_stands_in_the_table() -> None:
    assert set(TABLE) == FOUR_EYES


@pytest.mark.asvs("8.2.2", "8.2.3", "8.3.1")
@pytest.mark.parametrize("action", list(TABLE))
def test_whoever_wrote_it_is_refused_and_somebody_else_is_not(
    session: Session, office: World, action: Action
) -> None:
    """Return and edit included. Red when `who_wrote` in queries/writers.py knows only the last writer."""
    prepare, writers = TABLE[action]
    act = prepare(session, office)
    for who in writers:
        with pytest.raises(NotAllowed, match=SENTENCE):
            act(who)
    act(THIRD)


#: Reviewing is the secretariat's, which is not delegated.
OF_LEADERS = [
    action
    for action in TABLE
    if action
    not in (
        Action.PLEDGE_REVIEW,
        Action.RESULT_REVIEW,
        Action.SCORE_APPRAISE,
        Action.EXPLANATION_SETTLE,
        Action.CAMPAIGN_REVIEW,
    )
]


@pytest.mark.parametrize("action", OF_LEADERS)
def test_nobody_approves_for_a_writer_either(session: Session, office: World, action: Action) -> None:
    """SECOND's leadership is lent to an officer who wrote nothing: their own work stays out of reach.

    Red when `ways` in rules/access.py no longer leaves out capacities lent by a writer.
    """
    prepare, _writers = TABLE[action]
    office.add_person(session, "clerk", Role.TELLER, in_cluster=True)
    for city in ("HP", "HN"):
        appoint(session, office, "clerk", Role.MEMBER_OFFICER, city)
        lend(session, office, SECOND, "clerk", city)
    act = prepare(session, office)
    with pytest.raises(NotAllowed, match=SENTENCE):
        act("clerk")
    of_chair = action in (Action.RANKING_FINALISE, Action.RULE_CONFIRM, Action.PROPOSAL_RULE)
    lend(session, office, THIRD, "clerk", "HN" if of_chair else "HP")
    act("clerk")


@pytest.mark.parametrize("action", [Action.PLEDGE_SUBMIT, Action.RESULT_SUBMIT, Action.SCORE_SUBMIT])
def test_a_writer_who_acts_for_a_leader_is_still_the_writer(
    session: Session, office: World, action: Action
) -> None:
    act = TABLE[action][0](session, office)
    lend(session, office, "leader.hp", FIRST)
    with pytest.raises(NotAllowed, match=SENTENCE):
        act(FIRST)


def test_whoever_approved_for_the_member_does_not_agree_for_the_chair(
    session: Session, office: World
) -> None:
    """Enter ≠ approve ≠ verify. Red when `who_wrote` forgets who approved."""
    pledge = written_pledge(session, office)
    made_pledges.step(session, office, pledge, THIRD, PledgeMove.SUBMIT)
    with pytest.raises(NotAllowed, match=SENTENCE):
        made_pledges.step(session, office, pledge, THIRD, PledgeMove.ACCEPT)


def test_whoever_signed_the_sheet_does_not_appraise_it(session: Session, office: World) -> None:
    sheet, _ids = written_sheet(session, office)
    made_scores.step(session, office, sheet, THIRD, SheetMove.SUBMIT)
    with pytest.raises(NotAllowed, match=SENTENCE):
        made_scores.step(session, office, sheet, THIRD, SheetMove.REVIEW)


def test_a_leader_approves_again_what_came_back(session: Session, office: World) -> None:
    """An approval of an earlier round is no writing."""
    pledge = written_pledge(session, office)
    made_pledges.step(session, office, pledge, "leader.hp", PledgeMove.SUBMIT)
    made_pledges.step(session, office, pledge, THIRD, PledgeMove.RETURN, "Bổ sung nguồn số liệu")
    made_pledges.step(session, office, pledge, SECOND, PledgeMove.REQUEST_APPROVAL)
    made_pledges.step(session, office, pledge, "leader.hp", PledgeMove.SUBMIT)


def test_pages_and_tasks_offer_a_writer_nothing_to_approve(session: Session, office: World) -> None:
    """The button and the task follow the same writers as the service."""
    written_pledge(session, office)
    cycle = made_scores.cycle_of(session, office)
    page = find_pledge_page(session, cycle.id, office.members["HP"])
    assert page is not None and page.writers == {office.users[FIRST], office.users[SECOND]}
    offered = {
        who: PledgeMove.SUBMIT in pledges.steps_for(office.actor(session, who), cycle, page)
        for who in (FIRST, SECOND, THIRD)
    }
    assert offered == {FIRST: False, SECOND: False, THIRD: True}
    (desk,) = [
        desk
        for desk in desks_in(session, Scope(everything=True), local_date(office.now))
        if desk.cycle_id == cycle.id
    ]
    (paper,) = desk.of(PaperKind.PLEDGE)
    assert paper.entered_by == {office.users[FIRST], office.users[SECOND]}
