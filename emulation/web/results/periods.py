"""The periods of reports as words of an address."""

from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Period
from emulation.vocabulary.words import N_

SLUGS = {Period.Q1: "q1", Period.MID_YEAR: "mid-year", Period.Q3: "q3", Period.YEAR: "year-end"}
TITLES = {
    Period.Q1: N_("Kết quả quý I"),
    Period.MID_YEAR: N_("Kết quả 6 tháng"),
    Period.Q3: N_("Kết quả 9 tháng"),
    Period.YEAR: N_("Kết quả năm"),
}
SUBMIT = {
    Period.Q1: N_("Nộp kết quả quý I"),
    Period.MID_YEAR: N_("Nộp kết quả 6 tháng"),
    Period.Q3: N_("Nộp kết quả 9 tháng"),
    Period.YEAR: N_("Nộp kết quả năm"),
}
PERIODS = {slug: period for period, slug in SLUGS.items()}


def period_of(slug: str) -> Period:
    """The period of an address; raises NotFound."""
    if slug not in PERIODS:
        raise NotFound()
    return PERIODS[slug]
