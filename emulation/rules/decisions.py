"""What a decision and its revocation need (features A6; screens 3.11)."""

from collections.abc import Collection
from datetime import date

from emulation.vocabulary.award_kinds import RevocationGround
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.vietnamese import nfc
from emulation.vocabulary.words import N_

REVOKE_WORD = "THU HỒI"


def check_number(number: str, signed_on: date, known: Collection[tuple[str, date]]) -> None:
    """A number is used once in a year of signing. `known`: (number, signed on) of the register."""
    for other, day in known:
        if nfc(other).upper() == nfc(number).upper() and day.year == signed_on.year:
            message = N_("Quyết định số %(number)s ngày %(day)s đã có trong sổ.")
            raise DomainError(message, field="number", number=other, day=f"{day:%d/%m/%Y}")


def check_recipients(chosen: Collection[int]) -> None:
    """A decision awards somebody."""
    if not chosen:
        raise DomainError(N_("Chọn ít nhất một đề nghị được khen thưởng."), field="proposals")


def check_refused(chosen: Collection[int], refused: Collection[int], reason: str) -> None:
    """Nobody is awarded and refused at once, and a refusal has a reason (message 11)."""
    if set(chosen) & set(refused):
        message = N_("Một đề nghị không thể vừa được khen thưởng vừa không được tặng.")
        raise DomainError(message, field="refused")
    if refused and len(reason.strip()) < 5:
        message = N_("Nhập lý do. Lý do được ghi vào nhật ký và gửi cho đơn vị.")
        raise DomainError(message, field="refusal")


def check_typed(word: str) -> None:
    """The word that says "I mean it", compared after NFC, trimming and upper-casing."""
    if nfc(word).upper() != REVOKE_WORD:
        raise DomainError(N_("Để hủy bỏ quyết định, gõ %(word)s."), field="typed", word=REVOKE_WORD)


def check_ground(ground: RevocationGround | None) -> None:
    """One of the four grounds of the law (`revoke.l22`)."""
    if ground is None:
        raise DomainError(N_("Chọn %(label)s."), field="ground", label=N_("căn cứ hủy bỏ"))
