"""Ratios within one run: pages and a bare floor behind the same server, request by request."""

import http.client
import random
import statistics
from dataclasses import dataclass
from time import perf_counter

PAIRS = 120
WARM_UP = 10
RESAMPLES = 2000
SEED = 20250101


@dataclass(frozen=True)
class Subject:
    """What is measured: a path with its cookies, or a form to send."""

    name: str
    path: str
    cookie: str = ""


@dataclass(frozen=True)
class Ratio:
    """Median of page ÷ floor with its 95 % bootstrap interval, wall and processor time, and the page's size."""

    name: str
    wall: float
    low: float
    high: float
    processor: float
    bytes: int
    milliseconds: float


@dataclass(frozen=True)
class Answer:
    """One request: wall seconds, the worker's processor seconds, bytes."""

    wall: float
    processor: float
    size: int


def ask(connection: http.client.HTTPConnection, subject: Subject) -> Answer:
    """One GET over the open connection. Anything but 200 stops the run."""
    start = perf_counter()
    connection.request("GET", subject.path, headers={"Cookie": subject.cookie} if subject.cookie else {})
    response = connection.getresponse()
    body = response.read()
    wall = perf_counter() - start
    if response.status != 200:
        raise RuntimeError(f"{subject.path} answered {response.status}")
    return Answer(wall, float(response.headers["X-Processor-Seconds"]), len(body))


def ratio(connection: http.client.HTTPConnection, subject: Subject) -> Ratio:
    """Page against a floor of the same number of bytes: floor, page, page, floor, over and over."""
    size = ask(connection, subject).size
    floor = Subject("floor", f"/floor/{size}")
    for _round in range(WARM_UP):
        ask(connection, subject), ask(connection, floor)
    walls, processors, times = [], [], []
    for _pair in range(PAIRS):
        first, page, again, last = (ask(connection, one) for one in (floor, subject, subject, floor))
        walls.append((page.wall + again.wall) / (first.wall + last.wall))
        processors.append((page.processor + again.processor) / (first.processor + last.processor))
        times.append((page.wall + again.wall) / 2)
    low, high = interval(walls)
    return Ratio(
        subject.name,
        statistics.median(walls),
        low,
        high,
        statistics.median(processors),
        size,
        statistics.median(times) * 1000,
    )


def interval(values: list[float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the median, with a fixed seed."""
    draw = random.Random(SEED)
    medians = sorted(statistics.median(draw.choices(values, k=len(values))) for _sample in range(RESAMPLES))
    return medians[int(RESAMPLES * 0.025)], medians[int(RESAMPLES * 0.975)]
