"""Who needs a one-time code beside the password, and which codes count."""

import re
from collections.abc import Collection, Iterable
from enum import Enum

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Role, SignInLevel
from emulation.vocabulary.words import N_

#: Whoever holds one of these roles can do nothing with a password alone.
NEEDS_CODE = frozenset({Role.ADMIN, Role.SECRETARIAT, Role.COUNCIL_MEMBER})
#: The step before and the one after count too: clocks of phones differ a little.
NEIGHBOURS = (-1, 0, 1)
RECOVERY_CODES = 10
#: 120 bits each: guessing is hopeless, so that a plain hash is enough to keep them.
RECOVERY_BYTES = 15
_CODE = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(r"[A-Z2-7]{24}")


class Standing(Enum):
    """How far a sign-in has come. Before it is whole, the person is nobody to every page and service."""

    WHOLE = "whole"
    ENTER_CODE = "enter code"
    SET_UP = "set up"


def needs_code(roles: Collection[Role]) -> bool:
    """Whether one of the roles asks for a code."""
    return not NEEDS_CODE.isdisjoint(roles)


def standing(level: SignInLevel, roles: Collection[Role], *, has_code: bool) -> Standing:
    """What a device that has proven `level` still lacks."""
    if level is SignInLevel.CODE:
        return Standing.WHOLE
    if has_code:
        return Standing.ENTER_CODE
    return Standing.SET_UP if needs_code(roles) else Standing.WHOLE


def tidy(typed: str) -> str:
    """A code as it is compared: without the spaces and dashes that people type between groups."""
    return re.sub(r"[\s-]", "", typed).upper()


def is_code(tidied: str) -> bool:
    """Whether this can be a code of a phone."""
    return _CODE.fullmatch(tidied) is not None


def is_recovery_code(tidied: str) -> bool:
    """Whether this can be a recovery code."""
    return _RECOVERY.fullmatch(tidied) is not None


def grouped(code: str) -> str:
    """A recovery code in groups of four, for paper."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def steps_that_count(now: int, last: int | None) -> Iterable[int]:
    """The steps whose codes are accepted: around now, and after the last accepted one."""
    return [now + by for by in NEIGHBOURS if last is None or now + by > last]


def check_may_remove(*, is_own: bool) -> None:
    """Nobody takes their own code away: another administrator does, who knows the person."""
    if is_own:
        raise DomainError(N_("Bạn không thể gỡ mã xác thực của chính mình. Hãy nhờ một quản trị viên khác."))
