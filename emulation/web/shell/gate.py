"""Every request passes here: it gets a session, a time and an actor, and only then a view.

Every route declares its action with `@gate`; a route without one does not start (deny by default).
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from itertools import chain
from typing import ParamSpec, TypeVar

from flask import Flask, g, redirect, request, url_for
from werkzeug.wrappers import Response

from emulation.queries.places import find_place
from emulation.rules import access
from emulation.rules.sign_ins import asks_again
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Actor
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.errors import NotAllowed, NotFound
from emulation.web.shell import here, login
from emulation.web.shell.addresses import way_back

P = ParamSpec("P")
R = TypeVar("R")
#: Endpoints that are files or probes: they need neither session nor actor.
OPEN_ENDPOINTS = frozenset({"static", "bootstrap.static", "status.fonts", "status.healthz", "status.readyz"})


def gate(action: Action) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Declare what a route does. Signed-out people are led to sign in; the wrong role gets a 403 page."""

    def declare(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            if not access.may_somewhere(here.actor(), action):
                if here.actor().user_id is None:
                    return redirect(url_for("accounts.sign_in", next=way_back()))
                g.refused_action = action
                raise NotAllowed()
            if "place" in g:
                access.require_within(here.actor(), action, here.subject())
            if _asks_again(action):
                return _to_proof()
            return view(*args, **kwargs)

        guarded.action = action  # type: ignore[attr-defined]
        return guarded

    return declare


def _asks_again(action: Action) -> bool:
    """Whether the last proof of who is there is too old for this act."""
    fresh = timedelta(minutes=here.settings().step_up_minutes)
    return g.recognised is not None and asks_again(action, g.recognised.proven_at, here.now(), fresh)


def _to_proof() -> Response:
    """To the page that asks for a proof. 307 brings along what was being sent, so that it is not lost."""
    if request.method in here.SAFE:
        return redirect(url_for("accounts.prove", next=request.full_path.rstrip("?")))
    return redirect(url_for("accounts.prove", next=request.path), code=307)


def init_app(app: Flask) -> None:
    """Hang the gate before all views and check that every route has declared its action."""
    app.before_request(_enter)
    app.teardown_request(_leave)


def check_routes(app: Flask) -> None:
    """Raise RuntimeError for a route that has not declared its action."""
    undeclared = [
        name
        for name, view in app.view_functions.items()
        if name not in OPEN_ENDPOINTS and not hasattr(view, "action")
    ]
    if undeclared:
        raise RuntimeError(f"routes without @gate: {', '.join(sorted(undeclared))}")


def _enter() -> None:
    g.now = here.clock().now()
    g.user = g.recognised = g.arriving = None
    g.actor = Actor(None, "", local_date(g.now))
    if request.endpoint is None or request.endpoint in OPEN_ENDPOINTS:
        return
    login.recognise()
    if _names_nothing():
        raise NotFound()
    if code := (request.view_args or {}).get("code"):
        place = find_place(here.session(), code, here.today())
        if place is None or not (place.is_public or place.id in _own_clusters() or _is_admin()):
            raise NotFound()
        g.place = place


def _names_nothing() -> bool:
    """Whether the address has a NUL: no record's name or code has one, and not every database takes the question."""
    return any("\0" in text for text in (request.path, *chain(*request.args.items(multi=True))))


def _own_clusters() -> set[int]:
    return {cluster for capacity in here.actor().capacities for cluster in capacity.clusters}


def _is_admin() -> bool:
    return access.may_somewhere(here.actor(), Action.CLUSTER_CREATE)


def _leave(_error: BaseException | None) -> None:
    if open_session := g.pop("session", None):
        open_session.close()
