"""Sending requests and watching what they do: the answer, the statements that write, the texts that come back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import quote_plus
from zipfile import ZipFile

from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from emulation.db import Database
from tests.matrix.cast import Pass
from tests.support.pages import BASE

Pairs = Sequence[tuple[str, str]]
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE")
#: What may be noted whatever the answer: when a device was last seen, and how often something was tried.
NOTED = frozenset({"sign_in", "throttle"})


def table_of(statement: str) -> str:
    """The table that a writing statement changes, an empty text for one that only reads."""
    words = statement.replace('"', " ").split(None, 4)
    if not words or words[0].upper() not in WRITING:
        return ""
    return next(word for word in words[1:] if word.upper() not in ("INTO", "FROM", "OR")).strip('"(')


def text_in(answer: TestResponse) -> str:
    """What can be read in an answer: its text or, of a workbook, that of all its parts."""
    data = answer.get_data()
    if not data.startswith(b"PK"):
        return data.decode("utf-8", "replace")
    with ZipFile(BytesIO(data)) as parts:
        return "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@contextmanager
def watched(database: Database) -> Iterator[list[str]]:
    """The tables that statements inside the block wrote to, in order; empty the list between requests."""
    written: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if table := table_of(statement):
            written.append(table)

    event.listen(database.primary, "before_cursor_execute", note)
    try:
        yield written
    finally:
        event.remove(database.primary, "before_cursor_execute", note)


@dataclass
class Asker:
    """Sends requests with a person's pass and counts them."""

    app: Flask
    passes: dict[str, Pass]
    sent: int = 0
    deviations: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._client = self.app.test_client(use_cookies=False)

    def ask(
        self, person: str, method: str, path: str, fields: Pairs | None = None, *, token: bool = True
    ) -> TestResponse:
        """One request; fields are sent as a form, with the person's token unless told otherwise."""
        self.sent += 1
        headers = {"Cookie": self.passes[person].cookie} if person in self.passes else {}
        if fields is None:
            return self._client.open(path, method=method, base_url=BASE, headers=headers)
        own = [("csrf_token", self.passes[person].token)] if token else []
        body = "&".join(
            f"{quote_plus(name)}={quote_plus(value)}"
            for name, value in [*own, *(pair for pair in fields if not token or pair[0] != "csrf_token")]
        )
        return self._client.open(
            path,
            method=method,
            base_url=BASE,
            headers=headers,
            data=body,
            content_type="application/x-www-form-urlencoded",
        )
