"""The rulebook by subject, alternatives, the days on which the regime turns, and how often a row is in use."""

from dataclasses import dataclass
from datetime import date

import pytest

from emulation.gateways import seeds
from emulation.rules.rule_subjects import RuleSubject, grouped, subject_of, turning_days, uses


@dataclass(frozen=True)
class Row:
    """As much of a row as grouping looks at."""

    code: str
    cluster_id: int | None = None

    @property
    def head(self) -> str:
        return self.code.partition(".")[0]


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        ("regime", RuleSubject.REGIME),
        ("transition", RuleSubject.REGIME),
        ("circular_repeal", RuleSubject.REGIME),
        ("flag_slots", RuleSubject.FLAG),
        ("pmcert_merit", RuleSubject.CERTIFICATE),
        ("ballot_flag", RuleSubject.BALLOT),
        ("cluster_vote", RuleSubject.BALLOT),
        ("disclosure", RuleSubject.DISCLOSURE),
        ("paper_submission", RuleSubject.DOSSIER),
        ("minutes_cluster", RuleSubject.DOSSIER),
        ("suspend", RuleSubject.CONDITIONS),
        ("revoke", RuleSubject.REVOKING),
        ("factor_flag_gov", RuleSubject.PRIZE),
        ("chair_bar", RuleSubject.CLUSTER),
        ("data_answer", RuleSubject.DATA),
        ("something_new", RuleSubject.OTHER),
    ],
)
def test_every_head_has_its_subject(head: str, subject: RuleSubject) -> None:
    assert subject_of(head) is subject


def test_no_row_that_comes_along_is_left_to_the_rest() -> None:
    heads = {row["code"].split(".")[0] for row in seeds.legal_rules()}
    assert [head for head in sorted(heads) if subject_of(head) is RuleSubject.OTHER] == []


def test_rows_stand_by_subject_and_alternatives_together() -> None:
    """Red when a cluster's own row counts as an alternative, or subjects and heads come in the order of the rows."""
    rows = [
        Row("ballot_flag.a"),
        Row("cluster_vote.tptw", 1),
        Row("cluster_vote.own"),
        Row("ballot_flag.b"),
        Row("circular.t01"),
        Row("regime.r2"),
    ]
    found = [
        (subject, [(group.head, [row.code for row in group.rows], group.is_open) for group in groups])
        for subject, groups in grouped(rows)
    ]
    assert found == [
        (RuleSubject.REGIME, [("regime", ["regime.r2"], False), ("circular", ["circular.t01"], False)]),
        (
            RuleSubject.BALLOT,
            [
                ("ballot_flag", ["ballot_flag.a", "ballot_flag.b"], True),
                ("cluster_vote", ["cluster_vote.own", "cluster_vote.tptw"], False),
            ],
        ),
    ]


R1 = (date(2017, 10, 1), date(2024, 1, 1))
R2 = (date(2024, 1, 1), date(2025, 7, 1))
R3 = (date(2025, 7, 1), date(2027, 3, 1))


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2025, 2, 1), date(2023, 12, 31), date(2025, 7, 1)),
        (date(2025, 6, 30), date(2023, 12, 31), date(2025, 7, 1)),
        (date(2025, 7, 1), date(2025, 6, 30), date(2027, 3, 1)),
        (date(2027, 3, 1), date(2027, 2, 28), None),
        (date(2017, 9, 30), None, date(2017, 10, 1)),
    ],
)
def test_the_days_beside_a_change_of_regime(day: date, before: date | None, after: date | None) -> None:
    """Red when a border counts as after the day on which it falls."""
    assert turning_days(day, [R1, R2, R3]) == (before, after)


def test_without_regimes_nothing_turns() -> None:
    assert turning_days(date(2025, 2, 1), []) == (None, None)


def test_a_row_is_in_use_by_the_proposals_whose_form_it_speaks_about() -> None:
    """Red when a cluster's own row counts the proposals of all clusters."""
    proposals = {(1, "flag_gov"): 2, (1, "pm_certificate"): 3, (2, "flag_gov"): 5}
    assert uses("ballot_flag", None, proposals) == 7
    assert uses("ballot_flag", 1, proposals) == 2
    assert uses("one_form", None, proposals) == 10
    assert uses("ballot_order", None, proposals) == 0
