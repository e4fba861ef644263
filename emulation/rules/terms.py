"""Terms and the rotation of the chair (features C5, C6; handbook 12: its legal force is unconfirmed).

An order of members is made from the year in which they joined, then from protocol: a new member queues last.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from emulation.rules.reasons import is_reason
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Post, RotationRule
from emulation.vocabulary.words import N_

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Seat:
    """A member's place in the cluster: protocol order, from when until (not including) when."""

    member_id: int
    order: int
    joined: date
    left: date | None = None

    def is_of_year(self, year: int) -> bool:
        """Whether it counts for an emulation year: a year has the roster of its last day."""
        end = date(year, 12, 31)
        return self.joined <= end and (self.left is None or self.left > end)

    @property
    def rank(self) -> tuple[int, int]:
        """The place in the order of the cluster."""
        return self.joined.year, self.order


@dataclass(frozen=True)
class Held:
    """A post that a member held in a year. Lists of them stand in the order of time."""

    member_id: int
    post: Post
    year: int


@dataclass(frozen=True)
class Turn:
    """Whose turn it is in a year and why: `why` is a template over `name` (of `other`) and `since` (a year)."""

    year: int
    member_id: int | None
    why: str
    other: int | None = None
    since: int | None = None
    skipped: tuple[int, ...] = ()


def next_chair(
    rule: RotationRule,
    seats: Iterable[Seat],
    held: Sequence[Held],
    year: int,
    skip: frozenset[int] = NOBODY,
) -> Turn:
    """Whose turn the chair is in `year`, from the posts before it. `skip`: not considered the year before."""
    all_seats = sorted(seats, key=lambda seat: seat.rank)
    present = {seat.member_id: seat for seat in all_seats if seat.is_of_year(year)}
    passed_over = tuple(member for member in present if member in skip)
    candidates = [seat for member, seat in present.items() if member not in skip]
    earlier = [post for post in held if post.year < year]
    if not candidates:
        return Turn(year, None, N_("Không có thành viên nào để đến lượt."), skipped=passed_over)
    if rule is RotationRule.FIXED_ORDER:
        member, why, other, since = _after_last(candidates, all_seats, earlier, year)
    elif rule is RotationRule.VICE_BECOMES_CHAIR:
        member, why, other, since = _vice_of_last_year(candidates, earlier, year)
    else:
        member, why, other, since = _longest_wait(candidates, earlier)
    return Turn(year, member, why, other, since, passed_over)


def forecast(
    rule: RotationRule,
    seats: Iterable[Seat],
    held: Sequence[Held],
    start: int,
    years: int = 10,
    skips: Mapping[int, frozenset[int]] | None = None,
) -> list[Turn]:
    """Turns of `years` years from `start` on, as if everybody takes their turn and nothing else happens."""
    places, known, turns = list(seats), list(held), []
    for year in range(start, start + years):
        turn = next_chair(rule, places, known, year, (skips or {}).get(year, NOBODY))
        turns.append(turn)
        if turn.member_id is None:
            continue
        known.append(Held(turn.member_id, Post.CHAIR, year))
        has_vice = any(post.post is Post.VICE_CHAIR and post.year == year for post in held)
        if rule is RotationRule.VICE_BECOMES_CHAIR and not has_vice:
            others = [seat for seat in places if seat.is_of_year(year) and seat.member_id != turn.member_id]
            if others:
                known.append(Held(_longest_wait(others, known)[0], Post.VICE_CHAIR, year))
    return turns


def years_since(held: Iterable[Held], member_id: int, year: int) -> int | None:
    """Years from the member's last chair up to `year`; None when no earlier one is known."""
    turns = [p.year for p in held if p.member_id == member_id and p.post is Post.CHAIR and p.year <= year]
    return year - max(turns) if turns else None


_Found = tuple[int, str, int | None, int | None]


def _after_last(
    candidates: Sequence[Seat], all_seats: Sequence[Seat], earlier: Sequence[Held], year: int
) -> _Found:
    """The next in the order after the last chair. Who joins in that very year waits for the next round."""
    settled = [seat for seat in candidates if seat.joined.year < year] or list(candidates)
    last = _last_chair(earlier)
    place = next(
        (seat.rank for seat in reversed(all_seats) if last and seat.member_id == last.member_id), None
    )
    if last is None or place is None:
        return (
            settled[0].member_id,
            N_("Đứng đầu thứ tự cố định; chưa ghi nhận Cụm trưởng trước đó."),
            None,
            None,
        )
    ring = [s for s in settled if s.rank > place] + [s for s in settled if s.rank <= place]
    why = N_("Đứng sau %(name)s (Cụm trưởng năm %(since)s) trong thứ tự cố định.")
    return ring[0].member_id, why, last.member_id, last.year


def _vice_of_last_year(candidates: Sequence[Seat], earlier: Sequence[Held], year: int) -> _Found:
    vices = {p.member_id for p in earlier if p.post is Post.VICE_CHAIR and p.year == year - 1}
    heirs = [seat for seat in candidates if seat.member_id in vices]
    if heirs:
        return _longest_wait(heirs, earlier)[0], N_("Là Cụm phó năm %(since)s."), None, year - 1
    return _longest_wait(candidates, earlier)


def _longest_wait(candidates: Sequence[Seat], earlier: Sequence[Held]) -> _Found:
    """Waiting counts from the last chair, else from joining; equal waits go to who never was chair."""
    last = {post.member_id: post.year for post in earlier if post.post is Post.CHAIR}
    chosen = min(
        candidates,
        key=lambda s: (last.get(s.member_id, s.joined.year), s.member_id in last, s.rank),
    )
    if chosen.member_id in last:
        why = N_("Chờ lâu nhất: lần gần nhất làm Cụm trưởng là năm %(since)s.")
        return chosen.member_id, why, None, last[chosen.member_id]
    why = N_("Chờ lâu nhất: tham gia cụm từ năm %(since)s, chưa ghi nhận lần nào làm Cụm trưởng.")
    return chosen.member_id, why, None, chosen.joined.year


def _last_chair(earlier: Sequence[Held]) -> Held | None:
    chairs = sorted((post for post in earlier if post.post is Post.CHAIR), key=lambda post: post.year)
    return chairs[-1] if chairs else None


def check_dates(starts_on: date, ends_on: date | None) -> None:
    """A term ends after it starts (message 10)."""
    if ends_on is not None and ends_on <= starts_on:
        message = N_("Ngày kết thúc phải sau ngày bắt đầu (%(day)s).")
        raise DomainError(message, field="ends_on", day=format_date(starts_on))


def check_posts(chair_id: int | None, vice_ids: Sequence[int]) -> None:
    """Somebody is named; nobody holds both posts of a year; nobody is named twice."""
    if chair_id is None and not vice_ids:
        raise DomainError(N_("Chọn Cụm trưởng hoặc ít nhất một Cụm phó."), field="chair")
    if chair_id is not None and chair_id in vice_ids:
        message = N_("Một thành viên không thể vừa là Cụm trưởng vừa là Cụm phó trong cùng năm.")
        raise DomainError(message, field="vices")
    if len(set(vice_ids)) != len(vice_ids):
        raise DomainError(N_("Một thành viên được chọn hai lần."), field="vices")


def check_exception(turn: Turn, chosen: int, *, has_history: bool, today: date, reason: str) -> None:
    """A choice outside the turn needs a written reason (message 11). History is recorded, not chosen."""
    is_choice = has_history and turn.year >= today.year and turn.member_id is not None
    if is_choice and chosen != turn.member_id and not is_reason(reason):
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho các thành viên của cụm.")
        raise DomainError(message, field="exception_reason")
