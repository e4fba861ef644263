"""Every page with the person who sees most of it: what is photographed, and what must be without fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.routing import BuildError, Rule

CODE, YEAR, LAST_YEAR, MEMBER = "tptw", 2025, 2024, "HP"
VISITOR = ""
#: Endpoints that give files, redirects or probes instead of pages.
NOT_PAGES = frozenset(
    {
        "static",
        "bootstrap.static",
        "status.fonts",
        "status.healthz",
        "status.readyz",
        "files.download",
        "home.switch_year",
    }
)


@dataclass(frozen=True)
class Visit:
    """A page: its endpoint, the person of the cast who opens it, its address."""

    endpoint: str
    person: str
    path: str


def is_page(rule: Rule) -> bool:
    """Whether a route shows a page to a reader."""
    is_file = rule.rule.endswith((".csv", ".json", ".ics"))
    return "GET" in (rule.methods or set()) and rule.endpoint not in NOT_PAGES and not is_file


def visits(app: Flask, people: Mapping[str, str], examples: Mapping[str, Mapping[str, Any]]) -> list[Visit]:
    """One visit per page. `people` maps an endpoint (or its room) to a person; `examples` gives arguments by endpoint.

    A page whose arguments cannot be filled raises: every page must be looked at.
    """
    adapter = app.url_map.bind("localhost")
    usual: dict[str, Any] = {"code": CODE, "year": YEAR, "member": MEMBER}
    found = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if not is_page(rule):
            continue
        values = usual | dict(examples.get(rule.endpoint, {}))
        try:
            path = adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}, method="GET")
        except (KeyError, BuildError) as error:
            raise LookupError(f"{rule.endpoint}: say with which arguments it is visited") from error
        query = examples.get(rule.endpoint, {}).get("query", "")
        person = people.get(rule.endpoint, people.get(rule.endpoint.split(".")[0], VISITOR))
        found.append(Visit(rule.endpoint, person, path + query))
    return found
