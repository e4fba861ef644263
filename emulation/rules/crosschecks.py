"""A cross-check sheet: what may be written into it, what is sealed, and what its opening says (features S5, S6).

The seal code is the SHA-256 of the canonical text of the sheet with a random salt. The code is shown at once, the
salt only when all sheets are opened: until then the code tells nothing about the points, afterwards anybody can
compute it again.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal

from emulation.rules.reasons import is_reason
from emulation.rules.spreads import median
from emulation.vocabulary.crosschecks import OwnLine, SealedLine, Verdict
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.states import CrossState, SheetState
from emulation.vocabulary.words import N_

#: What is still the checker's to write, and what counts as handed in.
WRITABLE = frozenset({CrossState.ASSIGNED, CrossState.DRAFT})
SEALED = frozenset({CrossState.SEALED, CrossState.OPENED})
OVER = frozenset({CrossState.OPENED, CrossState.MISSED})


def check_writable(state: CrossState, sheet: SheetState | None) -> None:
    """Raise DomainError unless the checker may still write: handed over, neither sealed nor over."""
    if state not in WRITABLE:
        message = N_("Phiếu chấm chéo đang ở trạng thái “%(state)s” nên không sửa được nữa.")
        raise DomainError(message, state=state.label)
    if sheet is not SheetState.CROSS_CHECKING:
        raise DomainError(N_("Phiếu điểm của thành viên được kiểm tra chưa được giao kiểm tra chéo."))


def check_line(points: Decimal | None, own: Decimal | None, reason: str, field: str | None = None) -> None:
    """Points that differ from the member's own need a reason (screens 2.3); nothing typed is agreement."""
    if points is not None and points != own and not is_reason(reason):
        message = N_("Nhập lý do vì điểm kiểm tra khác điểm đơn vị tự chấm.")
        raise DomainError(message, field=field)


def resolved(lines: Sequence[OwnLine], written: Mapping[int, tuple[Decimal | None, str]]) -> list[SealedLine]:
    """Every assigned line with the points that are sealed. Raises DomainError for a difference without reason."""
    found = []
    for line in lines:
        if line.not_assigned or line.own is None:
            continue
        points, reason = written.get(line.criterion_id, (None, ""))
        if points is not None and points != line.own and not is_reason(reason):
            message = N_("Chưa niêm phong được: tiêu chí %(code)s khác điểm đơn vị tự chấm mà chưa có lý do.")
            raise DomainError(message, code=line.code)
        differs = points is not None and points != line.own
        sealed = points if differs and points is not None else line.own
        found.append(SealedLine(line.criterion_id, line.code, sealed, reason if differs else ""))
    return found


def seal_code(where: tuple[int, str, str], lines: Collection[SealedLine], salt: str) -> str:
    """The code of a sheet: 64 hexadecimal digits. `where`: year, codes of checker and member."""
    return hashlib.sha256(canonical(where, lines, salt).encode()).hexdigest()


def canonical(where: tuple[int, str, str], lines: Collection[SealedLine], salt: str) -> str:
    """The one text of a sheet: JSON without spaces, keys and lines in order, points with two decimals."""
    year, checker, member = where
    told = [
        [line.code, f"{line.points:.2f}", line.reason] for line in sorted(lines, key=lambda one: one.code)
    ]
    whole = {"year": year, "checker": checker, "member": member, "lines": told, "salt": salt}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def check_code(code: str, wanted: str, checker: str, member: str) -> None:
    """Raise DomainError when a sealed sheet does not say any more what was sealed."""
    if code != wanted:
        message = N_(
            "Mã niêm phong của phiếu %(checker)s chấm %(member)s không khớp nội dung nên không mở được. "
            "Hãy báo quản trị hệ thống."
        )
        raise DomainError(message, checker=checker, member=member)


def check_openable(*, due_on: date | None, today: date) -> None:
    """Before everybody has sealed, only the end of the phase's last day lets the chair open."""
    if due_on is None:
        raise DomainError(N_("Giai đoạn kiểm tra chéo chưa có hạn; hãy đặt hạn trước khi mở niêm phong."))
    if today <= due_on:
        message = N_("Chưa mở được: còn phiếu chưa niêm phong và hạn là hết ngày %(day)s.")
        raise DomainError(message, day=format_date(due_on))


def check_replaceable(states: Collection[CrossState]) -> None:
    """A roster is replaced as long as nobody has sealed anything by it."""
    if any(state in SEALED or state in OVER for state in states):
        raise DomainError(N_("Đã có phiếu niêm phong nên không sửa phân công được nữa."))


def disputed(line: OwnLine, verdicts: Sequence[Verdict]) -> tuple[Decimal, str] | None:
    """The median of the checkers with their reasons, where it differs from the member's own points; else None."""
    if line.not_assigned or not verdicts:
        return None
    middle = median([one.points for one in verdicts])
    if middle is None or middle == line.own:
        return None
    return middle, "; ".join(f"{one.checker}: {one.reason}" for one in verdicts if one.reason)


def check_unopened(is_waiting: bool) -> None:
    """A sheet whose cross-check is not opened yet is neither reviewed nor computed again."""
    if is_waiting:
        raise DomainError(
            N_("Phiếu kiểm tra chéo của đơn vị chưa mở niêm phong; làm được việc này sau khi mở.")
        )
