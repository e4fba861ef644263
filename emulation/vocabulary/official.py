"""An official paper as plain values: what stands in its head, in the fields of its kind, and below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from emulation.vocabulary.administrative import gaps_in
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.kinds import SigningCapacity


@dataclass(frozen=True)
class Grid:
    """A table: rows of ready words in the order of the field's columns; `heads` where the columns depend on data."""

    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signature:
    """Who signs: in whose name (“TM. ỦY BAN NHÂN DÂN”; empty: for themselves), as what, the name."""

    post: str
    name: str
    authority: str = ""


Value = str | tuple[str, ...] | Grid


@dataclass(frozen=True)
class OfficialPaper:
    """A paper of a kind. `values` holds its fields by their names (vocabulary/outlines.py).

    `mark` says that data are illustrative; `facts` is what the paper says, for checks: year, score, rank, votes.
    """

    kind: DocumentKind
    organ_above: str
    organ: str
    number: str
    place_and_day: str
    type_name: str
    abstract: str
    values: Mapping[str, Value]
    signatures: tuple[Signature, ...]
    addressees: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    mark: str = ""
    dated_on: date | None = None
    capacity: SigningCapacity | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Type and abstract in one line: the title of the file."""
        return " ".join(filter(None, (self.type_name, self.abstract)))

    def texts(self) -> Iterator[str]:
        """Every word of the paper."""
        yield from (self.organ_above, self.organ, self.number, self.place_and_day, self.title)
        yield from (*self.addressees, *self.bases)
        for value in self.values.values():
            yield from _texts(value)
        for one in self.signatures:
            yield from (one.authority, one.post, one.name)
        yield from (*self.recipients, self.mark)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing."""
        return gaps_in(self.texts())


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Grid):
        yield from value.heads
        for row in value.rows:
            yield from row
    else:
        yield from value
