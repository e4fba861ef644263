"""Clusters: creating, editing, who may."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.models.audit import AuditEvent
from emulation.services import clusters
from emulation.services.clusters import ClusterDraft
from emulation.vocabulary.errors import DomainError, NotAllowed, Stale
from emulation.vocabulary.kinds import RotationRule
from tests.factories import clusters as made
from tests.factories.world import World

DRAFT = ClusterDraft(name_vi="Cụm thi đua số 1", rotation_rule=RotationRule.LONGEST_WAIT)


def test_an_administrator_creates_a_cluster_and_leaves_one_event(session: Session, world: World) -> None:
    cluster = made.new_cluster(session, world, name_vi="Khối các Bộ Kinh tế")
    assert (cluster.code, cluster.search_text) == ("khoi-1", "khoi cac bo kinh te")
    assert [event.verb for event in session.scalars(select(AuditEvent))] == ["cluster.created"]


def test_a_taken_code_is_refused_in_any_case_of_letters(session: Session, world: World) -> None:
    with pytest.raises(DomainError, match="“tptw” đã có cụm dùng") as error:
        made.new_cluster(session, world, code="tptw")
    assert error.value.field == "code"


@pytest.mark.parametrize("who", ["secretary.hn", "leader.hn", "officer.hn", "auditor", "outsider"])
def test_nobody_else_creates_a_cluster(session: Session, world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        clusters.create(session, actor=world.actor(session, who), now=world.now, code="moi", draft=DRAFT)


def _edit(session: Session, world: World, who: str, version: int = 1) -> None:
    clusters.edit(
        session,
        actor=world.actor(session, who),
        now=world.now,
        cluster=made.of_world(session, world),
        version=version,
        draft=DRAFT,
    )


def test_the_chairs_secretariat_edits(session: Session, world: World) -> None:
    _edit(session, world, "secretary.hn")
    assert made.of_world(session, world).rotation_rule is RotationRule.LONGEST_WAIT


@pytest.mark.parametrize("who", ["admin", "secretary.hcm", "secretary.hp", "leader.hn", "outsider"])
def test_once_there_is_a_chair_nobody_else_edits(session: Session, world: World, who: str) -> None:
    """Red when `subject_of` no longer asks for the chair of today."""
    with pytest.raises(NotAllowed):
        _edit(session, world, who)


def test_an_older_version_is_refused(session: Session, world: World) -> None:
    _edit(session, world, "secretary.hn")
    with pytest.raises(Stale):
        _edit(session, world, "secretary.hn", version=1)


def test_the_administrator_edits_while_there_is_no_chair(session: Session, world: World) -> None:
    cluster = made.new_cluster(session, world)
    draft = replace(DRAFT, name_vi="Tên khác")
    clusters.edit(
        session,
        actor=world.actor(session, "admin"),
        now=world.now,
        cluster=cluster,
        version=cluster.version,
        draft=draft,
    )
    assert cluster.name_vi == "Tên khác"
