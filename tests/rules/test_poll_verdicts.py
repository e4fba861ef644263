"""What a count means: message 24 word for word, what judges it, and which votes a move rests on."""

from datetime import date

import pytest

from emulation.queries.rulebook import RuleRow
from emulation.rules import poll_verdicts as rules
from emulation.rules.polls import Threshold
from emulation.vocabulary.award_kinds import AwardKind, PollBody, Verdict
from emulation.vocabulary.moves import ProposalMove
from tests.support.verdicts import CLUSTER, book
from tests.support.verdicts import rule as told

DECREE = "Nghị định 98/2023/NĐ-CP"


def rule(value: str = "80", unit: str = "%", comparator: str = "≥", basis: str = DECREE) -> rules.VoteRule:
    """What the row says."""
    found = rules.vote_rule_of(
        told("ballot_flag.x", value=value, unit=unit, comparator=comparator, document=basis)
    )
    assert found
    return found


@pytest.mark.parametrize(
    ("votes", "members", "law", "verdict", "words"),
    [
        (
            9,
            11,
            rule(),
            Verdict.PASSED,
            "Đạt 9/11 = 81,82% ≥ 80% → đủ điều kiện. Căn cứ: Nghị định 98/2023/NĐ-CP.",
        ),
        (
            10,
            13,
            rule(),
            Verdict.FAILED,
            "Đạt 10/13 = 76,92% < 80% → chưa đủ điều kiện, thiếu 1 phiếu. Căn cứ: Nghị định 98/2023/NĐ-CP.",
        ),
        (
            5,
            10,
            rule("50", comparator=">", basis=""),
            Verdict.FAILED,
            "Đạt 5/10 = 50,00% ≤ 50% → chưa đủ điều kiện, thiếu 1 phiếu. Căn cứ: chưa có văn bản.",
        ),
        (
            6,
            10,
            rule("50", comparator=">"),
            Verdict.PASSED,
            "Đạt 6/10 = 60,00% > 50% → đủ điều kiện. Căn cứ: Nghị định 98/2023/NĐ-CP.",
        ),
        (
            8,
            12,
            rule("2/3", unit=""),
            Verdict.PASSED,
            "Đạt 8/12 = 66,67% ≥ 2/3 → đủ điều kiện. Căn cứ: Nghị định 98/2023/NĐ-CP.",
        ),
        (
            5,
            5,
            None,
            Verdict.NEEDS_PERSON,
            "Đạt 5/5 = 100,00%. Chưa có ngưỡng để so sánh: cần người quyết định.",
        ),
    ],
)
def test_message_24(
    votes: int, members: int, law: rules.VoteRule | None, verdict: Verdict, words: str
) -> None:
    """Red when the sentence takes the sign of a rule that is not strict for a strict one."""
    assert rules.judge(votes, members, law) is verdict
    assert rules.in_vietnamese(rules.verdict_sentence(votes, members, law)) == words


def test_a_percentage_that_rounds_up_to_the_threshold_does_not_pass() -> None:
    """79.998 of 100.000 is written 80,00%. Red when `judge` takes the rounded share."""
    law = rule()
    assert rules.judge(79_998, 100_000, law) is Verdict.FAILED
    words = rules.in_vietnamese(rules.verdict_sentence(79_998, 100_000, law))
    assert words.startswith("Đạt 79.998/100.000 = 80,00% < 80% → chưa đủ điều kiện, thiếu 2 phiếu.")


def test_attendance_stands_beside_the_verdict() -> None:
    """Handbook 9, example 7."""
    words = [rules.in_vietnamese(rules.attendance_sentence(n, 14, 10, rule("2/3", ""))) for n in (10, 9)]
    assert words == [
        "Có mặt 10/14, cần 10 (2/3) → đủ. Căn cứ: Nghị định 98/2023/NĐ-CP.",
        "Có mặt 9/14, cần 10 (2/3) → thiếu. Căn cứ: Nghị định 98/2023/NĐ-CP.",
    ]


@pytest.mark.parametrize(
    ("threshold", "words"),
    [
        (Threshold(80, 100), "80%"),
        (Threshold(665, 1000), "66,5%"),
        (Threshold(2, 3), "2/3"),
        (Threshold(100, 100), "100%"),
    ],
)
def test_a_threshold_is_written_as_its_rule_writes_it(threshold: Threshold, words: str) -> None:
    assert rules.threshold_words(threshold) == words


def test_a_row_without_a_threshold_judges_nothing() -> None:
    assert rules.vote_rule_of(told("cluster_vote.own", value="")) is None
    assert rules.vote_rule_of(None) is None


DAY, NEXT = date(2025, 6, 30), date(2025, 7, 1)
OWN = told("ballot_flag.tptw", cluster_id=CLUSTER)


@pytest.mark.parametrize(
    ("more", "chosen", "day", "code"),
    [
        ([], (), DAY, None),
        ([], ("ballot_flag.n98",), DAY, "ballot_flag.n98"),
        ([], ("ballot_flag.other",), DAY, "ballot_flag.other"),
        ([], ("ballot_flag.n98",), NEXT, None),
        ([], ("ballot_flag.n152",), NEXT, "ballot_flag.n152"),
        ([OWN], (), DAY, "ballot_flag.tptw"),
        ([OWN], ("ballot_flag.n98",), DAY, "ballot_flag.tptw"),
    ],
)
def test_one_row_in_force_or_a_person(
    more: list[RuleRow], chosen: tuple[str, ...], day: date, code: str | None
) -> None:
    """Handbook 5.2. Red when Found.row takes the first of several, or a choice goes before the cluster's own row."""
    found = book(day, *more, chosen=chosen).of("ballot_flag").row
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("body", "form", "head"),
    [
        (PollBody.CLUSTER, "flag_gov", "cluster_vote"),
        (PollBody.CITY_COUNCIL, "flag_gov", "ballot_flag"),
        (PollBody.CITY_COUNCIL, "pm_certificate", "ballot_pmcert"),
        (PollBody.CITY_COUNCIL, "order", "ballot_order"),
        (PollBody.CITY_COUNCIL, "cstd_prov", "ballot_indiv"),
        (PollBody.CITY_COUNCIL, "cert_unit", None),
    ],
)
def test_which_rules_judge_a_vote(body: PollBody, form: str, head: str | None) -> None:
    assert rules.head_of(body, form) == head


@pytest.mark.parametrize(
    ("step", "kind", "bodies"),
    [
        (ProposalMove.SUBMIT, AwardKind.MERIT, ()),
        (ProposalMove.PASS_VOTE, AwardKind.MERIT, (PollBody.CLUSTER,)),
        (ProposalMove.SEND, AwardKind.MERIT, (PollBody.CLUSTER, PollBody.CITY_COUNCIL)),
        (ProposalMove.SEND, AwardKind.AD_HOC, ()),
    ],
)
def test_which_votes_a_move_rests_on(
    step: ProposalMove, kind: AwardKind, bodies: tuple[PollBody, ...]
) -> None:
    """Red when the simplified procedure asks for a vote."""
    assert rules.required_for(step, kind) == bodies
