"""Dossiers as one archive: hashes of the bytes that were written, names that lead nowhere (acceptance 5)."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation.gateways import bundles
from emulation.gateways.bundles import Packed, Piece
from emulation.vocabulary.errors import DomainError

MADE_AT = datetime(2025, 10, 15, 3, 0, 30, tzinfo=UTC)
SAFE = re.compile(r"[a-z0-9][a-z0-9._-]*")
HOSTILE = (
    "../../etc/passwd",
    "C:\\Windows\\system32",
    "tờ trình/../../x",
    "\u202egnp.exe",
    "con",
    "a\x00b",
    "…",
    "Tờ trình số 45/TTr-UBND",
    "đĐ" * 200,
    "-rf",
)
TITLES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))


def told(packed: Sequence[Packed]) -> tuple[dict[str, Any], str]:
    """A manifest of what was packed."""
    papers = [{"file": one.name, "sha256": one.sha256, "size": one.size} for one in packed]
    return {"papers": papers}, "\n".join(one.name for one in packed)


def piece(
    folder: Path, words: Sequence[str], content: bytes, suffix: str = ".pdf", sha256: str = ""
) -> Piece:
    digest = hashlib.sha256(content).hexdigest()
    place = folder / digest
    place.write_bytes(content)
    return Piece(words, suffix, place, sha256 or digest)


def packed(pieces: Sequence[Piece], folder: Path) -> tuple[zipfile.ZipFile, bytes]:
    with bundles.pack(pieces, folder=folder / "arriving", made_at=MADE_AT, manifest=told) as file:
        content = file.read()
    return zipfile.ZipFile(io.BytesIO(content)), content


@given(
    papers=st.lists(st.tuples(TITLES, TITLES, st.binary(max_size=400)), max_size=8),
    suffix=st.sampled_from([".pdf", ".docx", "", "./../x", ".PDF"]),
)
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_hashes_match_and_names_are_safe(tmp_path: Path, papers: list[Any], suffix: str) -> None:
    """Red when `_add` hashes before the last block, or `_plain` lets anything but a–z, 0–9 through."""
    pieces = [piece(tmp_path, (title, number), content, suffix) for title, number, content in papers]
    opened, _content = packed(pieces, tmp_path)
    assert opened.testzip() is None
    manifest = json.loads(opened.read("manifest.json"))
    names = [one["file"] for one in manifest["papers"]]
    assert opened.namelist() == [*names, "manifest.json", "MANIFEST.txt"]
    for one, (_title, _number, content) in zip(manifest["papers"], papers, strict=True):
        found = opened.read(one["file"])
        assert found == content
        assert (one["sha256"], one["size"]) == (hashlib.sha256(found).hexdigest(), len(found))
    assert len({name.lower() for name in names}) == len(names)
    for number, name in enumerate(names, start=1):
        assert SAFE.fullmatch(name)
        assert ".." not in name
        assert name.startswith(f"{number:02d}_")
        assert len(name) < 100


def test_names_say_what_a_paper_is(tmp_path: Path) -> None:
    pieces = [
        piece(tmp_path, ("Tờ trình", "số 45"), b"1"),
        piece(tmp_path, ("Biên bản họp Hội đồng", ""), b"2", ".docx"),
        piece(tmp_path, ("…", ""), b"3"),
    ]
    assert bundles.names_of(pieces) == [
        "01_to-trinh_so-45.pdf",
        "02_bien-ban-hop-hoi-dong.docx",
        "03_tai-lieu.pdf",
    ]


def test_the_same_papers_give_the_same_bytes(tmp_path: Path) -> None:
    """Red when entries carry the time of the machine."""
    pieces = [piece(tmp_path, ("Tờ trình",), b"1"), piece(tmp_path, ("Báo cáo",), b"2")]
    assert packed(pieces, tmp_path)[1] == packed(pieces, tmp_path)[1]


def test_bytes_that_changed_on_disk_are_told(tmp_path: Path) -> None:
    """Red when the manifest repeats the hash of the record."""
    found: list[Packed] = []

    def manifest(those: Sequence[Packed]) -> tuple[dict[str, Any], str]:
        found.extend(those)
        return told(those)

    changed = piece(tmp_path, ("Tờ trình",), b"khac", sha256="0" * 64)
    bundles.pack([changed], folder=tmp_path, made_at=MADE_AT, manifest=manifest).close()
    assert (found[0].sha256, found[0].is_intact) == (hashlib.sha256(b"khac").hexdigest(), False)


def test_a_dossier_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Red when `pack` does not look at MOST_BYTES before it writes."""
    monkeypatch.setattr(bundles, "MOST_BYTES", 3)
    with pytest.raises(DomainError, match="quá lớn"):
        packed([piece(tmp_path, ("Tờ trình",), b"1234")], tmp_path)
    assert not (tmp_path / "arriving").exists()


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Red when the archive is a file with a name."""
    packed([piece(tmp_path, ("Tờ trình",), b"1")], tmp_path)
    assert list((tmp_path / "arriving").iterdir()) == []
