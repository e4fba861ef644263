"""How an installation guards its trail: keys, seals, what can be wrong with them, and anchors outside the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.words import N_

#: What stands before the first seal.
NOTHING = "0" * 64
#: Events that the chain writes about itself.
KEY_CHANGED = "audit.key_changed"
SEALING_BEGAN = "audit.sealing_began"


class ChainFault(Labelled):
    """What is wrong at a place of the chain; the code is what the shell prints."""

    GAP = "an entry is missing or moved", N_("thiếu mục hoặc mục bị chuyển chỗ")
    UNJOINED = "does not join the entry before", N_("không nối với mục đứng trước")
    DELETED = "the event was deleted", N_("sự kiện đã bị xóa")
    EDITED = "the event was edited or replaced", N_("nội dung không khớp dấu niêm phong")
    UNSEALED = "an event without a seal was inserted", N_("có sự kiện không được niêm phong")
    REWRITTEN = "differs from the anchor", N_("khác với dấu neo lưu bên ngoài")
    CUT = "the tail was cut off: an anchor knows more", N_("phần cuối bị cắt so với dấu neo lưu bên ngoài")
    OLD_KEY = "sealed with an old key", N_("niêm phong bằng khóa cũ")


@dataclass(frozen=True)
class Trail:
    """`keys`: the key that seals now, then the ones before it, newest first. A throw-away database has an empty key.

    `anchor_file` takes the head of the chain once a day; `anchor_mail` is who gets it by letter as well.
    """

    keys: tuple[str, ...] = ("",)
    anchor_file: Path | None = None
    anchor_mail: str = ""


@dataclass(frozen=True)
class Link:
    """One seal as it stands, with what its event says now; None for an event that is not there any more."""

    position: int
    event_id: int
    previous: str
    seal: str
    event: Mapping[str, Any] | None


@dataclass(frozen=True)
class Anchor:
    """The head of the chain as it was noted outside the database on a day."""

    day: str
    position: int
    seal: str

    @property
    def on(self) -> date:
        """The day as people read it."""
        return date.fromisoformat(self.day)


@dataclass(frozen=True)
class Broken:
    """A place of the chain and what is wrong there."""

    position: int
    fault: ChainFault


@dataclass(frozen=True)
class ChainState:
    """What a walk along the chain found: how many links were looked at, the head, and the first fault."""

    checked: int
    position: int
    head: str
    broken: Broken | None
    anchor: Anchor | None = None
