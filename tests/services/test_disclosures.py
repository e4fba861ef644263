"""Consultations: who may, all proposals or none, the window, the summary, and what sending upward asks."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureNominee
from emulation.models.rulebook import LegalRule
from emulation.models.verdicts import ProposalRuling
from emulation.queries.disclosures import proposals_of
from emulation.services import disclosures, proposals, rulebook
from emulation.vocabulary.award_kinds import AwardKind
from emulation.vocabulary.errors import DomainError, NotAllowed, Sealed, Stale
from emulation.vocabulary.moves import CommentMove, DisclosureMove, ProposalMove
from emulation.vocabulary.states import DisclosureState, Phase, ProposalState
from tests.factories import awards, dossiers
from tests.factories import disclosures as made
from tests.factories.verdicts import cleared
from tests.factories.world import World
from tests.support.ground import laid


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen."""
    return awards.ground(session, world)


def states(session: Session) -> list[ProposalState]:
    return list(session.scalars(select(Proposal.state).order_by(Proposal.id)))


def test_the_last_day_follows_from_the_first_and_the_holidays(
    session: Session, world: World, cycle: Cycle
) -> None:
    row = made.drafted(session, world, cycle)
    assert (row.opens_on, row.closes_on) == (date(2025, 10, 15), date(2025, 10, 29))
    assert states(session) == [ProposalState.VOTED] * 2


def test_opening_moves_every_proposal_along(session: Session, world: World, cycle: Cycle) -> None:
    """Red when _disclose in services/disclosures.py is not called."""
    row = made.opened(session, world, cycle)
    assert row.state is DisclosureState.OPEN
    assert states(session) == [ProposalState.IN_DISCLOSURE] * 2
    verbs = list(session.scalars(select(AuditEvent.verb).where(AuditEvent.verb.like("%disclos%"))))
    assert sorted(verbs) == ["disclosure.drafted", "disclosure.open", *["proposal.disclose"] * 2]


def test_opening_moves_all_or_none(session: Session, world: World, cycle: Cycle) -> None:
    """One of the two was withdrawn meanwhile: the other one stays where it is."""
    row = made.drafted(session, world, cycle)
    last = proposals_of(session, row.id)[-1]
    awards.step(session, world, last, ProposalMove.WITHDRAW)
    session.commit()
    with pytest.raises(DomainError, match="Đã rút"):
        made.step(session, world, row, DisclosureMove.OPEN)
    session.rollback()
    assert states(session) == [ProposalState.VOTED, ProposalState.WITHDRAWN]
    assert session.get_one(Disclosure, row.id).state is DisclosureState.DRAFT


def test_only_what_passed_the_vote_is_named(session: Session, world: World, cycle: Cycle) -> None:
    row = made.drafted(session, world, cycle)
    stranger = awards.draft(session, world, cycle, "CT")
    actor = world.actor(session, awards.SECRETARY)
    for chosen in ((), (stranger,)):
        with pytest.raises(DomainError) as caught:
            disclosures.edit(
                session,
                actor=actor,
                now=world.now,
                disclosure=row,
                version=row.version,
                written=made.written(*chosen),
            )
        assert caught.value.field == "proposals"


def test_a_draft_changes_until_it_is_open(session: Session, world: World, cycle: Cycle) -> None:
    row = made.drafted(session, world, cycle)
    first, _second = proposals_of(session, row.id)
    common: dict[str, Any] = {
        "actor": world.actor(session, awards.SECRETARY),
        "now": world.now,
        "disclosure": row,
    }
    before = row.version
    disclosures.edit(session, version=before, written=made.written(first, working_days=5), **common)
    assert row.closes_on == date(2025, 10, 22)
    assert [one.id for one in proposals_of(session, row.id)] == [first.id]
    with pytest.raises(Stale):
        disclosures.edit(session, version=before, written=made.written(first), **common)
    made.step(session, world, row, DisclosureMove.OPEN)
    with pytest.raises(DomainError, match="đã mở"):
        disclosures.edit(session, version=row.version, written=made.written(first), **common)
    with pytest.raises(DomainError, match="đã mở"):
        disclosures.drop(session, version=row.version, **common)


def test_a_draft_can_be_thrown_away(session: Session, world: World, cycle: Cycle) -> None:
    row = made.drafted(session, world, cycle)
    actor = world.actor(session, awards.SECRETARY)
    disclosures.drop(session, actor=actor, now=world.now, disclosure=row, version=row.version)
    session.commit()
    assert not session.query(Disclosure).count() and not session.query(DisclosureNominee).count()


@pytest.mark.parametrize("who", ["secretary.hcm", "officer.hn", "leader.hn", "auditor", "admin", "outsider"])
def test_only_the_secretariat_of_the_chair_opens(
    session: Session, world: World, cycle: Cycle, who: str
) -> None:
    row = made.drafted(session, world, cycle)
    with pytest.raises(NotAllowed):
        made.step(session, world, row, DisclosureMove.OPEN, who)


def test_a_closed_year_opens_nothing(session: Session, world: World, cycle: Cycle) -> None:
    row = made.drafted(session, world, cycle)
    cycle.phase = Phase.CLOSED
    with pytest.raises(Sealed):
        made.step(session, world, row, DisclosureMove.OPEN)


def test_the_whole_way_into_the_dossier(session: Session, world: World, cycle: Cycle) -> None:
    """Red when summary_of gives what is not reported yet."""
    row = made.opened(session, world, cycle)
    proposal = proposals_of(session, row.id)[0]
    shown, _code = made.commented(session, world, row)
    hidden, _code = made.commented(session, world, row, "Lời lẽ không hay")
    with pytest.raises(DomainError, match=r"đến hết ngày 29/10/2025"):
        made.step(session, world, row, DisclosureMove.CLOSE, days=14)
    made.step(session, world, row, DisclosureMove.CLOSE, days=15)
    with pytest.raises(DomainError, match="Còn 2 ý kiến chờ duyệt"):
        made.step(session, world, row, DisclosureMove.ANSWER, days=15)
    made.moderated(session, world, shown, CommentMove.SHOW)
    made.moderated(session, world, hidden, CommentMove.HIDE)
    with pytest.raises(DomainError, match="Còn 1 ý kiến đã đăng chưa được trả lời"):
        made.step(session, world, row, DisclosureMove.ANSWER, days=15)
    made.moderated(session, world, shown, CommentMove.ANSWER)
    made.step(session, world, row, DisclosureMove.ANSWER, days=15)
    with pytest.raises(DomainError, match="ý chính"):
        made.step(session, world, row, DisclosureMove.REPORT, days=15, points=" ")
    assert disclosures.summary_of(session, proposal.id) == ""
    made.step(session, world, row, DisclosureMove.REPORT, days=15, points="Đã giải trình.")
    session.commit()
    assert disclosures.summary_of(session, proposal.id) == (
        "Đã lấy ý kiến công khai từ ngày 15/10/2025 đến hết ngày 29/10/2025 (10 ngày làm việc)."
        " Đã nhận 2 ý kiến: 1 ý kiến được đăng, 1 ý kiến không đăng; 1 ý kiến đã được trả lời.\nĐã giải trình."
    )


def _sent(session: Session, world: World, row: Proposal, sent_on: date, days: int) -> Proposal:
    facts = awards.FACTS[ProposalMove.SEND] | {"sent_on": sent_on}
    later = World(**{**world.__dict__, "now": world.now + timedelta(days=days)})
    return awards.step(session, later, row, ProposalMove.SEND, facts=facts)


def _sent_unconsulted(session: Session, world: World, row: Proposal) -> Proposal:
    """Sent today with votes, papers and every person's word but the one about the consultation."""
    dossiers.complete(session, world, row)
    cleared(session, world, row)
    words = select(ProposalRuling).where(ProposalRuling.head == "disclosure")
    for word in session.scalars(words):
        session.delete(word)
    laid(session)
    return proposals.move(
        session,
        actor=world.actor(session, awards.SECRETARY),
        now=world.now,
        proposal=row,
        version=row.version,
        step=ProposalMove.SEND,
        facts=awards.FACTS[ProposalMove.SEND] | {"sent_on": date(2025, 10, 15)},
    )


def test_sending_asks_for_a_consultation_where_a_rule_does(
    session: Session, world: World, cycle: Cycle
) -> None:
    """L14: on 15/10/2025 `disclosure.n152` obliges. Red when `heads_for` leaves out PROCEDURE."""
    rulebook.load(session, actor=awards.actor_system(world), now=world.now)
    row = made.voted(session, world, cycle, "HP")
    with pytest.raises(DomainError, match=r"Chưa công khai.*Nghị định 152/2025/NĐ-CP, Điều 44"):
        _sent_unconsulted(session, world, row)


def test_a_cluster_whose_own_rule_asks_for_none_sends_without(
    session: Session, world: World, cycle: Cycle
) -> None:
    """Red when `disclosure` does not read what the cluster's own row says."""
    rulebook.load(session, actor=awards.actor_system(world), now=world.now)
    own = LegalRule(code="disclosure.tptw", title="Lấy ý kiến", value="không", cluster_id=world.cluster_id)
    session.add(own)
    laid(session)
    row = made.voted(session, world, cycle, "HP")
    assert _sent_unconsulted(session, world, row).state is ProposalState.SENT


def test_what_was_begun_is_reported_before_it_is_sent(session: Session, world: World, cycle: Cycle) -> None:
    """Red when checked_facts does not call check_disclosed."""
    rulebook.load(session, actor=awards.actor_system(world), now=world.now)
    row = made.opened(session, world, cycle)
    proposal, other = proposals_of(session, row.id)
    with pytest.raises(DomainError, match="chưa được tổng hợp"):
        _sent(session, world, proposal, date(2025, 10, 31), 16)
    made.reported(session, world, row)
    with pytest.raises(DomainError, match=r"sau ngày kết thúc lấy ý kiến \(29/10/2025\)") as caught:
        _sent(session, world, proposal, date(2025, 10, 28), 16)
    assert caught.value.field == "sent_on"
    assert _sent(session, world, proposal, date(2025, 10, 31), 16).state is ProposalState.SENT
    assert _sent(session, world, other, date(2025, 10, 31), 16).state is ProposalState.SENT


def test_an_award_on_the_spot_needs_none(session: Session, world: World, cycle: Cycle) -> None:
    """Red when the simplified procedure does not leave out PROCEDURE."""
    rulebook.load(session, actor=awards.actor_system(world), now=world.now)
    row = made.voted(session, world, cycle, "HP")
    row.kind = AwardKind.AD_HOC
    laid(session)
    assert _sent_unconsulted(session, world, row).state is ProposalState.SENT


def test_nothing_is_sent_while_its_consultation_runs(session: Session, world: World, cycle: Cycle) -> None:
    """No rule obliges (none is loaded), but what was begun is finished."""
    row = made.opened(session, world, cycle)
    with pytest.raises(DomainError, match="chưa được tổng hợp"):
        _sent(session, world, proposals_of(session, row.id)[0], date(2025, 10, 15), 0)
