"""Secrets in the database: no bit may change, no owner, and keys can be exchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.gateways.secrets import Damaged, Safe

OLD, NEW = "the key of last year, long enough", "the key of this year, long enough"
OWNER = "code of user 7"


@given(secret=st.binary(max_size=64), owner=st.text(max_size=20))
def test_what_is_put_away_comes_out_again(secret: bytes, owner: str) -> None:
    assert Safe(NEW).take(Safe(NEW).put(secret, owner), owner) == secret


@pytest.mark.asvs("11.3.2", "11.3.3")
def test_every_single_flipped_bit_is_refused() -> None:
    """Red when the cipher carries no tag: AES-CTR in place of AES-GCM gives other bytes without complaint."""
    kept = Safe(NEW).put(b"twenty bytes of seed", OWNER)
    for bit in range(len(kept) * 8):
        changed = bytearray(kept)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(Damaged):
            Safe(NEW).take(bytes(changed), OWNER)


@pytest.mark.asvs("11.3.3")
@pytest.mark.parametrize("kept", [b"", b"\x01", b"\x01" + b"0" * 12, b"\x02" + b"0" * 40])
def test_what_is_no_secret_at_all_is_refused(kept: bytes) -> None:
    with pytest.raises(Damaged):
        Safe(NEW).take(kept, OWNER)


def test_a_secret_belongs_to_its_owner() -> None:
    """A row copied over another person's row opens nothing. Red when the owner is left out of what is sealed."""
    with pytest.raises(Damaged):
        Safe(NEW).take(Safe(NEW).put(b"seed", OWNER), "code of user 8")


@pytest.mark.asvs("11.3.1", "11.5.1")
def test_the_same_secret_never_looks_the_same() -> None:
    kept = {Safe(NEW).put(b"seed", OWNER) for _ in range(200)}
    assert len(kept) == 200
    assert len({one[1:13] for one in kept}) == 200, "every nonce is used once"
    assert all(b"seed" not in one for one in kept)


@pytest.mark.asvs("11.2.2")
def test_keys_are_exchanged_without_losing_anything() -> None:
    kept = Safe(OLD).put(b"seed", OWNER)
    both = Safe(NEW, OLD)
    assert both.take(kept, OWNER) == b"seed"
    assert not both.is_present(kept, OWNER)
    renewed = both.put(b"seed", OWNER)
    assert both.is_present(renewed, OWNER)
    assert Safe(NEW).take(renewed, OWNER) == b"seed"
    with pytest.raises(Damaged):
        Safe(NEW).take(kept, OWNER)
