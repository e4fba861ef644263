"""The archive of a dossier: what its manifest says about papers, rules and faults."""

import hashlib
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from emulation.gateways.files import path_of
from emulation.services import dossier_bundles, dossiers, evidence, rulebook
from emulation.services.dossiers import Details
from emulation.vocabulary.errors import NotFound
from tests.factories import awards as made
from tests.factories import dossiers as filled
from tests.factories.world import World
from tests.services.test_dossiers import bring, word


def test_the_manifest_is_true(session: Session, world: World, tmp_path: Path) -> None:
    """Acceptance 5; each rule with its badge (L15).

    Red when `_paper` writes the hash of the record instead of that of the bytes, and when `_confirmation` calls every
    rule confirmed.
    """
    cycle = made.ground(session, world)
    rulebook.load(session, actor=made.actor_system(world), now=world.now)
    row = made.draft(session, world, cycle)
    details = Details(number="45/TTr-UBND", dated_on=date(2025, 3, 28), title="Tờ trình ../../etc")
    bring(session, world, row, tmp_path, details=details)
    bring(
        session, world, row, tmp_path, "other", content=word("Phụ lục số liệu năm 2024"), name="phụ lục.docx"
    )
    evidence._settle(session)
    assert dossiers.TOLD
    values = {
        "proposal_id": row.id,
        "folder": tmp_path,
        "now": world.now,
        "made_by": "Trần Thị Bình",
        "limit_mb": 5,
    }
    with dossier_bundles.pack(session, **values) as file:  # type: ignore[arg-type]
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    manifest = json.loads(archive.read("manifest.json"))
    assert [one["file"] for one in manifest["papers"]] == [
        "01_submission_so-45-ttr-ubnd.docx",
        "02_other_tai-lieu-khac.docx",
    ]
    for one in manifest["papers"]:
        assert one["sha256"] == hashlib.sha256(archive.read(one["file"])).hexdigest()
        assert one["is_intact"] is True
    assert manifest["proposal"]["award_code"] == "flag_gov"
    assert [one["value"] for one in manifest["regime"]] == ["R3"]
    assert manifest["is_complete"] is False
    assert "achievement_report" in manifest["missing"]
    text = archive.read("MANIFEST.txt").decode()
    assert "Tình trạng: còn thiếu 8/9 tài liệu bắt buộc" in text
    assert (text.count("[Chưa xác nhận]"), text.count("[Đã xác nhận]")) == (17, 1)
    assert "THIẾU: Báo cáo thành tích" in text
    assert "Lập lúc 10:00 ngày 15/10/2025, Trần Thị Bình" in text


def test_bytes_that_are_gone_are_not_hidden(session: Session, world: World, tmp_path: Path) -> None:
    """Red when `pack` leaves out files that are not there."""
    cycle = made.ground(session, world)
    row = made.draft(session, world, cycle)
    paper = filled.paper(session, world, row, "other")
    assert paper.id
    assert not path_of(tmp_path, "0" * 64).exists()
    with pytest.raises(NotFound):
        dossier_bundles.pack(
            session, proposal_id=row.id, folder=tmp_path, now=world.now, made_by="Trần", limit_mb=5
        )
