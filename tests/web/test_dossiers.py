"""Dossiers by HTTP: the task list, uploads and their faults, waivers, the report, the archive (J6, step 3)."""

import io
import json
import re
import zipfile
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from emulation.db import unit_of_work
from emulation.models.awards import Proposal
from emulation.vocabulary.award_kinds import PollBody
from tests.factories import dossiers as filled
from tests.factories.world import World
from tests.support import samples
from tests.support.awards import PROPOSALS, SignIn, build, completed
from tests.support.pages import BASE, get, hidden_of, submit, text_of


def word(*lines: str, name: str = "tờ trình.docx") -> tuple[io.BytesIO, str]:
    content = io.BytesIO()
    letter = docx.Document()
    for line in lines:
        letter.add_paragraph(line)
    letter.save(content)
    return io.BytesIO(content.getvalue()), name


def upload(client: FlaskClient, page: str, **data: Any) -> TestResponse:
    return submit(client, page, {"file": word("Tờ trình")} | data)


@pytest.fixture
def dossier(world: World) -> str:
    """The dossier of a draft of Hải Phòng, whose council voted on 12/03/2025."""
    number = build(world)
    with world.database.writing() as session, unit_of_work(session):
        filled.vote(session, world, session.get_one(Proposal, number), PollBody.CITY_COUNCIL)
    return f"{PROPOSALS}/{number}/dossier"


def test_from_the_first_paper_to_the_faults(client_as: SignIn, dossier: str) -> None:
    """J6 (3): a report of the wrong year and a submission older than the vote are named. Red without L02 or L04."""
    officer = client_as("officer.hp")
    page = text_of(get(officer, dossier))
    assert "Còn thiếu 9/9 tài liệu bắt buộc" in page
    assert "Chưa bắt đầu" in page
    wrong_year = word("BÁO CÁO THÀNH TÍCH", "Đề nghị khen thưởng năm 2023", name="báo cáo.docx")
    assert upload(officer, f"{dossier}/achievement_report", file=wrong_year).status_code == 302
    early = {"dated_on": "01/03/2025", "number": "45/TTr-UBND", "capacity": "tl"}
    assert upload(officer, f"{dossier}/submission", **early).status_code == 302
    page = text_of(get(officer, dossier))
    assert "Còn thiếu 7/9 tài liệu bắt buộc" in page
    assert "“Báo cáo thành tích” ghi năm 2023 ở phần đầu văn bản; năm thi đua của hồ sơ là 2024." in page
    assert "(01/03/2025) phải sau ngày bỏ phiếu (12/03/2025)." in page
    assert "ký “TL.”; tài liệu này chỉ được ký “TM.”, “KT.”." in page
    assert "Có vấn đề" in page
    assert "Còn thiếu 7/9" in text_of(get(officer, dossier.removesuffix("/dossier")))


def test_unconfirmed_rules_carry_their_tag(client_as: SignIn, dossier: str) -> None:
    page = text_of(get(client_as("officer.hp"), dossier))
    assert "Chưa xác nhận" in page
    assert "Căn cứ: Nghị định 152/2025/NĐ-CP" in page
    assert "Số bộ hồ sơ giấy" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"file": (io.BytesIO(b""), "")}, "Chọn tệp tài liệu."),
        ({"file": (io.BytesIO(b""), "trống.pdf")}, "Tệp “trống.pdf” rỗng hoặc không đọc được."),
        ({"file": (io.BytesIO(b"x"), "tờ trình.exe")}, "Tệp “tờ trình.exe” phải là PDF, Word."),
        ({"file": (io.BytesIO(samples.picture("PNG")), "ảnh.png")}, "Tệp “ảnh.png” phải là PDF, Word."),
        ({"dated_on": "31/02/2025"}, "phải là ngày có thật"),
        ({"work_year": "hai nghìn"}, "phải từ 1990 đến 2100"),
        ({"capacity": "q"}, "Chọn tư cách ký."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client_as: SignIn, dossier: str, data: dict[str, Any], message: str
) -> None:
    officer = client_as("officer.hp")
    answer = upload(officer, f"{dossier}/submission", **data)
    assert answer.status_code == 422
    assert message in text_of(answer)
    assert "Còn thiếu 9/9" in text_of(get(officer, dossier))


def test_the_same_file_leads_to_where_it_stands(client_as: SignIn, dossier: str) -> None:
    """Screens 3.17. Red when the view looks for no twin."""
    officer, content = client_as("officer.hp"), word("Tờ trình")[0].getvalue()
    assert upload(officer, f"{dossier}/submission", file=(io.BytesIO(content), "a.docx")).status_code == 302
    answer = upload(officer, f"{dossier}/other", file=(io.BytesIO(content), "b.docx"))
    assert answer.status_code == 422
    assert "Tệp “b.docx” đã có trong hồ sơ ở mục “Tờ trình" in text_of(answer)
    assert f'href="{dossier}/submission">Xem “Tờ trình' in text_of(answer)


def test_papers_are_made_by_those_who_bring_them(client_as: SignIn, dossier: str) -> None:
    """Red when the link does not look at who brings the kind."""
    made_by = {
        "officer.hp": ["submission", "achievement_report", "council_minutes", "council_ballot"],
        "secretary.hn": [
            "cluster_submission",
            "score_table",
            "preparatory_minutes",
            "conference_minutes",
            "cluster_ballot",
            "disclosure_summary",
        ],
        "auditor": [],
    }
    for reader, kinds in made_by.items():
        page = get(client_as(reader), dossier).text
        assert re.findall(rf'href="{dossier}/(\w+)/make"', page) == kinds
    officer = client_as("officer.hp")
    assert submit(officer, f"{dossier}/submission/make", {}).headers["Location"].endswith(dossier)
    assert "Còn thiếu 8/9 tài liệu bắt buộc" in text_of(get(officer, dossier))


def test_who_sees_and_who_writes(client_as: SignIn, client: FlaskClient, dossier: str) -> None:
    assert get(client, dossier).status_code == 302
    for stranger in ("officer.ct", "outsider", "admin"):
        assert get(client_as(stranger), dossier).status_code in (403, 404)
        assert get(client_as(stranger), f"{dossier}.zip").status_code in (403, 404)
    for reader in ("officer.hp", "leader.hp", "secretary.hn", "secretary.hcm", "leader.hn", "auditor"):
        assert get(client_as(reader), dossier).status_code == 200
    chair = client_as("secretary.hn")
    assert "Tài liệu này do đơn vị được đề nghị tải lên." in text_of(get(chair, f"{dossier}/submission"))
    assert upload(chair, f"{dossier}/submission").status_code == 403
    assert upload(chair, f"{dossier}/cluster_submission").status_code == 302
    assert get(client_as("officer.hp"), f"{dossier}/nothing").status_code == 404


def test_a_paper_is_taken_out_with_a_reason(client_as: SignIn, dossier: str) -> None:
    officer, page = client_as("officer.hp"), f"{dossier}/submission"
    upload(officer, page)
    fields = hidden_of(officer, page)
    answer = officer.post(f"{page}/1/remove", data=fields | {"reason": ""}, base_url=BASE)
    assert answer.status_code == 422
    assert "Nhập lý do." in text_of(answer)
    answer = officer.post(
        f"{page}/1/remove",
        data=hidden_of(officer, page) | {"reason": "Nhầm tệp của năm trước"},
        base_url=BASE,
    )
    assert answer.status_code == 302
    assert "Còn thiếu 9/9" in text_of(get(officer, dossier))
    history = text_of(get(officer, dossier.removesuffix("/dossier")))
    assert "đã bỏ tài liệu khỏi hồ sơ" in history


def test_a_waived_paper_needs_reason_and_approver(client_as: SignIn, dossier: str) -> None:
    """J6 (3). Red when the page offers the button to whoever asked."""
    officer, leader, page = client_as("officer.hp"), client_as("leader.hp"), f"{dossier}/preparatory_minutes"
    assert submit(officer, page, {"reason": ""}, f"{page}/waive").status_code == 422
    assert submit(officer, page, {"reason": "Năm nay không họp trù bị."}, f"{page}/waive").status_code == 302
    assert "Chờ người thứ hai đồng ý." in text_of(get(officer, dossier))
    assert "Đồng ý miễn" not in text_of(get(officer, dossier))
    assert "Đồng ý miễn “Biên bản họp trù bị”" in text_of(get(leader, dossier))
    assert submit(leader, dossier, {"version": "1"}, f"{page}/agree").status_code == 302
    page_after = text_of(get(officer, dossier))
    assert "Còn thiếu 8/9" in page_after
    assert "Được miễn" in page_after


def test_sections_of_the_report_are_written(client_as: SignIn, dossier: str) -> None:
    officer, page = client_as("officer.hp"), f"{dossier}/report"
    assert "Còn thiếu 6/6 phần." in text_of(get(officer, page))
    text = "Thành phố hoàn thành vượt mức 12/14 chỉ tiêu đã cam kết trong năm."
    assert submit(officer, page, {"results": text}).status_code == 302
    shown = text_of(get(officer, page))
    assert "Còn thiếu 5/6 phần." in shown
    assert text in shown
    answer = submit(officer, page, {"situation": text}, version="0")
    assert answer.status_code == 409
    assert get(client_as("secretary.hn"), page).status_code == 403


def test_the_archive_opens_and_says_what_it_holds(client_as: SignIn, dossier: str) -> None:
    """A11, acceptance 5. Red when the view sends the page instead of the file."""
    officer = client_as("officer.hp")
    upload(officer, f"{dossier}/submission", number="45/TTr-UBND")
    answer = get(officer, f"{dossier}.zip")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert "no-store" in answer.headers["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert archive.namelist() == ["01_submission_so-45-ttr-ubnd.docx", "manifest.json", "MANIFEST.txt"]
    assert json.loads(archive.read("manifest.json"))["proposal"]["member"] == "Hải Phòng"
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_complete_dossier_says_so(client_as: SignIn, world: World, dossier: str) -> None:
    completed(world, 1)
    page = text_of(get(client_as("officer.hp"), dossier))
    assert "Đủ 9/9 tài liệu bắt buộc." in page
    assert "Không còn lỗi phải sửa trước khi trình." in page


def test_papers_are_called_in_the_readers_language(client_as: SignIn, dossier: str) -> None:
    """In the list and in what is wrong with them. Red when a finding takes a paper's Vietnamese name."""
    officer = client_as("officer.hp")
    officer.set_cookie("__Host-language", "en", domain="localhost", secure=True)
    shown = text_of(get(officer, dossier))
    assert ">Achievement report</a>" in shown
    assert "“Achievement report” is missing (9 of 9 required papers missing)." in shown
    assert "“Báo cáo thành tích”" not in shown
