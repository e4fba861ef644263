"""Act 7: what everybody reads at the end: both years side by side, and who moved how far."""

from tests.journeys.cast import FIRST, MOVED, NAMES, RANKS, SECOND, TOTALS, at
from tests.journeys.people import Company


def compare(company: Company) -> None:
    """A visitor reads ranks, totals and movements of both years, and who held which post."""
    visitor = company["visitor"].open(at("year-over-year"))
    for code, name in NAMES.items():
        row, moved = visitor.row(name), MOVED.get(code, "không đổi")
        for year in (FIRST, SECOND):
            assert f"hạng {RANKS[year][code]}/12 {TOTALS[year][code]},00" in row, row
        assert moved in row, row
    visitor.reads("Đông Hải")
    visitor.open(at("rotation")).reads("An Bình", "Bình Minh", "Gia Phú")
    visitor.open(at(f"members?year={SECOND}")).reads("Cụm trưởng", "Cụm phó")
