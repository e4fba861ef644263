"""A throw-away PostgreSQL server on loopback: found, else installed, else the run fails and says why."""

import os
import pwd
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORTS = range(21000, 29000, 37)  # below the range the kernel hands out


def binaries() -> Path:
    """The folder with initdb and pg_ctl; installs Debian's postgresql as root when there is none."""
    found = _find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {
            "check": True,
            "stdout": subprocess.DEVNULL,
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-q"], **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-yq", "--no-install-recommends", "postgresql"], **quiet)  # type: ignore[call-overload]
        found = _find()
    if found is None:
        sys.exit(
            "PostgreSQL is missing. Install it (Debian: apt-get install postgresql) or leave its tests out: "
            "make test WITHOUT=postgresql"
        )
    return found


def _find() -> Path | None:
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True
    )
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _free_port() -> int:
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    sys.exit("no free port for PostgreSQL on 127.0.0.1")


@contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """A fresh cluster on 127.0.0.1, stopped and removed at the end; gives the URL of an empty database.

    PostgreSQL refuses root: the server then runs as Debian's user postgres.
    """
    folder = Path(tempfile.mkdtemp(prefix="emulation-pg-"))
    owner = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner, owner)
    port, tools, data = _free_port(), binaries(), folder / "data"

    def run(tool: str, *arguments: str) -> None:
        command = [str(tools / tool), *arguments]
        done = subprocess.run(command, user=owner, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{tool} failed: {done.stderr or done.stdout}")

    run("initdb", "-D", str(data), "-U", "emulation", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = [
        f"-p {port}",
        "-c listen_addresses=127.0.0.1",
        "-c unix_socket_directories=",
        "-c max_connections=60",
    ]
    if not durable:
        options += ["-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off"]
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", " ".join(options), "start")
    try:
        yield f"postgresql+psycopg://emulation@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
