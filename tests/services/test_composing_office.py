"""LibreOffice opens every made Word file and shows its words (acceptance 4): a slow proof."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from emulation.gateways.word import default_template, word_bytes
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.official_blocks import blocks_of
from tests.factories import documents
from tests.factories.world import World
from tests.services.test_composing import made
from tests.support.office import words_of_files

pytestmark = pytest.mark.prove


def test_libreoffice_shows_every_paper(session: Session, world: World, tmp_path: Path) -> None:
    """All kinds in one run: each becomes a PDF that holds its head, its headings and the cells of its tables."""
    year, papers = documents.lay(session, world), {}
    for kind in DocumentKind:
        papers[kind] = made(session, world, year, kind)
        (tmp_path / f"{kind.value}.docx").write_bytes(word_bytes(default_template(kind), papers[kind]))
    files = [tmp_path / f"{kind.value}.docx" for kind in DocumentKind]
    found = words_of_files(files, tmp_path)
    for kind, paper in papers.items():
        words = set(found[kind.value].split())
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in found[kind.value], kind
        for block in blocks_of(paper):
            for text in (block.heading, *block.lines, *(cell for row in block.rows for cell in row)):
                assert set(text.split()) <= words, (kind, text)
