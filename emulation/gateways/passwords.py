"""argon2id: hashing and checking passwords.

Two keyboards that write “Hà Nội” differently give one password (NFC); otherwise it is taken as it was typed.
"""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from emulation.vocabulary.vietnamese import one_spelling

#: OWASP's minimum for argon2id: 19 MiB, two passes. Raise them here; hashes follow at the next sign-in.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Checked for unknown users, so that they cost the same work as known ones.
NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """An argon2id hash."""
    return _hasher.hash(one_spelling(password))


def matches(stored: str, password: str) -> bool:
    """Whether the password belongs to the hash; the work is done even when there is no hash."""
    try:
        return _hasher.verify(stored or NOBODY, one_spelling(password)) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def renewed(stored: str, password: str) -> str:
    """The hash to keep after a password has matched: a new one when the cost has changed since."""
    return hash_password(password) if _hasher.check_needs_rehash(stored) else stored
