"""A letter on its way out, as plain values, and what may go wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Mail:
    """What goes into the post: one recipient. `key` becomes the Message-ID, `written_at` the date of the letter."""

    key: str
    to_address: str
    subject: str
    body: str
    written_at: datetime


class MailRefused(Exception):
    """This letter was not taken; others may be."""


class PostClosed(Exception):
    """No letter can be sent now: the server does not answer, is not who it says it is, or does not let us in."""


Post = Callable[[Mail], None]
