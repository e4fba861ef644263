"""Terms of chair and vice-chair: recording those of a year, editing and ending one (features C5, C6)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.clusters import Cluster
from emulation.models.terms import Term
from emulation.queries import terms as queries
from emulation.rules import access
from emulation.rules import terms as rules
from emulation.services import audit
from emulation.services.clusters import subject_of
from emulation.services.members import spans_of
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Post, Provenance
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class TermsDraft:
    """Chair and vice-chairs of a year with their days, as somebody typed it. No chair means a vacancy."""

    year: int
    starts_on: date
    chair_id: int | None = None
    vice_ids: tuple[int, ...] = ()
    ends_on: date | None = None
    decision: str = ""
    exception_reason: str = ""
    provenance: Provenance = Provenance.RECORDED
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class TermEdit:
    """One term as somebody corrected or ended it; its year and post stay."""

    member_id: int
    starts_on: date
    ends_on: date | None = None
    decision: str = ""
    exception_reason: str = ""
    note: str = ""


def record(
    session: Session, *, actor: Actor, now: datetime, cluster: Cluster, version: int, draft: TermsDraft
) -> list[Term]:
    """Write down who holds the posts of a year. `version` is the cluster's. Raises Stale or DomainError.

    Posts of earlier years that nobody ended are handed over: they end on the day these begin (handbook 4, rule 7).
    """
    today = local_date(now)
    access.require(actor, Action.TERM_RECORD, subject_of(session, cluster.id, today))
    require_version(cluster, version)
    rules.check_posts(draft.chair_id, draft.vice_ids)
    rules.check_dates(draft.starts_on, draft.ends_on)
    _hand_over(session, actor, now, cluster, draft)
    if draft.chair_id is not None:
        _check_chair(session, cluster, draft.chair_id, draft, today, besides=None)
    wanted = [(Post.VICE_CHAIR, vice) for vice in draft.vice_ids]
    if draft.chair_id is not None:
        wanted.insert(0, (Post.CHAIR, draft.chair_id))
    for post, member_id in wanted:
        field = "chair" if post is Post.CHAIR else "vices"
        _check_holder(session, cluster, member_id, draft.year, draft.starts_on, None, field)
    touch(cluster)
    return [_write(session, actor, now, cluster, draft, post, member_id) for post, member_id in wanted]


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    term: Term,
    version: int,
    draft: TermEdit,
) -> Term:
    """Correct a term, or end it by its last day (a chair that ends leaves a vacancy). Raises Stale or DomainError."""
    today = local_date(now)
    access.require(actor, Action.TERM_RECORD, subject_of(session, cluster.id, today))
    require_version(term, version)
    rules.check_dates(draft.starts_on, draft.ends_on)
    if term.post is Post.CHAIR:
        _check_chair(session, cluster, draft.member_id, draft, today, besides=term)
    _check_holder(session, cluster, draft.member_id, term.year, draft.starts_on, term.id, "member")
    changes = audit.change(term, {name: getattr(draft, name) for name in TermEdit.__dataclass_fields__})
    touch(cluster)
    session.flush()
    _trail(session, actor, now, "term.edited", term, changes)
    return term


def _hand_over(session: Session, actor: Actor, now: datetime, cluster: Cluster, draft: TermsDraft) -> None:
    for term in queries.open_terms(session, cluster.id, draft.year):
        if term.starts_on < draft.starts_on:
            changes = audit.change(term, {"ends_on": draft.starts_on})
            _trail(session, actor, now, "term.handed_over", term, changes)
    session.flush()


def _write(
    session: Session,
    actor: Actor,
    now: datetime,
    cluster: Cluster,
    draft: TermsDraft,
    post: Post,
    member_id: int,
) -> Term:
    shared = {
        name: getattr(draft, name)
        for name in ("year", "starts_on", "ends_on", "decision", "provenance", "source", "note")
    }
    term = Term(cluster_id=cluster.id, member_id=member_id, post=post, **shared)
    term.exception_reason = draft.exception_reason if post is Post.CHAIR else ""
    session.add(term)
    session.flush()
    _trail(session, actor, now, "term.recorded", term, audit.born(term))
    return term


def _trail(
    session: Session, actor: Actor, now: datetime, verb: str, term: Term, changes: dict[str, tuple[Any, Any]]
) -> None:
    reason = term.exception_reason
    audit.record(session, actor=actor, now=now, verb=verb, about=term, changes=changes, reason=reason)


def _check_chair(
    session: Session,
    cluster: Cluster,
    member_id: int,
    draft: TermsDraft | TermEdit,
    today: date,
    besides: Term | None,
) -> None:
    """No other chair in the same days; a choice outside the turn has a reason."""
    met = queries.overlapping_chair(
        session, cluster.id, draft.starts_on, draft.ends_on, besides.id if besides else None
    )
    if met is not None:
        name, other = met
        message = N_("Thời gian trùng với nhiệm kỳ Cụm trưởng của %(name)s (%(start)s – %(end)s).")
        end = format_date(other.ends_on) if other.ends_on else "…"
        raise DomainError(message, field="starts_on", name=name, start=format_date(other.starts_on), end=end)
    if besides is not None and besides.member_id == member_id:
        return
    year = besides.year if besides is not None else getattr(draft, "year", draft.starts_on.year)
    seats, held = seats_and_posts(session, cluster.id)
    skips = queries.not_considered(session, cluster.id, published_only=False)
    skip = skips.get(year - 1, rules.NOBODY) if cluster.skip_not_considered else rules.NOBODY
    turn = rules.next_chair(cluster.rotation_rule, seats, held, year, skip)
    has_history = any(post.post is Post.CHAIR and post.year < year for post in held)
    rules.check_exception(
        turn, member_id, has_history=has_history, today=today, reason=draft.exception_reason
    )


def _check_holder(
    session: Session,
    cluster: Cluster,
    member_id: int,
    year: int,
    starts_on: date,
    term_id: int | None,
    field: str,
) -> None:
    """The member belongs to the cluster on the first day and holds no other post of that year."""
    if not any(span.covers(starts_on) for span in spans_of(session, cluster.id, member_id)):
        message = N_("Vào ngày %(day)s thành viên này không thuộc cụm.")
        raise DomainError(message, field=field, day=format_date(starts_on))
    for term in queries.terms_of(session, cluster.id, member_id):
        if term.year == year and term.id != term_id:
            raise DomainError(
                N_("%(name)s đã giữ một chức vụ của cụm trong năm %(year)s."),
                field=field,
                name=term.name_vi,
                year=year,
            )


def seats_and_posts(session: Session, cluster_id: int) -> tuple[list[rules.Seat], list[rules.Held]]:
    """What the rotation is computed from: all stays and all recorded posts of a cluster."""
    seats = [
        rules.Seat(seat.member_id, seat.order, seat.joined, seat.left)
        for seat in queries.seats_of(session, cluster_id)
    ]
    held = [
        rules.Held(term.member_id, term.post, term.year) for term in queries.terms_of(session, cluster_id)
    ]
    return seats, held
