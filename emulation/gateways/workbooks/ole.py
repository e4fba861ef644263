"""The container of old Office files: its streams, found by following the chains of sectors and nothing else."""

import struct

from emulation.gateways.inspection.verdict import BROKEN, Refused

#: Sector numbers from here on end a chain or mean something else.
_ENDS = 0xFFFFFFFA
_HEADER_SECTORS = 109
_ENTRY = 128
_ROOT, _STREAM = 5, 2


def stream(content: bytes, names: tuple[str, ...]) -> bytes:
    """The first stream that has one of the names. Raises Refused for a container that is broken or has none."""
    try:
        return _Container(content).stream(names)
    except (struct.error, IndexError, ValueError) as error:
        raise Refused(BROKEN) from error


class _Container:
    """The tables of a container: which sector follows which, and what the directory names."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        sector, small = struct.unpack_from("<HH", content, 30)
        if sector not in (9, 12) or small != 6:
            raise Refused(BROKEN)
        self.size = 1 << sector
        directory, self.smallest, small_table = struct.unpack_from("<I4xII", content, 48)
        self.next = self._table(*struct.unpack_from("<II", content, 68))
        self.entries = self._entries(self._chain(directory))
        self.small_next = self._numbers(self._chain(small_table))

    def stream(self, names: tuple[str, ...]) -> bytes:
        """The bytes of a stream; short ones lie in the stream of the root, in sectors of 64 bytes."""
        found = next((one for name in names for one in self.entries if one[:2] == (name, _STREAM)), None)
        root = next((one for one in self.entries if one[1] == _ROOT), None)
        if found is None or root is None:
            raise Refused(BROKEN)
        _name, _kind, start, size = found
        if size >= self.smallest:
            return self._chain(start)[:size]
        short = self._chain(root[2])
        return b"".join(short[one * 64 : one * 64 + 64] for one in _followed(self.small_next, start))[:size]

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self.size
        return self.content[place : place + self.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _followed(self.next, start))

    def _table(self, more: int, count: int) -> list[int]:
        """Which sector follows which: its sectors are listed in the header, the rest in sectors of their own."""
        listed = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", self.content, 76))
        for _number in range(min(count, len(self.content) // self.size)):
            further = self._numbers(self._sector(more))
            listed += further[:-1]
            more = further[-1]
        return [number for one in listed if one < _ENDS for number in self._numbers(self._sector(one))]

    def _numbers(self, sectors: bytes) -> list[int]:
        return list(struct.unpack_from(f"<{len(sectors) // 4}I", sectors))

    def _entries(self, directory: bytes) -> list[tuple[str, int, int, int]]:
        """Name, kind, first sector and size of everything in the container."""
        found = []
        for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            start, size = struct.unpack_from("<II", directory, place + 116)
            name = directory[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            found.append((name, kind, start, size))
        return found


def _followed(table: list[int], start: int) -> list[int]:
    """The sectors of a chain; one that bites its own tail is refused."""
    found: list[int] = []
    while start < _ENDS:
        if start >= len(table) or len(found) > len(table):
            raise Refused(BROKEN)
        found.append(start)
        start = table[start]
    return found
