"""How large a picture may say that it is: a small file can ask a browser for gigabytes."""

from emulation.gateways.inspection.verdict import BROKEN, TOO_WIDE, Refused

LONGEST_SIDE = 20_000
MOST_PIXELS = 100_000_000


def check_size(width: int, height: int) -> None:
    """Raise Refused for a picture without or with too many pixels."""
    if width < 1 or height < 1:
        raise Refused(BROKEN)
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Refused(TOO_WIDE)
