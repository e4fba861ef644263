"""Rows of a form that grow and shrink without script: the buttons "Thêm dòng" and "Xóa dòng"."""

from flask import request
from wtforms import FieldList


def reshaped(rows: FieldList) -> bool:
    """Add or remove a row when such a button was pressed; True means: show the form again, write nothing."""
    if "add_row" in request.form:
        if rows.max_entries is None or len(rows) < rows.max_entries:
            rows.append_entry()
        return True
    wanted = request.form.get("remove_row", "")
    if wanted.isdigit() and int(wanted) < len(rows):
        kept = [entry.data for position, entry in enumerate(rows.entries) if position != int(wanted)]
        while len(rows):
            rows.pop_entry()
        for data in kept:
            rows.append_entry(data)
        return True
    return False
