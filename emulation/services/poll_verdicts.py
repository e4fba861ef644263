"""Counts judged by the rulebook: for pages, and before a proposal moves on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from emulation.models.awards import Proposal
from emulation.models.cycles import Cycle
from emulation.queries.award_forms import get_award_form
from emulation.queries.polls import PollLine, votes_of
from emulation.queries.rulebook import rules_for
from emulation.queries.rulebook_shelf import Shelf, shelf_of
from emulation.queries.standings import standings_of_year
from emulation.rules import poll_rounds, polls
from emulation.rules import poll_verdicts as rules
from emulation.rules.rule_heads import QUORUM, SLOTS
from emulation.rules.rulebook import rules_day
from emulation.rules.verdicts.book import Rule
from emulation.rules.verdicts.slots import slot_row
from emulation.vocabulary.award_kinds import PollBody, Verdict
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.sentences import Sentence
from emulation.vocabulary.words import N_

#: The agreed score of a member without one: it comes last.
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Judged:
    """A count with its verdict, message 24, and the rule behind both (None: a person decides)."""

    line: PollLine
    verdict: Verdict
    sentence: Sentence
    rule: rules.VoteRule | None


@dataclass(frozen=True)
class Slots:
    """How a form's slots go round among those that passed in a round of the cluster; `rule` says how many."""

    form: PollLine
    rule: Rule
    chosen: tuple[PollLine, ...]
    again: tuple[PollLine, ...]
    without: tuple[PollLine, ...]
    empty: int


def judged(session: Session, cluster_id: int, lines: Iterable[PollLine], today: date) -> list[Judged]:
    """Each count by the rule in force on the day of its dossier: received, else planned, else today (handbook 5)."""
    shelf = shelf_of(session, [cluster_id])
    return [_judge(line, shelf, cluster_id, today) for line in lines]


def attendance(
    session: Session, cluster_id: int, present: int | None, members: int, day: date
) -> tuple[Sentence, rules.VoteRule] | None:
    """Those present against the quorum that the rulebook knows; None when one of them is unknown."""
    rule = rules.vote_rule_of(rules_for(session, day, cluster_id).of(QUORUM).row)
    if present is None or rule is None:
        return None
    needed = polls.needed(members, rule.threshold)
    return rules.attendance_sentence(present, members, needed, rule), rule


def slots(
    session: Session, cluster_id: int, cycle_id: int, judged: Sequence[Judged], day: date
) -> list[Slots]:
    """For each form of a cluster's round with a known number of slots: who has one, who votes again (handbook 9)."""
    book = rules_for(session, day, cluster_id)
    scores = {key: row.total for key, row in standings_of_year(session, cycle_id).items()}
    found = []
    for code in dict.fromkeys(one.line.form_code for one in judged):
        lines = {one.line.proposal_id: one.line for one in judged if one.line.form_code == code}
        passing = [one.line for one in judged if one.line.form_code == code and one.verdict is Verdict.PASSED]
        first = next(iter(lines.values()))
        rule = slot_row(book.of(SLOTS[code]), first.members).row if code in SLOTS else None
        most = find_whole(rule.value) if rule else None
        if rule is None or most is None or not passing:
            continue
        nominees = [
            poll_rounds.Counted(line.proposal_id, scores.get(line.member_id) or NOTHING, line.votes_for)
            for line in passing
        ]
        choice = poll_rounds.choose(nominees, most)
        chosen, again, without = (
            tuple(lines[key] for key in keys) for keys in (choice.chosen, choice.again, choice.without)
        )
        found.append(Slots(first, rule, chosen, again, without, choice.empty))
    return found


def require_votes(
    session: Session, cycle: Cycle, proposal: Proposal, step: ProposalMove, today: date
) -> Mapping[PollBody, PollLine]:
    """The latest counts of a proposal. Raises DomainError when one that the move rests on is missing.

    What failed in the cluster does not pass its vote. Before sending, services.verdicts.check_move reads the counts of
    which the rulebook speaks; here only those are asked for of which it does not.
    """
    found = votes_of(session, [proposal.id]).get(proposal.id, {})
    form = get_award_form(session, proposal.award_form_id).code
    for body in rules.required_for(step, proposal.kind):
        is_judged = step is ProposalMove.SEND and rules.head_of(body, form) is not None
        if body not in found and not is_judged:
            message = N_("Chưa ghi kết quả kiểm phiếu: %(body)s.")
            raise DomainError(message, body=body.label)
    if step is ProposalMove.PASS_VOTE:
        (one,) = judged(session, cycle.cluster_id, [found[PollBody.CLUSTER]], today)
        if one.verdict is Verdict.FAILED:
            raise rules.refusal_of(one.sentence)
    return found


def _judge(line: PollLine, shelf: Shelf, cluster_id: int, today: date) -> Judged:
    day, _kind = rules_day(line, today)
    book = shelf.on(day, cluster_id)
    head = rules.head_of(line.body, line.form_code)
    rule = rules.vote_rule_of(book.of(head).row if head else None)
    verdict = rules.judge(line.votes_for, line.members, rule)
    return Judged(line, verdict, rules.verdict_sentence(line.votes_for, line.members, rule), rule)
