"""Who and what an award form fits, and what a nominee needs (features A1, A2; handbook 8, 15 A08 and A09)."""

from collections.abc import Collection
from datetime import date

from emulation.vocabulary.award_kinds import AwardKind, NomineeKind
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.vietnamese import fold
from emulation.vocabulary.words import N_

#: What is rewarded is a single deed: two deeds are two achievements. Merit is a whole year, thematic a movement.
BY_DEED = frozenset({AwardKind.AD_HOC, AwardKind.CONTRIBUTION, AwardKind.SENIORITY, AwardKind.DIPLOMATIC})
Achievement = tuple[AwardKind, int | None, date | None]


def fits(allowed: Collection[str], kind: AwardKind | NomineeKind) -> bool:
    """Whether a form that allows these values takes the kind; an empty list allows everything."""
    return not allowed or kind.value in allowed


def check_fit(
    form: str,
    nominee_kinds: Collection[str],
    award_kinds: Collection[str],
    nominee_kind: NomineeKind,
    kind: AwardKind,
) -> None:
    """The form suits the nominee and the type of commendation. Raises DomainError at `award_form`."""
    for allowed, wanted in ((nominee_kinds, nominee_kind), (award_kinds, kind)):
        if not fits(allowed, wanted):
            message = N_("“%(form)s” không dùng cho loại “%(kind)s”. Chọn hình thức khác.")
            raise DomainError(message, field="award_form", form=form, kind=wanted.label)


def check_nominee(
    nominee_kind: NomineeKind,
    nominee: str,
    member: str,
    post: str,
    *,
    is_direct_worker: bool,
    is_small_collective: bool,
) -> None:
    """A collective and a person have a name, a person a post; each flag belongs to one kind (handbook A09).

    `member` is the member's own name: it is not typed again when the member itself is proposed.
    """
    if nominee_kind is NomineeKind.MEMBER:
        if nominee and fold(nominee) != fold(member):
            message = N_(
                "Đề nghị cho chính thành viên thì để trống ô này; nếu không, chọn “Tập thể” hoặc “Cá nhân”."
            )
            raise DomainError(message, field="nominee")
    elif not nominee:
        label = N_("tên tập thể") if nominee_kind is NomineeKind.COLLECTIVE else N_("họ và tên cá nhân")
        raise DomainError(N_("Nhập %(label)s."), field="nominee", label=label)
    if nominee_kind is NomineeKind.PERSON and not post:
        label = N_("chức vụ, công việc của cá nhân")
        raise DomainError(N_("Nhập %(label)s."), field="nominee_post", label=label)
    if is_direct_worker and nominee_kind is not NomineeKind.PERSON:
        message = N_("Chỉ cá nhân mới là người trực tiếp lao động, công tác.")
        raise DomainError(message, field="is_direct_worker")
    if is_small_collective and nominee_kind is not NomineeKind.COLLECTIVE:
        raise DomainError(N_("Chỉ tập thể mới là tập thể nhỏ."), field="is_small_collective")


def check_achieved(kind: AwardKind, achieved_on: date | None, year: int, today: date) -> None:
    """A merit is of the work year, and nothing has been achieved after today but the year as a whole."""
    if achieved_on is None:
        return
    if kind is AwardKind.MERIT and achieved_on.year != year:
        message = N_("Ngày đạt thành tích phải trong năm thi đua %(year)s.")
        raise DomainError(message, field="achieved_on", year=year)
    if achieved_on > today and (kind is not AwardKind.MERIT or achieved_on != date(year, 12, 31)):
        message = N_("Ngày đạt thành tích không thể sau hôm nay (%(day)s).")
        raise DomainError(message, field="achieved_on", day=f"{today:%d/%m/%Y}")


def achieved_by_default(kind: AwardKind, year: int) -> date | None:
    """The day of an achievement of a whole year is its last one; the others have their own day."""
    return date(year, 12, 31) if kind is AwardKind.MERIT else None


def check_told(achieved_on: date | None, discovered_by: str) -> None:
    """Before it is sent to the chair, a proposal says who found the achievement and when it was (handbook A08)."""
    for value, field, label in (
        (achieved_on, "achieved_on", N_("ngày đạt thành tích")),
        (discovered_by, "discovered_by", N_("người, cơ quan phát hiện thành tích")),
    ):
        if not value:
            message = N_("Chưa gửi được: bổ sung %(label)s ở trang sửa đề nghị.")
            raise DomainError(message, field=field, label=label)


def achievement(kind: AwardKind, campaign_id: int | None, achieved_on: date | None) -> Achievement:
    """What tells one achievement of a nominee from another within a year (`one_form.l22`)."""
    return (
        kind,
        campaign_id if kind is AwardKind.THEMATIC else None,
        achieved_on if kind in BY_DEED else None,
    )
