"""The catalogue of papers and of sections of the report, as config/dossiers.toml tells it."""

from functools import lru_cache

from emulation.gateways import seeds
from emulation.rules import dossiers as rules
from emulation.rules.dossiers import PaperKind, Section
from emulation.vocabulary.errors import NotFound


@lru_cache
def kinds() -> tuple[PaperKind, ...]:
    """Every kind of paper, in the order of the catalogue."""
    return tuple(rules.parse_kind(raw) for raw in seeds.dossier_papers())


def get_kind(code: str) -> PaperKind:
    """The kind with this code; raises NotFound."""
    for kind in kinds():
        if kind.code == code:
            return kind
    raise NotFound()


@lru_cache
def sections() -> tuple[Section, ...]:
    """The sections of the achievement report that people write, in their order."""
    return tuple(Section(**raw) for raw in seeds.report_sections())
