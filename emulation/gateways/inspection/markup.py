"""XML inside Office files: read by a parser that knows no document types, no entities and no addresses."""

from collections.abc import Callable
from typing import IO, Any
from urllib.parse import urlsplit
from xml.parsers import expat

from emulation.gateways.inspection.verdict import BROKEN, HIDDEN, LINKED, Refused

LARGEST = 2 * 1024 * 1024
PIECE = 16 * 1024
#: A prolog has room for a declaration and a comment; who needs more hides something.
LONGEST_PROLOG = 64 * 1024
#: A link that a reader may choose to follow; everything else would be fetched on opening.
FOLLOWED_BY_HAND = "/hyperlink"
SCHEMES = frozenset({"http", "https", "mailto", ""})

#: Broken markup, an encoding that nobody knows, one that the parser cannot use.
UNREADABLE = (expat.ExpatError, LookupError, ValueError)

Start = Callable[[str, dict[str, str]], None]


def types_of(content: bytes) -> set[str]:
    """The content types that a package declares for its parts."""
    found: set[str] = set()
    _parse(content, lambda _name, values: found.add(values.get("ContentType", "")))
    return found


def check_relations(content: bytes) -> None:
    """Raise Refused for a part that would be fetched from outside the file."""

    def note(_name: str, values: dict[str, str]) -> None:
        if values.get("TargetMode", "").lower() != "external":
            return
        is_link = values.get("Type", "").endswith(FOLLOWED_BY_HAND)
        if not is_link or not _is_followed_by_hand(values.get("Target", "")):
            raise Refused(LINKED)

    _parse(content, note)


def _is_followed_by_hand(target: str) -> bool:
    try:
        return urlsplit(target).scheme.lower() in SCHEMES and not target.startswith(("\\", "//"))
    except ValueError:
        return False


def check_prolog(part: IO[bytes]) -> None:
    """Raise Refused unless markup begins without a document type; the rest is left unread."""
    begun: list[str] = []
    parser = new_parser(lambda name, _values: begun.append(name))
    for _number in range(LONGEST_PROLOG // PIECE):
        piece = part.read(PIECE)
        try:
            parser.Parse(piece, not piece)
        except UNREADABLE as error:
            if begun:
                return  # what follows the first element is not ours to judge
            raise Refused(BROKEN) from error
        if begun:
            return
    raise Refused(HIDDEN)


def _parse(content: bytes, start: Start) -> None:
    try:
        new_parser(start).Parse(content, True)
    except UNREADABLE as error:
        raise Refused(BROKEN) from error


def new_parser(start: Start, end: Callable[[str], object] | None = None) -> Any:
    """The one maker of parsers: whatever they are for, a document type or an entity ends them."""
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    return parser


def _refuse(*_what: object) -> Any:
    raise Refused(HIDDEN)
