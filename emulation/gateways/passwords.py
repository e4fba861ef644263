"""argon2id: hashing and checking passwords."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: Checked for unknown users, so that they cost the same work as known ones.
NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """An argon2id hash (OWASP minimum: 19 MiB, two passes)."""
    return _hasher.hash(password)


def matches(stored: str, password: str) -> bool:
    """Whether the password belongs to the hash; the work is done even when there is no hash."""
    try:
        return _hasher.verify(stored or NOBODY, password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False
