"""Acceptance 5: the lint finds each seeded fault by exactly its rule, and no fault in correct dossiers."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emulation.rules import lint
from emulation.rules.lint import wording
from emulation.vocabulary.dossiers import Severity
from tests.support.correct_dossiers import FAULTS, correct
from tests.support.sizes import FULL

#: Rules whose findings are to be known, and stand in nobody's way.
WARNINGS = {"L11", "L15"}


def codes(facts: lint.DossierFacts) -> set[str]:
    return {finding.code for finding in lint.examine(facts)}


@pytest.mark.parametrize("seed", range(60))
def test_a_correct_dossier_has_no_fault(seed: int) -> None:
    assert [finding.vietnamese for finding in lint.examine(correct(seed))] == []


@given(seed=st.integers(0, 10**9))
@settings(max_examples=300 if FULL else 80)
def test_no_correct_dossier_has_a_fault(seed: int) -> None:
    assert [finding.vietnamese for finding in lint.examine(correct(seed))] == []


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_by_its_rule_alone(name: str, seed: int) -> None:
    """Red when any check is left out of CHECKS, and for `after == before` in votes._out_of_order."""
    spoil, expected = FAULTS[name]
    assert codes(spoil(correct(seed))) == {expected}


@given(seed=st.integers(0, 10**9), name=st.sampled_from(sorted(FAULTS)))
@settings(max_examples=300 if FULL else 80)
def test_no_seed_hides_a_fault(seed: int, name: str) -> None:
    spoil, expected = FAULTS[name]
    assert codes(spoil(correct(seed))) == {expected}


def test_there_are_enough_faults_and_every_rule_has_one() -> None:
    assert len(FAULTS) >= 30
    assert (
        {code for _spoil, code in FAULTS.values()} == set(lint.CHECKS) == {f"L{n:02d}" for n in range(1, 16)}
    )


@pytest.mark.parametrize("name", FAULTS)
def test_a_finding_says_what_and_where(name: str) -> None:
    """Every sentence is filled in, and faults of a paper name its kind. Red when a `%(…)s` gets no value."""
    spoil, code = FAULTS[name]
    for finding in lint.examine(spoil(correct(4))):
        assert "%(" not in finding.vietnamese
        assert finding.kind or finding.field or code in ("L11", "L15")
        if code in WARNINGS:
            assert finding.severity is Severity.WARNS


def test_only_these_faults_stand_in_nobodys_way() -> None:
    """All others keep the dossier from being sent. Red when any `blocks` of the lint becomes `warns`."""
    warned = {
        name
        for name, (spoil, _code) in FAULTS.items()
        if not any(finding.is_blocking for finding in lint.examine(spoil(correct(4))))
    }
    assert warned == {
        "minutes are a scan",
        "the submission is not signed",
        "the Certificate is proposed too",
        "a rule is not confirmed",
    }


def test_missing_papers_are_counted() -> None:
    """Red when `counted` counts waived papers as missing."""
    facts = correct(1)
    fewer = replace(facts, papers=facts.papers[2:])
    assert lint.counted(facts) == (0, 9)
    assert lint.counted(fewer) == (2, 9)
    assert lint.counted(replace(fewer, waived=frozenset({"submission"}))) == (1, 9)
    assert "còn thiếu 2/9" in lint.examine(fewer)[0].vietnamese


def test_a_waiver_answers_for_a_missing_paper_and_nothing_else() -> None:
    """Handbook A11. Red when `waived` is looked at in votes.recorded."""
    facts = replace(correct(1), votes=(), waived=frozenset(need.kind.code for need in correct(1).needs))
    assert codes(facts) == {"L03"}
    assert codes(replace(facts, papers=())) == {"L03"}


def test_without_any_rule_a_person_decides() -> None:
    """A dossier of 01/03/2027 (decisions 10)."""
    found = lint.examine(replace(correct(1), needs=(), day=date(2027, 3, 1)))
    assert [(one.code, one.severity) for one in found] == [("L01", Severity.WARNS)]
    assert "01/03/2027" in found[0].vietnamese


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8/9 phiếu đồng ý", [(8, 9)]),
        ("có 8/9 thành viên có mặt", []),
        ("Số phiếu không đồng ý: 1", []),
        ("tám phiếu tán thành", [(8, None)]),
        ("mười lăm (15) phiếu", []),
        ("8 (tám) phiếu đồng ý", [(8, None)]),
        ("đồng ý: 13/15 phiếu", [(13, 15)]),
        ("Điều 8/9 của Quy chế đồng ý", []),
        ("Ngày 12/3/2025, số phiếu đồng ý: 9", [(9, None)]),
    ],
)
def test_votes_in_words(text: str, expected: list[tuple[int, int | None]]) -> None:
    found = wording.votes_for(text)
    assert list(dict.fromkeys((one.votes, one.base) for one in found)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Báo cáo thành tích năm 2023", [(2023, False)]),
        ("Luật Thi đua, khen thưởng năm 2022", []),
        ("ngày 10 tháng 4 năm 2025 về thi đua", []),
        ("Hội nghị tổng kết công tác thi đua năm 2025", [(2025, True)]),
        ("đã được tặng Cờ thi đua năm 2021", []),
        ("kết quả so với năm 2022", []),
    ],
)
def test_years_of_a_heading(text: str, expected: list[tuple[int, bool]]) -> None:
    """Red when `_ELSEWHERE` forgets laws."""
    assert list(wording.heading_years(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hạng 2/5", [(2, 5)]),
        ("xếp thứ hai trên 5 thành phố", [(2, 5)]),
        ("đứng thứ 3", [(3, None)]),
        ("PCI xếp thứ 2 cả nước", []),
        ("Năm 2023 hạng 3/5", []),
        ("Thứ Năm, 27/03/2025", []),
    ],
)
def test_places_in_words(text: str, expected: list[tuple[int, int | None]]) -> None:
    """Red when `_of_this_table` forgets other years."""
    assert wording.ranks(text, 2024) == expected


@given(st.text(max_size=3000))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    wording.votes_for(text)
    wording.votes_against(text)
    wording.ranks(text, 2024)
    wording.totals(text, 2024)
    wording.placeholders(text)
    list(wording.heading_years(text))
