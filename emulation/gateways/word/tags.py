"""What a Word template may ask for: fields, loops over fields, conditions. Everything else is refused by its form.

Templates are programs to the library that fills them. Here they are looked at before anything of them runs: no call,
no arithmetic, no hidden attribute, no other file; the sandbox stands behind that, and the process behind the sandbox.
"""

import re
from collections.abc import Iterator

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = ("join", "upper", "lower", "length")
DEEPEST = 3
_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.For, nodes.If),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Filter),
)  # fmt: skip
_TAG = re.compile(r"\{%(?:tr|tc|p|r)?[-\s]*(\w+).*?%\}|\{\{.*?\}\}", re.DOTALL)
_XML = re.compile(r"<[^>]*>")
_LONGEST = 80


class Wrong(Exception):
    """What is wrong with a template: unknown, syntax, open or forbidden; and where."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(kind, what)
        self.kind, self.what = kind, what


class Fields(ImmutableSandboxedEnvironment):
    """The surroundings of a template that knows these fields and the columns of their rows; it notes which are used."""

    def __init__(self, names: frozenset[str], columns: frozenset[str]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.names, self.columns = names, columns
        self.used: set[str] = set()
        self.globals.clear()
        self.tests.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Every text that is compiled goes through here: body, heads, feet, notes, properties of the file."""
        _check_closed(source)
        try:
            tree = super()._parse(source, name, filename)
        except TemplateSyntaxError as error:
            raise Wrong("syntax", _at(source, error.lineno)) from error
        self._check(tree)
        asked = find_undeclared_variables(tree)
        for unknown in sorted(asked - self.names):
            raise Wrong("unknown", unknown)
        self.used |= asked
        return tree

    def _check(self, tree: nodes.Node, depth: int = 0) -> None:
        for node in tree.iter_child_nodes():
            inner = depth + isinstance(node, nodes.For)
            if not isinstance(node, _ALLOWED) or inner > DEEPEST:
                raise Wrong("forbidden", _words_of(node))
            if isinstance(node, nodes.For) and (node.recursive or node.test is not None):
                raise Wrong("forbidden", "for")
            if isinstance(node, nodes.Filter) and node.name not in FILTERS:
                raise Wrong("forbidden", node.name)
            if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
                raise Wrong("forbidden", node.attr)
            if isinstance(node, nodes.Getattr) and node.attr not in self.columns:
                raise Wrong("unknown", node.attr)
            self._check(node, inner)


def _words_of(node: nodes.Node) -> str:
    """A forbidden part in a word: the name that is called or asked for where there is one."""
    names = [*_names(node)]
    return names[0] if names else type(node).__name__.lower()


def _names(node: nodes.Node) -> Iterator[str]:
    hidden = [one.attr for one in node.find_all(nodes.Getattr) if one.attr.startswith("_")]
    yield from hidden
    yield from (one.name for one in node.find_all(nodes.Name))


def _check_closed(source: str) -> None:
    """Every loop and condition has its end."""
    standing: list[tuple[str, str]] = []
    for found in _TAG.finditer(source):
        word, text = found[1], _plain(found[0])
        if word in ("for", "if"):
            standing.append((word, text))
        elif word in ("endfor", "endif"):
            if not standing or standing[-1][0] != word[3:]:
                raise Wrong("syntax", text)
            standing.pop()
    if standing:
        raise Wrong("open", standing[0][1])


def _at(source: str, line: int) -> str:
    """The tag in this line of the source, else its words."""
    lines = source.splitlines()
    text = lines[line - 1] if 0 < line <= len(lines) else source
    tag = re.search(r"\{[{%].*", _plain(text), re.DOTALL)
    return _plain(tag[0] if tag else text)[:_LONGEST]


def _plain(text: str) -> str:
    return " ".join(_XML.sub("", text).split())[:_LONGEST]
