"""What the lint says: which rule, how grave, where, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from emulation.vocabulary.dossiers import Severity


@dataclass(frozen=True)
class Finding:
    """One fault of a dossier. `message` is a marked template, `values` fill it in; `kind` the paper it is about."""

    code: str
    severity: Severity
    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    field: str = ""

    @property
    def is_blocking(self) -> bool:
        """Whether the dossier is not sent with it."""
        return self.severity is Severity.BLOCKS

    @property
    def vietnamese(self) -> str:
        """The sentence as it stands in Vietnamese papers."""
        return self.message % self.values if self.values else self.message


def blocks(code: str, message: str, kind: str = "", field: str = "", **values: object) -> Finding:
    """A finding that stands in the way of sending."""
    return Finding(code, Severity.BLOCKS, message, values, kind, field)


def warns(code: str, message: str, kind: str = "", field: str = "", **values: object) -> Finding:
    """A finding to know of."""
    return Finding(code, Severity.WARNS, message, values, kind, field)
