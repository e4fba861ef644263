"""The agreement of a year (giao ước của cụm): for its page and for services."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from emulation.models.clusters import Member
from emulation.models.evidence import StoredFile
from emulation.models.pledges import Agreement, AgreementContent, Signatory
from emulation.queries.rows import rows_as
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Provenance


class ContentLine(NamedTuple):
    """A common content."""

    position: int
    text: str
    basis: str


class SignatoryLine(NamedTuple):
    """Who signed for a member."""

    member_id: int
    member: str
    full_name: str
    office: str


@dataclass(frozen=True)
class AgreementPage:
    """The agreement of a year with its contents and signatories."""

    id: int
    version: int
    signed_on: date | None
    place: str
    number: str
    file_id: int | None
    file_name: str | None
    provenance: Provenance
    source: str
    note: str
    contents: tuple[ContentLine, ...]
    signatories: tuple[SignatoryLine, ...]


def find_agreement_page(session: Session, cycle_id: int) -> AgreementPage | None:
    """The agreement of a year with contents and signatories, or None."""
    head = (
        select(
            Agreement.id,
            Agreement.version,
            Agreement.signed_on,
            Agreement.place,
            Agreement.number,
            Agreement.file_id,
            StoredFile.name.label("file_name"),
            Agreement.provenance,
            Agreement.source,
            Agreement.note,
        )
        .outerjoin(StoredFile, StoredFile.id == Agreement.file_id)
        .where(Agreement.cycle_id == cycle_id)
    )
    row = session.execute(head).one_or_none()
    if row is None:
        return None
    contents = (
        select(AgreementContent.position, AgreementContent.text, AgreementContent.basis)
        .where(AgreementContent.agreement_id == row.id)
        .order_by(AgreementContent.position)
    )
    signatories = (
        select(Signatory.member_id, Member.name_vi, Signatory.full_name, Signatory.office)
        .join(Member, Member.id == Signatory.member_id)
        .where(Signatory.agreement_id == row.id)
        .order_by(Member.protocol_order, Member.sort_key)
    )
    return AgreementPage(
        **row._mapping,
        contents=tuple(rows_as(session, ContentLine, contents)),
        signatories=tuple(rows_as(session, SignatoryLine, signatories)),
    )


def find_agreement(session: Session, cycle_id: int) -> Agreement | None:
    """The record with its children, for a service."""
    statement = (
        select(Agreement)
        .options(selectinload(Agreement.contents), selectinload(Agreement.signatories))
        .where(Agreement.cycle_id == cycle_id)
        .execution_options(populate_existing=True)
    )
    return session.scalars(statement).one_or_none()


def get_agreement(session: Session, cycle_id: int) -> Agreement:
    """The record with its children; raises NotFound."""
    agreement = find_agreement(session, cycle_id)
    if agreement is None:
        raise NotFound()
    return agreement
