"""Comments: what is refused, what the trail and the public never learn, moderation, the code, and forgetting."""

import json
import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import Database, unit_of_work
from emulation.models.audit import AuditEvent
from emulation.models.cycles import Cycle
from emulation.models.disclosures import Disclosure, DisclosureComment
from emulation.queries import comments as queries
from emulation.services import audit, comments
from emulation.settings import Settings
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.moves import CommentMove
from emulation.vocabulary.states import CommentState, Phase
from emulation.vocabulary.tokens import hashed
from emulation.worker.loop import JOBS, Bench
from tests.factories import awards
from tests.factories import disclosures as made
from tests.factories.world import World


@pytest.fixture
def cycle(session: Session, world: World) -> Cycle:
    """2024, in the phase awarding, with its ranking frozen."""
    return awards.ground(session, world)


@pytest.fixture
def window(session: Session, world: World, cycle: Cycle) -> Disclosure:
    """An open consultation about two proposals."""
    return made.opened(session, world, cycle)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"content": "a"}, "content"),
        ({"content": "x" * 10_000}, "content"),
        ({"has_consent": False}, "consent"),
        ({"count": "3"}, "count"),
        ({"count": "hai"}, "count"),
        ({"proposal_id": 999_999}, "proposal"),
    ],
)
def test_what_is_refused_leaves_nothing(
    session: Session, world: World, window: Disclosure, more: dict[str, Any], field: str
) -> None:
    draft = made.said(**{"content": "Đồng ý với đề nghị."} | more)
    with pytest.raises(DomainError) as caught:
        comments.send(session, actor=made.VISITOR, now=world.now, disclosure=window, draft=draft)
    assert caught.value.field == field
    assert session.query(DisclosureComment).count() == 0


@pytest.mark.parametrize("days", [-1, 15])
def test_nothing_is_taken_outside_the_window(
    session: Session, world: World, window: Disclosure, days: int
) -> None:
    now = world.now + timedelta(days=days)
    with pytest.raises(DomainError, match=r"từ 15/10/2025 đến hết 29/10/2025"):
        comments.send(session, actor=made.VISITOR, now=now, disclosure=window, draft=made.said())


def test_only_a_hash_of_the_code_is_kept_and_it_finds_its_comment(
    session: Session, world: World, cycle: Cycle, window: Disclosure
) -> None:
    """Red when `send` keeps the code itself."""
    row, code = made.commented(session, world, window)
    _other, _code = made.commented(session, world, window, "Một ý kiến khác hẳn")
    bare = code.replace("-", "")
    assert len(code) == 29 and row.code_hash == hashed(bare)
    for typed in (code, code.lower(), f" {bare} ", code.replace("-", " ")):
        found = comments.find_own(session, cycle_id=cycle.id, typed=typed)
        assert found is not None and found.content == row.content
    for typed in ("", "x", bare[:-1], bare[:-1] + ("A" if bare[-1] != "A" else "B"), row.code_hash):
        assert comments.find_own(session, cycle_id=cycle.id, typed=typed) is None
    assert comments.find_own(session, cycle_id=world.cycle_id, typed=code) is None


def test_the_trail_names_no_writer_and_no_words(session: Session, world: World, window: Disclosure) -> None:
    """Whoever is signed in stays unnamed too. Red when `send` records the actor, or changes of the comment."""
    actor = world.actor(session, "officer.hp")
    draft = made.said("Nội dung kín đáo", full_name="Lê Văn Kín")
    comments.send(session, actor=actor, now=world.now, disclosure=window, draft=draft)
    row = session.scalars(select(DisclosureComment)).one()
    made.moderated(session, world, row, CommentMove.ANSWER, answer="Câu trả lời kín đáo")
    session.commit()
    told = [
        event
        for event in session.scalars(select(AuditEvent).order_by(AuditEvent.id))
        if "comment" in event.verb
    ]
    assert [event.verb for event in told] == ["disclosure.comment_received", "comment.answer"]
    assert (told[0].actor_id, told[0].actor_name) == (None, "Một người dân")
    everything = json.dumps([[event.changes, event.reason] for event in told], ensure_ascii=False)
    for word in ("kín đáo", "Kín", "0912"):
        assert word not in everything


def test_words_are_kept_in_one_form(session: Session, world: World, window: Disclosure) -> None:
    """Decomposed letters of some keyboards become composed ones."""
    row, _code = made.commented(
        session, world, window, unicodedata.normalize("NFD", "Đề nghị giải thích rõ hơn")
    )
    session.commit()
    session.refresh(row)
    assert row.content == unicodedata.normalize("NFC", "Đề nghị giải thích rõ hơn")


def test_the_public_reads_shown_comments_and_wished_names(
    session: Session, world: World, window: Disclosure
) -> None:
    """Red when public_comments forgets the state, or the wish about the name."""
    rows = {
        name: made.commented(session, world, window, f"Ý kiến {name}", full_name=f"Người {name}", **more)[0]
        for name, more in {
            "một": {"wants_name_shown": True},
            "hai": {},
            "ba": {},
            "bốn": {"wants_name_shown": True},
        }.items()
    }
    made.moderated(session, world, rows["một"], CommentMove.SHOW)
    made.moderated(session, world, rows["hai"], CommentMove.ANSWER)
    made.moderated(session, world, rows["ba"], CommentMove.HIDE)
    shown = [(one.full_name, one.content, one.answer) for one in queries.public_comments(session, window.id)]
    assert shown == [
        ("Người một", "Ý kiến một", ""),
        ("", "Ý kiến hai", "Số liệu đã được Cục Thuế xác nhận."),
    ]
    made.moderated(session, world, rows["một"], CommentMove.HIDE)
    assert [one.content for one in queries.public_comments(session, window.id)] == ["Ý kiến hai"]


def test_a_writer_is_told_why_a_comment_is_hidden(
    session: Session, world: World, cycle: Cycle, window: Disclosure
) -> None:
    row, code = made.commented(session, world, window)
    with pytest.raises(DomainError) as caught:
        made.moderated(session, world, row, CommentMove.HIDE, reason="")
    assert caught.value.field == "reason"
    made.moderated(session, world, row, CommentMove.HIDE)
    found = comments.find_own(session, cycle_id=cycle.id, typed=code)
    assert found is not None
    assert (found.state, found.moderation_reason) == (CommentState.HIDDEN, "Có lời lẽ xúc phạm người khác.")


@pytest.mark.parametrize("who", ["secretary.hcm", "leader.hn", "officer.hp", "auditor", "admin"])
def test_only_the_secretariat_of_the_chair_moderates(
    session: Session, world: World, window: Disclosure, who: str
) -> None:
    row, _code = made.commented(session, world, window)
    with pytest.raises(NotAllowed):
        made.moderated(session, world, row, CommentMove.SHOW, who=who)


def test_of_two_moderators_the_second_is_told(session: Session, world: World, window: Disclosure) -> None:
    row, _code = made.commented(session, world, window)
    made.moderated(session, world, row, CommentMove.SHOW)
    with pytest.raises(Stale):
        made.moderated(session, world, row, CommentMove.HIDE, version=row.version - 1)


def test_contacts_are_forgotten_after_their_time_also_in_a_closed_year(
    world: World, session: Session, cycle: Cycle, window: Disclosure
) -> None:
    """Red when comments_to_forget looks at the year's end, or the trigger of a closed year forbids forgetting."""
    named, _code = made.commented(session, world, window, wants_name_shown=True)
    unnamed, _code = made.commented(session, world, window, "Ý kiến không nêu tên")
    for row in (named, unnamed):
        made.moderated(session, world, row, CommentMove.ANSWER)
    made.reported(session, world, window)
    session.flush()
    cycle.phase = Phase.CLOSED
    with unit_of_work(session):
        awards_event(session, world, cycle)
    reported_at = world.now + timedelta(days=15)
    with unit_of_work(session):
        assert comments.forget_contacts(session, reported_at + timedelta(days=90), 90) == ""
    assert named.contact and unnamed.full_name
    with unit_of_work(session):
        done = comments.forget_contacts(session, reported_at + timedelta(days=90, seconds=1), 90)
    assert done == "contact data of 2 comment(s) erased"
    assert (named.contact, named.full_name) == ("", "Trần Thị Bình")
    assert (unnamed.contact, unnamed.full_name) == ("", "")
    assert unnamed.content == "Ý kiến không nêu tên"
    with unit_of_work(session):
        assert comments.forget_contacts(session, reported_at + timedelta(days=200), 90) == ""


def test_the_worker_forgets_contacts(database: Database, world: World, settings: Settings) -> None:
    """After the days of the settings, not before. Red when "contacts" is left out of JOBS in worker/loop.py."""
    with database.writing() as session, unit_of_work(session):
        window = made.opened(session, world, awards.ground(session, world))
        row, _code = made.commented(session, world, window)
        made.moderated(session, world, row, CommentMove.ANSWER)
        made.reported(session, world, window)
    (job,) = [job for job in JOBS if job.name == "contacts"]

    def done_after(days: int) -> str:
        later = replace(settings, fixed_now=(world.now + timedelta(days=days)).isoformat())
        return job.run(Bench(later, database))

    assert done_after(15 + settings.comment_contact_days) == ""
    assert done_after(16 + settings.comment_contact_days) == "contact data of 1 comment(s) erased"
    with database.reading() as session:
        assert session.scalars(select(DisclosureComment.contact)).all() == [""]


def awards_event(session: Session, world: World, cycle: Cycle) -> None:
    """What tells of the ground that was laid directly."""
    actor = awards.actor_system(world)
    audit.record(session, actor=actor, now=world.now, verb="cycle.closed", about=cycle)
