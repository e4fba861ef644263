"""Real server processes on one database, and a browser's few words to them."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from emulation.db import Database
from tests.support.source import ROOT

PATIENCE = 60


def environment(database: Database, folder: Path) -> dict[str, str]:
    """What a process needs to work on this database."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("EMULATION_")}
    return own | {
        "EMULATION_ENV": "testing",
        "EMULATION_DATABASE_URL": database.primary.url.render_as_string(hide_password=False),
        "EMULATION_DATA_DIR": str(folder),
        "WEB_CONCURRENCY": "1",
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def serving(database: Database, folder: Path, *, number: int) -> Iterator[list[int]]:
    """So many times `emulation serve`, each with a process of its own; gives their ports."""
    with ExitStack() as stack:
        ports = [stack.enter_context(_one(database, folder)) for _ in range(number)]
        for port in ports:
            _wait(port)
        yield ports


@contextmanager
def _one(database: Database, folder: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "emulation", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment(database, folder), stderr=subprocess.DEVNULL)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if Visitor(port).get("/healthz") == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers at port {port}")


@dataclass
class Visitor:
    """A browser of few words: it keeps cookies, follows nothing, and can be handed somebody else's cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    text: str = ""

    def get(self, path: str) -> int:
        """Open a page; gives the status."""
        return self._ask("GET", path, "")

    def send(self, page: str, values: dict[str, str], to: str = "") -> int:
        """Open a page, fill its form and send it."""
        self.get(page)
        main = self.text[self.text.index("<main") :]
        fields: dict[str, str] = {}
        for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', main):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and value:
                fields.setdefault(name.group(1), value.group(1))
        return self._ask("POST", to or page, urlencode(fields | values))

    def copied_to(self, port: int) -> "Visitor":
        """A thief with the same cookies, in front of another process."""
        return Visitor(port, dict(self.cookies))

    def _ask(self, method: str, path: str, body: str) -> int:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        self.text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status
