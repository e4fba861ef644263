"""Reads a PDF back the way a screen reader does: along its tags, each with the words that are drawn for it.

Enough of the format for the files our typesetter writes, with nothing but the standard library. A file without tags,
without a language or with words outside of any tag shows no text here: what a test reads is what a blind person hears.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj(.*?)endobj", re.DOTALL)
_KID = re.compile(rb"<<(?:[^<>]|<[^<])*?/MCID (\d+)(?:[^<>])*?/Pg (\d+) 0 R[^<>]*>>|(\d+) 0 R|(\d+)")
_MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> <([0-9A-Fa-f]+)>")
_STEP = re.compile(
    rb"/(\w+)\s*<<((?:[^<>]|<[0-9A-F]*>)*)>>\s*BDC|/(\w+)\s+BMC|(EMC)|/(\w+) [\d.]+ Tf|(\()|<([0-9A-Fa-f]*)>|\b(BT)\b"
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
FURNITURE = -1


@dataclass
class Tag:
    """A node of the tree of tags: its kind, what stands under it, and its own words."""

    kind: str
    kids: list["Tag"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    alt: str = ""

    @property
    def text(self) -> str:
        """All words of the node and of what stands under it; lines are joined."""
        told = ""
        for piece in [*self.pieces, *(kid.text for kid in self.kids)]:
            told += piece if not told or told.endswith("\u200b") else f" {piece}"
        return " ".join(told.replace("\u200b", "").split())

    def walk(self) -> Iterator["Tag"]:
        """The node and all under it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


class Paper:
    """A PDF that was read back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.objects = {int(number): body for number, body in _OBJECT.findall(content)}

    @cached_property
    def pages(self) -> list[int]:
        """The numbers of its sheets, in order."""
        [root] = [body for body in self.objects.values() if re.search(rb"/Type/Pages\b", body)]
        kids = _found(rb"/Kids\[([^\]]*)\]", root)
        return [int(number) for number in re.findall(rb"(\d+) 0 R", kids)]

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of every sheet in mm."""
        found = []
        for page in self.pages:
            box = re.search(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", self.objects[page])
            assert box is not None
            found.append((round(float(box[1]) / 72 * 25.4), round(float(box[2]) / 72 * 25.4)))
        return found

    @cached_property
    def tree(self) -> Tag:
        """The tags from the root on."""
        [root] = [body for body in self.objects.values() if b"/Type/StructTreeRoot" in body]
        return self._tag(int(_found(rb"/K\[(\d+) 0 R\]", root)))

    def all(self, kind: str) -> list[Tag]:
        """All tags of a kind, in reading order."""
        return [tag for tag in self.tree.walk() if tag.kind == kind]

    @property
    def text(self) -> str:
        """Everything that is read aloud."""
        return self.tree.text

    @property
    def tables(self) -> list[list[list[str]]]:
        """Every table as rows of words, heads first."""
        return [
            [[cell.text for cell in row.kids] for row in table.walk() if row.kind == "TR"]
            for table in self.all("Table")
        ]

    @property
    def furniture(self) -> list[str]:
        """What stands above and below each sheet and is not read aloud."""
        found = [" ".join(filter(None, self._drawn[page].get(FURNITURE, []))) for page in self.pages]
        return [words.replace("\u200b", "") for words in found]

    def _tag(self, number: int, page: int = 0) -> Tag:
        body = self.objects[number]
        kind = re.search(rb"/S/(\w+)", body)
        own = re.search(rb"/Pg (\d+) 0 R>>\s*$", body)
        alt = re.search(rb"/Alt(<[0-9A-F]*>|\((?:\\.|[^\\)])*\))", body)
        tag = Tag(kind[1].decode() if kind else "", alt=_text(alt[1]) if alt else "")
        page = int(own[1]) if own else page
        kids = body.partition(b"/K[")[2].rpartition(b"]")[0]
        for mark, where, other, plain in _KID.findall(kids):
            if other:
                tag.kids.append(self._tag(int(other), page))
            else:
                tag.pieces += self._drawn[int(where or page)].get(int(mark or plain), [])
        return tag

    @cached_property
    def _drawn(self) -> dict[int, dict[int, list[str]]]:
        """Per sheet the words by the number of their mark; furniture under its own number."""
        return {page: self._words_on(page) for page in self.pages}

    def _words_on(self, page: int) -> dict[int, list[str]]:
        """Words that stand for others (ActualText) are taken for them, as a reader does."""
        body = self.objects[page]
        where = {name: int(_found(name + rb" (\d+) 0 R", body)) for name in (b"/Resources", b"/Contents")}
        fonts = {
            name: self._letters(int(number))
            for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", self.objects[where[b"/Resources"]])
        }
        drawn: dict[int, list[str]] = {}
        marks: list[int | None] = []
        instead: list[bool] = []
        letters: dict[int, str] = {}
        for step, data in _steps(self._stream(where[b"/Contents"])):
            if step == "begin":
                mark = re.search(rb"/MCID (\d+)", data)
                is_furniture = b"/Pagination" in data
                marks.append(int(mark[1]) if mark else FURNITURE if is_furniture else None)
                if mark:
                    drawn.setdefault(int(mark[1]), []).append("")
                actual = re.search(rb"/ActualText(<[0-9A-F]*>|\((?:\\.|[^\\)])*\))", data)
                here = next((mark for mark in reversed(marks) if mark is not None), None)
                if actual and here is not None and here != FURNITURE:
                    drawn[here][-1] += _text(actual[1])
                instead.append(actual is not None)
            elif step == "end":
                marks.pop()
                instead.pop()
            elif step == "font":
                letters = fonts[data]
            elif step == "text":
                drawn.setdefault(FURNITURE, []).append("")
            else:
                here = next((mark for mark in reversed(marks) if mark is not None), None)
                words = "".join(letters[data[at] * 256 + data[at + 1]] for at in range(0, len(data), 2))
                if here == FURNITURE:
                    drawn[FURNITURE][-1] += words
                elif here is not None and not any(instead):
                    drawn[here][-1] += words
        return drawn

    def _letters(self, font: int) -> dict[int, str]:
        table = self._stream(int(_found(rb"/ToUnicode (\d+) 0 R", self.objects[font])))
        found = {
            int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be")
            for code, to in _MAPPED.findall(table)
        }
        for first, last, to in _RANGE.findall(table):
            start = int(to, 16)
            found |= {
                code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)
            }
        return found

    def _stream(self, number: int) -> bytes:
        head, _word, body = self.objects[number].partition(b"stream")
        body = body.lstrip(b"\r\n")
        return zlib.decompressobj().decompress(body) if b"FlateDecode" in head else body


def _steps(content: bytes) -> Iterator[tuple[str, bytes]]:
    place = 0
    while step := _STEP.search(content, place):
        place = step.end()
        if step[1] or step[3]:
            yield "begin", step[2] or b""
        elif step[4]:
            yield "end", b""
        elif step[5]:
            yield "font", step[5]
        elif step[6]:
            text, place = _literal(content, place)
            yield "words", text
        elif step[8]:
            yield "text", b""
        else:
            yield "words", bytes.fromhex(step[7].decode())


def _literal(content: bytes, place: int) -> tuple[bytes, int]:
    """The bytes of a string in brackets that begins before `place`, and where it ends."""
    found, depth = bytearray(), 1
    while True:
        sign = content[place : place + 1]
        place += 1
        if sign == b"\\":
            octal = re.match(rb"[0-7]{1,3}", content[place:])
            if octal:
                found.append(int(octal[0], 8))
                place += len(octal[0])
            else:
                found += _ESCAPES.get(content[place : place + 1], content[place : place + 1])
                place += 1
            continue
        depth += (sign == b"(") - (sign == b")")
        if not depth:
            return bytes(found), place
        found += sign


def _found(pattern: bytes, body: bytes) -> bytes:
    found = re.search(pattern, body)
    assert found is not None
    return bytes(found[1])


def _text(raw: bytes) -> str:
    if raw.startswith(b"<"):
        return bytes.fromhex(raw[1:-1].decode()).removeprefix(b"\xfe\xff").decode("utf-16-be")
    return _literal(raw, 1)[0].decode("latin-1")
