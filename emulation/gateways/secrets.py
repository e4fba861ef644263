"""Keeping small secrets in the database: AES-256-GCM under a key derived from the installation's secret key.

What was written under the previous key stays readable while keys are exchanged. A changed bit, or a secret moved
to another owner, is refused.
"""

import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: The first byte of what is kept: which way of keeping it was. Another algorithm gets another byte.
AES_256_GCM = b"\x01"
NONCE_BYTES = 12
PURPOSE = b"emulation: secrets in the database"


class Damaged(Exception):
    """What was kept cannot be read: changed, moved to another owner, or written under a key that is gone."""


class Safe:
    """Puts secrets away for an owner, such as "code of user 7", and takes them out for the same owner only."""

    def __init__(self, key: str, previous: str = "") -> None:
        self._ciphers = [AESGCM(_derived(one)) for one in (key, previous) if one]

    def put(self, secret: bytes, owner: str) -> bytes:
        """What to keep, under the present key."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return AES_256_GCM + nonce + self._ciphers[0].encrypt(nonce, secret, AES_256_GCM + owner.encode())

    def take(self, kept: bytes, owner: str) -> bytes:
        """The secret again, under the present or the previous key; raises Damaged."""
        secret = _opened(self._ciphers, kept, owner)
        if secret is None:
            raise Damaged(owner)
        return secret

    def is_present(self, kept: bytes, owner: str) -> bool:
        """Whether this was written under the present key."""
        return _opened(self._ciphers[:1], kept, owner) is not None


def fresh_salt() -> str:
    """256 random bits in hexadecimal digits: what makes a seal code tell nothing until the salt is shown."""
    return secrets.token_hex(32)


def fresh_seed() -> int:
    """A random number with which a drawing can be drawn again."""
    return secrets.randbelow(10**9)


def _opened(ciphers: Sequence[AESGCM], kept: bytes, owner: str) -> bytes | None:
    way, nonce, body = kept[:1], kept[1 : 1 + NONCE_BYTES], kept[1 + NONCE_BYTES :]
    if way != AES_256_GCM or len(nonce) != NONCE_BYTES:
        return None
    for cipher in ciphers:
        try:
            return cipher.decrypt(nonce, body, way + owner.encode())
        except InvalidTag:
            continue
    return None


def _derived(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
