"""The rulebook of the demo: a change that waits for its second person, and an alternative that was chosen."""

from dataclasses import replace

from sqlalchemy import select

from emulation.models.rulebook import LegalRule
from emulation.services import rule_changes, rule_choices
from emulation.services.demo.ground import Ground

ASKER = "secretary.hn"
#: Has no value as it comes along: it must be entered.
WAITING, VALUE = "flag_slots.six", "2"
CHOSEN = "ballot_flag.n98"


def load_rule_work(ground: Ground) -> None:
    """Asked for and chosen through the services on the demo's own day; both say that they are illustrative."""
    actor, session = ground.person(ASKER, ground.moment), ground.session
    row = session.scalars(select(LegalRule).where(LegalRule.code == WAITING)).one()
    rule_changes.ask_change(
        session,
        actor=actor,
        now=ground.moment,
        rule=row,
        version=row.version,
        draft=replace(rule_changes.standing(row), value=VALUE),
        reason="Minh họa: nhập tạm số cờ khi cụm có sáu thành viên, chờ văn bản.",
        source="Minh họa, chưa có văn bản",
    )
    chosen = session.scalars(select(LegalRule).where(LegalRule.code == CHOSEN)).one()
    rule_choices.choose(
        session,
        actor=actor,
        now=ground.moment,
        cluster_id=ground.cluster_id,
        head=chosen.code.partition(".")[0],
        rule_id=chosen.id,
        reason="Minh họa: theo nghị định có hiệu lực vào ngày tiếp nhận hồ sơ.",
        version=0,
    )
