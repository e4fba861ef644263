"""An illustrative cross-check under way: a roster by lot, some sheets sealed, one being written."""

from datetime import date
from decimal import Decimal

from emulation.models.crosschecks import CrossSheet
from emulation.models.cycles import Cycle
from emulation.queries import crosschecks as queries
from emulation.queries import evidence as stores
from emulation.queries import sheets as scored
from emulation.queries.evidence_uses import behind, get_thing
from emulation.rules.rosters import Impossible
from emulation.services import crosschecks, evidence_uses, rosters
from emulation.services.crosschecks import CrossDraft
from emulation.services.demo.ground import Ground, at
from emulation.services.demo.history import RUNNING
from emulation.services.rosters import Terms
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.kinds import RuleType

#: With which the roster of the demo is drawn, so that it is the same each time.
SEED = 2025
#: Checker → day of February on which it sealed; the one without a day is still writing.
CHECKED: dict[str, int | None] = {"HN": 3, "HCM": 4, "DN": 5, "HP": None}
REASON = "Minh chứng chưa thể hiện kết quả quý IV (minh họa)."


def load_roster(ground: Ground, cycle: Cycle) -> None:
    """The roster of the year, drawn by the chair's secretariat."""
    now = at(date(RUNNING + 1, 1, 21))
    who = ground.person("secretary.hn", now)
    pairs = rosters.drawn(ground.session, actor=who, cycle=cycle, terms=Terms(), seed=SEED)
    assert not isinstance(pairs, Impossible)
    rosters.assign(
        ground.session, actor=who, now=now, cycle=cycle, version=0, terms=Terms(), pairs=sorted(pairs)
    )


def hand_over(ground: Ground, cycle: Cycle) -> None:
    """The submitted score sheets go to their checkers."""
    now = at(date(RUNNING + 1, 1, 23))
    roster = queries.find_roster(ground.session, cycle.id)
    assert roster is not None
    who = ground.person("secretary.hn", now)
    rosters.start(ground.session, actor=who, now=now, cycle=cycle, version=roster.version)


def load_checks(ground: Ground, cycle: Cycle) -> None:
    """Three sheets sealed, one in draft, two not begun."""
    for row in queries.assignments_of(ground.session, cycle.id):
        if row.checker_code in CHECKED:
            sheet = queries.find_sheet(ground.session, cycle.id, row.pair)
            assert sheet is not None
            _check(ground, cycle, sheet, row.checker_code.lower(), CHECKED[row.checker_code])


def _check(ground: Ground, cycle: Cycle, sheet: CrossSheet, city: str, day: int | None) -> None:
    """The officer gives a point less on one judged criterion; the leader seals on the day, if there is one."""
    session, now = ground.session, at(date(RUNNING + 1, 2, 2))
    checked = scored.get_sheet(session, cycle.id, sheet.member_id)
    criteria = scored.leaves_of(session, checked.scorecard_id)
    own = {
        one.criterion_id: one.own
        for one in queries.own_lines(session, cycle.id, [sheet.member_id])[sheet.member_id]
    }
    judged = [one.id for one in criteria if one.rule_type is RuleType.MANUAL and (own[one.id] or 0) > 1]
    chosen = judged[sheet.member_id % len(judged)]
    drafts = [CrossDraft(one.id) for one in criteria if one.id != chosen]
    drafts.append(CrossDraft(chosen, (own[chosen] or Decimal(0)) - 1, REASON))
    crosschecks.save(
        session,
        actor=ground.person(f"officer.{city}", now),
        now=now,
        cycle=cycle,
        sheet=sheet,
        version=sheet.version,
        lines=drafts,
    )
    if day is not None:
        now = at(date(RUNNING + 1, 2, day))
        who = ground.person(f"leader.{city}", now)
        crosschecks.seal(session, actor=who, now=now, cycle=cycle, sheet=sheet, version=sheet.version)


def load_proof(ground: Ground, cycle: Cycle, member: str) -> None:
    """The first paper of a member's store supports its first computed line."""
    now, session = at(date(RUNNING + 1, 1, 13)), ground.session
    papers = [row for row in stores.papers_of(session, cycle.id, ground.members[member]) if row.is_standing]
    sheet = scored.get_sheet(session, cycle.id, ground.members[member])
    lines = behind(session, Proof.SCORE_LINE, sheet.id)
    first = next(one for one in scored.leaves_of(session, sheet.scorecard_id) if one.indicator_id is not None)
    evidence_uses.choose(
        session,
        actor=ground.person(f"officer.{member.lower()}", now),
        now=now,
        thing=get_thing(session, Proof.SCORE_LINE, lines[first.id].id),
        used={papers[-1].id: "2"},
    )
