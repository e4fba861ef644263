"""Act 1: the administrator makes the cluster, its members, the first posts and everybody's account."""

from collections.abc import Sequence

from tests.journeys.cast import CLUSTER, CODE, MEMBERS, NAMES, Member, at
from tests.journeys.people import DOMAIN, Company, Person


def found(company: Company, *, for_all: bool = True) -> None:
    """A cluster of twelve with a chair and two vice-chairs, and people for all of them or for the chair alone."""
    admin = company["admin"]
    admin.open("/admin/clusters/new")
    admin.press("Tạo cụm").is_told("code", "Nhập mã cụm.")
    admin.fill({"code": CODE, "name_vi": CLUSTER, "name_en": "Cluster of twelve provinces"})
    admin.press("Tạo cụm", says=f"Đã tạo cụm {CLUSTER}. Tiếp theo: thêm thành viên.")
    _members(admin)
    _posts(admin)
    _people(company, MEMBERS if for_all else MEMBERS[:1])


def _members(admin: Person) -> None:
    for _row in range(len(MEMBERS) - 6):
        admin.press_here("Thêm dòng")
    admin.fill({"valid_from": "01/01/2025", "decision": "Quyết định 15/QĐ-HĐTĐ"})
    for row, member in enumerate(MEMBERS):
        admin.fill({f"members-{row}-code": member.code, f"members-{row}-name_vi": member.name})
    admin.fill({"members-11-code": "AB"})
    admin.press("Ghi thay đổi")
    assert "Đã ghi" not in admin.text, admin.text
    assert admin.typed("members-10-name_vi") == "Phú Quý"
    admin.fill({"members-11-code": "TA"})
    admin.press("Ghi thay đổi", says="Đã ghi 12 thành viên tham gia cụm.")


def _posts(admin: Person) -> None:
    admin.follow("Tiếp theo: ghi nhiệm kỳ Cụm trưởng, Cụm phó").follow("Ghi nhiệm kỳ")
    admin.fill({"year": "2026", "chair": "An Bình", "starts_on": "01/01/2026"})
    admin.fill({"decision": "Biên bản hội nghị ngày 20/12/2025"}).tick("An Bình", "Bình Minh")
    admin.press(
        "Ghi nhiệm kỳ", says="Một thành viên không thể vừa là Cụm trưởng vừa là Cụm phó trong cùng năm."
    )
    admin.untick("An Bình")
    admin.tick("Cao Sơn").press("Ghi nhiệm kỳ", says="Đã ghi nhiệm kỳ năm 2026.")
    admin.open(at("members?year=2026")).reads(*NAMES.values(), "Cụm trưởng", "Cụm phó")


def _people(company: Company, members: Sequence[Member]) -> None:
    for member in members:
        _add(company, f"canbo.{member.slug}", f"Lê Cán Bộ {member.code}", "Cán bộ nhập liệu", member.name)
        _add(company, f"lanhdao.{member.slug}", f"Phạm Lãnh Đạo {member.code}", "Lãnh đạo duyệt", member.name)
    for code in ("AB", "BM", "CS"):
        _add(company, f"thuky.{code.lower()}", f"Vũ Thư Ký {code}", "Tổ thư ký", NAMES[code])
    _add(company, "thuky2.ab", "Đỗ Thư Ký Hai", "Tổ thư ký", NAMES["AB"])
    company["admin"].open("/admin/users").reads("Vũ Thư Ký BM", f"Lê Cán Bộ {members[-1].code}")


def _add(company: Company, address: str, full_name: str, role: str, member: str) -> None:
    admin = company["admin"].open("/admin/users/new")
    admin.fill({"full_name": full_name, "email": f"{address}@{DOMAIN}", "role": role})
    admin.fill({"member": member}).press("Thêm và gửi lời mời", says=f"Đã thêm {full_name}. Đã gửi lời mời")
    company.accepts(address)
