"""What stands in each kind of document, in which order (handbook 11): the fields, their headings, their columns.

Whole on purpose: the list is the reference of whoever writes a Word template. Headings, labels and heads of columns
are words of the papers and stay Vietnamese; meanings are read on pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_


class Shape(Labelled):
    """What a field holds, as a template uses it."""

    TEXT = "text", N_("một dòng chữ")
    LINES = "lines", N_("nhiều đoạn")
    TABLE = "table", N_("bảng, mỗi dòng một bản ghi")
    GRID = "grid", N_("bảng có số cột theo dữ liệu")


@dataclass(frozen=True)
class Column:
    """A column: its name in templates, its head, its share of the width, “left”, “center” or “right”."""

    name: str
    head: str
    share: int = 10
    align: str = "left"


@dataclass(frozen=True)
class Field:
    """A field of a kind. `heading` stands above it, `label` before a line of words; a required one must be used."""

    name: str
    meaning: str
    shape: Shape = Shape.TEXT
    label: str = ""
    heading: str = ""
    columns: tuple[Column, ...] = ()
    required: bool = False


LINES, TABLE, GRID = Shape.LINES, Shape.TABLE, Shape.GRID
#: Fields of every document, in the order in which they stand on paper.
FRAME = (
    Field("co_quan_chu_quan", N_("Cơ quan chủ quản")),
    Field("co_quan", N_("Cơ quan ban hành"), required=True),
    Field("so_ky_hieu", N_("Số, ký hiệu"), required=True),
    Field("dia_danh_ngay", N_("Địa danh và ngày tháng"), required=True),
    Field("ten_loai", N_("Tên loại văn bản"), required=True),
    Field("trich_yeu", N_("Trích yếu nội dung"), required=True),
    Field("nhan_minh_hoa", N_("Dòng “Minh họa” khi có số liệu minh họa"), required=True),
    Field("kinh_gui", N_("Nơi kính gửi"), LINES),
    Field("can_cu", N_("Căn cứ pháp lý"), LINES),
    Field("ky_ten", N_("Khối ký: quyen_han, chuc_vu, ho_ten"), TABLE, required=True),
    Field("noi_nhan", N_("Nơi nhận"), LINES),
)
#: The columns of `ky_ten`.
SIGNATURE = (Column("quyen_han", ""), Column("chuc_vu", ""), Column("ho_ten", ""))

_NUMBER = Column("stt", "STT", 7, "center")
_NOMINEES = (
    _NUMBER,
    Column("don_vi", "Đơn vị, cá nhân", 20),
    Column("hinh_thuc", "Hình thức khen thưởng", 20),
    Column("nam", "Năm", 8, "center"),
    Column("hang", "Xếp hạng", 10, "center"),
    Column("phieu", "Kết quả bỏ phiếu", 22),
    Column("che_do", "Quy định áp dụng", 20),
)
_RANKED = (
    _NUMBER,
    Column("don_vi", "Đơn vị", 32),
    Column("diem", "Tổng điểm", 14, "right"),
    Column("hang", "Xếp hạng", 14, "center"),
    Column("ghi_chu", "Ghi chú", 30),
)
_VOTES = (
    _NUMBER,
    Column("don_vi", "Được đề nghị", 24),
    Column("hinh_thuc", "Hình thức", 22),
    Column("dong_y", "Đồng ý", 13, "center"),
    Column("khong_dong_y", "Không đồng ý", 13, "center"),
    Column("trang", "Không có ý kiến", 13, "center"),
    Column("ty_le", "Tỷ lệ", 11, "right"),
)
_RESULTS = (
    _NUMBER,
    Column("chi_tieu", "Chỉ tiêu", 30),
    Column("don_vi_tinh", "Đơn vị tính", 12),
    Column("ke_hoach", "Kế hoạch", 14, "right"),
    Column("thuc_hien", "Thực hiện", 14, "right"),
    Column("ty_le", "Đạt (%)", 12, "right"),
    Column("nguon", "Nguồn số liệu", 18),
)
_PROPOSING = (
    Field("nam_thi_dua", N_("Năm thi đua"), label="Năm thi đua", required=True),
    Field("ket_qua_xep_hang", N_("Điểm và thứ hạng trên tổng số"), LINES, heading="Kết quả thi đua", required=True),
    Field("ket_qua_bo_phieu", N_("Kết quả bỏ phiếu"), LINES, heading="Kết quả bỏ phiếu", required=True),
    Field("danh_sach", N_("Đơn vị và hình thức đề nghị"), TABLE, heading="Đề nghị khen thưởng", columns=_NOMINEES,
          required=True),
    Field("can_cu_ap_dung", N_("Quy tắc áp dụng và căn cứ"), LINES, heading="Quy định áp dụng"),
    Field("tai_lieu_kem", N_("Tài liệu kèm theo"), LINES, heading="Tài liệu kèm theo", required=True),
)  # fmt: skip
_BALLOT = (
    Field("noi_dung_hoi", N_("Nội dung xin ý kiến"), label="Nội dung bỏ phiếu", required=True),
    Field("ma_quy_tac", N_("Mã quy tắc"), label="Quy tắc"),
    Field("can_cu_quy_tac", N_("Căn cứ của quy tắc"), label="Căn cứ", required=True),
    Field("vong", N_("Vòng bỏ phiếu"), label="Vòng bỏ phiếu", required=True),
    Field("tong_so", N_("Tổng số (N)"), label="Tổng số thành viên (N)", heading="Thành phần", required=True),
    Field("co_mat", N_("Số có mặt"), label="Có mặt", required=True),
    Field("vang_mat", N_("Số vắng mặt"), label="Vắng mặt", required=True),
    Field("y_kien_van_ban", N_("Số ý kiến bằng văn bản"), label="Ý kiến bằng văn bản", required=True),
    Field("phieu_phat", N_("Số phiếu phát ra"), label="Số phiếu phát ra", heading="Phiếu bầu", required=True),
    Field("phieu_thu", N_("Số phiếu thu về"), label="Số phiếu thu về", required=True),
    Field("phieu_hop_le", N_("Số phiếu hợp lệ"), label="Số phiếu hợp lệ", required=True),
    Field("phieu_khong_hop_le", N_("Số phiếu không hợp lệ"), label="Số phiếu không hợp lệ", required=True),
    Field("ket_qua", N_("Kết quả từng trường hợp"), TABLE, heading="Kết quả kiểm phiếu", columns=_VOTES, required=True),
    Field("ket_luan", N_("Kết luận từng trường hợp"), LINES, heading="Kết luận", required=True),
)  # fmt: skip
_OPENING = (
    Field("thoi_gian", N_("Thời gian khai mạc"), label="Thời gian", heading="Thời gian, địa điểm, nội dung",
          required=True),
    Field("dia_diem", N_("Địa điểm"), label="Địa điểm", required=True),
    Field("chuong_trinh", N_("Chương trình"), LINES, required=True),
    Field("co_mat", N_("Có mặt"), label="Có mặt", heading="Thành phần", required=True),
    Field("vang_mat", N_("Vắng mặt"), label="Vắng mặt", required=True),
    Field("khach_moi", N_("Khách mời"), label="Khách mời", required=True),
    Field("dai_dien_trung_uong", N_("Đại diện Hội đồng trung ương"), required=True,
          label="Đại diện Hội đồng Thi đua - Khen thưởng Trung ương"),
    Field("bao_cao", N_("Báo cáo tại hội nghị"), LINES, heading="Báo cáo", required=True),
    Field("y_kien", N_("Ý kiến thảo luận"), LINES, heading="Ý kiến thảo luận", required=True),
)  # fmt: skip
_CLOSING = (
    Field("ton_vinh", N_("Suy tôn"), LINES, heading="Suy tôn", required=True),
    Field("de_nghi", N_("Đề nghị khen thưởng theo hình thức"), LINES, heading="Đề nghị khen thưởng", required=True),
    Field("cum_truong_pho", N_("Cụm trưởng, Cụm phó được chọn"), LINES, heading="Cụm trưởng, Cụm phó năm tiếp theo",
          required=True),
    Field("quyet_dinh", N_("Nội dung thống nhất"), LINES, heading="Nội dung thống nhất", required=True),
    Field("be_mac", N_("Thời gian kết thúc"), label="Kết thúc lúc", required=True),
)  # fmt: skip
BODY: Mapping[DocumentKind, tuple[Field, ...]] = {
    DocumentKind.SUBMISSION: _PROPOSING,
    DocumentKind.CLUSTER_SUBMISSION: _PROPOSING,
    DocumentKind.ACHIEVEMENT_REPORT: (
        Field("mau_so", N_("Mẫu báo cáo theo quy định"), label="Mẫu báo cáo", required=True),
        Field("hinh_thuc", N_("Hình thức đề nghị"), label="Hình thức đề nghị khen thưởng", required=True),
        Field("dac_diem", N_("Đặc điểm, tình hình"), LINES, heading="Sơ lược đặc điểm, tình hình"),
        Field("ket_qua_xep_hang", N_("Điểm và thứ hạng trên tổng số"), LINES, heading="Kết quả thi đua", required=True),
        Field("bang_chi_tieu", N_("Kế hoạch, thực hiện và tỷ lệ từng chỉ tiêu"), TABLE,
              heading="Kết quả thực hiện các chỉ tiêu", columns=_RESULTS, required=True),
        Field("thanh_tich", N_("Thành tích do đơn vị viết"), LINES, heading="Thành tích đạt được", required=True),
    ),
    DocumentKind.NOMINEE_LIST: (
        Field("danh_sach", N_("Danh sách theo thứ tự lễ tân"), TABLE, columns=_NOMINEES, required=True),
        Field("ghi_chu", N_("Ghi chú"), LINES),
    ),
    DocumentKind.CONFERENCE_MINUTES: (
        *_OPENING,
        Field("xep_hang", N_("Điểm và xếp hạng được thông qua"), TABLE, heading="Điểm và xếp hạng được thông qua",
              columns=_RANKED, required=True),
        *_CLOSING,
    ),
    DocumentKind.PREPARATORY_MINUTES: (
        *_OPENING,
        Field("xep_hang", N_("Bảng điểm dự kiến"), TABLE, heading="Bảng điểm dự kiến", columns=_RANKED, required=True),
        Field("giai_trinh", N_("Ý kiến đề nghị xem lại và trả lời"), LINES, heading="Ý kiến đề nghị xem lại và trả lời",
              required=True),
        Field("phan_dinh", N_("Tiêu chí phân định khi bằng điểm"), LINES, heading="Phân định khi bằng điểm",
              required=True),
        Field("ket_qua_bo_phieu", N_("Kết quả bỏ phiếu"), LINES, heading="Kết quả bỏ phiếu", required=True),
        *_CLOSING,
    ),
    DocumentKind.COUNCIL_MINUTES: (
        Field("thoi_gian", N_("Ngày họp"), label="Thời gian", required=True),
        Field("thanh_phan", N_("Số thành viên, có mặt, vắng mặt"), LINES, heading="Thành phần", required=True),
        Field("noi_dung", N_("Nội dung họp, tên cụm mà đơn vị dẫn đầu"), LINES, heading="Nội dung", required=True),
        Field("ket_qua_bo_phieu", N_("Kết quả bỏ phiếu"), LINES, heading="Kết quả bỏ phiếu", required=True),
        Field("can_cu_ap_dung", N_("Quy tắc áp dụng và căn cứ"), LINES, heading="Quy định áp dụng", required=True),
    ),
    DocumentKind.COUNCIL_BALLOT: _BALLOT,
    DocumentKind.CLUSTER_BALLOT: _BALLOT,
    DocumentKind.SCORE_TABLE: (
        Field("phien_ban", N_("Phiên bản bảng tiêu chí"), label="Bảng tiêu chí", required=True),
        Field("bang_diem", N_("Tiêu chí và điểm từng đơn vị"), GRID, required=True),
        Field("tong_hop", N_("Điểm thưởng, điểm trừ, tổng điểm, thứ hạng"), TABLE, heading="Tổng hợp", required=True,
              columns=(
                  _NUMBER,
                  Column("don_vi", "Đơn vị", 30),
                  Column("thuong", "Điểm thưởng", 14, "right"),
                  Column("tru", "Điểm trừ", 14, "right"),
                  Column("diem", "Tổng điểm", 14, "right"),
                  Column("hang", "Xếp hạng", 14, "center"),
              )),
        Field("lam_tron", N_("Cách làm tròn"), LINES, required=True),
    ),
    DocumentKind.DISCLOSURE_SUMMARY: (
        Field("thoi_han", N_("Thời gian lấy ý kiến"), label="Thời gian lấy ý kiến", required=True),
        Field("noi_cong_khai", N_("Nơi công khai"), label="Nơi công khai", required=True),
        Field("tong_hop", N_("Số ý kiến và tổng hợp"), LINES, heading="Kết quả", required=True),
        Field("y_kien", N_("Ý kiến đã đăng và trả lời"), TABLE, heading="Ý kiến đã đăng và trả lời", required=True,
              columns=(
                  _NUMBER,
                  Column("nguoi_gui", "Người gửi", 18),
                  Column("noi_dung", "Ý kiến", 40),
                  Column("tra_loi", "Trả lời", 35),
              )),
    ),
}  # fmt: skip
#: Documents that are set on a turned sheet.
LANDSCAPE = frozenset({DocumentKind.SCORE_TABLE})
#: Documents without somebody to whom they go.
MINUTES = frozenset(
    {
        DocumentKind.CONFERENCE_MINUTES,
        DocumentKind.PREPARATORY_MINUTES,
        DocumentKind.COUNCIL_MINUTES,
        DocumentKind.COUNCIL_BALLOT,
        DocumentKind.CLUSTER_BALLOT,
    }
)
#: Documents that name in front on what they rest.
WITH_BASES = frozenset(
    {DocumentKind.SUBMISSION, DocumentKind.CLUSTER_SUBMISSION, DocumentKind.COUNCIL_MINUTES}
)
ADDRESSED = frozenset(
    {DocumentKind.SUBMISSION, DocumentKind.CLUSTER_SUBMISSION, DocumentKind.ACHIEVEMENT_REPORT}
)


def frame_of(kind: DocumentKind) -> tuple[Field, ...]:
    """The fields around the body of a kind."""
    left_out = set()
    if kind not in WITH_BASES:
        left_out.add("can_cu")
    if kind not in ADDRESSED:
        left_out.add("kinh_gui")
    return tuple(field for field in FRAME if field.name not in left_out)


def fields_of(kind: DocumentKind) -> tuple[Field, ...]:
    """All fields of a kind in the order of the paper."""
    return (*frame_of(kind), *BODY[kind])
