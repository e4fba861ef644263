"""What RFC 5545 asks of the lines and components of a calendar, checked without the library that wrote it."""

import re

#: Component → properties that it must have (RFC 5545, sections 3.6, 3.6.1, 3.6.6).
REQUIRED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
#: Properties that a component has at most once.
ONCE = {
    "UID",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "SEQUENCE",
    "STATUS",
    "URL",
    "DESCRIPTION",
    "LOCATION",
}
_LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(.*)", re.DOTALL)


def faults_of(body: bytes) -> list[str]:
    """What is wrong with the bytes; an empty list for a valid calendar."""
    found = []
    if not body.endswith(b"\r\n"):
        found.append("the last line does not end with CRLF")
    if b"\n" in body.replace(b"\r\n", b"") or b"\r" in body.replace(b"\r\n", b""):
        found.append("a line end that is no CRLF")
    for line in body.split(b"\r\n"):
        if len(line) > 75:
            found.append(f"{len(line)} octets in a line")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            found.append("a letter is cut in two by the folding")
    return found + _components(body)


def lines_of(body: bytes) -> list[str]:
    """The lines unfolded (section 3.1)."""
    return body.decode("utf-8").replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


def _components(body: bytes) -> list[str]:
    found: list[str] = []
    stack: list[tuple[str, list[str]]] = []
    for line in lines_of(body):
        parts = _LINE.fullmatch(line)
        if parts is None:
            found.append(f"no property: {line!r}")
            continue
        name, _parameters, value = parts.groups()
        if any(ord(sign) < 32 and sign != "\t" for sign in value):
            found.append(f"a control sign in {name}")
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            found += _ended(stack, value)
        elif stack:
            stack[-1][1].append(name)
    return found + [f"{name} does not end" for name, _names in stack]


def _ended(stack: list[tuple[str, list[str]]], value: str) -> list[str]:
    if not stack or stack[-1][0] != value:
        return [f"END:{value} without its beginning"]
    component, names = stack.pop()
    missing = REQUIRED.get(component, set()) - set(names)
    twice = {name for name in ONCE if names.count(name) > 1}
    return [f"{component} without {name}" for name in sorted(missing)] + [
        f"{component} with two {name}" for name in sorted(twice)
    ]
