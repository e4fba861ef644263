"""Links that come by mail, as the pages behind them meet them."""

from collections.abc import Callable

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.pages import get, submit, text_of

SignIn = Callable[[str], FlaskClient]

SENTENCE = "con mèo ngồi trên mái nhà"

ADDRESS, NEW_ADDRESS = "officer.hn@example.org", "moi@example.org"

NEW = {"full_name": "Trần Thị Mới", "email": NEW_ADDRESS, "role": "auditor"}


def opened(client: FlaskClient, path: str) -> str:
    """Follow a mailed link; gives the path of the form."""
    answer = get(client, path)
    assert answer.status_code == 302, text_of(answer)
    return answer.location


def sign_in(client: FlaskClient, address: str, password: str) -> TestResponse:
    return submit(client, "/sign-in", {"email": address, "password": password})
