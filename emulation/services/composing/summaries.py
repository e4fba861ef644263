"""Tổng hợp ý kiến: what a public consultation about a nominee came to, for the dossier (features D2)."""

from emulation.models.disclosures import Disclosure
from emulation.queries.comments import PublicComment, public_comments
from emulation.queries.disclosures import find_newest_of
from emulation.queries.official import NomineeRow
from emulation.services.composing import frame
from emulation.services.composing.ground import Ground, mark_of, unit_of
from emulation.vocabulary.administrative import day_words, gap
from emulation.vocabulary.documents import DocumentKind
from emulation.vocabulary.official import Grid, OfficialPaper
from emulation.vocabulary.states import DisclosureState

NOBODY, UNNAMED = "Không có ý kiến nào được đăng.", "Một người dân"


def disclosure(ground: Ground, row: NomineeRow) -> OfficialPaper:
    """The chair's account of the newest consultation about a nominee: window, numbers, shown comments, answers."""
    window = find_newest_of(ground.session, row.id)
    around = frame.of_cluster(ground, ground.today, "BC")
    shown = public_comments(ground.session, window.id) if window else []
    own = [one for one in shown if one.nominee in (None, row.nominee)]
    return OfficialPaper(
        kind=DocumentKind.DISCLOSURE_SUMMARY,
        **around.head("", None, "số báo cáo"),
        type_name="BÁO CÁO",
        abstract=f"Kết quả lấy ý kiến về đề nghị tặng “{row.form}” năm {ground.year} "
        f"cho {unit_of(row.nominee, ground.cluster)}",
        values={
            "thoi_han": _window(window),
            "noi_cong_khai": window.announced_at if window and window.announced_at else gap("nơi công khai"),
            "tong_hop": _summary(window),
            "y_kien": _comments(own),
        },
        recipients=frame.recipients("Lưu hồ sơ đề nghị khen thưởng"),
        mark=mark_of([row.provenance]),
        facts={"year": ground.year},
    )


def _window(window: Disclosure | None) -> str:
    if window is None:
        return gap("đợt lấy ý kiến")
    days = f"{window.working_days} ngày làm việc"
    return f"Từ {day_words(window.opens_on)} đến hết {day_words(window.closes_on)} ({days})"


def _summary(window: Disclosure | None) -> tuple[str, ...]:
    """The summary once it was reported: what is still open is not yet a result."""
    if window is None or window.state is not DisclosureState.REPORTED:
        return (gap("tổng hợp ý kiến"),)
    return tuple(filter(None, map(str.strip, window.summary.splitlines())))


def _comments(shown: list[PublicComment]) -> Grid:
    rows = tuple(
        (str(number), one.full_name or UNNAMED, one.content, one.answer)
        for number, one in enumerate(shown, start=1)
    )
    return Grid(rows or (("", "", NOBODY, ""),))
