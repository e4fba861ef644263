"""Official papers for readers and for dossiers: who may read one, the Word file, and putting it into a dossier."""

import io
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from emulation.gateways import files
from emulation.gateways.pdf.official import official_pdf
from emulation.gateways.word import default_template, word_bytes
from emulation.models.awards import Proposal
from emulation.models.dossiers import DossierPaper
from emulation.models.evidence import StoredFile
from emulation.queries import conferences, cycles, official, official_polls
from emulation.queries import documents as queries
from emulation.queries.official import NomineeRow
from emulation.queries.places import YearPlace
from emulation.rules import access
from emulation.rules import documents as rules
from emulation.services import dossiers, evidence
from emulation.services.composing import About, compose
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor, Subject
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.documents import DocumentKind, Matter
from emulation.vocabulary.errors import DomainError, NotFound
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.official import OfficialPaper
from emulation.vocabulary.official_blocks import words_of
from emulation.vocabulary.words import N_

FIELD = "form"
#: What the trail tells of a new paper.
BORN = ("kind", "title", "file_id", "work_year")


@dataclass(frozen=True)
class Store:
    """Where files are kept, and how large one may be."""

    folder: Path
    limit_mb: int


def read(
    session: Session, *, actor: Actor, subject: Subject, kind: DocumentKind, about: About, today: date
) -> OfficialPaper:
    """The paper out of what is recorded now. Raises NotAllowed, or NotFound when it belongs to somebody else."""
    action, owned = _needed(session, subject, kind, about)
    if owned.member_id is not None and not access.may(actor, action, owned):
        raise NotFound()
    access.require(actor, action, owned)
    return compose(session, kind=kind, about=about, today=today)


def word_file(session: Session, *, cluster_id: int, paper: OfficialPaper, folder: Path) -> bytes:
    """The paper as a Word file, in the cluster's own template if it has one. Raises DomainError for a faulty one."""
    return word_bytes(template_of(session, cluster_id=cluster_id, kind=paper.kind, folder=folder), paper)


def template_of(session: Session, *, cluster_id: int, kind: DocumentKind, folder: Path) -> bytes:
    """The cluster's own template, else the default one."""
    own = queries.templates_of(session, cluster_id).get(kind.value)
    return files.path_of(folder, own.sha256).read_bytes() if own else default_template(kind)


def has_own_template(session: Session, *, cluster_id: int, kind: DocumentKind) -> bool:
    """Whether the cluster edited the template of this kind itself: the PDF does not follow it."""
    return kind.value in queries.templates_of(session, cluster_id)


def about_for(
    session: Session, *, kind: DocumentKind, nominee: NomineeRow, cluster_id: int, known: YearPlace
) -> About:
    """What a paper of this proposal's dossier is about. Raises DomainError while that is not recorded."""
    key: int | None = None
    if kind.matter is Matter.PROPOSAL:
        key = nominee.id
    elif kind.matter is Matter.CONFERENCE:
        key = _conference_for(session, kind, nominee, known)
    elif kind.matter is Matter.POLL:
        key = _round_for(session, kind, nominee, known)
    if key is None and kind.matter is not Matter.YEAR:
        message = N_("Chưa tạo được văn bản này vì chưa ghi %(what)s.")
        raise DomainError(message, what=kind.matter.label.lower())
    return About(cluster_id, known, key)


def make(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    proposal: Proposal,
    kind: DocumentKind,
    known: YearPlace,
    version: int,
    store: Store,
    reason: str = "",
) -> DossierPaper:
    """Put the paper into the dossier, as Word and PDF; the one before is replaced and stays readable.

    `version` and `reason` as in `dossiers.add`. Raises Stale, NotAllowed, DomainError.
    """
    cycle = cycles.get_cycle(session, proposal.cycle_id)
    subject = cycles.subject_of(cycle, proposal.member_id)
    access.require(actor, Action.DOSSIER_EDIT, subject)
    paper = _paper_for(session, actor, now, replace(subject, member_id=None), proposal, kind, known)
    word = word_file(session, cluster_id=cycle.cluster_id, paper=paper, folder=store.folder)
    name = f"{kind.value}-{known.year}-{proposal.id}"
    files_made = ((".docx", word), (".pdf", official_pdf(paper, now)))
    kept = [
        _keep(session, actor, now, subject, f"{name}{suffix}", content, store)
        for suffix, content in files_made
    ]
    return dossiers.put_made(
        session,
        actor=actor,
        now=now,
        proposal=proposal,
        kind=kind.value,
        version=version,
        file_id=kept[0].id,
        values=_said(paper, known.year, kept[1]),
        reason=reason,
    )


def _paper_for(
    session: Session,
    actor: Actor,
    now: datetime,
    subject: Subject,
    proposal: Proposal,
    kind: DocumentKind,
    known: YearPlace,
) -> OfficialPaper:
    nominee = official.find_nominee(session, known.id, proposal.id)
    if nominee is None:
        raise NotFound()
    cluster_id = subject.cluster_id or 0
    about = about_for(session, kind=kind, nominee=nominee, cluster_id=cluster_id, known=known)
    return read(session, actor=actor, subject=subject, kind=kind, about=about, today=local_date(now))


def _said(paper: OfficialPaper, year: int, pdf: StoredFile) -> dict[str, Any]:
    """What the row of a made paper holds."""
    return {
        "title": " ".join(paper.title.split()),
        "number": "" if "[" in paper.number else paper.number,
        "dated_on": paper.dated_on,
        "work_year": year,
        "signer": ", ".join(one.name for one in paper.signatures if "[" not in one.name),
        "capacity": paper.capacity,
        "report_form": rules.form_number(str(paper.values.get("mau_so", ""))),
        "is_readable": True,
        "text": "\n".join(words_of(paper)),
        "facts": dict(paper.facts) | {"gaps": [*paper.gaps], "pdf_file_id": pdf.id},
    }


def _needed(session: Session, subject: Subject, kind: DocumentKind, about: About) -> tuple[Action, Subject]:
    """The permission that a paper needs, and about whom."""
    if kind.matter is Matter.PROPOSAL:
        nominee = official.find_nominee(session, about.known.id, about.key or 0)
        if nominee is None:
            raise NotFound()
        return Action.PROPOSAL_READ, replace(subject, member_id=nominee.member_id)
    if kind.matter is Matter.POLL:
        one = official_polls.find_round(session, about.known.id, about.key or 0)
        if one is None:
            raise NotFound()
        return Action.POLL_READ, replace(subject, member_id=one.member_id)
    return Action.PROPOSAL_READ, replace(subject, member_id=None)


def _conference_for(
    session: Session, kind: DocumentKind, nominee: NomineeRow, known: YearPlace
) -> int | None:
    held = conferences.conferences_of_cycle(session, known.id)
    if kind is DocumentKind.CONFERENCE_MINUTES:
        if nominee.conference_id is not None:
            return nominee.conference_id
        return next((one.id for one in held if one.kind is ConferenceKind.YEAR_END), None)
    return next((one.id for one in held if one.kind is ConferenceKind.PREPARATORY), None)


def _round_for(session: Session, kind: DocumentKind, nominee: NomineeRow, known: YearPlace) -> int | None:
    rounds = [
        one for one in official_polls.rounds_of_cycle(session, known.id) if one.body is queries.BODY_OF[kind]
    ]
    counts = official_polls.counts_of(session, [one.id for one in rounds])
    counted = {count.poll_id for count in counts if count.proposal_id == nominee.id}
    return next((one.id for one in reversed(rounds) if one.id in counted), None)


def _keep(
    session: Session,
    actor: Actor,
    now: datetime,
    owner: Subject,
    name: str,
    content: bytes,
    store: Store,
) -> StoredFile:
    upload = files.receive(
        store.folder, name=name, source=io.BytesIO(content), limit_mb=store.limit_mb, field=FIELD
    )
    return evidence.record_file(
        session,
        actor=actor,
        now=now,
        cluster_id=owner.cluster_id or 0,
        member_id=owner.member_id,
        upload=upload,
        is_public=False,
    )
