"""The periods of reports as words of an address, as in the addresses of their pages."""

from emulation.rules.results import WORK

PERIODS = dict(zip(("q1", "mid-year", "q3", "year-end"), WORK, strict=True))
SLUGS = {period: slug for slug, period in PERIODS.items()}
