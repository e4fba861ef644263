"""Votes in words: message 24 as every page says it, with the mark of an unconfirmed rule (handbook 9, screens 5.3)."""

from dataclasses import dataclass, replace
from datetime import date

from emulation.queries.official import NomineeRow
from emulation.queries.rulebook import RuleRow
from emulation.rules.poll_verdicts import VoteRule, head_of, in_vietnamese, verdict_sentence, vote_rule_of
from emulation.services.composing.ground import Ground, basis_of, day_of
from emulation.vocabulary.administrative import gap
from emulation.vocabulary.award_kinds import PollBody

BODIES = {PollBody.CITY_COUNCIL: "Hội đồng", PollBody.CLUSTER: "Cụm"}


@dataclass(frozen=True)
class Law:
    """The row that judges a vote, and what it says with the basis as papers print it."""

    row: RuleRow
    rule: VoteRule


def law_for(ground: Ground, body: PollBody, form_code: str, day: date) -> Law | None:
    """The row with a threshold that applies on a day; None when there is none, or a person has to choose."""
    head = head_of(body, form_code)
    row = ground.rules(head, day).row if head else None
    rule = vote_rule_of(row)
    return Law(row, replace(rule, basis=basis_of(row))) if row and rule else None


def verdict(votes_for: int, members: int, law: Law | None) -> str:
    """“Đạt 9/11 = 81,82% ≥ 80% → đủ điều kiện. Căn cứ: ….”."""
    return in_vietnamese(verdict_sentence(votes_for, members, law.rule if law else None))


def result_of(ground: Ground, nominee: NomineeRow, body: PollBody) -> str:
    """The result of a body's last round about a nominee as a sentence; a gap when there is none."""
    found = ground.count_of(nominee.id, body)
    if found is None:
        return f"{gap(f'kết quả bỏ phiếu của {BODIES[body]}')}."
    one, count = found
    law = law_for(ground, body, nominee.form_code, day_of(nominee, one.held_on))
    return verdict(count.votes_for, one.members, law)
