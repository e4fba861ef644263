"""Letters over a real SMTP connection: Vietnamese, one recipient, checked certificates, and files without a server."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP, SMTPUTF8, default
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from emulation.gateways.mail import compose, message_id, post_of, server_of
from emulation.vocabulary.mail import Mail, MailRefused, PostClosed
from tests.support.certificates import certificate, server_context
from tests.support.smtp import Inbox, free_port, smtp_server

KNOWN = "p@ss:word"
SENDER = "Hệ thống thi đua <no-reply@thidua.example>"
WRITTEN = datetime(2025, 10, 15, 3, tzinfo=UTC)
SUBJECT = (
    "Người leader.hp đã duyệt và nộp giao ước của thành viên “Hải Phòng” để Cụm trưởng xem xét, năm 2025"
)
BODY = (
    "Kính gửi đồng chí,\n\nĐà Nẵng đã nộp giao ước. https://thidua.example/một-dòng-rất-dài"
    + "x" * 200
    + "\n.\nHết\n"
)
MAIL = Mail("event/7/3", "lan@example.org", SUBJECT, BODY, WRITTEN)
HEADERS = [
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
    *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
]


def _own(**changes: str) -> Mail:
    return Mail(**{**vars(MAIL), **changes})


def test_a_letter_arrives_in_vietnamese(tmp_path: Path) -> None:
    with smtp_server() as inbox:
        post_of(f"smtp://localhost:{inbox.port}", SENDER, tmp_path)(MAIL)
    [(recipients, message)] = inbox.received
    assert recipients == ["lan@example.org"]
    assert (message["Subject"], message["To"]) == (SUBJECT, "lan@example.org")
    assert str(message["From"]) == SENDER
    assert message.get_content().replace("\r\n", "\n") == BODY
    assert message["Date"] == "Wed, 15 Oct 2025 03:00:00 +0000"


@given(st.text(alphabet="aăđệƯ “”–.,x ", min_size=1, max_size=200), st.booleans())
@example(SUBJECT, False)
def test_every_letter_of_a_subject_arrives(subject: str, readable: bool) -> None:
    """Red when the subject is set as plain text: folding then loses spaces."""
    policy, encoding = (SMTPUTF8, "8bit") if readable else (SMTP, "quoted-printable")
    words = " ".join(subject.split())
    sent = compose(_own(subject=words), sender=SENDER, policy=policy, encoding=encoding).as_bytes()
    assert message_from_bytes(sent, policy=default)["Subject"] == words
    assert max(map(len, sent.split(b"\r\n"))) <= 998


def test_the_message_id_follows_from_the_occasion() -> None:
    assert message_id("event/7/3", SENDER) == message_id("event/7/3", SENDER)
    assert message_id("event/7/3", SENDER) != message_id("event/7/4", SENDER)
    assert message_id("a", SENDER) == "<ca978112ca1bbdcafac231b39a23dc4d@thidua.example>"


@pytest.mark.asvs("1.3.11")
@pytest.mark.parametrize("field", ["to_address", "subject", "body", "key"])
@pytest.mark.parametrize(
    "bad", ["x\r\nBcc: spy@evil.example\r\n\r\n", "x\nBcc: spy@evil.example", "x\rBcc: y"]
)
def test_no_text_becomes_a_header_or_a_recipient(tmp_path: Path, field: str, bad: str) -> None:
    """Red when the headers are glued together as text instead of set on the message."""
    with smtp_server() as inbox:
        try:
            post_of(f"smtp://localhost:{inbox.port}", SENDER, tmp_path)(_own(**{field: bad}))
        except MailRefused:
            assert field in ("to_address", "subject")
    for recipients, message in inbox.received:
        assert recipients == ["lan@example.org"]
        assert sorted(message.keys()) == sorted(HEADERS)


@pytest.mark.asvs("1.3.11")
@pytest.mark.parametrize(
    "address",
    ["a@b.org, c@d.org", "A <a@b.org>", "a@b.org;c@d.org", "", "đơn@b.org", "no-address", "a@b.org c"],
)
def test_a_letter_has_one_recipient(tmp_path: Path, address: str) -> None:
    with smtp_server() as inbox, pytest.raises(MailRefused):
        post_of(f"smtp://localhost:{inbox.port}", SENDER, tmp_path)(_own(to_address=address))
    assert inbox.received == []


@pytest.mark.asvs("1.3.3", "1.3.7", "1.3.10")
def test_signs_of_template_languages_stay_as_they_are() -> None:
    canary = "{{7*7}} {0.__class__} %(x)s %n ${7*7}"
    message = compose(_own(subject=canary, body=canary), sender=SENDER)
    assert (message["Subject"], message.get_content().strip()) == (canary, canary)


def test_without_a_server_letters_become_files_that_people_can_read(tmp_path: Path) -> None:
    post = post_of("", SENDER, tmp_path / "mail")
    post(MAIL)
    post(MAIL)
    [path] = (tmp_path / "mail").iterdir()
    text = path.read_text("utf-8")
    assert path.name.startswith("20251015-030000-") and path.suffix == ".eml"
    assert "Đà Nẵng đã nộp giao ước." in text
    assert "Hệ thống thi đua" in text
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert (message["Subject"], message["Message-ID"]) == (SUBJECT, message_id(MAIL.key, SENDER))
    assert path.stat().st_mode & 0o077 == 0, "letters may carry links: only for the owner"


def test_a_refused_recipient_is_told_apart_from_a_closed_post(tmp_path: Path) -> None:
    with smtp_server(Inbox(refused={"lan@example.org"})) as inbox:
        post = post_of(f"smtp://localhost:{inbox.port}", SENDER, tmp_path)
        with pytest.raises(MailRefused, match="no such person"):
            post(MAIL)
    with pytest.raises(PostClosed, match="refused"):
        post(MAIL)


def test_user_and_password_come_from_the_address(tmp_path: Path) -> None:
    with smtp_server(Inbox(users={"thidua@example.org": KNOWN}), auth=True) as inbox:
        right = f"smtp://thidua%40example.org:{quote(KNOWN)}@localhost:{inbox.port}"
        post_of(right, SENDER, tmp_path)(MAIL)
        with pytest.raises(PostClosed) as refused:
            post_of(right.replace(quote(KNOWN), "another"), SENDER, tmp_path)(MAIL)
    assert len(inbox.received) == 1
    assert "another" not in str(refused.value)


@pytest.mark.asvs("12.3.2")
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize(
    ("names", "trusted", "arrives"),
    [("127.0.0.2", True, True), ("127.0.0.2", False, False), ("127.0.0.9", True, False)],
)
def test_the_certificate_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str, names: str, trusted: bool, arrives: bool
) -> None:
    """Red when the context is ssl._create_unverified_context()."""
    path = certificate(tmp_path, names)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = server_context(path)
    starttls, smtps = (context, None) if scheme == "smtp" else (None, context)
    with smtp_server(host="127.0.0.2", starttls=starttls, smtps=smtps) as inbox:
        post = post_of(f"{scheme}://127.0.0.2:{inbox.port}", SENDER, tmp_path)
        if arrives:
            post(MAIL)
        else:
            with pytest.raises(PostClosed, match="certificate verify failed"):
                post(MAIL)
    assert len(inbox.received) == arrives


def test_another_machine_is_not_spoken_to_without_tls(tmp_path: Path) -> None:
    """A server (or somebody in between) that offers no STARTTLS gets nothing."""
    with smtp_server(host="127.0.0.2") as inbox, pytest.raises(PostClosed, match="STARTTLS"):
        post_of(f"smtp://u:p@127.0.0.2:{inbox.port}", SENDER, tmp_path)(MAIL)
    assert inbox.received == []


@pytest.mark.parametrize("url", ["http://h", "smtp://", "mail.example.org:25", "smtp:h"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://user:password@host"):
        server_of(url)


def test_a_server_that_does_not_answer_ends_in_time(tmp_path: Path) -> None:
    with pytest.raises(PostClosed):
        post_of(f"smtp://localhost:{free_port()}", SENDER, tmp_path)(MAIL)
