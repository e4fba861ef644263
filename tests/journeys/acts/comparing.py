"""Act 7: what everybody reads at the end: both years side by side, and who moved how far."""

from tests.journeys.cast import FIRST, MEMBERS, MOVED, SECOND, at, outcome
from tests.journeys.people import Company


def compare(company: Company) -> None:
    """A visitor reads ranks, totals and movements of both years, and who held which post."""
    visitor = company["visitor"].open(at("year-over-year"))
    for year in (FIRST, SECOND):
        for member, told in outcome(year):
            assert told in visitor.row(member.name), visitor.row(member.name)
    for member in MEMBERS:
        assert MOVED.get(member.code, "không đổi") in visitor.row(member.name), visitor.row(member.name)
    visitor.reads("Đông Hải")
    visitor.open(at("rotation")).reads("An Bình", "Bình Minh", "Gia Phú")
    visitor.open(at(f"members?year={SECOND}")).reads("Cụm trưởng", "Cụm phó")
