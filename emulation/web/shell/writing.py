"""The way from a form into the database and back: commit, or the message beside the field."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import g, request
from flask_wtf import FlaskForm

from emulation.db import unit_of_work
from emulation.services import forms
from emulation.vocabulary.errors import DomainError, NotAllowed, NotFound, Stale, Unavailable
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell import here
from emulation.web.shell.speech import said


class Conflict(Exception):
    """Somebody else was faster: the page shows what was typed beside the newest version."""

    def __init__(
        self, form: FlaskForm | None, newest: FlaskForm | None, about: tuple[str, int] | None = None
    ) -> None:
        super().__init__("conflict")
        self.form = form
        self.newest = newest
        self.about = about


class SentBefore(Exception):
    """The same form was sent already; `location` is where it led."""

    def __init__(self, location: str, at: str = "") -> None:
        super().__init__(location)
        self.location = location
        self.at = at


@dataclass
class Outcome:
    """Truthy once everything is committed. `location` is where the reader goes then."""

    location: str = ""
    done: bool = False

    def __bool__(self) -> bool:
        return self.done


def new_form_key() -> str:
    """A one-time key for a form."""
    return secrets.token_urlsafe(18)


def sent_version() -> int:
    """The version that a button without a form carries; -1, which no record has, for anything else."""
    version = find_whole(request.form.get("version", ""))
    return -1 if version is None else version


@contextmanager
def writing(
    form: FlaskForm | None = None,
    *,
    to: str = "",
    newest: Callable[[], FlaskForm] | None = None,
    about: tuple[str, int] | None = None,
) -> Iterator[Outcome]:
    """Commit the block's work. A DomainError lands in `form`; without a form it reaches the error page.

    `to` is remembered with the form's key, so that a second sending ends at the same place; `newest` builds the
    form again from the database for the conflict page, and `about` (table, id) tells it whose change came first.
    """
    outcome = Outcome(location=to)
    key = sent_key()
    refuse_repeat(key)
    try:
        with unit_of_work(here.session()):
            yield outcome
            if key:
                forms.remember(
                    here.session(),
                    key=key,
                    user_id=here.actor().user_id,
                    path=request.path,
                    location=outcome.location or request.path,
                    now=here.now(),
                )
        outcome.done = True
    except Stale as error:
        refuse_repeat(key)  # the faster one was this very form: no conflict with oneself
        raise Conflict(form, newest() if newest else None, about) from error
    except (NotAllowed, NotFound, Unavailable):
        raise
    except DomainError as error:
        refuse_repeat(key)
        if form is None:
            raise
        show(form, error)


def show(form: FlaskForm, error: DomainError) -> None:
    """Put the error beside its field ("targets-3-low" is a field of the third row), or above the form."""
    message = said(error.message, error.values)
    field = _find(form, error.field) if error.field else None
    if field is None or field.type == "HiddenField" or hasattr(field, "entries") or hasattr(field, "form"):
        form.form_errors.append(message)
    else:
        field.errors = [*field.errors, message]
        for rows in (top for top in form if hasattr(top, "entries")):
            rows.errors = [entry.errors for entry in rows.entries]


def _find(form: Any, name: str) -> Any:
    node = form
    for part in name.split("-"):
        rows = getattr(node, "entries", None)
        if rows is not None and part.isdigit() and int(part) < len(rows):
            node = rows[int(part)].form
        elif rows is None and part in node:
            node = node[part]
        else:
            return None
    return node


def sent_key() -> str:
    """The one-time key of the form that was sent."""
    return request.form.get("form_key", "")[:64]


def refuse_repeat(key: str) -> None:
    """Raise SentBefore when the same person has sent the form with this key already."""
    earlier = forms.sent_before(here.session(), key=key) if key else None
    if earlier is not None and earlier.user_id == (g.user.id if g.user else None):
        g.sent_at = earlier.used_at
        raise SentBefore(earlier.location)
