"""The cluster's agreement of a year: common contents, the signing conference and its signatories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from emulation.models.cycles import Cycle
from emulation.models.pledges import Agreement, AgreementContent, Signatory
from emulation.queries import agreements as queries
from emulation.queries import campaign_contents, pledges
from emulation.queries import cycles as years
from emulation.rules import access, cycles
from emulation.rules import pledges as rules
from emulation.services import audit
from emulation.services.versions import require_version, touch
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.moves import PledgeMove
from emulation.vocabulary.states import PledgeState
from emulation.vocabulary.words import N_


@dataclass(frozen=True)
class Content:
    """A common content and the document it follows."""

    text: str
    basis: str = ""


@dataclass(frozen=True)
class Signature:
    """Who signs for a member, in which office."""

    member_id: int
    full_name: str
    office: str


@dataclass(frozen=True)
class Signing:
    """The signing conference: day, place, number of the document, its file."""

    signed_on: date
    place: str
    number: str = ""
    file_id: int | None = None


def save_contents(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    version: int,
    contents: Sequence[Content],
    provenance: Provenance = Provenance.RECORDED,
    source: str = "",
) -> Agreement:
    """Write the common contents, in their order. Raises DomainError when there is none or when signed."""
    access.require(actor, Action.AGREEMENT_EDIT, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.EDIT_PLEDGE, cycle.phase)
    if not contents:
        raise DomainError(N_("Nhập ít nhất một nội dung giao ước."), field="contents")
    agreement = queries.find_agreement(session, cycle.id)
    if agreement is None:
        agreement = Agreement(cycle_id=cycle.id, provenance=provenance, source=source)
        session.add(agreement)
        session.flush()
        old: list[AgreementContent] = []
    else:
        require_version(agreement, version)
        if agreement.signed_on is not None:
            raise DomainError(N_("Giao ước đã ký nên nội dung chung không sửa được nữa."))
        touch(agreement)
        old = list(agreement.contents)
    changes = _write_contents(session, agreement, old, contents)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="agreement.saved", about=agreement, changes=changes)
    session.flush()
    return queries.get_agreement(session, cycle.id)


def _write_contents(
    session: Session, agreement: Agreement, old: list[AgreementContent], contents: Sequence[Content]
) -> dict[str, tuple[Any, Any]]:
    """Bring the rows to the typed contents, position by position."""
    changes: dict[str, tuple[Any, Any]] = {}
    for position in range(1, max(len(old), len(contents)) + 1):
        before = old[position - 1] if position <= len(old) else None
        after = contents[position - 1] if position <= len(contents) else None
        told = (before.text if before else None, after.text if after else None)
        if after is None and before is not None:
            for link in campaign_contents.links_to(session, before.id):
                session.delete(link)  # a campaign that pointed at it points at nothing now
            session.flush()
            session.delete(before)
        elif after is not None and before is None:
            row = AgreementContent(
                agreement_id=agreement.id, position=position, text=after.text, basis=after.basis
            )
            session.add(row)
        elif before is not None and after is not None:
            audit.change(before, {"text": after.text, "basis": after.basis})
        if told[0] != told[1]:
            changes[f"content {position}"] = told
    return changes


def sign(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    version: int,
    signing: Signing,
    signatures: Sequence[Signature],
) -> Agreement:
    """Record the signing. Every signatory's member has an agreed pledge, which is signed by this act.

    Signatories may be added later; the first signing needs at least one. Raises Stale or DomainError.
    """
    access.require(actor, Action.AGREEMENT_SIGN, years.subject_of(cycle))
    cycles.check_phase(cycles.Work.EDIT_PLEDGE, cycle.phase)
    agreement = queries.find_agreement(session, cycle.id)
    if agreement is None or not agreement.contents:
        raise DomainError(N_("Chưa có nội dung chung của giao ước."))
    require_version(agreement, version)
    if signing.signed_on > local_date(now):
        raise DomainError(N_("Ngày ký không thể sau hôm nay."), field="signed_on")
    if not signatures:
        raise DomainError(N_("Nhập ít nhất một người ký."), field="signatories")
    changes = audit.change(agreement, {name: getattr(signing, name) for name in Signing.__dataclass_fields__})
    touch(agreement)
    changes |= _write_signatories(session, actor, now, cycle, agreement, signatures)
    session.flush()
    audit.record(session, actor=actor, now=now, verb="agreement.signed", about=agreement, changes=changes)
    session.flush()
    return queries.get_agreement(session, cycle.id)


def _write_signatories(
    session: Session,
    actor: Actor,
    now: datetime,
    cycle: Cycle,
    agreement: Agreement,
    signatures: Sequence[Signature],
) -> dict[str, tuple[Any, Any]]:
    """Put each signatory's name and sign the member's pledge."""
    changes: dict[str, tuple[Any, Any]] = {}
    known = {row.member_id: row for row in agreement.signatories}
    for row, signature in enumerate(signatures):
        _sign_pledge(session, actor, now, cycle, signature, row)
        standing = known.get(signature.member_id)
        if standing is None:
            session.add(Signatory(agreement_id=agreement.id, **signature.__dict__))
        else:
            audit.change(standing, {"full_name": signature.full_name, "office": signature.office})
        changes[f"signatory {signature.member_id}"] = (
            standing.full_name if standing else None,
            f"{signature.full_name}, {signature.office}",
        )
    return changes


def _sign_pledge(
    session: Session, actor: Actor, now: datetime, cycle: Cycle, signature: Signature, row: int
) -> None:
    pledge = pledges.find_pledge(session, cycle.id, signature.member_id)
    if pledge is None or pledge.state not in (PledgeState.ACCEPTED, PledgeState.SIGNED):
        message = N_("Giao ước của đơn vị này chưa được thống nhất nên chưa ký được.")
        raise DomainError(message, field=f"signatories-{row}-full_name")
    if pledge.state is PledgeState.ACCEPTED:
        changes = audit.change(pledge, {"state": rules.next_state(pledge.state, PledgeMove.SIGN)})
        audit.record(session, actor=actor, now=now, verb="pledge.sign", about=pledge, changes=changes)
