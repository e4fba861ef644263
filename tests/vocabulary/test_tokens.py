"""Tokens: as many bits as nobody can guess, and nothing of them in what is kept."""

import base64

from emulation.vocabulary.tokens import hashed, new_token


def test_a_token_has_256_bits_and_no_two_are_alike() -> None:
    tokens = {new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert {len(base64.urlsafe_b64decode(f"{token}=")) for token in tokens} == {32}


def test_what_is_kept_tells_nothing() -> None:
    """SHA-256 of "abc", as FIPS 180-4 gives it."""
    assert hashed("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
