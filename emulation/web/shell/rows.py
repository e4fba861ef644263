"""Rows of a form that grow, shrink and move without script: the buttons beside them are plain submits."""

from collections.abc import Iterator
from typing import Any

from flask import request
from wtforms import FieldList

from emulation.vocabulary.numbers import find_whole


class RowList(FieldList):  # type: ignore[misc]
    """Rows of a form. A row number that is no plain number ("targets-²-low") names no row."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        start = len(prefix) + 1
        for name in formdata:
            if name.startswith(f"{prefix}-"):
                number = find_whole(name[start:].split("-", 1)[0])
                if number is not None:
                    yield number


def reshaped(rows: FieldList) -> bool:
    """Do what a row button asks. True means: show the form again with what was typed, write nothing."""
    if "row_add" in request.form:
        if rows.max_entries is None or len(rows) < rows.max_entries:
            rows.append_entry()
        return True
    for verb, step in (("row_remove", 0), ("row_up", -1), ("row_down", 1)):
        wanted = find_whole(request.form.get(verb, ""))
        if wanted is not None and wanted < len(rows):
            _redraw(rows, wanted, step)
            return True
    return False


def _redraw(rows: FieldList, position: int, step: int) -> None:
    data = [entry.data for entry in rows.entries]
    moved = data.pop(position)
    if step:
        data.insert(max(0, position + step), moved)
    while len(rows):
        rows.pop_entry()
    for values in data:
        rows.append_entry(values)
