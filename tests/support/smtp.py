"""A real SMTP server on 127.0.0.1 that keeps what it is given, refuses or goes away as the test says."""

import asyncio
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


@dataclass
class Inbox:
    """What arrived: (recipients, message). `refused` get a 550; `users` may sign in; every answer takes `delay`."""

    port: int = 0
    received: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    users: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """Take the recipient or refuse them, after a while."""
        await asyncio.sleep(self.delay)
        if address in self.refused:
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Keep the message after a while, and say so after another."""
        await asyncio.sleep(self.delay)
        message = message_from_bytes(envelope.content, policy=default)
        self.received.append((list(envelope.rcpt_tos), message))
        await asyncio.sleep(self.delay)
        return "250 taken"

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        """Whether user and password are known."""
        known = self.users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=known, handled=False)

    def wait_for(self, number: int) -> bool:
        """Wait until so many messages arrived; False when that takes too long."""
        until = time.monotonic() + 30
        while len(self.received) < number and time.monotonic() < until:
            time.sleep(0.001)
        return len(self.received) >= number


def free_port(host: str = "127.0.0.1") -> int:
    """A port of the loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


@contextmanager
def smtp_server(
    inbox: Inbox | None = None,
    *,
    host: str = "127.0.0.1",
    starttls: ssl.SSLContext | None = None,
    smtps: ssl.SSLContext | None = None,
    auth: bool = False,
) -> Iterator[Inbox]:
    """Run the server on a free port of the loopback."""
    inbox = inbox or Inbox()
    options: dict[str, Any] = {"tls_context": starttls, "require_starttls": starttls is not None}
    if auth:
        options |= {"authenticator": inbox.authenticate, "auth_require_tls": False, "auth_required": True}
    inbox.port = inbox.port or free_port(host)
    controller = Controller(inbox, hostname=host, port=inbox.port, ssl_context=smtps, **options)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()
