"""“Đo được chưa?” for what stands in the database, and for what is being typed (features P4)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache

from emulation.gateways import seeds
from emulation.queries.pledges import TargetRow
from emulation.rules import quality as rules
from emulation.rules.quality import Piece, Quality, Words
from emulation.web.pledges.forms import PledgeForm


@dataclass(frozen=True)
class Meter:
    """The summary in pieces, the quality of each target that promises something, and how many can be measured."""

    summary: tuple[Piece, ...]
    targets: Mapping[int, Quality]

    @property
    def measurable(self) -> int:
        """How many targets lack nothing."""
        return sum(one.is_measurable for one in self.targets.values())

    @property
    def is_summary_vague(self) -> bool:
        """Whether the summary promises without a measure."""
        return any(piece.is_vague for piece in self.summary)


@lru_cache
def words() -> Words:
    """The lists of this installation."""
    return Words(*seeds.quality_words())


def of_targets(summary: str, targets: Iterable[TargetRow]) -> Meter:
    """A pledge as it was saved; targets by their id."""
    found = {row.id: rules.assess(asdict(row), row.unit_vi, words()) for row in targets}
    known = {key: one for key, one in found.items() if one is not None}
    return Meter(rules.pieces_of(summary, words()), known)


def of_form(form: PledgeForm, units: Mapping[str, str]) -> Meter:
    """A pledge as it stands in its form; targets by their row. Empty rows are no promises yet."""
    found = {}
    for row, entry in enumerate(form.targets):
        indicator = entry.form.indicator.data
        one = rules.assess(entry.form.data, units.get(str(indicator), ""), words()) if indicator else None
        if one is not None:
            found[row] = one
    return Meter(rules.pieces_of(form.summary.data or "", words()), found)
