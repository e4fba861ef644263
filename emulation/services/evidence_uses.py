"""Using evidence: which papers support a line of a report, a target of a pledge, a line of a score sheet."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from emulation.models.evidence import Evidence, EvidenceUse
from emulation.queries import evidence as papers
from emulation.queries import evidence_uses as queries
from emulation.queries.cycles import get_cycle, subject_of
from emulation.queries.evidence_uses import Thing
from emulation.rules import access
from emulation.rules import evidence as rules
from emulation.services import audit
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.evidence import Proof
from emulation.vocabulary.words import N_


def choose(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    thing: Thing,
    used: Mapping[int, str],
    released: Collection[int] = (),
) -> None:
    """Let a record be supported by these papers (id → page in the file), and no longer by those `released`.

    What is in neither stays as it is, so that two people who choose at the same time lose nothing.
    Raises DomainError unless the record can be changed now, or for a paper that does not stand in the store.
    """
    subject = subject_of(get_cycle(session, thing.cycle_id), thing.member_id)
    access.require(actor, Action.EVIDENCE_EDIT, subject)
    rules.check_usable(thing.state, thing.period, thing.phase)
    standing = {use.evidence_id: use for use in queries.uses_of_thing(session, thing.proof, thing.id)}
    new = used.keys() - standing.keys()
    if new - papers.standing_among(session, thing.cycle_id, thing.member_id, sorted(new)):
        raise DomainError(N_("Minh chứng đã được rút hoặc thay bằng bản mới. Tải lại trang rồi chọn lại."))
    for evidence_id, page in used.items():
        use = standing.get(evidence_id)
        if use is None:
            _use(session, actor, now, thing, evidence_id, page)
        elif use.page != page:
            _say_page(session, actor, now, use, page)
    for evidence_id in sorted(set(released) & standing.keys() - used.keys()):
        _release(session, actor, now, standing[evidence_id])


def carry_over(session: Session, *, old: Evidence, new: Evidence) -> int:
    """Let records that can still be changed use the new version; gives how many. The caller tells of it."""
    moved = 0
    for use in queries.uses_of_paper(session, old.id):
        thing = queries.get_thing(session, Proof(use.object_type), use.object_id)
        if rules.is_usable(thing.state, thing.period, thing.phase):
            use.evidence_id, moved = new.id, moved + 1
    session.flush()
    return moved


def forget_removed(session: Session, *, actor: Actor, now: datetime) -> None:
    """No paper supports a record that this transaction is about to remove: a later one may get its number."""
    kinds = {proof.value: proof for proof in Proof}
    for row in [row for row in session.deleted if row.__tablename__ in kinds]:
        for use in queries.uses_of_thing(session, kinds[row.__tablename__], row.id):
            _release(session, actor, now, use)


def _use(session: Session, actor: Actor, now: datetime, thing: Thing, evidence_id: int, page: str) -> None:
    use = EvidenceUse(evidence_id=evidence_id, object_type=thing.proof.value, object_id=thing.id, page=page)
    session.add(use)
    session.flush()
    changes = audit.born(use, ["object_type", "object_id", "page"])
    _tell(session, actor, now, "evidence.used", evidence_id, changes)


def _say_page(session: Session, actor: Actor, now: datetime, use: EvidenceUse, page: str) -> None:
    changes = audit.change(use, {"page": page})
    session.flush()
    _tell(session, actor, now, "evidence.used", use.evidence_id, changes)


def _release(session: Session, actor: Actor, now: datetime, use: EvidenceUse) -> None:
    changes = {name: (getattr(use, name), None) for name in ("object_type", "object_id")}
    session.delete(use)
    session.flush()
    _tell(session, actor, now, "evidence.released", use.evidence_id, changes)


def _tell(
    session: Session,
    actor: Actor,
    now: datetime,
    verb: str,
    evidence_id: int,
    changes: Mapping[str, tuple[object, object]],
) -> None:
    paper = papers.get_evidence(session, evidence_id)
    audit.record(session, actor=actor, now=now, verb=verb, about=paper, changes=changes)
