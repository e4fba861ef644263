"""What every page shows around its content: the cluster's name, the main items, the years, the section list."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext

from emulation.queries.places import Place, YearPlace
from emulation.rules import access
from emulation.vocabulary.actions import Action
from emulation.vocabulary.clock import local
from emulation.vocabulary.kinds import Post, Role
from emulation.vocabulary.words import N_
from emulation.web.shell import cookies, here
from emulation.web.shell.language import chosen
from emulation.web.shell.writing import new_form_key

#: Main items: endpoint of a year, endpoint of a cluster, words. The one whose room shows the page is current.
MAIN = (
    ("pledges.index", N_("Giao ước")),
    ("rankings.year", N_("Xếp hạng")),
    ("campaigns.index", N_("Phong trào")),
    ("awards.index", N_("Khen thưởng")),
)
#: Section list of signed-in people: endpoint, words, action, whether it needs a year.
SECTIONS: tuple[tuple[str, str, Action, bool], ...] = (
    ("home.my_work", N_("Việc của bạn bây giờ"), Action.WORK_READ, False),
    ("cycles.show", N_("Năm thi đua"), Action.PAGE_READ, True),
    ("calendar.of_year", N_("Lịch hoạt động"), Action.PAGE_READ, True),
    ("board.show", N_("Bảng theo dõi"), Action.CYCLE_READ, True),
    ("pledges.agreement", N_("Giao ước của cụm"), Action.PAGE_READ, True),
    ("pledges.index", N_("Giao ước và tiến độ"), Action.PAGE_READ, True),
    ("results.index", N_("Tiến độ và kết quả"), Action.RESULT_READ, True),
    ("evidence.index", N_("Kho minh chứng"), Action.EVIDENCE_READ, True),
    ("scorecards.show", N_("Bảng tiêu chí chấm điểm"), Action.SCORECARD_READ, True),
    ("scores.index", N_("Phiếu điểm"), Action.SCORE_READ, True),
    ("crosschecks.index", N_("Kiểm tra chéo"), Action.CROSSCHECK_READ, True),
    ("explanations.index", N_("Giải trình"), Action.EXPLANATION_READ, True),
    ("scores.totals", N_("Tổng hợp điểm"), Action.TOTALS_READ, True),
    ("analysis.show", N_("Phân tích công bằng"), Action.TOTALS_READ, True),
    ("scores.eligibility", N_("Điều kiện xét thi đua"), Action.ELIGIBILITY_DECIDE, True),
    ("rankings.year", N_("Bảng xếp hạng"), Action.PAGE_READ, True),
    ("rankings.year_over_year", N_("So sánh qua các năm"), Action.PAGE_READ, False),
    ("campaigns.index", N_("Phong trào thi đua"), Action.PAGE_READ, False),
    ("awards.proposals", N_("Đề nghị khen thưởng"), Action.PROPOSAL_READ, True),
    ("documents.compose", N_("Soạn văn bản từ số liệu"), Action.PROPOSAL_READ, False),
    ("polls.index", N_("Kết quả kiểm phiếu"), Action.POLL_READ, True),
    ("consultations.index", N_("Lấy ý kiến"), Action.PAGE_READ, True),
    ("awards.decisions", N_("Sổ quyết định"), Action.PAGE_READ, False),
    ("fairness.show", N_("Công bằng khen thưởng"), Action.FAIRNESS_READ, False),
    ("clusters.members", N_("Thành viên cụm"), Action.PAGE_READ, False),
    ("terms.rotation", N_("Bảng luân phiên"), Action.PAGE_READ, False),
    ("terms.index", N_("Nhiệm kỳ"), Action.TERM_READ, False),
    ("delegations.index", N_("Ủy quyền"), Action.DELEGATION_READ, False),
    ("indicators.index", N_("Danh mục chỉ tiêu"), Action.INDICATOR_EDIT, False),
)
#: Pages that are another one's twin: the section list marks that one.
TWINS = {
    "calendar.index": "calendar.of_year",
    "why.public": "rankings.year",
    "why.criteria": "rankings.year",
    "why.internal": "scores.index",
}
ADMIN_SECTIONS = (
    ("clusters.new", N_("Thêm cụm"), Action.CLUSTER_CREATE),
    ("users.index", N_("Người dùng"), Action.USER_READ),
    ("users.roles", N_("Vai trò và việc"), Action.USER_READ),
    ("privacy.register", N_("Yêu cầu về dữ liệu cá nhân"), Action.DATA_REQUEST_HANDLE),
    ("holidays.index", N_("Ngày nghỉ lễ"), Action.HOLIDAY_EDIT),
    ("rulebook.manage", N_("Bảng quy tắc pháp lý"), Action.RULE_READ),
    ("audit.index", N_("Nhật ký"), Action.AUDIT_READ),
)


@dataclass(frozen=True)
class Item:
    """A link of a menu."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class Site:
    """What the frame of a page says about the installation and the reader's choices."""

    name: str
    cluster_code: str
    demo_date: str | None
    is_demo: bool
    language: str
    size: str
    contrast: str
    contact: str
    address: str


@dataclass(frozen=True)
class Reader:
    """The signed-in person, the capacity in which they stand here, and how many notices they have not read."""

    full_name: str
    capacity: str
    unread: int


def init_app(app: Flask) -> None:
    """Give every template its frame."""
    app.context_processor(_frame)
    app.jinja_env.globals["form_key"] = new_form_key  # macros see globals only


def year_of_page() -> YearPlace | None:
    """The year of the address, else the running year of the cluster."""
    place: Place | None = g.get("place")
    if place is None:
        return None
    number = (request.view_args or {}).get("year")
    return place.find_year(number) if number else place.running


def _frame() -> dict[str, Any]:
    return {
        "site": _site(),
        "reader": _reader(),
        "nav": _main(),
        "sections": _sections(),
        "years": _years(),
        "place": g.get("place"),
        "year_place": year_of_page(),
        "Action": Action,
    }


def _site() -> Site:
    settings = here.settings()
    place: Place | None = g.get("place")
    english = chosen() == "en"
    name = gettext("Hệ thống quản lý thi đua, khen thưởng")
    if place is not None:
        name = place.name_en if english and place.name_en else place.name_vi
    size, contrast = cookies.read("size", "100"), cookies.read("contrast", "normal")
    return Site(
        name=name,
        cluster_code=place.code if place else "",
        demo_date=f"{local(here.clock().now()):%d/%m/%Y}" if settings.fixed_now else None,
        is_demo=settings.demo,
        language=chosen(),
        size=size if size in ("100", "115", "130") else "100",
        contrast=contrast if contrast in ("normal", "high") else "normal",
        contact=settings.contact,
        address=settings.base_url.rstrip("/") + request.path,  # never the host that a request names
    )


def _reader() -> Reader | None:
    if not g.get("user"):
        return None
    return Reader(g.user.full_name, capacity_words(), g.user.unread or 0)


def capacity_words() -> str:
    """The reader's capacity in the cluster of the page: "Tổ thư ký Cụm trưởng"."""
    place: Place | None = g.get("place")
    found = []
    for capacity in here.actor().capacities:
        words = gettext(capacity.role.label)
        if capacity.role in (Role.SECRETARIAT, Role.MEMBER_LEADER) and place is not None:
            if place.id in capacity.chair_of:
                words = f"{words} {gettext(Post.CHAIR.label)}"
            elif place.id in capacity.vice_of:
                words = f"{words} {gettext(Post.VICE_CHAIR.label)}"
        found.append(f"{capacity.acting_for.words} – {words}" if capacity.acting_for else words)
    return ", ".join(dict.fromkeys(found))


def _main() -> list[Item]:
    place: Place | None = g.get("place")
    if place is None:
        return [Item(gettext("Trang chủ"), url_for("home.index"), request.endpoint == "home.index")]
    items = [Item(gettext("Tổng quan"), url_for("home.cluster", code=place.code), _is_room("home"))]
    known = year_of_page()
    for endpoint, words in MAIN:
        if known is not None and endpoint in current_app.view_functions:
            href = url_for(endpoint, code=place.code, year=known.year)
            items.append(Item(gettext(words), href, _is_room(endpoint.split(".")[0])))
    return items


def _sections() -> list[Item]:
    if not g.get("user"):
        return []
    actor, place, known = here.actor(), g.get("place"), year_of_page()
    items = []
    for endpoint, words, action, needs_year in SECTIONS:
        if endpoint not in current_app.view_functions:
            continue
        if not access.may_somewhere(actor, action) or (needs_year and known is None):
            continue
        if endpoint == "home.my_work":
            items.append(_item(endpoint, words))
        elif place is not None and access.may_within(actor, action, here.subject()):
            where: dict[str, Any] = {"code": place.code}
            if needs_year and known is not None:
                where["year"] = known.year
            items.append(_item(endpoint, words, **where))
    if place is not None and access.may(actor, Action.CYCLE_OPEN, here.subject()):
        items.append(_opening(place))
    for e, words, action in ADMIN_SECTIONS:
        if e in current_app.view_functions and access.holdings(actor, action):
            items.append(_item(e, words))
    return items


def _opening(place: Place) -> Item:
    """The year after the newest one; in a cluster without years this calendar year."""
    year = place.years[0].year + 1 if place.years else here.today().year
    return _item("cycles.setup", gettext("Mở năm thi đua %(year)s", year=year), code=place.code, year=year)


def _item(endpoint: str, words: str, **values: Any) -> Item:
    return Item(gettext(words), url_for(endpoint, **values), _here_now() == endpoint)


def _here_now() -> str:
    return TWINS.get(request.endpoint or "", request.endpoint or "")


def _is_room(room: str) -> bool:
    return _here_now().split(".")[0] == room


@dataclass(frozen=True)
class Years:
    """The year switcher: a plain GET form that keeps the page."""

    current: int
    choices: list[tuple[int, str, bool]]
    action: str


def _years() -> Years | None:
    place: Place | None = g.get("place")
    known = year_of_page()
    if place is None or known is None:
        return None
    choices = [(year.year, str(year.year), year.is_published) for year in place.years]
    return Years(known.year, choices, url_for("home.switch_year", code=place.code))
