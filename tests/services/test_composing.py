"""Every field of handbook 11 stands in the document that is made (acceptance 4); what is not known is a marked gap."""

import io
from collections.abc import Sequence
from datetime import date

import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.orm import Session

from emulation.gateways.pdf.official import official_pdf
from emulation.gateways.word import default_template, word_bytes
from emulation.models.polls import Poll, PollCount
from emulation.models.rulebook import LegalRule
from emulation.queries.places import find_place
from emulation.services.composing import About, compose
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import PlanSource, Provenance
from emulation.vocabulary.official import OfficialPaper
from tests.factories import documents, rankings
from tests.factories.documents import Year
from tests.factories.world import World
from tests.support.papers import Paper
from tests.support.word import words_in

TODAY = date(2025, 10, 15)
MARK = "Minh họa – không phải số liệu chính thức"
NATION = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Nơi nhận:",
    "- Lưu: VT, TĐKT.",
)
CLUSTER = "Cụm thi đua các thành phố trực thuộc Trung ương"
RULE = "Căn cứ: Nghị định 98/2023/NĐ-CP (Chưa xác nhận)"
#: Row of handbook 11 by row: what must be read in the document, by the known facts of the ground.
FIELDS: dict[DocumentKind, Sequence[str]] = {
    DocumentKind.SUBMISSION: (
        "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
        "Số: 08/TTr-UBND",
        "Hải Phòng, ngày 28 tháng 3 năm 2025",
        "TỜ TRÌNH",
        "Về việc đề nghị tặng “Cờ thi đua của Chính phủ” cho thành phố Hải Phòng năm 2024",
        "Kính gửi: Thủ tướng Chính phủ",
        "Căn cứ Luật Thi đua, khen thưởng 06/2022/QH15; Căn cứ Nghị định 98/2023/NĐ-CP.",
        "Năm thi đua: 2024",
        "Thành phố Hải Phòng: 870,00 điểm, hạng 3/5",
        "Bỏ phiếu của cụm về Hải Phòng (“Cờ thi đua của Chính phủ”): Đạt 5/5 = 100,00% ≥ 80% → đủ điều kiện. "
        "Căn cứ: Quy chế của cụm, Điều 7 (Chưa xác nhận).",
        "Bỏ phiếu của Hội đồng về Hải Phòng (“Cờ thi đua của Chính phủ”): Đạt 9/11 = 81,82% ≥ 80% → đủ điều kiện. "
        "Căn cứ: Nghị định 98/2023/NĐ-CP (Chưa xác nhận).",
        RULE,
        "Cụm: 5/5; Hội đồng: 9/11",
        "5. Tài liệu kèm theo a) Báo cáo thành tích;",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH",
        "Người leader.hp",
        "- Như trên;",
    ),
    DocumentKind.CLUSTER_SUBMISSION: (
        "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG TRUNG ƯƠNG",
        "CỤM THI ĐUA CÁC THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG",
        "Kính gửi: Hội đồng Thi đua - Khen thưởng Trung ương",
        "Căn cứ Luật Thi đua, khen thưởng 06/2022/QH15;",
        "Năm thi đua: 2024",
        "Thành phố Hải Phòng: 870,00 điểm, hạng 3/5",
        "Thành phố Đà Nẵng: 860,00 điểm, hạng 4/5",
        "Đạt 5/5 = 100,00% ≥ 80% → đủ điều kiện. Căn cứ: Quy chế của cụm, Điều 7 (Chưa xác nhận).",
        "Đạt 3/5 = 60,00% < 80% → chưa đủ điều kiện, thiếu 1 phiếu. Căn cứ: Quy chế của cụm, Điều 7 (Chưa xác nhận).",
        "“Bằng khen của Thủ tướng Chính phủ”",
        "a) Bảng tổng hợp điểm;",
        "đ) Danh sách đề nghị khen thưởng.",
        "TM. CỤM THI ĐUA CỤM TRƯỞNG CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI",
        "Người leader.hn",
        "Số: [chưa có: số tờ trình]/TTr-CTĐ",
    ),
    DocumentKind.ACHIEVEMENT_REPORT: (
        "BÁO CÁO THÀNH TÍCH",
        "Mẫu báo cáo: Mẫu số 02. Căn cứ: Nghị định 98/2023/NĐ-CP",
        "“Cờ thi đua của Chính phủ”",
        documents.SITUATION,
        "870,00 điểm, hạng 3/5",
        "Tốc độ tăng GRDP % ≥ 7,5 11,01 146,80 Tổng cục Thống kê",
        documents.MERIT,
        "[chưa có: thành tích đạt được]",
        "Kính gửi: Hội đồng Thi đua - Khen thưởng Trung ương",
    ),
    DocumentKind.NOMINEE_LIST: (
        "DANH SÁCH",
        "1 Hải Phòng “Cờ thi đua của Chính phủ” 2024 hạng 3/5 Cụm: 5/5; Hội đồng: 9/11 Nghị định 98/2023/NĐ-CP",
        "2 Đà Nẵng “Bằng khen của Thủ tướng Chính phủ” 2024 hạng 4/5 Cụm: 3/5; Hội đồng: [chưa có: kết quả bỏ phiếu]",
    ),
    DocumentKind.CONFERENCE_MINUTES: (
        "TRÍCH BIÊN BẢN Hội nghị tổng kết " + CLUSTER + " năm 2024",
        "Số: 05/BB-CTĐ",
        "Cần Thơ, ngày 22 tháng 3 năm 2025",
        "Thời gian: [chưa có: giờ khai mạc], ngày 22 tháng 3 năm 2025",
        "Địa điểm: Cần Thơ",
        "[chưa có: chương trình hội nghị]",
        "Có mặt: [chưa có: đại biểu có mặt]",
        "Vắng mặt: [chưa có: đại biểu vắng mặt]",
        "Khách mời: " + documents.GUESTS,
        "Đại diện Hội đồng Thi đua - Khen thưởng Trung ương: [chưa có: đại diện Hội đồng Trung ương]",
        "Báo cáo tổng kết công tác thi đua năm 2024",
        "[chưa có: ý kiến thảo luận]",
        "1 Hà Nội 890,00 hạng 1/5",
        "5 Cần Thơ 850,00 hạng 5/5",
        "Hội nghị suy tôn Hà Nội là đơn vị dẫn đầu " + CLUSTER + " năm 2024.",
        "a) “Cờ thi đua của Chính phủ”: Hải Phòng; b) “Bằng khen của Thủ tướng Chính phủ”: Đà Nẵng.",
        "Cụm trưởng năm 2025: Hà Nội. Cụm phó năm 2025: TP. Hồ Chí Minh.",
        "Thông qua bảng điểm và xếp hạng năm 2024; thống nhất 2 đề nghị khen thưởng nêu trên.",
        "Kết thúc lúc: [chưa có: giờ bế mạc]",
        "THƯ KÝ [chưa có: họ tên thư ký]",
        "CHỦ TRÌ Chủ tịch Ủy ban nhân dân thành phố Cần Thơ",
    ),
    DocumentKind.PREPARATORY_MINUTES: (
        "TRÍCH BIÊN BẢN Họp trù bị",
        "ngày 05 tháng 3 năm 2025",
        "Bảng điểm dự kiến",
        "3 Hải Phòng 870,00 hạng 3/5",
        "Ý kiến đề nghị xem lại và trả lời Không có.",
        "Phân định khi bằng điểm Không có.",
        "Bỏ phiếu của cụm về Hải Phòng",
        "Đạt 3/5 = 60,00% < 80%",
        "Có mặt:",
        "Cụm trưởng năm 2025: Hà Nội.",
        "THƯ KÝ",
        "CHỦ TRÌ",
    ),
    DocumentKind.COUNCIL_MINUTES: (
        "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        "Số: 07/BBKP",
        "Căn cứ Luật Thi đua, khen thưởng 06/2022/QH15;",
        "Tổng số thành viên Hội đồng: 11 (mười một).",
        "Có mặt: 9 (chín); vắng mặt: 2 (hai); ý kiến bằng văn bản: 2 (hai).",
        "thành phố Hải Phòng là thành viên " + CLUSTER,
        "đồng ý 9 (chín), không đồng ý 1 (một), không có ý kiến 0 (không). Đạt 9/11 = 81,82% ≥ 80%",
        RULE,
        "TM. HỘI ĐỒNG CHỦ TỊCH HỘI ĐỒNG",
    ),
    DocumentKind.COUNCIL_BALLOT: (
        "BIÊN BẢN KIỂM PHIẾU",
        "Hội đồng Thi đua - Khen thưởng thành phố Hải Phòng",
        "Quy tắc: ballot_flag.n98",
        RULE,
        "Vòng bỏ phiếu: 1 (một)",
        "Tổng số thành viên (N): 11 (mười một)",
        "Có mặt: 9 (chín)",
        "Vắng mặt: 2 (hai)",
        "Ý kiến bằng văn bản: 2 (hai)",
        "Số phiếu phát ra: 11 (mười một)",
        "Số phiếu thu về: 11 (mười một)",
        "Số phiếu hợp lệ: 10 (mười)",
        "Số phiếu không hợp lệ: 1 (một)",
        "1 Hải Phòng “Cờ thi đua của Chính phủ” 9 (chín) 1 (một) 0 (không) 81,82%",
        "Đạt 9/11 = 81,82% ≥ 80% → đủ điều kiện. Căn cứ: Nghị định 98/2023/NĐ-CP (Chưa xác nhận).",
        "NGƯỜI KIỂM PHIẾU Nguyễn Văn Ánh",
        "NGƯỜI KIỂM PHIẾU Trần Thị Bình",
    ),
    DocumentKind.CLUSTER_BALLOT: (
        "BIÊN BẢN KIỂM PHIẾU",
        "Nội dung bỏ phiếu: Đề nghị khen thưởng năm 2024",
        "Quy tắc: cluster_vote.tptw",
        "Căn cứ: Quy chế của cụm, Điều 7 (Chưa xác nhận)",
        "Tổng số thành viên (N): 5 (năm)",
        "Số phiếu hợp lệ: 5 (năm)",
        "Số phiếu không hợp lệ: 0 (không)",
        "1 Hải Phòng “Cờ thi đua của Chính phủ” 5 (năm) 0 (không) 0 (không) 100,00%",
        "2 Đà Nẵng “Bằng khen của Thủ tướng Chính phủ” 3 (ba) 1 (một) 1 (một) 60,00%",
        "chưa đủ điều kiện, thiếu 1 phiếu.",
        "NGƯỜI KIỂM PHIẾU Nguyễn Văn Ánh",
    ),
    DocumentKind.SCORE_TABLE: (
        "BẢNG TỔNG HỢP ĐIỂM",
        "Bảng tiêu chí: Bảng tiêu chí 2024, phiên bản 2, thang 1.000,00 điểm",
        "Hà Nội tự chấm Hà Nội thẩm định Hà Nội chính thức",
        "I.01. Tốc độ tăng GRDP 70,00 70,00 69,75 69,75 69,00 68,75 68,75",
        "Điểm thưởng Điểm trừ Tổng điểm Xếp hạng",
        "1 Hà Nội – – 890,00 hạng 1/5",
        "làm tròn đến hai chữ số thập phân, nửa đơn vị làm tròn lên",
    ),
    DocumentKind.DISCLOSURE_SUMMARY: (
        "BÁO CÁO",
        "Kết quả lấy ý kiến về đề nghị tặng “Cờ thi đua của Chính phủ” năm 2024 cho thành phố Hải Phòng",
        "Từ ngày 10 tháng 3 năm 2025 đến hết ngày 24 tháng 3 năm 2025 (10 ngày làm việc)",
        "Nơi công khai: Cổng thông tin thành phố",
        "Nhận 2 ý kiến, đăng 1.",
        "1 Một người dân Xứng đáng Cảm ơn ý kiến của ông/bà.",
    ),
}


def made(session: Session, world: World, year: Year, kind: DocumentKind) -> OfficialPaper:
    """The paper of a kind."""
    place = find_place(session, world.code, TODAY)
    assert place is not None
    key = year.key(kind.value) or None
    return compose(session, kind=kind, about=About(world.cluster_id, place.get_year(2024), key), today=TODAY)


@pytest.mark.parametrize("kind", list(DocumentKind))
def test_every_field_of_the_handbook_is_in_the_word_file(
    session: Session, world: World, kind: DocumentKind
) -> None:
    """Red when any field is left out of vocabulary/outlines.BODY or of the composing module of its kind."""
    paper = made(session, world, documents.lay(session, world), kind)
    content = word_bytes(default_template(kind), paper)
    found = words_in(content)
    for words in (*NATION, *FIELDS[kind]):
        assert words in found, words
    assert MARK not in found
    document = Document(io.BytesIO(content))
    assert document.core_properties.title == " ".join(paper.title.split())
    headings = [
        line.text for line in document.paragraphs if line.style is not None and line.style.name == "Heading 1"
    ]
    assert all(line.startswith(f"{number}. ") for number, line in enumerate(headings, start=1))


@pytest.mark.parametrize(
    "kind", [DocumentKind.CLUSTER_BALLOT, DocumentKind.SCORE_TABLE, DocumentKind.SUBMISSION]
)
def test_the_pdf_says_the_same(session: Session, world: World, kind: DocumentKind) -> None:
    """Tagged, with its title, in the same words. Red when `blocks_of` leaves a field out."""
    paper = made(session, world, documents.lay(session, world, Provenance.ILLUSTRATIVE), kind)
    found = Paper(official_pdf(paper, world.now))
    text = " ".join(found.text.split())
    for words in FIELDS[kind]:
        if "“" in words or "CHỦ TỊCH" in words or len(words) > 60:
            continue
        assert " ".join(words.split()) in text, words
    assert found.sizes[0] == ((297, 210) if kind is DocumentKind.SCORE_TABLE else (210, 297))
    if kind is not DocumentKind.SCORE_TABLE:  # its ranking is not made up
        assert MARK in found.furniture[0]


def test_of_two_plans_each_says_whose_it_is(session: Session, world: World) -> None:
    """Red when `_indicator` does not ask how many plans the indicator has."""
    year = documents.lay(session, world)
    rankings.plan(session, world, "HP", 2024, "8", plan_source=PlanSource.CENTRAL)
    paper = made(session, world, year, DocumentKind.ACHIEVEMENT_REPORT)
    found = words_in(word_bytes(default_template(DocumentKind.ACHIEVEMENT_REPORT), paper))
    assert "1 Tốc độ tăng GRDP (HĐND giao) % ≥ 7,5 11,01 146,80" in found
    assert "2 Tốc độ tăng GRDP (Trung ương giao) % 8 11,01 137,63" in found


def test_what_is_made_up_says_so_on_every_paper(session: Session, world: World) -> None:
    """Red when `mark_of` is asked for one provenance only."""
    year = documents.lay(session, world, Provenance.ILLUSTRATIVE)
    year.cluster_poll.provenance = Provenance.ILLUSTRATIVE
    session.flush()
    for kind in (DocumentKind.SUBMISSION, DocumentKind.NOMINEE_LIST, DocumentKind.CLUSTER_BALLOT):
        assert made(session, world, year, kind).mark == MARK


def test_gaps_name_what_is_missing(session: Session, world: World) -> None:
    """A round whose minutes tell nothing but the votes. Red when `counted` writes 0 for None."""
    year = documents.lay(session, world)
    poll = session.get_one(Poll, year.council_poll.id)
    poll.present = poll.written = poll.issued = poll.returned = None
    poll.tellers = poll.minutes_number = ""
    for count in session.scalars(select(PollCount).where(PollCount.poll_id == poll.id)):
        count.against = count.blank = count.invalid = None
    session.flush()
    gaps = made(session, world, year, DocumentKind.COUNCIL_BALLOT).gaps
    assert gaps == (
        "số biên bản kiểm phiếu",
        "số có mặt",
        "số vắng mặt",
        "số ý kiến bằng văn bản",
        "số phiếu phát ra",
        "số phiếu thu về",
        "số phiếu hợp lệ",
        "số phiếu không hợp lệ",
        "số phiếu không đồng ý",
        "số phiếu trắng",
        "họ tên người kiểm phiếu",
    )


def test_a_rule_that_is_not_clear_is_left_to_a_person(session: Session, world: World) -> None:
    """Two rows of one head without a choice: no verdict. Red when `law_for` takes the first row."""
    year = documents.lay(session, world)
    session.add(
        LegalRule(code="ballot_flag.other", title="Khác", value="2/3", comparator="≥", base="members")
    )
    session.flush()
    paper = made(session, world, year, DocumentKind.COUNCIL_BALLOT)
    assert "cần người quyết định" in " ".join(paper.texts())
    assert "quy tắc về tỷ lệ" in paper.gaps


def test_papers_belong_to_their_year_and_body(session: Session, world: World) -> None:
    """Red when `compose` does not compare the body of the round or the kind of the conference."""
    year = documents.lay(session, world)
    place = find_place(session, world.code, TODAY)
    assert place is not None
    wrong = (
        (DocumentKind.CLUSTER_BALLOT, 2024, year.council_poll.id),
        (DocumentKind.COUNCIL_MINUTES, 2024, year.cluster_poll.id),
        (DocumentKind.CONFERENCE_MINUTES, 2024, year.preparatory.id),
        (DocumentKind.PREPARATORY_MINUTES, 2024, year.conference.id),
        (DocumentKind.SUBMISSION, 2025, year.flag.id),
        (DocumentKind.SUBMISSION, 2024, 999_999),
        (DocumentKind.SUBMISSION, 2024, None),
        (DocumentKind.CLUSTER_BALLOT, 2025, year.cluster_poll.id),
    )
    for kind, number, key in wrong:
        about = About(world.cluster_id, place.get_year(number), key)
        with pytest.raises(NotFound):
            compose(session, kind=kind, about=about, today=TODAY)
