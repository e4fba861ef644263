"""What the values of the trail are: the kind of every field, and the names behind the numbers that point at records."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import String, cast, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from emulation.models import Base
from emulation.models.accounts import User
from emulation.models.awards import AwardForm, Decision, Proposal
from emulation.models.clusters import Cluster, Member
from emulation.models.conferences import Conference
from emulation.models.cycles import Cycle
from emulation.models.evidence import StoredFile
from emulation.models.indicators import Indicator
from emulation.models.rulebook import LegalRule
from emulation.models.scorecards import Criterion, Scorecard
from emulation.models.types import Choice, Scaled
from emulation.vocabulary.labelled import Labelled

#: By what a record is called where a number points at it.
NAMES: dict[str, tuple[type[Base], InstrumentedAttribute[Any]]] = {
    "user": (User, User.full_name),
    "member": (Member, Member.name_vi),
    "cluster": (Cluster, Cluster.name_vi),
    "cycle": (Cycle, Cycle.year),
    "indicator": (Indicator, Indicator.name_vi),
    "award_form": (AwardForm, AwardForm.name_vi),
    "conference": (Conference, Conference.place),
    "criterion": (Criterion, Criterion.code),
    "decision": (Decision, Decision.number),
    "proposal": (Proposal, Proposal.nominee),
    "legal_rule": (LegalRule, LegalRule.title),
    "scorecard": (Scorecard, Scorecard.title),
    "stored_file": (StoredFile, StoredFile.name),
}


@dataclass(frozen=True)
class FieldKind:
    """What a field holds: a member of `choice`, a number, or the id of a record of `refers_to`."""

    choice: type[Labelled] | None = None
    is_number: bool = False
    refers_to: str = ""


@lru_cache
def kinds() -> dict[tuple[str, str], FieldKind]:
    """(table, field) → kind, for every column of every table that is audited."""
    return {
        (table.name, column.name): FieldKind(
            choice=column.type.kind if isinstance(column.type, Choice) else None,
            is_number=isinstance(column.type, Scaled),
            refers_to=next((key.column.table.name for key in column.foreign_keys), ""),
        )
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }


def names(session: Session, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """(table, id) → name, with one question whatever is asked for."""
    by_table: dict[str, set[int]] = {}
    for table, number in wanted:
        if table in NAMES:
            by_table.setdefault(table, set()).add(number)
    parts = [_named(table, *NAMES[table], ids) for table, ids in by_table.items()]
    if not parts:
        return {}
    return {(table, number): name for table, number, name in session.execute(union_all(*parts))}


def _named(table: str, model: type[Base], name: InstrumentedAttribute[Any], ids: set[int]) -> Any:
    return select(literal(table), model.id, cast(name, String)).where(model.id.in_(ids))
