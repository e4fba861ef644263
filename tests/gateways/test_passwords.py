"""argon2id with the cost we chose; one password for two keyboards; nothing cut off; hashes follow the cost."""

import unicodedata

import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from emulation.gateways import passwords

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SENTENCE = "con mèo ngồi trên mái"


@pytest.mark.asvs("11.4.2")
def test_the_cost_is_that_of_owasp() -> None:
    """19 MiB, two passes, argon2id, a random salt of 16 bytes. Red when a parameter shrinks."""
    one, two = passwords.hash_password(SENTENCE), passwords.hash_password(SENTENCE)
    cost = extract_parameters(one)
    assert (cost.type, cost.memory_cost, cost.time_cost, cost.parallelism) == (Type.ID, 19 * 1024, 2, 1)
    assert (cost.salt_len, one != two) == (16, True)


@pytest.mark.asvs("6.2.8")
@pytest.mark.parametrize(
    "typed", ["Con mèo ngồi trên mái", "con mèo ngồi trên mái ", "con meo ngoi tren mai"]
)
def test_a_password_is_taken_as_it_was_typed(typed: str) -> None:
    """Capitals, spaces and marks count. Red when hashing trims or folds."""
    stored = CHEAP.hash(SENTENCE)
    assert passwords.matches(stored, SENTENCE)
    assert not passwords.matches(stored, typed)


@pytest.mark.asvs("6.2.8", "6.2.9")
def test_nothing_is_cut_off() -> None:
    """64 × ế are 192 bytes: the first 72 of them, where bcrypt stops, are another password."""
    long = "ế" * 64
    stored = passwords.hash_password(long)
    assert passwords.matches(stored, long)
    assert not passwords.matches(stored, long[:24])
    assert not passwords.matches(stored, long[:63])


def test_two_keyboards_give_one_password() -> None:
    """“Hà Nội” is 6 signs in NFC and 9 in NFD. Red without `one_spelling` in either function."""
    composed, decomposed = (unicodedata.normalize(form, "Hà Nội") for form in ("NFC", "NFD"))
    assert (len(composed), len(decomposed)) == (6, 9)
    assert passwords.matches(passwords.hash_password(composed), decomposed)
    assert passwords.matches(passwords.hash_password(decomposed), composed)


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$v=19$broken"])
def test_no_hash_matches_nothing(stored: str) -> None:
    assert not passwords.matches(stored, "")
    assert not passwords.matches(stored, "nobody has this password")


def test_a_hash_follows_the_cost() -> None:
    fresh, old = passwords.hash_password(SENTENCE), CHEAP.hash(SENTENCE)
    assert passwords.renewed(fresh, SENTENCE) == fresh
    renewed = passwords.renewed(old, SENTENCE)
    assert extract_parameters(renewed).memory_cost == 19 * 1024
    assert passwords.matches(renewed, SENTENCE)
