"""Tokens that open something: long and random for whoever carries them, a hash for whoever keeps them."""

import hashlib
import secrets


def new_token() -> str:
    """256 random bits in letters that an address may carry."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What the database keeps of a token or a code: it finds the row and opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()
