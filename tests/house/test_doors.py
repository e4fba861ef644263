"""Every route declares its action; every action is granted to somebody and used somewhere."""

import re

import pytest
from flask import Flask

from emulation.rules.access import GRANTS
from emulation.vocabulary.actions import Action
from emulation.vocabulary.deeds import DEEDS
from emulation.web.shell.gate import OPEN_ENDPOINTS, check_routes
from tests.support.source import PACKAGE, python_files

SOURCE = "\n".join(
    path.read_text("utf-8") for path in python_files() if path.name not in ("actions.py", "access.py")
)
VERB = re.compile(r'verb="([a-z_]+\.[a-z_]+)"')


@pytest.mark.parametrize("action", list(Action))
def test_every_action_is_granted(action: Action) -> None:
    assert GRANTS[action], f"{action.value}: grant it to somebody in rules/access.py, or remove it"


@pytest.mark.parametrize("action", list(Action))
def test_every_action_is_used(action: Action) -> None:
    assert f"Action.{action.name}" in SOURCE, f"{action.value}: nothing asks for it; remove it"


def test_every_route_has_declared_its_action(house: Flask) -> None:
    for rule in house.url_map.iter_rules():
        view = house.view_functions[rule.endpoint]
        assert rule.endpoint in OPEN_ENDPOINTS or hasattr(view, "action"), f"{rule}: add @gate(Action.…)"


def test_a_route_without_an_action_stops_the_start(house: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(house.view_functions, "naked", lambda: "")
    with pytest.raises(RuntimeError, match="naked"):
        check_routes(house)


def test_unsafe_routes_only_take_posts(house: Flask) -> None:
    for rule in house.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}, f"{rule}: GET or POST"
        assert not {"GET", "POST"} <= (rule.methods or set()), f"{rule}: one view reads, another writes"


def test_every_verb_of_the_trail_has_words() -> None:
    written = set(
        VERB.findall("\n".join(path.read_text("utf-8") for path in python_files(PACKAGE / "services")))
    )
    assert written <= set(DEEDS), f"add words to vocabulary/deeds.py for {sorted(written - set(DEEDS))}"
