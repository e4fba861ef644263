"""The rulebook as people look for things in it: heads by subject, alternatives beside each other, days of change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from emulation.rules.rule_heads import heads_for
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class RuleSubject(Labelled):
    """What rules are about, in the order of the page."""

    REGIME = "regime", N_("Chế độ áp dụng")
    CONDITIONS = "conditions", N_("Điều kiện và nguyên tắc xét")
    FLAG = "flag", N_("Cờ thi đua")
    CERTIFICATE = "certificate", N_("Bằng khen của Thủ tướng Chính phủ")
    BALLOT = "ballot", N_("Bỏ phiếu")
    DISCLOSURE = "disclosure", N_("Công khai")
    DOSSIER = "dossier", N_("Hồ sơ và thời hạn")
    REVOKING = "revoking", N_("Hủy bỏ quyết định")
    PRIZE = "prize", N_("Tiền thưởng")
    CLUSTER = "cluster", N_("Cụm, Cụm trưởng và phong trào thi đua")
    DATA = "data", N_("Dữ liệu cá nhân")
    OTHER = "other", N_("Quy định khác")


#: Beginnings of heads → subject; the first that fits counts.
_BEGINNINGS: Sequence[tuple[RuleSubject, tuple[str, ...]]] = (
    (RuleSubject.REGIME, ("regime", "parent_law", "amending_law", "circular", "transition")),
    (
        RuleSubject.CONDITIONS,
        ("one_form", "lower_prereq", "not_counted", "suspend", "inelig", "simplified", "dissolved"),
    ),
    (RuleSubject.FLAG, ("flag_",)),
    (RuleSubject.CERTIFICATE, ("pmcert_",)),
    (RuleSubject.BALLOT, ("ballot_", "quorum_", "central_vote", "cluster_vote")),
    (RuleSubject.DISCLOSURE, ("disclosure",)),
    (RuleSubject.DOSSIER, ("who_proposes", "minutes_", "paper_", "copies", "filing_", "term_")),
    (RuleSubject.REVOKING, ("revoke",)),
    (RuleSubject.PRIZE, ("base_salary", "factor_")),
    (RuleSubject.CLUSTER, ("scope", "chair_", "vice_", "campaign_")),
    (RuleSubject.DATA, ("data_",)),
)


class Coded(Protocol):
    """A row: the part of its code before the dot, and the cluster whose own regulation it is."""

    @property
    def head(self) -> str:
        """The part before the dot."""
        ...

    @property
    def cluster_id(self) -> int | None:
        """None for what holds everywhere."""
        ...


R = TypeVar("R", bound=Coded)


@dataclass(frozen=True)
class HeadGroup(Generic[R]):
    """The rows of one head, common ones first. `is_open`: several common ones, between which a cluster chooses."""

    head: str
    rows: tuple[R, ...]

    @property
    def is_open(self) -> bool:
        """Whether there are alternatives."""
        return sum(row.cluster_id is None for row in self.rows) > 1


def subject_of(head: str) -> RuleSubject:
    """Where on the page a head stands."""
    return next((one for one, known in _BEGINNINGS if head.startswith(known)), RuleSubject.OTHER)


def _place(head: str) -> int:
    """Where within its subject a head stands."""
    known = next((known for _subject, known in _BEGINNINGS if head.startswith(known)), ())
    return next((place for place, beginning in enumerate(known) if head.startswith(beginning)), 0)


def grouped(rows: Iterable[R]) -> list[tuple[RuleSubject, list[HeadGroup[R]]]]:
    """The rows by subject and head, both in the order of the page; heads that share a place as they came."""
    by_head: dict[str, list[R]] = {}
    for row in rows:
        by_head.setdefault(row.head, []).append(row)
    by_subject: dict[RuleSubject, list[HeadGroup[R]]] = {}
    for head, found in by_head.items():
        ordered = tuple(sorted(found, key=lambda row: row.cluster_id or 0))
        by_subject.setdefault(subject_of(head), []).append(HeadGroup(head, ordered))
    return [
        (subject, sorted(by_subject[subject], key=lambda group: _place(group.head)))
        for subject in RuleSubject
        if subject in by_subject
    ]


def turning_days(
    day: date, spans: Iterable[tuple[date | None, date | None]]
) -> tuple[date | None, date | None]:
    """The last day before the regime of `day` and the first one after it, from the spans of all regimes.

    01/02/2025 lies between 31/12/2023 and 01/07/2025; None where nothing is known to change.
    """
    borders = {border for span in spans for border in span if border is not None}
    before, after = [b for b in borders if b <= day], [b for b in borders if b > day]
    return max(before) - timedelta(days=1) if before else None, min(after) if after else None


def uses(head: str, cluster_id: int | None, proposals: Mapping[tuple[int, str], int]) -> int:
    """How many open proposals a row speaks about; `proposals` maps (cluster, code of the award form) to a number.

    A cluster's own row speaks about the proposals of that cluster alone.
    """
    return sum(
        number
        for (cluster, form), number in proposals.items()
        if cluster_id in (None, cluster) and head in heads_for(form)
    )
