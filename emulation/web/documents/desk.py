"""What the pages of papers work on: the kind and the record out of the address."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from emulation.queries.places import YearPlace
from emulation.services.composing import About
from emulation.vocabulary.documents import DocumentKind, Matter, find_kind
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.numbers import find_whole
from emulation.web.shell import here


@dataclass(frozen=True)
class Desk:
    """A kind, the year and what the paper is about."""

    kind: DocumentKind
    year: YearPlace
    about: About

    def query(self) -> dict[str, Any]:
        """The record as it stands in addresses."""
        found: dict[str, Any] = {"year": self.year.year}
        if self.about.key is not None:
            found[self.kind.matter.value] = self.about.key
        return found

    def href(self, endpoint: str) -> str:
        """The address of a page or file of this paper."""
        return url_for(endpoint, code=here.place().code, kind=self.kind.value, **self.query())


def kind_of(code: str) -> DocumentKind:
    """The kind; raises NotFound."""
    found = find_kind(code)
    if found is None:
        raise NotFound()
    return found


def chosen_year() -> YearPlace:
    """The year of the address, else the newest with a ranking, else the running one; raises NotFound without any."""
    asked = request.args.get("year")
    if asked is not None:
        return here.year(find_whole(asked) or 0)
    ranked = next((known for known in here.place().years if known.ranking is not None), None)
    found = ranked or here.place().running
    if found is None:
        raise NotFound()
    return found


def desk_of(kind: str) -> Desk:
    """The paper of the address; raises NotFound for an unknown kind, year or number."""
    known, found = chosen_year(), kind_of(kind)
    key = None
    if found.matter is not Matter.YEAR:
        key = find_whole(request.args.get(found.matter.value, ""))
        if key is None:
            raise NotFound()
    return Desk(found, known, About(here.place().id, known, key))
