"""The form of a page as a browser would send it: every field with the value that stands in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

Pairs = list[tuple[str, str]]
BUTTONS = ("submit", "button", "reset", "image", "file")


@dataclass
class Filled:
    """A form: where it goes, its fields in order, which of them a person types into, where its buttons lead.

    `names` are all its controls, unticked boxes and files too.
    """

    action: str
    fields: Pairs = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    buttons: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    def value(self, name: str) -> str | None:
        """The first value of a field, None when the form has no such field."""
        return next((value for key, value in self.fields if key == name), None)


class _Reader(HTMLParser):
    """Collects the forms inside <main>; what stands in a <template> is not sent."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Filled] = []
        self._depth = {"main": 0, "form": 0, "template": 0}
        self._select: tuple[str, str | None, list[str]] | None = None
        self._area: tuple[str, list[str]] | None = None

    def _is_inside(self) -> bool:
        return bool(self._depth["main"] and self._depth["form"] and not self._depth["template"])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in self._depth:
            self._depth[tag] += 1
        if tag == "form" and self._is_inside():
            self.forms.append(Filled(values.get("action", "")))
        elif tag == "button" and self._is_inside():
            self.forms[-1].buttons.add(values.get("formaction", self.forms[-1].action))
        elif self._is_inside() and (name := values.get("name")):
            self._field(tag, name, values)
        elif tag == "option" and self._select:
            self._option(values)

    def _option(self, values: dict[str, str]) -> None:
        assert self._select is not None
        name, chosen, others = self._select
        others.append(values.get("value", ""))
        self._select = (name, values.get("value", "") if "selected" in values else chosen, others)

    def _field(self, tag: str, name: str, values: dict[str, str]) -> None:
        form = self.forms[-1]
        form.names.add(name)
        if tag == "select":
            self._select = (name, None, [])
        elif tag == "textarea":
            self._area = (name, [])
        elif tag == "input" and values.get("type") not in BUTTONS:
            kind = values.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in values:
                    form.fields.append((name, values.get("value", "y")))
                return
            form.fields.append((name, values.get("value", "")))
            if kind != "hidden":
                form.typed.add(name)

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            name, chosen, others = self._select
            self.forms[-1].fields.append((name, chosen if chosen is not None else (others or [""])[0]))
            self._select = None
        elif tag == "textarea" and self._area:
            name, parts = self._area
            self.forms[-1].fields.append((name, "".join(parts).removeprefix("\n")))
            self.forms[-1].typed.add(name)
            self._area = None
        if tag in self._depth:
            self._depth[tag] -= 1


def forms_of(body: str) -> list[Filled]:
    """The forms in the main part of a page."""
    reader = _Reader()
    reader.feed(body)
    return reader.forms


def form_of(body: str) -> Filled:
    """The largest form in the main part of a page. Raises ValueError when there is none."""
    forms = forms_of(body)
    if not forms:
        raise ValueError("the page has no form")
    return max(forms, key=lambda form: len(form.fields))


def find_form_to(body: str, page: str, address: str) -> Filled | None:
    """The form of the page at `page` that its button or its own action sends to `address`, if there is one."""
    for form in forms_of(body):
        reached = {urlsplit(target).path or page for target in form.buttons | {form.action}}
        if address in reached:
            return form
    return None
