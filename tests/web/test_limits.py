"""Haste is answered with a page that says when to come back."""

from collections.abc import Callable

import pytest
from flask import Flask, g
from werkzeug.exceptions import TooManyRequests

from emulation.rules.throttles import Counter
from emulation.vocabulary.actor import Actor
from emulation.web.shell.limits import limited, take

Ask = Callable[..., str]


@pytest.fixture
def ask(app: Flask) -> Ask:
    """One costly page as seen from an address, with a forwarded address if given."""

    def once(address: str = "203.0.113.7", forwarded: str = "", user_id: int | None = None) -> str:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        with app.test_request_context("/", environ_base={"REMOTE_ADDR": address}, headers=headers):
            g.now = app.extensions["emulation.clock"].now()
            g.actor = Actor(user_id, "", g.now.date())
            return limited("exports")(lambda: "page")()

    return once


@pytest.mark.asvs("2.4.1", "15.2.2")
def test_the_sixty_first_export_waits_and_others_do_not(ask: Ask) -> None:
    """Forwarded addresses that change with every request open nothing. Red when `network` reads the header."""
    for number in range(60):
        assert ask(forwarded=f"198.51.100.{number}") == "page"
    with pytest.raises(TooManyRequests) as caught:
        ask(forwarded="198.51.100.99")
    assert caught.value.retry_after == 600
    assert ask("203.0.113.8") == "page"
    assert ask(user_id=1) == "page", "a person is counted under their account"


def test_the_page_says_when_to_come_back(app: Flask, ask: Ask) -> None:
    handler = app.handle_user_exception
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": "203.0.113.7"}):
        g.now = app.extensions["emulation.clock"].now()
        g.actor, g.user = Actor(None, "", g.now.date()), None
        with pytest.raises(TooManyRequests) as caught:
            for _ in range(101):
                take(Counter("sign_in_network", "203.0.113.7"))
        answer = app.make_response(handler(caught.value))
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Thử lại sau 15 phút." in answer.get_data(as_text=True)
