"""What a password must be: long, and hard to guess. No demands about digits or capitals unless an office asks.

How hard is counted in guesses by zxcvbn: its lists hold 30,000 leaked passwords, common words, keyboard walks and
dates; the words of our context and of the person are added for each password anew.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from zxcvbn import matching
from zxcvbn.scoring import most_guessable_match_sequence

from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import Post, Role
from emulation.vocabulary.vietnamese import fold, one_spelling
from emulation.vocabulary.words import N_

SHORTEST = 12
LONGEST = 256
#: About two years of guessing on one core at the cost of our argon2id.
FEWEST_GUESSES = 2 * 10**9
#: Only the beginning is weighed: a hard beginning is enough, and the work stays small.
WEIGHED = 64
#: “p@ssw0rd” is looked up as “password” in so many signs: trying all readings of longer texts would take seconds.
DISGUISED = 24
_MATCHERS: tuple[Any, ...] = (
    matching.dictionary_match,
    matching.reverse_dictionary_match,
    matching.spatial_match,
    matching.repeat_match,
    matching.sequence_match,
    matching.regex_match,
    matching.date_match,
)
OURS = N_("Mật khẩu dựa vào tên người, địa chỉ, đơn vị, cụm hoặc vai trò nên dễ đoán. Chọn một câu khác.")
EASY = N_("Mật khẩu này phổ biến hoặc dễ đoán. Chọn một câu khác, dài hơn.")
_BETWEEN = re.compile(r"[\s._,;:/@+-]+")


class Weight(NamedTuple):
    """How many guesses a password takes, and whether words of our context make it easy."""

    guesses: int
    is_ours: bool


def check_password(
    password: str, *, email: str, full_name: str, words: Iterable[str] = (), composition: bool = False
) -> None:
    """Raise DomainError for a password that is short, long, easy to guess, or (if demanded) of one kind of sign.

    `words` are those of our trade, and names and codes of clusters and members; `composition` is what Decision
    742/QĐ-BTTTT wants to be settable.
    """
    password = one_spelling(password)
    if not SHORTEST <= len(password) <= LONGEST:
        raise DomainError(
            N_("Mật khẩu phải dài từ %(low)s đến %(high)s ký tự."),
            field="password",
            low=SHORTEST,
            high=LONGEST,
        )
    if composition and not _is_mixed(password):
        raise DomainError(N_("Mật khẩu phải có chữ thường, chữ hoa, chữ số và ký tự khác."), field="password")
    own = _ranked((email, email.split("@")[0], full_name, *re.split(r"[\W_]+", email), *full_name.split()))
    known = _ranked((*_roles(), *words), after=len(own)) | own
    for spelling in dict.fromkeys(_spellings(password)):
        weight = _weigh(spelling, known)
        if weight.guesses < FEWEST_GUESSES:
            raise DomainError(OURS if weight.is_ours else EASY, field="password")


def is_outdated(set_at: datetime | None, *, now: datetime, age_days: int) -> bool:
    """Whether the password must be changed: only where the installation gives it an age (0: never)."""
    return age_days > 0 and (set_at is None or now - set_at >= timedelta(days=age_days))


def _is_mixed(password: str) -> bool:
    kinds = (str.islower, str.isupper, str.isdecimal)
    return all(any(kind(sign) for sign in password) for kind in kinds) and not password.isalnum()


def _roles() -> tuple[str, ...]:
    """Names of roles and posts, in words and as they stand in addresses and files."""
    return tuple(word for kind in (Role, Post) for member in kind for word in (member.label, member.value))


def _spellings(text: str) -> tuple[str, str]:
    """Without marks and capitals; and without what people put between words."""
    folded = fold(text)
    return folded, _BETWEEN.sub("", folded)


def _ranked(words: Iterable[str], after: int = 0) -> dict[str, int]:
    """Each spelling of each word, numbered from the likeliest."""
    found: dict[str, int] = {}
    for word in words:
        for spelling in _spellings(word):
            if len(spelling) > 1:
                found.setdefault(spelling, after + len(found) + 1)
    return found


def _weigh(spelling: str, known: dict[str, int]) -> Weight:
    """How hard it is. The package's own entry would keep our words for the next caller, so its parts are used."""
    beginning = spelling[:WEIGHED]
    if not beginning:
        return Weight(1, False)
    words = {"ours": known, **matching.RANKED_DICTIONARIES}
    matches = [match for matcher in _MATCHERS for match in matcher(beginning, _ranked_dictionaries=words)]
    matches += matching.l33t_match(beginning[:DISGUISED], _ranked_dictionaries=words)
    matches.sort(key=lambda match: (match["i"], match["j"]))
    found = most_guessable_match_sequence(beginning, matches)
    is_ours = any(part.get("dictionary_name") == "ours" for part in found["sequence"])
    return Weight(int(found["guesses"]), is_ours)
