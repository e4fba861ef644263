"""The agreement of the year: contents before signing, signatures only of agreed pledges."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.queries.agreements import find_agreement_page
from emulation.services import agreements
from emulation.services.agreements import Content, Signature, Signing
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.states import Phase
from tests.factories import pledges as made
from tests.factories.world import World

CONTENTS = [Content("Hoàn thành chỉ tiêu", "Nghị quyết 01/NQ-CP"), Content("Cải cách hành chính")]


def save(session: Session, world: World, version: int = 0, who: str = "secretary.hn", **more: object) -> int:
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    values = {"contents": CONTENTS} | more
    return agreements.save_contents(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cycle=cycle,
        version=version,
        **values,  # type: ignore[arg-type]
    ).version


def sign(session: Session, world: World, version: int, city: str = "HP", days: int = 0) -> None:
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    agreements.sign(
        session,
        actor=world.actor(session, "secretary.hn"),
        now=world.now,
        cycle=cycle,
        version=version,
        signing=Signing(world.now.date() + timedelta(days=days), "Hà Nội"),
        signatures=[Signature(world.members[city], "Lê Văn Ký", "Chủ tịch")],
    )


def texts(session: Session, world: World) -> list[str]:
    page = find_agreement_page(session, world.cycle_id)
    return [line.text for line in page.contents] if page else []


def test_contents_are_written_and_replaced_in_order(session: Session, world: World) -> None:
    version = save(session, world)
    assert texts(session, world) == ["Hoàn thành chỉ tiêu", "Cải cách hành chính"]
    save(session, world, version, contents=[Content("Chỉ một nội dung")])
    assert texts(session, world) == ["Chỉ một nội dung"]


def test_an_older_version_is_refused(session: Session, world: World) -> None:
    version = save(session, world)
    save(session, world, version)
    with pytest.raises(Stale):
        save(session, world, version)


@pytest.mark.parametrize("who", ["secretary.hcm", "officer.hn", "leader.hn", "auditor", "admin"])
def test_only_the_chairs_secretariat_writes(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        save(session, world, who=who)


def test_an_agreement_has_contents(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="ít nhất một nội dung"):
        save(session, world, contents=[])


def test_a_member_signs_only_what_was_agreed(session: Session, world: World) -> None:
    version = save(session, world)
    made.draft(session, world, "HP")
    with pytest.raises(DomainError) as caught:
        sign(session, world, version)
    assert caught.value.field == "signatories-0-full_name"


def test_nobody_signs_tomorrow(session: Session, world: World) -> None:
    version = save(session, world)
    with pytest.raises(DomainError) as caught:
        sign(session, world, version, days=1)
    assert caught.value.field == "signed_on"


def test_after_signing_the_contents_stand(session: Session, world: World) -> None:
    made.accepted(session, world, "HP")
    version = save(session, world)
    sign(session, world, version)
    with pytest.raises(DomainError, match="đã ký"):
        save(session, world, version + 1)


def test_later_phases_close_the_agreement(session: Session, world: World) -> None:
    cycle = session.get(Cycle, world.cycle_id)
    assert cycle is not None
    cycle.phase = Phase.SECOND_HALF
    with pytest.raises(DomainError, match="không mở trong giai đoạn"):
        save(session, world)
