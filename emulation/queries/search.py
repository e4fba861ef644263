"""Searching: records whose words all occur, narrowed in the database to what the reader may open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, collate, func, or_, select
from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster
from emulation.models.search import SearchEntry
from emulation.queries.rows import seen_anywhere
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.findable import Findable, Found
from emulation.vocabulary.kinds import Sight

PER_PAGE = 25
#: No member has this number: stands for records of the cluster itself, for which NULL would answer nothing.
NO_MEMBER = 0


@dataclass(frozen=True)
class Opened:
    """What somebody may find of a kind beside what is public: within a scope, and of these members alone."""

    kind: Findable
    sight: Sight
    scope: Scope
    members: frozenset[int] | None = None


@dataclass(frozen=True)
class Reader:
    """How far a reader sees: public records of public clusters, of their `clusters`, or (`everywhere`) of all."""

    opened: Sequence[Opened]
    clusters: frozenset[int]
    everywhere: bool = False


@dataclass(frozen=True)
class Question:
    """Words without marks that must all occur; the whole of them as typed; kind and year when they are chosen.

    `border` is the sign between the title's words and all others.
    """

    words: Sequence[str]
    border: str
    kind: Findable | None = None
    year: int | None = None


@dataclass(frozen=True)
class Facet:
    """How many records of a kind and a year were found."""

    kind: Findable
    year: int | None
    count: int


def is_empty(session: Session) -> bool:
    """Whether nothing is in the index."""
    return session.scalar(select(SearchEntry.id).limit(1)) is None


def facets(session: Session, reader: Reader, question: Question) -> list[Facet]:
    """What was found, counted by kind and year, whatever kind and year the question chooses."""
    row = SearchEntry
    statement = select(row.object_type, row.year, func.count()).where(
        _matches(question.words), _may_find(reader)
    )
    counted = session.execute(_with_cluster(statement).group_by(row.object_type, row.year))
    return [Facet(Findable(kind), year, count) for kind, year, count in counted]


def found(session: Session, reader: Reader, question: Question, page: int) -> list[Found]:
    """A page of what was found: by kind, then how well the title fits, then as a Vietnamese dictionary does."""
    row = SearchEntry
    statement = select(row.object_type, row.title, row.detail, row.href, row.year)
    statement = statement.where(_matches(question.words), _may_find(reader))
    if question.kind is not None:
        statement = statement.where(row.object_type == question.kind.value)
    if question.year is not None:
        statement = statement.where(row.year == question.year)
    order = case({kind.value: place for place, kind in enumerate(Findable)}, value=row.object_type)
    statement = (
        _with_cluster(statement)
        .order_by(
            order, _fit(question), _dictionary(session), row.year.desc(), row.object_type, row.object_id
        )
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    rows = session.execute(statement)
    return [Found(Findable(kind), title, detail, href, year) for kind, title, detail, href, year in rows]


def _with_cluster(statement: Any) -> Any:
    return statement.select_from(SearchEntry).outerjoin(Cluster, Cluster.id == SearchEntry.cluster_id)


def _matches(words: Collection[str]) -> ColumnElement[bool]:
    """Every word, or the beginning of one. Words hold letters and digits only, so nothing is a wildcard."""
    return and_(*(SearchEntry.search_text.like(f"% {word}%", escape="/") for word in words))


def _fit(question: Question) -> ColumnElement[int]:
    """0: the title is the question; 1: begins with it; 2: holds all its words; 3: they stand elsewhere."""
    text, phrase = SearchEntry.search_text, " ".join(question.words)
    within = and_(*(text.like(f"% {word}% {question.border} %", escape="/") for word in question.words))
    return case(
        (text.like(f" {phrase} {question.border} %", escape="/"), 0),
        (text.like(f" {phrase}% {question.border} %", escape="/"), 1),
        (within, 2),
        else_=3,
    )


def _dictionary(session: Session) -> ColumnElement[Any]:
    """Sort keys are compared letter by letter, whatever order the database was made with."""
    key = SearchEntry.sort_key
    return collate(key, "C") if session.get_bind().dialect.name == "postgresql" else collate(key, "BINARY")


def _may_find(reader: Reader) -> ColumnElement[bool]:
    """Nobody finds what they could not open: neither a record, nor anything of a hidden cluster."""
    row = SearchEntry
    records = [row.sight == Sight.PUBLIC, *(_opened(one) for one in reader.opened)]
    if reader.everywhere:
        return or_(*records)
    clusters = or_(row.cluster_id.is_(None), Cluster.is_public, row.cluster_id.in_(reader.clusters))
    return and_(or_(*records), clusters)


def _opened(one: Opened) -> ColumnElement[bool]:
    row = SearchEntry
    member = func.coalesce(row.member_id, NO_MEMBER)
    conditions = [
        row.object_type == one.kind.value,
        row.sight == one.sight,
        seen_anywhere(one.scope, row.cluster_id, member),
    ]
    if one.members is not None:
        conditions.append(row.member_id.in_(one.members))
    return and_(*conditions)
