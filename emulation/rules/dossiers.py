"""What a dossier consists of, who brings which paper, and when papers may change (handbook 10; screens 3.10, 3.17)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from emulation.rules.access import Way, Where
from emulation.vocabulary.award_kinds import AwardKind, NomineeKind, PollBody
from emulation.vocabulary.dossiers import Requirement
from emulation.vocabulary.errors import DomainError, NotAllowed
from emulation.vocabulary.kinds import SigningCapacity
from emulation.vocabulary.states import ProposalState
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

#: Where papers come and go freely; after sending each change needs a reason; then the dossier rests.
OPEN = frozenset(
    {
        ProposalState.DRAFT,
        ProposalState.SUBMITTED,
        ProposalState.RETURNED,
        ProposalState.VOTED,
        ProposalState.IN_DISCLOSURE,
    }
)
WITH_REASON = frozenset({ProposalState.SENT, ProposalState.APPRAISING})
#: How a row of the rulebook says that a paper may be needed, and somebody has to look.
CHECK = "kiem tra"
REPORT = "achievement_report"
#: How long a section of the report must be to say something.
SHORTEST_SECTION = 30
_FORM = re.compile(r"mau\s*(?:so\s*)?(\d{1,2})")


@dataclass(frozen=True)
class PaperKind:
    """A row of config/dossiers.toml."""

    code: str
    name_vi: str
    name_en: str
    provider: str
    forms: tuple[str, ...] = ()
    nominees: tuple[NomineeKind, ...] = ()
    simplified: bool = False
    files: tuple[str, ...] = ()
    made: bool = False
    many: bool = False
    capacities: tuple[SigningCapacity, ...] = ()
    signed: bool = False
    date: str = "paper"
    names_year: bool = False
    names_cluster: bool = False
    tells_votes: PollBody | None = None
    tells_place: bool = False
    body: PollBody | None = None

    def __str__(self) -> str:
        """As the trail and Vietnamese papers call it; pages say a finding about it in the reader's language."""
        return self.name_vi

    def head(self, nominee: NomineeKind) -> str:
        """The part before the dot of the rules that ask for it."""
        of_person = self.code == REPORT and nominee is NomineeKind.PERSON
        return f"paper_{self.code}_person" if of_person else f"paper_{self.code}"


@dataclass(frozen=True)
class Section:
    """A part of the achievement report that people write."""

    code: str
    title: str
    hint: str


@dataclass(frozen=True)
class Rule:
    """A row of the rulebook as a dossier needs it. `basis` is document and article."""

    code: str
    value: str
    basis: str
    confirmed: bool

    @property
    def head(self) -> str:
        """The part of the code before the dot."""
        return self.code.split(".")[0]


@dataclass(frozen=True)
class Need:
    """A kind of paper that belongs to a dossier, what is asked on the day, and the rows that ask."""

    kind: PaperKind
    requirement: Requirement
    rules: tuple[Rule, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether the dossier is incomplete without it."""
        return self.requirement is Requirement.REQUIRED

    @property
    def is_unconfirmed(self) -> bool:
        """Whether a row that asks for it was not checked against the official text."""
        return any(not rule.confirmed for rule in self.rules)


def parse_kind(raw: Mapping[str, Any]) -> PaperKind:
    """A kind of paper out of config/dossiers.toml. Raises KeyError, TypeError or ValueError for a faulty row."""
    values = dict(raw)
    for name, of in (("nominees", NomineeKind), ("capacities", SigningCapacity)):
        values[name] = tuple(of(one) for one in values.get(name, ()))
    for name in ("tells_votes", "body"):
        values[name] = PollBody(values[name]) if name in values else None
    for name in ("forms", "files"):
        values[name] = tuple(values.get(name, ()))
    if values["provider"] not in ("member", "chair") or values.get("date", "paper") not in _DATES:
        raise ValueError(values["code"])
    assert set(values) <= {field.name for field in fields(PaperKind)}
    return PaperKind(**values)


_DATES = frozenset({"paper", "meeting", "ballot"})


def is_for(kind: PaperKind, form: str, nominee: NomineeKind, award: AwardKind) -> bool:
    """Whether a kind of paper belongs to a dossier: ad hoc awards go the simplified way (rule `simplified.l22`)."""
    if award is AwardKind.AD_HOC and not kind.simplified:
        return False
    return (not kind.forms or form in kind.forms) and (not kind.nominees or nominee in kind.nominees)


def needs_of(kinds: Iterable[PaperKind], rules: Collection[Rule], nominee: NomineeKind) -> tuple[Need, ...]:
    """What is asked for by the rules of the day, in the order of the catalogue."""
    found = []
    for kind in kinds:
        own = tuple(rule for rule in rules if rule.head == kind.head(nominee))
        found.append(Need(kind, _requirement(own), own))
    return tuple(found)


def _requirement(rules: tuple[Rule, ...]) -> Requirement:
    """Rows beside each other are alternatives: one that asks is enough; "kiểm tra" leaves it to a person.

    A row without a value asks too: of a report whose form nobody has looked up yet.
    """
    if not rules:
        return Requirement.NOT_ASKED
    only_looked_at = all(CHECK in fold(rule.value) for rule in rules)
    return Requirement.CHECK if only_looked_at else Requirement.REQUIRED


def report_forms(needs: Iterable[Need], award: AwardKind) -> frozenset[str]:
    """The forms of the achievement report that the rules of the day name ("Mẫu số 02" → "02"); none: not known.

    The rows speak of awards for merit; the forms of other awards are not held (handbook 10).
    """
    if award is not AwardKind.MERIT:
        return frozenset()
    rules = [rule for need in needs if need.kind.code == REPORT for rule in need.rules]
    found = (_FORM.search(fold(rule.value)) for rule in rules)
    return frozenset(f"{int(form[1]):02d}" for form in found if form)


def form_number(text: str) -> str:
    """The number of a report form as people write it: "2", "02", "Mẫu số 2" → "02"; as it stands otherwise."""
    digits = re.search(r"\d{1,2}", text)
    return f"{int(digits[0]):02d}" if digits else text.strip()


def check_open(state: ProposalState, reason: str) -> None:
    """Papers change until the decision: freely before sending, with a reason afterwards (screens 3.10)."""
    if state in WITH_REASON and len(reason.strip()) < 5:
        message = N_("Hồ sơ đã trình. Nhập lý do thay đổi; lý do được ghi vào nhật ký.")
        raise DomainError(message, field="reason")
    if state not in OPEN | WITH_REASON:
        message = N_("Đề nghị đang ở trạng thái “%(state)s” nên hồ sơ không sửa được nữa.")
        raise DomainError(message, state=state.label)


def may_bring(kind: PaperKind, ways: Iterable[Way]) -> bool:
    """Whether one of these ways brings this paper: the member its own, the chair those of the cluster."""
    wanted = Where.OWN_MEMBER if kind.provider == "member" else Where.CHAIR
    return any(way.grant.where is wanted for way in ways)


def check_provider(kind: PaperKind, ways: Iterable[Way]) -> None:
    """Raise NotAllowed unless one of these ways brings this paper."""
    if not may_bring(kind, ways):
        raise NotAllowed(
            N_("Tài liệu này do đơn vị được đề nghị tải lên.")
            if kind.provider == "member"
            else N_("Tài liệu này do Tổ thư ký của Cụm trưởng tải lên.")
        )


def check_waivable(need: Need, *, has_paper: bool) -> None:
    """Only what is asked for and not there is waived."""
    if need.requirement is Requirement.NOT_ASKED:
        raise DomainError(N_("Tài liệu này không bắt buộc nên không cần xin miễn."))
    if has_paper:
        raise DomainError(N_("Tài liệu này đã có trong hồ sơ nên không cần xin miễn."))
