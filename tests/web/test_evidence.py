"""The store of evidence by HTTP: from the upload to the line that leans on it, and every wrong way."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from emulation.db import Database, unit_of_work
from emulation.models.evidence import Evidence, EvidenceUse
from emulation.models.pledges import PledgeTarget
from emulation.settings import Settings
from emulation.vocabulary.states import Phase
from tests.conftest import unchanged
from tests.factories import evidence as made
from tests.factories import pledges
from tests.factories.world import World
from tests.support import samples
from tests.support.pages import get, submit, text_of

STORE = "/clusters/tptw/2025/evidence/HP"
SignIn = Callable[[str], FlaskClient]


def pdf(content: bytes = b"", name: str = "nghị quyết.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(samples.pdf(content) if content else samples.pdf()), name


def upload(client: FlaskClient, page: str = f"{STORE}/new", **data: Any) -> TestResponse:
    return submit(client, page, {"title": "Nghị quyết 12", "file": pdf()} | data)


@pytest.fixture
def target_id(database: Database, world: World) -> int:
    """A target of Hải Phòng's drafted pledge."""
    with database.writing() as session, unit_of_work(session):
        pledge = pledges.draft(session, world, "HP")
        return session.scalars(select(PledgeTarget.id).where(PledgeTarget.pledge_id == pledge.id)).one()


def test_from_the_upload_to_the_line(
    client_as: SignIn, world: World, target_id: int, database: Database
) -> None:
    officer, chair = client_as("officer.hp"), client_as("secretary.hn")
    assert "Chưa có minh chứng nào." in text_of(get(officer, STORE))
    assert "Tệp PDF, Word, Excel, PNG, JPEG, tối đa" in text_of(get(officer, f"{STORE}/new"))
    answer = upload(officer, number="12/NQ-HĐND", issuer="HĐND thành phố", issued_on="05/12/2024")
    assert answer.status_code == 302, text_of(answer)
    page = text_of(get(officer, STORE))
    for words in ("Nghị quyết 12", "12/NQ-HĐND", "HĐND thành phố", "05/12/2024", "Chưa dùng ở đâu"):
        assert words in page
    use = f"{STORE}/use/pledge_target/{target_id}"
    assert use in text_of(get(officer, "/clusters/tptw/2025/pledges/HP"))
    answer = submit(officer, use, {"pieces-0-used": "y", "pieces-0-page": "3"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/clusters/tptw/2025/pledges/HP")
    for client in (officer, chair):
        shown = text_of(get(client, "/clusters/tptw/2025/pledges/HP"))
        assert "Nghị quyết 12" in shown
        assert "trang 3" in shown
        assert "Giao ước – Tốc độ tăng GRDP" in text_of(get(client, STORE))
    assert "Lưu minh chứng" not in text_of(get(chair, use))
    assert submit(officer, use, {"pieces-0-page": "3"}).status_code == 302
    with database.reading() as session:
        assert session.scalars(select(EvidenceUse)).all() == []


def test_an_upload_for_a_line_is_used_at_once(client_as: SignIn, target_id: int, database: Database) -> None:
    officer = client_as("officer.hp")
    answer = upload(officer, f"{STORE}/new?for=pledge_target-{target_id}")
    assert answer.headers["Location"] == f"{STORE}/use/pledge_target/{target_id}"
    with database.reading() as session:
        assert session.scalars(select(EvidenceUse.object_id)).all() == [target_id]


def test_the_same_file_again_leads_to_the_one_that_is_there(
    client_as: SignIn, world: World, database: Database, settings: Settings
) -> None:
    """Acceptance: told that it exists, with a link. Red when `_twin` is not asked in store.add."""
    officer = client_as("officer.hp")
    assert upload(officer).status_code == 302
    with unchanged(database):
        answer = upload(officer, title="Khác", file=pdf(name="tên khác.pdf"))
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Tệp “tên khác.pdf” đã được tải lên." in page
    assert f'<a href="{STORE}/1">Xem “Nghị quyết 12”</a>' in page
    assert 'value="Khác"' in page
    kept = [path for path in (Path(settings.data_dir) / "files").rglob("*") if path.is_file()]
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"file": (io.BytesIO(b""), "")}, "Chọn tệp minh chứng."),
        ({"file": (io.BytesIO(b"MZ"), "a.exe")}, "phải là PDF, Word, Excel, PNG, JPEG"),
        ({"file": (io.BytesIO(b"no pdf"), "a.pdf")}, "a.pdf"),
        ({"issued_on": "31/02/2025"}, "Ngày ban hành"),
        ({"title": "x" * 301}, "nhiều nhất 300 ký tự"),
    ],
)
def test_wrong_input_is_told_beside_its_field(
    client_as: SignIn, world: World, database: Database, data: dict[str, Any], words: str
) -> None:
    officer = client_as("officer.hp")
    with unchanged(database):
        answer = upload(officer, **data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "Có lỗi cần sửa" in text_of(answer)


def test_a_new_version_keeps_the_old_one_readable(client_as: SignIn, world: World, target_id: int) -> None:
    officer = client_as("officer.hp")
    upload(officer, f"{STORE}/new?for=pledge_target-{target_id}")
    answer = submit(officer, f"{STORE}/1/replace", {"title": "Nghị quyết 12 sửa", "file": pdf(b"2")})
    assert answer.status_code == 302, text_of(answer)
    old, new = text_of(get(officer, f"{STORE}/1")), text_of(get(officer, f"{STORE}/2"))
    assert "Đây là bản cũ, đã có bản mới thay." in old
    assert "Giao ước – Tốc độ tăng GRDP" in new
    for file_id in (1, 2):
        assert get(officer, f"/clusters/tptw/files/{file_id}").status_code == 200
    page = text_of(get(officer, STORE))
    assert "Bản cũ và minh chứng đã rút" in page
    refused = submit(officer, f"{STORE}/1/edit", {"title": "X"})
    assert refused.status_code == 422
    assert "Đây là bản cũ. Hãy sửa ở bản mới nhất." in text_of(refused)


def test_withdrawing_is_refused_while_it_is_used(client_as: SignIn, world: World, target_id: int) -> None:
    officer = client_as("officer.hp")
    upload(officer, f"{STORE}/new?for=pledge_target-{target_id}")
    upload(officer, file=pdf(b"2"), title="Chưa dùng")
    assert "Rút minh chứng" not in text_of(get(officer, f"{STORE}/1"))
    answer = submit(officer, f"{STORE}/2", {}, action=f"{STORE}/1/withdraw")
    assert answer.status_code == 409
    assert "đang được dùng ở 1 nơi" in text_of(answer)
    assert submit(officer, f"{STORE}/2", {}, action=f"{STORE}/2/withdraw").status_code == 302
    assert "Đã rút" in text_of(get(officer, STORE))


def test_two_editors_meet_at_the_conflict_page(client_as: SignIn, world: World) -> None:
    officer, leader = client_as("officer.hp"), client_as("leader.hp")
    upload(officer)
    assert submit(officer, f"{STORE}/1/edit", {"title": "Một"}).status_code == 302
    answer = submit(leader, f"{STORE}/1/edit", {"title": "Hai"}, version="1")
    assert answer.status_code == 409
    assert "Một" in text_of(answer)
    assert "Hai" in text_of(answer)


@pytest.mark.asvs("8.2.2")
def test_others_neither_read_nor_download(
    client_as: SignIn, client: FlaskClient, world: World, target_id: int
) -> None:
    """Red when desk_of does not ask, and when files.download asks no evidence right."""
    upload(client_as("officer.hp"))
    use = f"{STORE}/use/pledge_target/{target_id}"
    for name, status in (("officer.dn", 403), ("outsider", 404)):
        other = client_as(name)
        for path in (STORE, f"{STORE}/1", use):
            assert get(other, path).status_code == status, (name, path)
        assert get(other, "/clusters/tptw/files/1").status_code == 404
    assert get(client, "/clusters/tptw/files/1").status_code == 404
    assert get(client, STORE).headers["Location"].startswith("/sign-in")
    for name in ("leader.hp", "secretary.hp", "secretary.hn", "secretary.hcm", "auditor"):
        assert get(client_as(name), "/clusters/tptw/files/1").status_code == 200, name
        assert get(client_as(name), STORE).status_code == 200, name
        assert get(client_as(name), f"{STORE}/new").status_code == (200 if name == "leader.hp" else 403), name


def test_a_record_of_others_is_not_there(
    client_as: SignIn, world: World, target_id: int, database: Database
) -> None:
    """Neither through the address of one's own store nor as a paper of another one."""
    other, own = client_as("officer.dn"), "/clusters/tptw/2025/evidence/DN"
    assert get(other, f"{own}/use/pledge_target/{target_id}").status_code == 404
    assert get(other, f"{own}/use/user/1").status_code == 404
    assert get(other, f"{own}/new?for=pledge_target-{target_id}").status_code == 404
    officer, use = client_as("officer.hp"), f"{STORE}/use/pledge_target/{target_id}"
    with unchanged(database):
        answer = submit(officer, use, {"pieces-0-evidence": "99", "pieces-0-used": "y"})
    assert answer.status_code == 404


def test_a_closed_year_offers_and_takes_nothing(
    client_as: SignIn, world: World, target_id: int, database: Database, settings: Settings
) -> None:
    officer = client_as("officer.hp")
    upload(officer)
    world.set_phase(Phase.CLOSED)
    assert "Tải minh chứng lên" not in text_of(get(officer, STORE))
    with unchanged(database):
        answer = upload(officer, file=pdf(b"2"))
    assert answer.status_code == 422
    assert "Năm thi đua đã đóng nên không sửa được nữa." in text_of(answer)


def test_the_menu_leads_to_the_stores(
    client_as: SignIn, world: World, database: Database, settings: Settings
) -> None:
    """One's own at once; whoever reads several gets the list."""
    with database.writing() as session, unit_of_work(session):
        made.paper(session, world, Path(settings.data_dir), "DN")
    index = "/clusters/tptw/2025/evidence"
    assert "Kho minh chứng" in text_of(get(client_as("officer.hp"), "/clusters/tptw"))
    assert f'href="{STORE}/new"' in text_of(get(client_as("officer.hp"), index))
    page = text_of(get(client_as("secretary.hn"), index))
    assert page.index("Hải Phòng") < page.index("Đà Nẵng")
    with database.reading() as session:
        assert session.scalars(select(Evidence.title)).all() == ["nghị quyết 12"]
