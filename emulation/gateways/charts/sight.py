"""Which years of a wide chart carry codes, so that whoever sees a part of it, as on a phone, knows every line."""

from collections.abc import Mapping
from itertools import pairwise

#: What a phone of 360 pixels shows at once of a chart, in drawing units.
WINDOW = 310
#: From the middle of a written code to its end.
HALF_CODE = 22


def coded_years(x: Mapping[int, float], *, before: float, after: float) -> frozenset[int]:
    """Inner years of `x` (year → place), as few as keep some label whole in every window.

    `before` the first year, and `after` the last, names reach so far that they can be told.
    """
    if not x:
        return frozenset()
    years = sorted(x)
    found: set[int] = set()
    begins = x[years[0]] - before
    for year, following in pairwise(years):
        ends = x[following] + (after if following == years[-1] else HALF_CODE)
        if ends - begins > WINDOW and year != years[0]:
            found.add(year)
            begins = x[year] - HALF_CODE
    return frozenset(found)
