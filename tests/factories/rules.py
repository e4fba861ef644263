"""The rulebook in a world: loaded, with changes on their way and choices."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.db import unit_of_work
from emulation.models.rulebook import LegalRule, RuleChange
from emulation.queries.rule_changes import get_change
from emulation.rules.rule_changes import RuleDraft
from emulation.services import rule_changes, rulebook
from tests.factories.awards import actor_system
from tests.factories.world import World

ASKER, SECOND, LEADER = "secretary.hn", "secretary2.hn", "leader.hn"
REASON, SOURCE = "Quy chế mới của cụm.", "Quy chế số 12/QC-CTĐ ngày 10/10/2025"
FLAG = "ballot_flag.n98"
OWN = RuleDraft(
    title="Tỷ lệ phiếu giữa các thành viên của cụm",
    value="80",
    unit="%",
    comparator="≥",
    base="các thành viên của cụm trong năm",
    document="Quy chế của cụm số 12/QC-CTĐ",
    article="Điều 9",
    valid_from=date(2025, 1, 1),
)


def load(world: World) -> None:
    """The rulebook as it comes along."""
    with world.database.writing() as session, unit_of_work(session):
        rulebook.load(session, actor=actor_system(world), now=world.now)


def rule(session: Session, code: str) -> LegalRule:
    """The row with this code."""
    return session.scalars(select(LegalRule).where(LegalRule.code == code)).one()


def asking(session: Session, world: World, code: str = FLAG, who: str = ASKER, **values: Any) -> RuleChange:
    """Somebody asks for new values of a row, in a transaction of the caller."""
    row = rule(session, code)
    return rule_changes.ask_change(
        session,
        actor=world.actor(session, who),
        now=world.now,
        rule=row,
        version=row.version,
        draft=replace(rule_changes.standing(row), **values),
        reason=REASON,
        source=SOURCE,
    )


def ask(world: World, code: str = FLAG, who: str = ASKER, **values: Any) -> int:
    """Somebody asks for new values of a row; returns the id of the change."""
    with world.database.writing() as session, unit_of_work(session):
        return asking(session, world, code, who, **values).id


def ask_new(
    world: World,
    head: str = "cluster_vote",
    draft: RuleDraft = OWN,
    who: str = ASKER,
    *,
    suffix: str = "",
    is_own: bool = True,
) -> int:
    """Somebody asks for a new row, their cluster's own or a common one; returns the id of the change."""
    with world.database.writing() as session, unit_of_work(session):
        change = rule_changes.ask_new(
            session,
            actor=world.actor(session, who),
            now=world.now,
            cluster_id=world.cluster_id if is_own else None,
            head=head,
            suffix=suffix,
            draft=draft,
            reason=REASON,
            source=SOURCE,
        )
        return change.id


def confirming(session: Session, world: World, change_id: int, who: str = SECOND) -> LegalRule:
    """A second person confirms, in a transaction of the caller."""
    change: RuleChange = get_change(session, change_id)
    actor = world.actor(session, who)
    return rule_changes.confirm(session, actor=actor, now=world.now, change=change, version=change.version)


def confirm(world: World, change_id: int, who: str = SECOND) -> int:
    """A second person confirms; returns the id of the row."""
    with world.database.writing() as session, unit_of_work(session):
        return confirming(session, world, change_id, who).id
