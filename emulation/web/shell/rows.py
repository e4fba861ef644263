"""Rows of a form that grow, shrink and move without script: the buttons beside them are plain submits."""

from flask import request
from wtforms import FieldList


def reshaped(rows: FieldList) -> bool:
    """Do what a row button asks. True means: show the form again with what was typed, write nothing."""
    if "row_add" in request.form:
        if rows.max_entries is None or len(rows) < rows.max_entries:
            rows.append_entry()
        return True
    for verb, step in (("row_remove", 0), ("row_up", -1), ("row_down", 1)):
        wanted = request.form.get(verb, "")
        if wanted.isdigit() and int(wanted) < len(rows):
            _redraw(rows, int(wanted), step)
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
