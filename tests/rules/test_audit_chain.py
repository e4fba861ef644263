"""The chain of seals as a rule: literal seals, and every kind of damage by name."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation.rules.audit_chain import Walk, canonical, seal_of
from emulation.vocabulary.trail import KEY_CHANGED, NOTHING, Anchor, Broken, ChainFault, Link

EVENT = {
    "id": 7,
    "at": datetime(2025, 10, 15, 3, 0, tzinfo=UTC),
    "verb": "pledge.saved",
    "changes": {"b": [None, 1], "a": ["cũ", "mới"]},
}
KEYS = ("new", "old")


def chain(keys: list[str], verbs: dict[int, str] | None = None) -> list[Link]:
    """A whole chain, the link at each place sealed with the key of that place."""
    made, previous = [], NOTHING
    for position, key in enumerate(keys, start=1):
        event: dict[str, Any] = {
            "id": position,
            "verb": (verbs or {}).get(position, "pledge.saved"),
            "changes": {},
        }
        seal = seal_of(key, previous, position, event)
        made.append(Link(position, position, previous, seal, event))
        previous = seal
    return made


def first(
    links: list[Link], keys: tuple[str, ...] = ("new",), anchors: tuple[Anchor, ...] = ()
) -> Broken | None:
    return next(Walk(keys, anchors).faults(links), None)


def test_the_bytes_under_the_seal_are_these() -> None:
    """Red when `sort_keys` is left out: the order of columns would count."""
    assert canonical(3, EVENT).decode() == (
        '{"event":{"at":"2025-10-15T03:00:00+00:00","changes":{"a":["cũ","mới"],"b":[null,1]},'
        '"id":7,"verb":"pledge.saved"},"position":3}'
    )


@pytest.mark.asvs("11.4.1")
def test_a_seal_is_a_keyed_sha256() -> None:
    """The value was made with `openssl dgst -sha256 -hmac` over 64 zeros and the bytes above."""
    assert (
        seal_of("khóa", NOTHING, 3, EVENT)
        == "4e721719202d5c9f42c7efd3e9f47eb7182b3ce109a3669238e42f33912f57ee"
    )


def test_a_whole_chain_is_whole() -> None:
    links = chain(["new"] * 4)
    walk = Walk(("new",), [Anchor("2025-10-15", 3, links[2].seal)])
    assert (list(walk.faults(links)), walk.checked, walk.position, walk.head) == ([], 4, 4, links[3].seal)
    assert list(Walk(("new",), (), links[1]).faults(links[2:])) == []
    assert first([]) is None


def edited(links: list[Link]) -> list[Link]:
    return [*links[:2], replace(links[2], event={**(links[2].event or {}), "verb": "pledge.sign"}), links[3]]


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (edited, Broken(3, ChainFault.EDITED)),
        (lambda links: [*links[:2], replace(links[2], event=None), links[3]], Broken(3, ChainFault.DELETED)),
        (lambda links: [*links[:2], links[3]], Broken(3, ChainFault.GAP)),
        (lambda links: [links[1], links[0], *links[2:]], Broken(1, ChainFault.GAP)),
        (
            lambda links: [*links[:2], replace(links[2], previous=NOTHING), links[3]],
            Broken(3, ChainFault.UNJOINED),
        ),
        (
            lambda links: [*links[:2], replace(links[2], event=links[1].event), links[3]],
            Broken(3, ChainFault.EDITED),
        ),
        (lambda links: links[:2], Broken(3, ChainFault.CUT)),
        (lambda links: chain(["thief"] * 4), Broken(1, ChainFault.EDITED)),
        (lambda links: chain(["new"] * 4, {2: "pledge.sign"}), Broken(3, ChainFault.REWRITTEN)),
    ],
    ids=["edited", "deleted", "removed", "reordered", "unjoined", "replaced", "cut", "foreign", "rewritten"],
)
def test_damage_is_found_at_its_place(damage: Any, expected: Broken) -> None:
    """Red for "cut" and "rewritten" when the anchors are not looked at in Walk."""
    links = chain(["new"] * 4)
    assert first(damage(links), anchors=(Anchor("2025-10-15", 3, links[2].seal),)) == expected


@pytest.mark.asvs("11.2.2")
def test_old_seals_count_after_the_key_was_changed() -> None:
    links = chain(["old", "old", "new", "new"], {3: KEY_CHANGED})
    assert first(links, KEYS) is None
    assert first(links, ("new",)) == Broken(1, ChainFault.EDITED)


@pytest.mark.parametrize(
    ("keys", "verbs", "expected"),
    [
        (["old", "old", "new", "old"], {3: KEY_CHANGED}, Broken(4, ChainFault.EDITED)),
        (["old", "old", "old", "old"], {}, Broken(4, ChainFault.OLD_KEY)),
        (["old", "old", "new", "new"], {}, Broken(3, ChainFault.EDITED)),
    ],
    ids=["goes on with the old key", "all made anew with the old key", "a change that nobody told"],
)
def test_who_stole_the_old_key_cannot_seal_any_more(
    keys: list[str], verbs: dict[int, str], expected: Broken
) -> None:
    """Red when `_is_sealed` tries every key at every place, or the end does not ask for the newest key."""
    assert first(chain(keys, verbs), KEYS) == expected


@given(st.integers(2, 12), st.data())
def test_any_one_change_is_found(length: int, data: st.DataObject) -> None:
    links = chain(["new"] * length)
    place = data.draw(st.integers(0, length - 1))
    name = data.draw(st.sampled_from(["id", "verb", "changes"]))
    event = {**(links[place].event or {}), name: data.draw(st.text())}
    links[place] = replace(links[place], event=event)
    assert first(links) == Broken(place + 1, ChainFault.EDITED)
