"""`make bench`: what our pages cost against a bare Flask route of the same size, and a workbook against a bare read.

Figures are ratios: the machine drifts by a factor of two within seconds, the ratio does not. The run is void when
floor against floor leaves 0.95–1.05.
"""

import http.client
import os
import platform
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from emulation.db import Database
from emulation.gateways import migrations
from tests.bench import sheets
from tests.bench.measure import PAIRS, Ratio, Subject, ratio
from tests.bench.seed import seed
from tests.conftest import NOW
from tests.factories.world import PASSWORD
from tests.support import postgresql
from tests.support.source import ROOT

GATE = (0.95, 1.05)
CLUSTER = "/clusters/tptw"
PUBLIC = (
    ("year over year, public", f"{CLUSTER}/year-over-year"),
    ("ranking of a year, public", f"{CLUSTER}/2024/ranking"),
)
SIGNED_IN = (
    ("almost empty page, signed in", "/account"),
    ("year over year, signed in", f"{CLUSTER}/year-over-year"),
    ("ranking of a year, signed in", f"{CLUSTER}/2024/ranking"),
    ("pledge form with 30 rows, signed in", f"{CLUSTER}/2025/pledges/M01/edit"),
)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(database_url: str, folder: str) -> Iterator[int]:
    """gunicorn with one sync worker on a port that the kernel chose; stopped at the end."""
    port = _free_port()
    environment = {
        **os.environ,
        "BENCH_DATABASE_URL": database_url,
        "BENCH_DATA_DIR": folder,
        "BENCH_NOW": NOW.isoformat(),
        "PYTHONPATH": str(ROOT),
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
        "--keep-alive",
        "60",
    ]
    command += ["--no-control-socket", "--log-level", "error", "tests.bench.server:application()"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def _sign_in(port: int) -> str:
    """The cookie of a signed-in officer, by the form as a person sends it."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/sign-in")
    page = connection.getresponse()
    before = page.headers["Set-Cookie"].split(";")[0]
    body = page.read().decode()
    token = body.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    form = f"csrf_token={token}&email=officer.m01%40example.org&password={PASSWORD.replace(' ', '+')}"
    headers = {"Cookie": before, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/sign-in", body=form, headers=headers)
    answer = connection.getresponse()
    answer.read()
    found = [cookie.split(";")[0] for cookie in answer.headers.get_all("Set-Cookie") or []]
    return next(cookie for cookie in found if "emulation=" in cookie)


def measure(database_url: str, folder: str) -> list[Ratio]:
    """Seed, serve, and measure every page against its floor."""
    database = Database(database_url)
    migrations.upgrade(database)
    seed(database)
    database.close()
    with served(database_url, folder) as port:
        cookie = _sign_in(port)
        connection = http.client.HTTPConnection("127.0.0.1", port)
        subjects = [Subject("floor against floor", "/floor/20000")]
        subjects += [Subject(name, path) for name, path in PUBLIC]
        subjects += [Subject(name, path, cookie) for name, path in SIGNED_IN]
        return [ratio(connection, subject) for subject in subjects]


def report(kind: str, ratios: list[Ratio]) -> bool:
    """Print the table; False when the gate is not kept."""
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"\n{kind}: {PAIRS} pairs a page, {machine}")
    print(f"{'page':38} {'× floor':>8} {'95 %':>15} {'× cpu':>7} {'bytes':>8} {'ms':>7}")
    for one in ratios:
        spread = f"{one.low:.2f}–{one.high:.2f}"
        print(
            f"{one.name:38} {one.wall:8.2f} {spread:>15} {one.processor:7.2f} {one.bytes:8} {one.milliseconds:7.2f}"
        )
    return GATE[0] <= ratios[0].wall <= GATE[1]


def main() -> int:
    """Measure workbooks without a server, pages on SQLite and on PostgreSQL."""
    kept = True
    sheets.report(sheets.measure())
    with tempfile.TemporaryDirectory(prefix="emulation-bench-") as folder:
        kept &= report("SQLite", measure(f"sqlite:///{Path(folder) / 'bench.sqlite3'}", folder))
        with postgresql.server() as url:
            kept &= report("PostgreSQL", measure(url, folder))
    if not kept:
        print("\nvoid: floor against floor is outside 0.95–1.05; run again on a quieter machine")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
