"""The members of the story and the figures of its two years. All of it is invented; expected points by hand.

Criterion I gives 60 × result / 8.0, at most 60; II gives 25 or nothing; III is an opinion up to 15.
"""

from typing import NamedTuple

CODE = "cum12"
CLUSTER = "Cụm thi đua mười hai tỉnh"
INDICATOR = "Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP) (%)"


class Member(NamedTuple):
    """A member: code, name, and per year the result, the opinion claimed for III, whether II was done."""

    code: str
    name: str
    first: tuple[str, str, str]
    second: tuple[str, str, str]

    @property
    def slug(self) -> str:
        """The code as it stands in addresses of people."""
        return self.code.lower()

    def figures(self, year: int) -> tuple[str, str, str]:
        """Result, opinion and answer of a year of the story."""
        return self.first if year == FIRST else self.second


FIRST, SECOND = 2026, 2027
MEMBERS = (
    Member("AB", "An Bình", ("8,0", "10", "Có"), ("7,6", "13", "Có")),
    Member("BM", "Bình Minh", ("7,6", "13", "Có"), ("7,6", "12", "Có")),
    Member("CS", "Cao Sơn", ("7,6", "12", "Có"), ("7,2", "14", "Có")),
    Member("DH", "Đông Hải", ("7,2", "14", "Có"), ("8,0", "15", "Có")),
    Member("GP", "Gia Phú", ("7,2", "13", "Có"), ("7,2", "13", "Có")),
    Member("HL", "Hòa Lạc", ("6,8", "15", "Có"), ("6,8", "15", "Có")),
    Member("KL", "Kim Long", ("6,8", "14", "Có"), ("6,8", "14", "Có")),
    Member("LV", "Lâm Viên", ("6,8", "13", "Có"), ("6,8", "13", "Có")),
    Member("MC", "Minh Châu", ("6,4", "15", "Có"), ("6,4", "15", "Có")),
    Member("NT", "Ninh Thạnh", ("6,4", "14", "Có"), ("6,4", "14", "Có")),
    Member("PQ", "Phú Quý", ("6,4", "14", "Có"), ("6,4", "13", "Có")),
    Member("TA", "Tân An", ("6,0", "15", "Không"), ("6,0", "15", "Có")),
)
NAMES = {member.code: member.name for member in MEMBERS}
#: Totals after appraisal, in the order of the members. 2026: An Bình and Bình Minh have 95 both and are parted by
#: content I (60 against 57); Phú Quý was lowered to 13.
TOTALS = {
    FIRST: (95, 95, 94, 93, 92, 91, 90, 89, 88, 87, 86, 60),
    SECOND: (95, 94, 93, 100, 92, 91, 90, 89, 88, 87, 86, 85),
}
#: Ranks in the order of the members, and who moved from the first year to the second.
RANKS = {
    FIRST: (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12),
    SECOND: (2, 3, 4, 1, 5, 6, 7, 8, 9, 10, 11, 12),
}
MOVED = {"AB": "giảm 1 bậc", "BM": "giảm 1 bậc", "CS": "giảm 1 bậc", "DH": "tăng 3 bậc"}


def at(path: str) -> str:
    """A path inside the cluster."""
    return f"/clusters/{CODE}/{path}"


def outcome(year: int) -> list[tuple[Member, str]]:
    """Every member with its rank and total as a row of a table says them."""
    rows = zip(MEMBERS, RANKS[year], TOTALS[year], strict=True)
    return [(member, f"hạng {rank}/12 {total},00") for member, rank, total in rows]
