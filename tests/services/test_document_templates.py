"""A cluster's own Word templates: tried before they are kept, used until they are withdrawn."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways import files
from emulation.gateways.word import default_template
from emulation.models.documents import DocumentTemplate
from emulation.models.dossiers import DossierPaper
from emulation.models.evidence import StoredFile
from emulation.services import document_templates, documents
from emulation.vocabulary.actor import Subject
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale
from tests.factories import documents as laid_out
from tests.factories.documents import Year
from tests.factories.world import World
from tests.support.word import replaced, with_line, words_in

Make = Callable[..., DossierPaper]
KIND = DocumentKind.SUBMISSION


@pytest.fixture
def year(session: Session, world: World) -> Year:
    """The year with a proposal that is not yet sent."""
    return laid_out.unsent(session, world)


@pytest.fixture
def make(session: Session, world: World, year: Year, tmp_path: Path) -> Make:
    """Put a paper into the dossier of the proposal."""
    return laid_out.maker(session, world, year, tmp_path)


def bring(
    session: Session, world: World, folder: Path, content: bytes, who: str = "secretary.hn", version: int = 0
) -> tuple[str, ...]:
    """Upload a template for the submission."""
    file = files.receive(
        folder, name="mau.docx", source=io.BytesIO(content), limit_mb=20, field="file", kinds=(".docx",)
    )
    return document_templates.upload(
        session,
        actor=world.actor(session, who),
        now=world.now,
        subject=Subject(cluster_id=world.cluster_id),
        kind=KIND,
        version=version,
        file=file,
    )


def test_an_own_template_is_used_until_it_is_withdrawn(
    session: Session, world: World, make: Make, tmp_path: Path
) -> None:
    """Red when `template_of` always gives the default."""
    own = with_line(replaced(default_template(KIND), "{{ can_cu }}", ""), "Mẫu của cụm")
    assert bring(session, world, tmp_path, own) == ()
    session.commit()
    [row] = session.scalars(select(DocumentTemplate))
    paper = make()
    session.commit()
    file = session.get_one(StoredFile, paper.file_id)
    assert "Mẫu của cụm" in words_in(files.path_of(tmp_path, file.sha256).read_bytes())
    with pytest.raises(Stale):
        document_templates.withdraw(
            session, actor=world.actor(session, "secretary.hn"), now=world.now,
            subject=Subject(cluster_id=world.cluster_id), kind=KIND, version=row.id + 1,
        )  # fmt: skip
    document_templates.withdraw(
        session, actor=world.actor(session, "secretary.hn"), now=world.now,
        subject=Subject(cluster_id=world.cluster_id), kind=KIND, version=row.id,
    )  # fmt: skip
    assert documents.template_of(
        session, cluster_id=world.cluster_id, kind=KIND, folder=tmp_path
    ) == default_template(KIND)
    with pytest.raises(NotFound):
        document_templates.withdraw(
            session, actor=world.actor(session, "secretary.hn"), now=world.now,
            subject=Subject(cluster_id=world.cluster_id), kind=KIND, version=0,
        )  # fmt: skip
    session.commit()
    assert laid_out.told(session) == ["template.uploaded", "proposal.paper_added", "template.withdrawn"]


def test_a_refused_template_leaves_nothing(
    session: Session, world: World, year: Year, tmp_path: Path
) -> None:
    """Neither row nor file. Red when the file is recorded before it is tried."""
    hostile = with_line(default_template(KIND), "{{ ''.__class__.__mro__ }}")
    with pytest.raises(DomainError, match="__mro__"):
        bring(session, world, tmp_path, hostile)
    session.rollback()
    with pytest.raises(NotAllowed):
        bring(session, world, tmp_path, default_template(KIND), who="officer.hp")
    session.rollback()
    assert session.scalars(select(DocumentTemplate)).all() == []
    assert session.scalars(select(StoredFile)).all() == []
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
