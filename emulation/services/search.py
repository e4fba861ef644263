"""Keeps the index of the search true, builds it anew, and answers questions.

Every commit refreshes the entries of whatever it changed: db.noted knows each changed row of a table that is told of,
and queries/findable.py knows which entries are made of it. The trail imports this module, so that no service can write
without it. It comes after the seal, whose lock lets one writer at a time pass: a second one reads what the first one
has committed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import and_, delete, event, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from emulation.db import noted
from emulation.models.search import SearchEntry
from emulation.queries import findable
from emulation.queries import search as queries
from emulation.rules import access
from emulation.rules import search as rules
from emulation.rules.findable import entry_of
from emulation.services import audit_chain as audit_chain  # its listener is hung in before ours
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.findable import Findable, Found

T = TypeVar("T")
#: So many changed rows are looked after at once; one change of a page has a few.
PIECE = 400
Key = tuple[str, int]


@dataclass(frozen=True)
class Findings:
    """A page of an answer: the records, and how many there are by kind and by year."""

    rows: list[Found]
    total: int
    kinds: dict[Findable, int]
    years: dict[int, int]
    page: int

    @property
    def pages(self) -> int:
        """How many pages the answer has, at least one."""
        return max(1, -(-self.total // queries.PER_PAGE))


def refresh(session: Session, changed: Iterable[Key]) -> None:
    """Make the entries true again that rows (table, id) have to do with; the rows are written already."""
    wanted = iter(sorted(key for key in changed if key[0] in findable.TABLES))
    while piece := list(islice(wanted, PIECE)):
        tables: dict[str, set[int]] = {}
        for table, number in piece:
            tables.setdefault(table, set()).add(number)
        _refresh(session, tables)


def _refresh(session: Session, tables: Mapping[str, set[int]]) -> None:
    written: dict[Key, dict[str, Any]] = {}
    gone: dict[str, set[int]] = {}
    for kind in Findable:
        absent = set(tables.get(kind.value, ()))
        for row in findable.touched(session, kind, tables):
            entry = entry_of(kind, row)
            absent.discard(row.id) if entry else absent.add(row.id)
            if entry is not None:
                written[kind.value, row.id] = rules.columns_of(entry)
        if absent:
            gone[kind.value] = absent
    if gone:
        _remove(session, gone)
    _write(session, written)


def _remove(session: Session, gone: Mapping[str, set[int]]) -> None:
    at = SearchEntry
    lost = (and_(at.object_type == kind, at.object_id.in_(ids)) for kind, ids in gone.items())
    session.execute(delete(at).where(or_(*lost)), execution_options={"synchronize_session": False})


def rebuild(session: Session) -> int:
    """Throw the index away and build it from the records, a piece at a time; gives the number of entries."""
    session.execute(delete(SearchEntry), execution_options={"synchronize_session": False})
    count = 0
    for kind in Findable:
        for piece in findable.pieces(session, kind):
            entries = ((row.id, entry_of(kind, row)) for row in piece)
            made = {(kind.value, number): rules.columns_of(entry) for number, entry in entries if entry}
            _write(session, made)
            count += len(made)
    return count


def build_if_empty(session: Session) -> int:
    """Build the index of an installation that has none yet; gives the number of entries."""
    return rebuild(session) if queries.is_empty(session) else 0


def _write(session: Session, entries: Mapping[Key, Mapping[str, Any]]) -> None:
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    rows = iter({"object_type": key[0], "object_id": key[1], **columns} for key, columns in entries.items())
    while piece := list(islice(rows, PIECE)):
        statement = insert(SearchEntry).values(piece)
        columns = {name: statement.excluded[name] for name in piece[0] if not name.startswith("object_")}
        keys = [SearchEntry.object_type, SearchEntry.object_id]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_=columns))


def find(
    session: Session,
    *,
    actor: Actor,
    question: str,
    kind: Findable | None = None,
    year: int | None = None,
    page: int = 1,
) -> Findings:
    """A page of the records that hold all words of the question and that this actor may open. Writes nothing."""
    words = rules.words_of_question(question)
    if not words:
        return Findings([], 0, {}, {}, 1)
    reader, asked = reader_of(actor), queries.Question(words, rules.BORDER, kind, year)
    facets = queries.facets(session, reader, asked)
    kinds = _sums((one.kind, one.count) for one in facets if year in (None, one.year))
    years = _sums((one.year, one.count) for one in facets if one.year and kind in (None, one.kind))
    chosen = (one for one in facets if kind in (None, one.kind) and year in (None, one.year))
    total = sum(one.count for one in chosen)
    page = max(1, min(page, -(-total // queries.PER_PAGE)))
    rows = queries.found(session, reader, asked, page) if total else []
    return Findings(rows, total, kinds, years, page)


def reader_of(actor: Actor) -> queries.Reader:
    """How far this actor sees in the index: as far as the pages behind the entries let them."""
    opened = [
        queries.Opened(
            kind,
            sight,
            access.scope_of(actor, action),
            actor.member_ids if (kind, sight) in rules.OWN_ALONE else None,
        )
        for (kind, sight), action in rules.OPENS.items()
        if access.may_somewhere(actor, action)
    ]
    clusters = frozenset(cluster for capacity in actor.capacities for cluster in capacity.clusters)
    return queries.Reader(opened, clusters, access.may_somewhere(actor, Action.CLUSTER_CREATE))


def _sums(pairs: Iterable[tuple[T, int]]) -> dict[T, int]:
    found: dict[T, int] = {}
    for key, count in pairs:
        found[key] = found.get(key, 0) + count
    return found


def _keep_true(session: Session) -> None:
    """Before a commit: everything is written by now, also what the seal has added."""
    if session.in_nested_transaction():
        return
    session.flush()
    refresh(session, noted(session).changed)


event.listen(Session, "before_commit", _keep_true)
