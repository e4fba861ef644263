"""What a count means: the row of the rulebook that judges it, the verdict, and the sentence that says why.

Message 24 (screens 5.3): the fraction, its percentage rounded half up for reading only, the threshold as the rule
writes it (thirds stay "2/3"), what is missing, and the paper behind it. The verdict never looks at the percentage.
"""

from dataclasses import dataclass
from decimal import Decimal

from emulation.rules.polls import Threshold, missing, passes, threshold_of
from emulation.rules.rule_heads import CLUSTER_VOTE, ballot_head
from emulation.rules.verdicts.book import Rule
from emulation.vocabulary.award_kinds import AwardKind, PollBody, Verdict
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.moves import ProposalMove
from emulation.vocabulary.numbers import format_number, half_up
from emulation.vocabulary.sentences import Fragment, Sentence, Shape
from emulation.vocabulary.words import N_

#: Passed or not × strict or not.
_SENTENCES = {
    (True, False): N_("Đạt %(votes)s/%(base)s = %(share)s ≥ %(limit)s → đủ điều kiện. Căn cứ: %(basis)s."),
    (True, True): N_("Đạt %(votes)s/%(base)s = %(share)s > %(limit)s → đủ điều kiện. Căn cứ: %(basis)s."),
    (False, False): N_(
        "Đạt %(votes)s/%(base)s = %(share)s < %(limit)s → chưa đủ điều kiện, thiếu %(missing)s phiếu. "
        "Căn cứ: %(basis)s."
    ),
    (False, True): N_(
        "Đạt %(votes)s/%(base)s = %(share)s ≤ %(limit)s → chưa đủ điều kiện, thiếu %(missing)s phiếu. "
        "Căn cứ: %(basis)s."
    ),
}
_OPEN = N_("Đạt %(votes)s/%(base)s = %(share)s. Chưa có ngưỡng để so sánh: cần người quyết định.")
_ATTENDANCE = {
    True: N_("Có mặt %(present)s/%(base)s, cần %(needed)s (%(limit)s) → đủ. Căn cứ: %(basis)s."),
    False: N_("Có mặt %(present)s/%(base)s, cần %(needed)s (%(limit)s) → thiếu. Căn cứ: %(basis)s."),
}
NO_PAPER = N_("chưa có văn bản")


@dataclass(frozen=True)
class VoteRule:
    """The row that judges a vote. `basis` is document and article; unconfirmed rows say so wherever they are used."""

    code: str
    title: str
    threshold: Threshold
    basis: str
    confirmed: bool


def vote_rule_of(row: Rule | None) -> VoteRule | None:
    """The row as something to compute with; None when it states no threshold."""
    threshold = threshold_of(row.value, row.unit, row.comparator) if row else None
    if row is None or threshold is None:
        return None
    return VoteRule(row.code, row.title, threshold, row.basis, row.confirmed)


def head_of(body: PollBody, form_code: str) -> str | None:
    """The head of the rules that judge a vote; None when the rulebook says nothing about this form."""
    return CLUSTER_VOTE if body is PollBody.CLUSTER else ballot_head(form_code)


def required_for(step: ProposalMove, kind: AwardKind) -> tuple[PollBody, ...]:
    """The votes that must be recorded before a move; the simplified procedure is sent without any.

    Source: Law 06/2022/QH15, article 85 (`simplified.l22`) for ad hoc awards.
    """
    if step is ProposalMove.PASS_VOTE:
        return (PollBody.CLUSTER,)
    if step is ProposalMove.SEND and kind is not AwardKind.AD_HOC:
        return (PollBody.CLUSTER, PollBody.CITY_COUNCIL)
    return ()


def judge(votes_for: int, members: int, rule: VoteRule | None) -> Verdict:
    """Passed or failed by whole numbers; without a usable rule a person decides."""
    if rule is None:
        return Verdict.NEEDS_PERSON
    return Verdict.PASSED if passes(votes_for, members, rule.threshold) else Verdict.FAILED


def verdict_sentence(votes_for: int, members: int, rule: VoteRule | None) -> Sentence:
    """Message 24 for a count."""
    values = {
        "votes": Fragment(votes_for, Shape.WHOLE),
        "base": Fragment(members, Shape.WHOLE),
        "share": Fragment(_share(votes_for, members), Shape.PERCENT),
    }
    if rule is None:
        return Sentence(_OPEN, values)
    limit = rule.threshold
    is_passed = passes(votes_for, members, limit)
    values |= _behind(rule)
    if not is_passed:
        values["missing"] = Fragment(missing(votes_for, members, limit), Shape.WHOLE)
    return Sentence(_SENTENCES[is_passed, limit.is_strict], values)


def attendance_sentence(present: int, members: int, needed: int, rule: VoteRule) -> Sentence:
    """How many were present against how many had to be (handbook 9, example 7)."""
    values = {
        "present": Fragment(present, Shape.WHOLE),
        "base": Fragment(members, Shape.WHOLE),
        "needed": Fragment(needed, Shape.WHOLE),
    }
    return Sentence(_ATTENDANCE[present >= needed], values | _behind(rule))


def threshold_words(threshold: Threshold) -> str:
    """80/100 is "80%", 665/1000 "66,5%", 2/3 stays "2/3"."""
    if threshold.under % 100:
        return f"{threshold.over}/{threshold.under}"
    return f"{format_number(Decimal(100 * threshold.over) / threshold.under)}%"


def share_words(votes_for: int, members: int) -> str:
    """“81,82%”: for readers of Vietnamese papers; nothing is compared with it."""
    return _one(Fragment(_share(votes_for, members), Shape.PERCENT))


def in_vietnamese(sentence: Sentence) -> str:
    """The sentence for Vietnamese papers, which know no other language."""
    return sentence.template % _written(sentence)


def refusal_of(sentence: Sentence) -> DomainError:
    """The sentence as the reason why something is refused."""
    return DomainError(sentence.template, **_written(sentence))


def _share(votes_for: int, members: int) -> Decimal:
    return half_up(Decimal(100 * votes_for) / members)


def _behind(rule: VoteRule) -> dict[str, Fragment]:
    return {
        "limit": Fragment(threshold_words(rule.threshold), Shape.LABEL),
        "basis": Fragment(rule.basis or NO_PAPER, Shape.LABEL),
    }


def _written(sentence: Sentence) -> dict[str, str]:
    return {key: _one(value) for key, value in sentence.values.items() if isinstance(value, Fragment)}


def _one(value: Fragment) -> str:
    match value.shape:
        case Shape.PERCENT:
            return f"{format_number(value.value, 2)}%"
        case Shape.WHOLE:
            return format_number(Decimal(value.value), 0)
        case _:
            return str(value.value)
