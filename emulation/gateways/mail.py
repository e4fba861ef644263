"""Sending mail by SMTP, or laying it down as files where there is no server.

smtp://user:password@host:587 asks for STARTTLS, smtps://host:465 speaks TLS from the start; certificates are
checked in both. Only the machine's own post office (localhost) may be spoken to without TLS.
"""

import hashlib
import smtplib
import ssl
import tempfile
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from emulation.vocabulary.mail import Mail, MailRefused, Post, PostClosed

OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT_SECONDS = 20.0


@dataclass(frozen=True)
class Server:
    """Where letters are handed in. `tls`: "smtps" from the start, "starttls" asked for, "" on the own machine."""

    host: str
    port: int
    tls: str
    user: str
    password: str


def server_of(url: str) -> Server:
    """The server of a URL; raises ValueError with a sentence that does not repeat the password."""
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(
            "the mail server must be smtp://user:password@host:587 or smtps://user:password@host"
        )
    tls = "smtps" if parts.scheme == "smtps" else "" if parts.hostname in OWN_MACHINE else "starttls"
    port = parts.port or PORTS[parts.scheme]
    return Server(parts.hostname, port, tls, unquote(parts.username or ""), unquote(parts.password or ""))


def post_of(smtp_url: str, sender: str, folder: Path) -> Post:
    """How letters leave this installation: by the server of the URL, or into `folder` when there is none."""
    if not smtp_url:
        return lambda mail: lay_down(mail, sender=sender, folder=folder)
    server = server_of(smtp_url)
    return lambda mail: hand_in(mail, sender=sender, server=server)


def message_id(key: str, sender: str) -> str:
    """The Message-ID of an occasion: always the same, so that a second copy is recognised."""
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    return f"<{_digest(key)}@{domain}>"


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


class Subject(str):
    """The subject header, written by the older `Header`: the newer way loses spaces when it folds marked letters."""

    name = "Subject"

    def fold(self, *, policy: "EmailPolicy[EmailMessage]") -> str:
        """The header as lines of the message; raises ValueError for text that has lines of its own."""
        if "\r" in self or "\n" in self:
            raise ValueError("a subject has one line")
        words = str(self) if policy.utf8 else Header(str(self), "utf-8", header_name=self.name).encode()
        return f"{self.name}: {words}\n".replace("\n", policy.linesep)


def compose(
    mail: Mail, *, sender: str, policy: "EmailPolicy[EmailMessage]" = SMTP, encoding: str = "quoted-printable"
) -> EmailMessage:
    """The message with exactly one recipient. Raises MailRefused for what would become more than one header."""
    message = EmailMessage(policy=policy)
    name, address = parseaddr(sender)
    try:
        message["From"] = Address(name, addr_spec=address)
        message["To"] = Address(addr_spec=mail.to_address)
        message["Subject"] = Subject(mail.subject)
        message["Date"] = format_datetime(mail.written_at)
        message["Message-ID"] = message_id(mail.key, sender)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.body, cte=encoding)
        message.as_bytes()
    except (ValueError, IndexError) as error:
        raise MailRefused(f"not a letter: {error}") from error
    return message


def lay_down(mail: Mail, *, sender: str, folder: Path) -> None:
    """Write the letter into the folder as an .eml file that people can read; the same letter is the same file."""
    message = compose(mail, sender=sender, policy=SMTPUTF8, encoding="8bit")
    name = f"{mail.written_at:%Y%m%d-%H%M%S}-{_digest(mail.key)[:12]}.eml"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
            file.write(message.as_bytes())
        Path(file.name).replace(folder / name)
    except OSError as error:
        raise PostClosed(f"{folder} cannot be written: {error.strerror}") from error


def hand_in(mail: Mail, *, sender: str, server: Server, timeout: float = TIMEOUT_SECONDS) -> None:
    """Give the letter to the server; raises PostClosed or MailRefused. Returns once the server has taken it over."""
    message = compose(mail, sender=sender)
    try:
        connection = _connect(server, timeout)
    except OSError as error:  # every SMTPException is one
        raise PostClosed(_words(error)) from error
    try:
        connection.send_message(message, parseaddr(sender)[1], [mail.to_address])
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
        raise MailRefused(_words(error)) from error
    except OSError as error:
        raise PostClosed(_words(error)) from error
    finally:
        _leave(connection)


def _connect(server: Server, timeout: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=timeout, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _leave(connection: smtplib.SMTP) -> None:
    """Say goodbye; a server that is gone already has taken or refused the letter before."""
    try:
        connection.quit()
    except OSError:
        connection.close()


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:300]
