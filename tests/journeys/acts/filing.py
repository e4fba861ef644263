"""The acts of a dossier: papers made from the data, papers brought, faults named and mended, one archive."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import docx

from tests.journeys.acts.awarding import CITIES
from tests.journeys.people import Person

#: Who makes which papers from the data.
OF_MEMBER = ("submission", "achievement_report", "council_minutes", "council_ballot")
OF_CHAIR = (
    *("cluster_submission", "score_table", "preparatory_minutes", "conference_minutes"),
    *("cluster_ballot", "disclosure_summary"),
)
#: The sections of the report that nobody can compute.
SECTIONS = ("situation", "results", "compliance", "organisations", "honours", "measures")


def letter(folder: Path, name: str, *lines: str) -> Path:
    """A real Word file with these paragraphs."""
    path, made = folder / name, docx.Document()
    for line in lines:
        made.add_paragraph(line)
    made.save(str(path))
    return path


def write_report(officer: Person, page: str, city: str) -> None:
    """Every section says something."""
    officer.open(f"{page}/dossier/report")
    words = f"{CITIES[city]} đã hoàn thành toàn diện nhiệm vụ của năm 2024 (minh họa)."
    officer.fill(dict.fromkeys(SECTIONS, words)).press("Lưu báo cáo", says="Đã lưu các phần của báo cáo")


def make(person: Person, page: str, kinds: tuple[str, ...]) -> None:
    """Papers out of the data, each by its link on the dossier."""
    person.open(f"{page}/dossier")
    for kind in kinds:
        link = person.page.locator(f'main a[href$="/dossier/{kind}/make"]')
        with person.page.expect_navigation(wait_until="domcontentloaded"):
            link.click()
        person.press("Đưa vào hồ sơ", says="Đã đưa văn bản vào hồ sơ.")


def bring(person: Person, page: str, kind: str, file: Path, **said: str | Path) -> None:
    """Upload a paper; it takes the place of the one that stands there."""
    person.open(f"{page}/dossier/{kind}").fill({**said, "file": file})
    person.press("Tải tài liệu lên", says="Đã thêm tài liệu vào hồ sơ.")


def archive(person: Person, page: str) -> zipfile.ZipFile:
    """The dossier as one archive, downloaded by its button and opened."""
    person.open(f"{page}/dossier")
    with person.page.expect_download() as waiting:
        person.page.locator("main").get_by_role("link", name="Tải cả hồ sơ (ZIP)").click()
    return zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))


def check_archive(packed: zipfile.ZipFile, kinds: set[str]) -> dict[str, object]:
    """Opened, whole, and every byte as its manifest says; gives the manifest."""
    assert packed.testzip() is None
    manifest: dict[str, object] = json.loads(packed.read("manifest.json"))
    papers = manifest["papers"]
    assert isinstance(papers, list)
    for paper in papers:
        content = packed.read(paper["file"])
        assert hashlib.sha256(content).hexdigest() == paper["sha256"]
        assert len(content) == paper["size"]
    assert {paper["kind"] for paper in papers} == kinds
    assert {paper["file"] for paper in papers} == set(packed.namelist()) - {"manifest.json", "MANIFEST.txt"}
    assert "DANH MỤC HỒ SƠ ĐỀ NGHỊ KHEN THƯỞNG" in packed.read("MANIFEST.txt").decode()
    return manifest
