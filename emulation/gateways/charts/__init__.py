"""Charts as SVG text: ranks over years, an indicator over years, plan beside result.

Values in, text out. No style attribute anywhere, because the content security policy forbids it; every word
from outside is escaped on the way in. Each number that is drawn also stands in a `data-point`: "code year value".
Rules of drawing: design/screens.md §4.8–4.11.
"""

from emulation.gateways.charts.bars import BarRow, BarWords, bar_pair
from emulation.gateways.charts.breaks import Break
from emulation.gateways.charts.bump import bump_chart
from emulation.gateways.charts.bump_plan import BumpSeries
from emulation.gateways.charts.line import line_chart
from emulation.gateways.charts.line_plan import SMALL, LineSeries
from emulation.gateways.charts.points import LinePoint, LineWords, Status

__all__ = [
    "SMALL",
    "BarRow",
    "BarWords",
    "Break",
    "BumpSeries",
    "LinePoint",
    "LineSeries",
    "LineWords",
    "Status",
    "bar_pair",
    "bump_chart",
    "line_chart",
]
