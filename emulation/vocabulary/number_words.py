"""Whole numbers in Vietnamese words, as minutes write vote counts (screens 5.2): 105 is "một trăm linh năm"."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
#: The largest number that has words here.
LARGEST = 9_999


def in_words(number: int) -> str:
    """The words of a number from 0 to 9,999. Raises ValueError outside of it."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no words for {number}")
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _hundreds(rest)
    words = f"{_DIGITS[thousands]} nghìn"
    return f"{words} {_hundreds(rest, after_thousands=True)}" if rest else words


def _hundreds(number: int, *, after_thousands: bool = False) -> str:
    """0–999; after a thousand even an empty hundred is said ("không trăm linh một")."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not after_thousands:
        return _tens(rest)
    words = f"{_DIGITS[hundreds]} trăm"
    if not rest:
        return words
    return f"{words} linh {_DIGITS[rest]}" if rest < 10 else f"{words} {_tens(rest)}"


def _tens(number: int) -> str:
    """0–99: one after twenty is "mốt", five after a ten is "lăm"."""
    tens, unit = divmod(number, 10)
    if not tens:
        return _DIGITS[unit]
    words = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if not unit:
        return words
    if unit == 1 and tens > 1:
        return f"{words} mốt"
    return f"{words} {'lăm' if unit == 5 else _DIGITS[unit]}"
