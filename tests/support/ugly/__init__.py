"""Twenty workbooks as offices send them: name → (file name, bytes). What they mean stands in the tests, not here."""

from collections.abc import Callable

from tests.support.ugly import shapes, values

WORKBOOKS: dict[str, tuple[str, Callable[[], bytes]]] = {
    made.__name__: ("biểu mẫu.xlsx", made)
    for made in (
        shapes.titles,
        shapes.two_lines,
        shapes.decomposed,
        values.percents,
        values.noise,
        values.formulas,
        values.days,
        shapes.hidden,
        values.texts,
        values.dots,
        values.thousands,
        values.signs,
        shapes.columns,
        values.waived,
        shapes.doubles,
        values.strangers,
        values.remarks,
        shapes.gaps,
        shapes.report,
    )
} | {"old": ("bieu.xls", shapes.old), "separated": ("bieu.csv", shapes.separated)}
