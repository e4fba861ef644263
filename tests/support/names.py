"""Two hundred names that somebody could give a file."""

import itertools
import unicodedata

STEMS = (
    *("../../etc/passwd", "..\\..\\windows\\win.ini", "/etc/passwd", "C:\\a", "\\\\share\\a", "....//....//a"),
    *("a\0", "\0a", "a\r\nSet-Cookie: x=1", "a\tb", "a\u2028b", "\x1b[31ma", "a\x7f"),
    *("a" * 300, "ế" * 300, "🇻🇳" * 100, unicodedata.normalize("NFD", "Giao ước thi đua Đà Nẵng") * 9),
    *(unicodedata.normalize("NFD", "Hà Nội"), "giao\u202efdp", "\u200f\u200eab", "\ufeffa", "a\u00ad\u200bb"),
    *("CON", "con", "PRN", "AUX", "NUL", "COM1", "LPT9", "com¹"),
    *("-rf", "--help", "~root", ".htaccess", "..", ".", "", " ", "   a   ", "a.", "a ", "..."),
    *('"><svg/onload=alert(1)>', "a;b", "a'b", 'a"b', "a|b", "a`id`", "$(id)", "%2e%2e%2fa", "%00", "a:b", "a?b*c"),
    *("=1+1", "{{7*7}}", "%(x)s", "{0.__class__}", "\ud800a", "a\ufffe", "１２３", "đ" * 90),
)  # fmt: skip
SUFFIXES = (
    ".pdf",
    ".PDF",
    ".exe.pdf",
    "\0.pdf",
    "\u202e.pdf",
    ".pdf.",
    ".pdf ",
    ".pdf::$DATA",
    ".pdf/.",
    ".ｐｄｆ",
)


def hostile_names() -> list[str]:
    """Every stem with the plain suffix, and the strange suffixes in turn."""
    plain = [stem + ".pdf" for stem in STEMS]
    strange = [
        stem + suffix
        for stem, suffix in itertools.product(STEMS, SUFFIXES[1:])
        if (STEMS.index(stem) + SUFFIXES.index(suffix)) % 3 == 0
    ]
    return plain + strange
