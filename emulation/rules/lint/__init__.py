"""The lint of a dossier: rules L01 to L15 of handbook 10, each a function from facts to findings."""

from collections.abc import Callable, Iterator, Sequence

from emulation.rules.lint import contents, files, standing, votes
from emulation.rules.lint.contents import is_blank
from emulation.rules.lint.facts import DossierFacts
from emulation.rules.lint.findings import Finding
from emulation.vocabulary.dossiers import Severity

__all__ = ["CHECKS", "DossierFacts", "Finding", "counted", "examine", "is_blank"]

Check = Callable[[DossierFacts], Iterator[Finding]]
CHECKS: dict[str, Check] = {
    "L01": contents.required,
    "L02": contents.work_year,
    "L03": votes.recorded,
    "L04": votes.in_order,
    "L05": votes.cluster_named,
    "L06": votes.reconciled,
    "L07": contents.signed_as,
    "L08": standing.as_frozen,
    "L09": files.sound,
    "L10": contents.filled_in,
    "L11": standing.one_form,
    "L12": standing.considered,
    "L13": contents.report_form,
    "L14": standing.consulted,
    "L15": standing.confirmed,
}


def examine(facts: DossierFacts) -> list[Finding]:
    """Every fault of the dossier, what blocks before what warns, else in the order of the rules."""
    found = [finding for check in CHECKS.values() for finding in check(facts)]
    return sorted(found, key=lambda finding: (finding.severity is not Severity.BLOCKS, finding.code))


def counted(facts: DossierFacts) -> tuple[int, int]:
    """How many required papers are missing, of how many: "còn thiếu 2/4". A waived one is not missing."""
    required: Sequence[str] = [need.kind.code for need in facts.needs if need.is_required]
    return len([code for code in required if contents.is_missing(facts, code)]), len(required)
