"""Why a file is not taken, in words for the person who sends it."""

from emulation.vocabulary.words import N_

MISMATCH = N_(
    "Nội dung của tệp “%(name)s” phải là %(kind)s như đuôi tên tệp. Lưu lại đúng định dạng rồi tải lên."
)
BROKEN = N_("Tệp “%(name)s” bị hỏng hoặc bị cắt ngắn. Mở thử trên máy, lưu lại rồi tải lên.")
HIDDEN = N_("Tệp “%(name)s” chứa thêm dữ liệu lạ ngoài nội dung %(kind)s. Lưu lại thành tệp mới rồi tải lên.")
ACTIVE = N_(
    "Tệp “%(name)s” chứa macro, mã tự chạy hoặc tệp đính kèm. Bỏ các phần đó, lưu lại rồi tải lên; "
    "với PDF, hãy in lại thành PDF."
)
LOCKED = N_("Tệp “%(name)s” có mật khẩu nên không kiểm tra được. Bỏ mật khẩu rồi tải lên.")
LINKED = N_("Tệp “%(name)s” lấy nội dung từ nơi khác (liên kết ngoài). Ngắt các liên kết rồi tải lên.")
SWOLLEN = N_("Tệp “%(name)s” có cấu trúc nén bất thường. Mở trên máy, lưu lại thành tệp mới rồi tải lên.")
TOO_WIDE = N_("Ảnh “%(name)s” quá lớn: tối đa 20.000 điểm mỗi chiều và 100 triệu điểm ảnh.")


class Refused(Exception):
    """The file is not taken; `message` is a template with `name` and `kind`."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
