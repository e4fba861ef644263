"""The chain of seals: each is an HMAC over the seal before it and over everything its event says.

Edited, deleted, inserted and moved events break a seal, because nobody without the key can make a new one. A tail
that was cut off, or a chain made anew by whoever stole the key, is seen by the anchors that lie outside.

After a change of key the old one makes no valid seal any more: the first event under a new key says so
("audit.key_changed"), keys are passed through from old to new only, and the newest seal is of the newest key.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from emulation.vocabulary.trail import KEY_CHANGED, NOTHING, Anchor, Broken, ChainFault, Link


def canonical(position: int, event: Mapping[str, Any]) -> bytes:
    """Position and columns of an event as bytes: the same on every database, whatever the order of the columns."""
    said = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in event.items()
    }
    whole = {"position": position, "event": said}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def seal_of(key: str, previous: str, position: int, event: Mapping[str, Any]) -> str:
    """The seal of an event at a position: HMAC-SHA256 as 64 hexadecimal digits."""
    message = previous.encode() + canonical(position, event)
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()


class Walk:
    """A walk along the chain that knows where it is. `after`: the link before the first one that is looked at."""

    def __init__(
        self, keys: Sequence[str], anchors: Iterable[Anchor] = (), after: Link | None = None
    ) -> None:
        self.position = after.position if after else 0
        self.head = after.seal if after else NOTHING
        self.checked = 0
        self._keys = list(reversed(keys))
        self._key: int | None = None
        self._anchors = {anchor.position: anchor.seal for anchor in anchors}

    def faults(self, links: Iterable[Link]) -> Iterator[Broken]:
        """Every place where something is wrong, in the order of the chain; the last link must be the newest."""
        for link in links:
            if fault := self._fault(link):
                yield Broken(self.position + 1, fault)
            self.position, self.head = link.position, link.seal
            self.checked += 1
        if max(self._anchors, default=0) > self.position:
            yield Broken(self.position + 1, ChainFault.CUT)
        elif self._key is not None and self._key != len(self._keys) - 1:
            yield Broken(self.position, ChainFault.OLD_KEY)

    def _fault(self, link: Link) -> ChainFault | None:
        if link.position != self.position + 1:
            return ChainFault.GAP
        if link.previous != self.head:
            return ChainFault.UNJOINED
        if link.event is None:
            return ChainFault.DELETED
        if not self._is_sealed(link, link.event):
            return ChainFault.EDITED
        if self._anchors.get(link.position, link.seal) != link.seal:
            return ChainFault.REWRITTEN
        return None

    def _is_sealed(self, link: Link, event: Mapping[str, Any]) -> bool:
        """Whether the seal is of the key in use here, or of a newer one whose first event says so."""
        for number in range(self._key or 0, len(self._keys)):
            made = seal_of(self._keys[number], link.previous, link.position, event)
            if hmac.compare_digest(made, link.seal):
                is_new = self._key is not None and number != self._key
                self._key = number
                return not is_new or event["verb"] == KEY_CHANGED
        return False
