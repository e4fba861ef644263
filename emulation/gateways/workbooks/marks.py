"""What the cells of a sheet are beside their values: shown in percent, or showing an error."""

import re
from dataclasses import dataclass, field

Place = tuple[int, int]
#: Formats that every workbook has: 0% and 0.00%.
PERCENT_FORMATS = frozenset({9, 10})
_SAID = re.compile(r'"[^"]*"|\\.|_.|\*.', re.DOTALL)


@dataclass
class Marks:
    """Row and column (from 0) of cells shown in percent; what stands where there is no value."""

    percents: set[Place] = field(default_factory=set)
    broken: dict[Place, str] = field(default_factory=dict)


def shows_percent(code: str) -> bool:
    """Whether a number format multiplies by 100: a percent sign that is not merely text ('0.0" %"')."""
    return "%" in _SAID.sub("", code)
