"""What belongs to a dossier, and what the rows of the rulebook ask for (handbook 10)."""

import pytest

from emulation.rules import dossiers
from emulation.rules.dossiers import Need, PaperKind, Rule
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.dossiers import Requirement
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import ProposalState

REPORT = PaperKind(
    "achievement_report", "Báo cáo thành tích", "Achievement report", "member", simplified=True
)
TABLE = PaperKind("score_table", "Bảng điểm", "Score table", "chair", nominees=(NomineeKind.MEMBER,))


def rule(code: str, value: str) -> Rule:
    return Rule(code, value, "Nghị định 98/2023/NĐ-CP", True)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], Requirement.NOT_ASKED),
        (["bắt buộc"], Requirement.REQUIRED),
        (["kiểm tra"], Requirement.CHECK),
        (["Mẫu số 02"], Requirement.REQUIRED),
        ([""], Requirement.REQUIRED),
        (["kiểm tra", "bắt buộc"], Requirement.REQUIRED),
    ],
)
def test_what_rows_ask_for(values: list[str], expected: Requirement) -> None:
    """Red when an empty value counts as "kiểm tra": no report would be asked for under R3."""
    rules = [rule(f"paper_score_table.{number}", value) for number, value in enumerate(values)]
    [need] = dossiers.needs_of([TABLE], rules, NomineeKind.MEMBER)
    assert need.requirement is expected


def test_the_report_of_a_person_has_rows_of_its_own() -> None:
    """Red when head() does not look at the nominee."""
    rules = [
        rule("paper_achievement_report.n98", "Mẫu số 02"),
        rule("paper_achievement_report_person.n98", "Mẫu số 03"),
    ]
    for nominee, expected in (
        (NomineeKind.MEMBER, "02"),
        (NomineeKind.COLLECTIVE, "02"),
        (NomineeKind.PERSON, "03"),
    ):
        needs = dossiers.needs_of([REPORT], rules, nominee)
        assert dossiers.report_forms(needs, AwardKind.MERIT) == {expected}
        assert dossiers.report_forms(needs, AwardKind.AD_HOC) == frozenset()


@pytest.mark.parametrize(
    ("kind", "nominee", "award", "expected"),
    [
        (TABLE, NomineeKind.MEMBER, AwardKind.MERIT, True),
        (TABLE, NomineeKind.PERSON, AwardKind.MERIT, False),
        (TABLE, NomineeKind.MEMBER, AwardKind.AD_HOC, False),
        (REPORT, NomineeKind.PERSON, AwardKind.AD_HOC, True),
    ],
)
def test_what_belongs_to_a_dossier(
    kind: PaperKind, nominee: NomineeKind, award: AwardKind, expected: bool
) -> None:
    assert dossiers.is_for(kind, "flag_gov", nominee, award) is expected


@pytest.mark.parametrize(
    ("text", "number"), [("Mẫu số 2", "02"), ("02", "02"), ("2", "02"), ("mẫu 03", "03"), ("khác", "khác")]
)
def test_forms_have_one_spelling(text: str, number: str) -> None:
    assert dossiers.form_number(text) == number


def test_what_is_there_or_not_asked_is_not_waived() -> None:
    need = Need(TABLE, Requirement.REQUIRED)
    dossiers.check_waivable(need, has_paper=False)
    with pytest.raises(DomainError, match="đã có trong hồ sơ"):
        dossiers.check_waivable(need, has_paper=True)
    with pytest.raises(DomainError, match="không bắt buộc"):
        dossiers.check_waivable(Need(TABLE, Requirement.NOT_ASKED), has_paper=False)


def test_every_state_is_open_or_rests() -> None:
    """Red when a state gets lost between the two sets."""
    resting = set(ProposalState) - dossiers.OPEN - dossiers.WITH_REASON
    assert {state.value for state in resting} == {
        "decided",
        "conferred",
        "not_granted",
        "withdrawn",
        "revoked",
    }


@pytest.mark.parametrize(
    "wrong", [{"provider": "city"}, {"date": "day"}, {"capacities": ["q"]}, {"body": "town"}]
)
def test_a_faulty_catalogue_stops_the_start(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        dossiers.parse_kind({"code": "x", "title": "X", "provider": "member"} | wrong)
