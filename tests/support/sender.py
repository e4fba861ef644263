"""A sender for a process of its own, to be killed."""

import time
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from emulation.db import Database
from emulation.gateways.mail import post_of
from emulation.services.outbox import deliver
from emulation.vocabulary.clock import SystemClock

SENDER = "Hệ thống thi đua <no-reply@thidua.example>"
SITE = "https://thidua.example"


def send_for_ever(url: str, smtp_url: str, lease_seconds: float, begun: Connection) -> None:
    """Say that it begins, then send whatever is due until killed."""
    database, post = Database(url), post_of(smtp_url, SENDER, Path())
    begun.send("begun")
    while True:
        deliver(database, post, clock=SystemClock().now, site=SITE, lease=timedelta(seconds=lease_seconds))
        time.sleep(0.01)
