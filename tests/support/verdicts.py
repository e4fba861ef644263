"""Proposals and rulebooks as plain values, for rules that judge."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from emulation.gateways import seeds
from emulation.queries.rulebook import Choice, Rulebook, RuleRow, as_book
from emulation.rules import verdicts
from emulation.rules.rulebook import is_in_force, parse
from emulation.rules.verdicts.case import Case
from emulation.rules.verdicts.finding import Finding
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.proposal_facts import Place, ProposalFacts
from emulation.vocabulary.states import ProposalState
from tests.conftest import NOW

CLUSTER = 1
#: The seed as it is loaded: ids in the order of the files.
SEED = [RuleRow(**asdict(parse(raw)), id=number) for number, raw in enumerate(seeds.legal_rules(), start=1)]
FACTS = ProposalFacts(
    id=1,
    cycle_id=1,
    cluster_id=CLUSTER,
    year=2024,
    member_id=3,
    member="Hải Phòng",
    nominee="Hải Phòng",
    form_code="flag_gov",
    form="Cờ thi đua của Chính phủ",
    kind=AwardKind.MERIT,
    nominee_kind=NomineeKind.MEMBER,
    state=ProposalState.SUBMITTED,
    planned_on=None,
    sent_on=None,
    received_on=None,
    achieved_on=None,
    campaign_id=None,
    has_minutes=False,
    member_count=5,
    place=Place(2, 2, 5),
)


def rule(code: str, **values: Any) -> RuleRow:
    """A row of the seed by its code, with other values; or a new one."""
    known = next((row for row in SEED if row.code == code), None)
    if known is not None:
        return replace(known, **values)
    blank = dict.fromkeys(("value", "unit", "comparator", "base", "document", "article", "note"), "")
    bounds: dict[str, Any] = {"valid_from": None, "valid_to": None, "checked_on": None, "confirmed": True}
    return RuleRow(**(blank | bounds | {"code": code, "title": code, "id": 900} | values))


def book(day: date, *instead: RuleRow, chosen: tuple[str, ...] = ()) -> Rulebook:
    """The seed of a day; rows of `instead` take the place of those with their code; `chosen` are codes."""
    codes = {row.code for row in instead}
    rows = [*(row for row in SEED if row.code not in codes), *instead]
    found = [row for row in rows if is_in_force(row.valid_from, row.valid_to, day)]
    choices = {
        row.head: Choice(1, row.head, row.id, "Lý do", NOW, None, "") for row in found if row.code in chosen
    }
    return as_book(day, CLUSTER, found, choices)


def judge(
    facts: ProposalFacts, rules: Rulebook, *others: ProposalFacts, today: date | None = None
) -> dict[str, Finding]:
    """The findings by head."""
    found = verdicts.judge(Case(facts, others, rules, today or rules.day))
    assert len({one.head for one in found}) == len(found), "one finding per head"
    return {one.head: one for one in found}
