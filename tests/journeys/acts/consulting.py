"""The acts of a public consultation: a window, comments of a visitor, what becomes of them, the summary."""

from tests.journeys.acts.awarding import Y
from tests.journeys.people import Person


def open_window(secretary: Person, page: str, day: str) -> str:
    """All four proposals, ten working days from this day; gives the address of the consultation."""
    secretary.open(page).follow("Mở lấy ý kiến")
    for box in secretary.page.locator('main input[name="proposals"]').all():
        box.check()
    secretary.fill({"opens_on": day}).press("Lưu nháp", says="Đã lưu nháp đợt lấy ý kiến.")
    address = secretary.page.url.removeprefix(secretary.watching.base).removesuffix("/manage")
    secretary.press("Mở lấy ý kiến", says="Đang lấy ý kiến").is_sound()
    return address


def comment(visitor: Person, address: str, words: str) -> str:
    """A visitor writes; gives the code that is shown once."""
    visitor.open(address).fill({"full_name": "Trần Thị Góp Ý", "content": words})
    visitor.press("Gửi ý kiến").is_told("count", "Nhập")
    visitor.fill({"count": "4", "consent": True}).press("Gửi ý kiến")
    return visitor.page.locator("main .code").first.inner_text()


def moderate(secretary: Person, address: str, words: str, button: str, **typed: str) -> None:
    """Read one comment and say what becomes of it."""
    secretary.open(f"{address}/moderation").follow_part(words)
    secretary.fill(typed).press(button)


def finish(secretary: Person, address: str, points: str) -> None:
    """Close, note that all is answered, lay the summary into the dossiers."""
    secretary.open(f"{address}/manage").press("Kết thúc nhận ý kiến", says="Hết hạn nhận ý kiến")
    secretary.press("Ghi đã trả lời hết", says="Đã trả lời")
    secretary.press("Tổng hợp vào hồ sơ").is_told("summary", "Nhập các ý chính")
    secretary.fill({"summary": points}).press("Tổng hợp vào hồ sơ", says="Đã tổng hợp vào hồ sơ")


def track(visitor: Person, code: str) -> Person:
    """What became of a comment, for whoever holds its code."""
    return visitor.open(f"{Y}/consultations/comments").fill({"code": code}).press("Xem kết quả")
