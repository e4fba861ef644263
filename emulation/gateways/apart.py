"""Work on files that could harm, in a process of its own with little memory and little time.

A library that fails, hangs or eats memory over a file costs that process and nothing else. The bytes come in on
stdin and the answer goes out on stdout; both ends of the pipe are here.
"""

import resource
import subprocess
import sys
from collections.abc import Mapping

MEMORY = 1024 * 1024 * 1024
#: Seconds of the processor; the clock gives a little more, for a machine that is busy.
WORKING, WAITING = 10, 15


class Ended(Exception):
    """The process was ended by its bounds or by the file: nothing is known but that it had too much to do.

    `by_clock`: the time was over, not the memory.
    """

    def __init__(self, *, by_clock: bool) -> None:
        super().__init__("ended")
        self.by_clock = by_clock


def ask(
    module: str,
    *arguments: str,
    content: bytes,
    environment: Mapping[str, str] | None = None,
    seconds: int = WAITING,
) -> bytes:
    """What `python -m module` answers about `content`. Raises Ended, or RuntimeError when it could not even begin."""
    paths = {"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  the command is ours; the file comes in as bytes
            [sys.executable, "-m", module, *arguments],
            input=content,
            capture_output=True,
            timeout=seconds,
            env=paths | dict(environment or {}),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Ended(by_clock=True) from error
    if done.returncode < 0:
        raise Ended(by_clock=False)
    if done.returncode:
        raise RuntimeError(f"{module} does not start: {done.stderr.decode(errors='replace')[-600:]}")
    return done.stdout


def bound_itself(memory: int = MEMORY, seconds: int = WORKING) -> None:
    """Let this process have no more memory and time than a file may take."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
