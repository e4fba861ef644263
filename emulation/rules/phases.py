"""What stands between a phase and the next, what a step back needs, and when a year closes (handbook 3).

Warnings can be overruled with a reason; the year itself is at stake only where a hard obstacle stands.
"""

from dataclasses import dataclass

from emulation.rules.cycles import PHASES
from emulation.rules.reasons import is_reason
from emulation.vocabulary.desk import Counts
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ConferenceKind
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.states import Phase, RankingState
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

CLOSING_WORDS = N_("ĐÓNG NĂM")


class Topic(Labelled):
    """Where an obstacle is removed."""

    AGREEMENT = "agreement", N_("Giao ước của cụm")
    PLEDGES = "pledges", N_("Giao ước và tiến độ")
    RESULTS = "results", N_("Tiến độ và kết quả")
    SCORECARD = "scorecard", N_("Bảng tiêu chí chấm điểm")
    CROSS_CHECK = "cross_check", N_("Kiểm tra chéo")
    TOTALS = "totals", N_("Tổng hợp điểm")
    CONFERENCE = "conference", N_("Hội nghị tổng kết")
    PROPOSALS = "proposals", N_("Đề nghị khen thưởng")


@dataclass(frozen=True)
class Obstacle:
    """Something unfinished: a sentence with its values, where to finish it, and whether it can be overruled."""

    topic: Topic
    message: str
    values: tuple[tuple[str, int], ...] = ()
    is_hard: bool = False


def obstacles(phase: Phase, counts: Counts) -> list[Obstacle]:
    """What is unfinished when the year is to leave `phase`."""
    match phase:
        case Phase.PLEDGING:
            return _pledging(counts)
        case Phase.MID_YEAR:
            text = N_("Mới có %(done)s/%(of)s thành viên nộp kết quả 6 tháng.")
            return _missing(Topic.RESULTS, text, counts.mid_year_reports, counts.members)
        case Phase.SECOND_HALF:
            text = N_("Bảng tiêu chí chấm điểm chưa được ban hành; sau giai đoạn này không soạn được nữa.")
            return [] if counts.scorecard_issued else [Obstacle(Topic.SCORECARD, text)]
        case Phase.SELF_SCORING:
            reports = N_("Mới có %(done)s/%(of)s thành viên nộp kết quả năm.")
            sheets = N_("Mới có %(done)s/%(of)s phiếu tự chấm được nộp.")
            return [
                *_missing(Topic.RESULTS, reports, counts.year_reports, counts.members),
                *_missing(Topic.TOTALS, sheets, counts.sheets_submitted, counts.members),
            ]
        case Phase.CROSS_CHECKING:
            return _cross_checking(counts)
        case Phase.TOTALS:
            return _totals(counts)
        case Phase.CONFERENCE:
            return _conference(counts)
        case Phase.AWARDING:
            return closing_obstacles(phase, counts)
    return []


def _missing(topic: Topic, text: str, done: int, of: int) -> list[Obstacle]:
    return [Obstacle(topic, text, (("done", done), ("of", of)))] if done < of else []


def _pledging(counts: Counts) -> list[Obstacle]:
    text = N_("Mới có %(done)s/%(of)s thành viên ký giao ước.")
    found = _missing(Topic.PLEDGES, text, counts.pledges_signed, counts.members)
    if not counts.agreement_signed:
        found.insert(0, Obstacle(Topic.AGREEMENT, N_("Giao ước của cụm chưa được ký.")))
    return found


def _cross_checking(counts: Counts) -> list[Obstacle]:
    """Sealed points that nobody opens would be lost; a year without a roster goes on with a reason."""
    if counts.cross_opened:
        return []
    if not counts.cross_sheets:
        return [Obstacle(Topic.CROSS_CHECK, N_("Chưa phân công kiểm tra chéo."))]
    text = N_(
        "Phiếu kiểm tra chéo chưa mở niêm phong (đã niêm phong %(done)s/%(of)s). Phiếu tự mở khi đã niêm phong đủ; "
        "quá hạn của giai đoạn thì mở được bằng nút “Mở niêm phong”."
    )
    values = (("done", counts.cross_sealed), ("of", counts.cross_sheets))
    return [Obstacle(Topic.CROSS_CHECK, text, values, is_hard=True)]


def _totals(counts: Counts) -> list[Obstacle]:
    if counts.ranking is None:
        return [Obstacle(Topic.TOTALS, N_("Điểm chưa khóa và chưa chốt."), is_hard=True)]
    if counts.ranking is RankingState.FROZEN:
        return [Obstacle(Topic.TOTALS, N_("Điểm đã khóa nhưng chưa chốt."), is_hard=True)]
    return []


def _conference(counts: Counts) -> list[Obstacle]:
    found = _unpublished(counts)
    if ConferenceKind.YEAR_END not in counts.conferences:
        found.append(Obstacle(Topic.CONFERENCE, N_("Chưa ghi hội nghị tổng kết."), is_hard=True))
    return found


def _unpublished(counts: Counts) -> list[Obstacle]:
    if counts.ranking is RankingState.PUBLISHED:
        return []
    return [Obstacle(Topic.TOTALS, N_("Bảng xếp hạng chưa được công bố."), is_hard=True)]


def closing_obstacles(phase: Phase, counts: Counts) -> list[Obstacle]:
    """What keeps a year open. Open proposals do not: their decisions may come months later (handbook 3)."""
    found = _unpublished(counts)
    if counts.open_proposals:
        text = N_("Còn %(n)s đề nghị khen thưởng đang mở; vẫn xử lý và ghi quyết định được sau khi đóng năm.")
        found.append(Obstacle(Topic.PROPOSALS, text, (("n", counts.open_proposals),)))
    return found


def check_leave(phase: Phase, counts: Counts, reason: str) -> None:
    """Raise DomainError for a hard obstacle, or for a warning that nobody gave a reason to overrule."""
    if phase is Phase.AWARDING:
        raise DomainError(N_("Đóng năm là một việc riêng, cần gõ lời xác nhận."))
    found = obstacles(phase, counts)
    for obstacle in found:
        if obstacle.is_hard:
            raise DomainError(obstacle.message, None, **dict(obstacle.values))
    if found and not is_reason(reason):
        raise DomainError(
            N_("Còn việc chưa xong. Nhập lý do để vẫn chuyển giai đoạn; lý do được ghi vào nhật ký."),
            field="reason",
        )


def is_past_return(phase: Phase, counts: Counts) -> bool:
    """Whether everybody has read the ranking, so that the year cannot go back to changing it."""
    return phase is Phase.CONFERENCE and counts.ranking is RankingState.PUBLISHED


def check_step_back(phase: Phase, counts: Counts, reason: str) -> None:
    """A step back says why, and cannot undo what everybody has read."""
    if is_past_return(phase, counts):
        raise DomainError(N_("Bảng xếp hạng đã công bố nên không quay lại giai đoạn trước được."))
    if not is_reason(reason):
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho các thành viên.")
        raise DomainError(message, field="reason")


def check_close(phase: Phase, counts: Counts, typed: str) -> None:
    """Only a year in its last phase with a published ranking, confirmed in words (screens 3.11)."""
    if phase is not Phase.AWARDING:
        message = N_("Chỉ đóng được năm đang ở giai đoạn “%(last)s”; năm này đang ở giai đoạn “%(phase)s”.")
        raise DomainError(message, last=Phase.AWARDING.label, phase=phase.label)
    for obstacle in closing_obstacles(phase, counts):
        if obstacle.is_hard:
            raise DomainError(obstacle.message)
    if not is_confirmed(typed):
        raise DomainError(N_("Gõ %(words)s để xác nhận."), field="confirmation", words=CLOSING_WORDS)


def is_confirmed(typed: str) -> bool:
    """Whether the words were typed, whatever the keyboard, the spaces around and the letters' case."""
    return nfc(typed).upper() == CLOSING_WORDS


def passed_through(*, uses_cross_checking: bool, uses_explaining: bool) -> list[Phase]:
    """The phases of a year in order, without those it switched off."""
    skipped = set() if uses_cross_checking else {Phase.CROSS_CHECKING}
    if not uses_explaining:
        skipped.add(Phase.EXPLAINING)
    return [phase for phase in PHASES if phase not in skipped]
