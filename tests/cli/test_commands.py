"""Every command, run for real on files; the demo and the worker as processes that are interrupted."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, text

from emulation.__main__ import HOUSE
from emulation.cli.commands import commands
from emulation.db import Database, unit_of_work
from emulation.gateways import migrations, passwords
from emulation.models.accounts import Appointment, User
from emulation.models.audit import AuditEvent
from emulation.models.indicators import Indicator
from emulation.models.notices import Letter
from emulation.models.rulebook import LegalRule
from emulation.services.letters import write_letter
from emulation.vocabulary.kinds import Role

ROOT = Path(__file__).parents[2]
Run = Callable[..., Result]
SENTENCE = "con mèo ngồi trên mái nhà"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with its data in a fresh folder."""
    for name in [name for name in os.environ if name.startswith("EMULATION_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("EMULATION_DATA_DIR", str(tmp_path))

    def invoke(*words: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(commands, list(words), obj=HOUSE, input=typed)

    return invoke


def _database(folder: Path) -> Database:
    return Database(f"sqlite:///{folder / 'emulation.sqlite3'}")


def test_upgrade_brings_the_catalogues_once(run: Run, tmp_path: Path) -> None:
    first, second = run("db", "upgrade"), run("db", "upgrade")
    assert first.output == "empty → 0001_foundation\nIndicators: 30 added. Award forms: 17 added.\n" or (
        "Indicators: 30 added." in first.output
    )
    assert "Indicators: 0 added. Award forms: 0 added." in second.output
    with _database(tmp_path).reading() as session:
        codes = list(session.scalars(select(Indicator.code).order_by(Indicator.position)))
    assert (codes[0], codes[-1], len(codes)) == ("GRDP_GROWTH", "ACTIVITIES_ATTENDED", 30)


def test_check_agrees(run: Run) -> None:
    found = run("db", "check")
    assert (found.exit_code, "agree" in found.output) == (0, True)


def test_check_finds_another_head(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "noted_head", lambda: "0000_other")
    found = run("db", "check")
    assert found.exit_code == 1
    assert "migrations/HEAD says 0000_other" in found.output


def test_revision_refuses_a_strange_name_and_an_old_database(run: Run) -> None:
    assert "small letters" in run("db", "revision", "Add Unit").output
    assert "run `emulation db upgrade` first" in run("db", "revision", "add_unit").output


def test_rules_are_loaded_once(run: Run, tmp_path: Path) -> None:
    run("db", "upgrade")
    first, second = run("rules", "load"), run("rules", "load")
    with _database(tmp_path).reading() as session:
        known = len(list(session.scalars(select(LegalRule.id))))
    assert first.output == f"Legal rules: {known} written, 0 left as they are.\n"
    assert second.output == f"Legal rules: 0 written, {known} left as they are.\n"


@pytest.mark.asvs("6.3.2")
def test_a_fresh_installation_has_no_account(run: Run, tmp_path: Path) -> None:
    """No default accounts: nobody can sign in before the operator invites somebody."""
    run("db", "upgrade")
    run("rules", "load")
    with _database(tmp_path).reading() as session:
        assert list(session.scalars(select(User.id))) == []


def test_the_first_administrator_is_invited(run: Run, tmp_path: Path) -> None:
    """The link stands on the operator's screen and in a letter; no password passes the shell."""
    run("db", "upgrade")
    added = run("users", "add", "Admin@Example.org", "Lý Thành Đạt", "--admin")
    assert "Added: Lý Thành Đạt <admin@example.org>, administrator" in added.output
    link = added.output.splitlines()[-1]
    assert link.startswith("http://127.0.0.1:8000/invitation/")
    with _database(tmp_path).reading() as session:
        user = session.scalars(select(User)).one()
        roles = list(session.scalars(select(Appointment.role)))
        events = list(session.scalars(select(AuditEvent.verb).where(AuditEvent.object_id == user.id)))
        letter = session.scalars(select(Letter)).one()
    assert (user.is_demo, user.password_hash, roles) == (False, "", [Role.ADMIN])
    assert {"user.added", "user.invited"} <= set(events)
    assert link.rsplit("/", 1)[1] in letter.body
    again = run("users", "invite", "admin@example.org").output.splitlines()[-1]
    assert again.startswith("http://127.0.0.1:8000/invitation/")
    assert again != link


def test_an_operator_may_type_a_password_instead(run: Run, tmp_path: Path) -> None:
    run("db", "upgrade")
    words = ("users", "add", "admin@example.org", "Lý Thành Đạt", "--ask-password")
    assert "New password for admin@example.org." in run(*words, typed=f"{SENTENCE}\n{SENTENCE}\n").output
    other = "một câu khác hẳn, rất dài"
    again = run("users", "set-password", "admin@example.org", typed=f"{other}\n{other}\n")
    assert "New password for admin@example.org. All devices are signed out." in again.output
    assert "đã đặt mật khẩu" in run("users", "invite", "admin@example.org").output
    with _database(tmp_path).reading() as session:
        user = session.scalars(select(User)).one()
    assert passwords.matches(user.password_hash, other)
    assert not any(secret in added for secret in (SENTENCE, other) for added in (again.output,))


@pytest.mark.parametrize("verb", ["add", "set-password", "invite"])
def test_no_password_is_ever_an_argument(run: Run, verb: str) -> None:
    """Arguments stand in the shell's history and in the list of processes."""
    refused = run("users", verb, "a@b.org", "--password", SENTENCE)
    assert (refused.exit_code, "No such option" in refused.output) == (2, True)


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (
            ("users", "add", "a@b.org", "Người A", "--ask-password"),
            "ngan\nngan\n",
            "Mật khẩu phải dài từ 12 đến 256 ký tự.",
        ),
        (("users", "invite", "x@b.org"), "", "nobody has the address"),
        (("users", "set-password", "x@b.org"), "mot cau du dai\nmot cau du dai\n", "nobody has the address"),
    ],
)
def test_users_refuses_in_a_sentence(
    run: Run, tmp_path: Path, words: tuple[str, ...], typed: str, said: str
) -> None:
    run("db", "upgrade")
    refused = run(*words, typed=typed)
    assert refused.exit_code == 1
    assert said in refused.output
    with _database(tmp_path).reading() as session:
        assert list(session.scalars(select(User.id))) == []


def test_the_worker_runs_once(run: Run) -> None:
    run("db", "upgrade")
    assert "housekeeping: 0 form key(s)" in run("worker", "--once").output


def _write_letter(folder: Path, key: str) -> None:
    with _database(folder).writing() as session, unit_of_work(session):
        now = datetime.now(UTC)
        write_letter(session, key=key, to_address="lan@example.org", subject="Mời", body="{site}", now=now)


def test_letters_without_a_server_become_files(run: Run, tmp_path: Path) -> None:
    run("db", "upgrade")
    _write_letter(tmp_path, "one")
    assert "letters: 1 sent" in run("worker", "--once").output
    assert "letters: nothing to do" in run("worker", "--once").output
    [letter] = (tmp_path / "mail").glob("*.eml")
    assert "http://127.0.0.1:8000" in letter.read_text("utf-8")


def test_the_running_worker_sends_what_is_written_before_it_starts(run: Run, tmp_path: Path) -> None:
    run("db", "upgrade")
    _write_letter(tmp_path, "one")
    process = _started(tmp_path, "worker")
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    finally:
        process.kill()
    assert lines == ["The worker runs; interrupt it to stop.\n", "letters: 1 sent\n"]
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1


@pytest.mark.parametrize(
    ("env", "url", "says"),
    [
        ("production", "", "BAD  mail: no EMULATION_SMTP_URL"),
        ("development", "", "ok   mail: no EMULATION_SMTP_URL"),
        ("production", "smtp://u:zqx@mail.example.org", "ok   mail: handed in at mail.example.org:587"),
        ("production", "mail.example.org", "BAD  mail: EMULATION_SMTP_URL: the mail server must be smtp://"),
    ],
)
def test_the_doctor_looks_at_mail(
    run: Run, monkeypatch: pytest.MonkeyPatch, env: str, url: str, says: str
) -> None:
    for name, value in (("ENV", env), ("SMTP_URL", url), ("BASE_URL", "https://thidua.example")):
        monkeypatch.setenv(f"EMULATION_{name}", value)
    for name in ("SECRET_KEY", "AUDIT_KEY"):
        monkeypatch.setenv(f"EMULATION_{name}", "x" * 40)
    said = run("doctor").output
    assert says in said
    assert "zqx" not in said


def test_serve_refuses_an_empty_database(run: Run) -> None:
    refused = run("serve")
    assert refused.exit_code == 1
    assert "run `emulation db upgrade`" in refused.output


def test_serve_refuses_settings_that_cannot_be_used(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMULATION_ENV", "production")
    assert "EMULATION_SECRET_KEY needs at least 32 characters" in run("serve").output


def test_doctor_finds_nothing_wrong_after_an_upgrade(run: Run) -> None:
    run("db", "upgrade")
    found = run("doctor")
    assert (found.exit_code, "Everything is in order." in found.output) == (0, True), found.output


def test_doctor_says_what_to_do_with_an_empty_database(run: Run) -> None:
    found = run("doctor")
    assert found.exit_code == 1
    assert "BAD  migrations: the database is at nothing" in found.output
    assert "run `emulation db upgrade`" in found.output


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which the demo was made, and what the command said; to copy."""
    folder = tmp_path_factory.mktemp("made")
    words = ["demo", "--no-serve", "--folder", str(folder / "demo")]
    return folder / "demo", CliRunner().invoke(commands, words, obj=HOUSE).output


def test_the_demo_is_made_reused_and_made_anew(run: Run, made: tuple[Path, str], tmp_path: Path) -> None:
    """Red when `fill` does not ask whether the demo is loaded."""
    shutil.copytree(made[0], tmp_path / "demo")
    words = ("demo", "--no-serve", "--folder", str(tmp_path / "demo"))
    assert made[1].endswith("running: made anew.\n")
    with Database(f"sqlite:///{tmp_path / 'demo/running/emulation.sqlite3'}").writing() as session:
        session.execute(text("UPDATE cluster SET contact = 'đã sửa' WHERE code = 'tptw'"))
        session.commit()
    assert run(*words).output.endswith("running: as it was left.\n")
    assert _contact(tmp_path) == "đã sửa"
    assert run(*words, "--reset").output.endswith("running: made anew.\n")
    assert _contact(tmp_path) == "Tổ thư ký Cụm trưởng"


def _contact(folder: Path) -> str:
    with Database(f"sqlite:///{folder / 'demo/running/emulation.sqlite3'}").reading() as session:
        return str(session.scalar(text("SELECT contact FROM cluster WHERE code = 'tptw'")))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _started(folder: Path, *words: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "EMULATION_DATA_DIR": str(folder)}
    command = [sys.executable, "-u", "-m", "emulation", *words]
    return subprocess.Popen(
        command, env=environment, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def _body(url: str) -> str:
    for _attempt in range(900):
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_is_served_and_stops_cleanly(
    tmp_path: Path, made: tuple[Path, str], number: signal.Signals
) -> None:
    """The sign-in page lists the cast with the shared password; an interrupt ends server and worker."""
    port = _free_port()
    shutil.copytree(made[0], tmp_path / "var" / "demo")
    process = _started(tmp_path, "demo", "--port", str(port))
    try:
        page = _body(f"http://127.0.0.1:{port}/sign-in")
        ready = _body(f"http://127.0.0.1:{port}/readyz")
        process.send_signal(number)
        said, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert "running: as it was left.\n" in said
    assert '"ok"' in ready
    assert "mua xuan ben song" in page
    assert "secretary.hn@demo.example" in page
    assert "Ngày minh họa: 15/10/2025" in page
    assert f"http://127.0.0.1:{port}" in said
    assert said.endswith("The demo stopped.\n"), said
    assert "Traceback" not in said
    assert process.returncode == 0


def test_a_taken_port_is_said_before_the_demo_is_made(tmp_path: Path) -> None:
    """Red when `listen` comes after `fill`: the demo lies in var/demo then."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = _started(tmp_path, "demo", "--port", str(port))
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"port {port} is taken" in said
    assert not (tmp_path / "var").exists()
    assert "Traceback" not in said


def test_the_worker_stops_when_told(tmp_path: Path, run: Run) -> None:
    run("db", "upgrade")
    process = _started(tmp_path, "worker")
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("The worker runs")
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, said.endswith("The worker stopped.\n")) == (0, True)


def test_serve_answers_without_a_control_socket(tmp_path: Path, run: Run) -> None:
    run("db", "upgrade")
    port = _free_port()
    process = _started(tmp_path, "serve", "--port", str(port))
    try:
        assert '"ok"' in _body(f"http://127.0.0.1:{port}/readyz")
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, said
    assert "control" not in said.lower()
