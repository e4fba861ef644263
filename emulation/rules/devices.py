"""What a browser's own description comes to in words that its owner knows."""

from emulation.vocabulary.words import N_

#: In this order: most browsers also claim to be those that stand further down.
BROWSERS = (
    ("coc_coc_browser", "Coc Coc"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
UNKNOWN = N_("Trình duyệt khác")


def browser_of(agent: str) -> str:
    """The browser's name; UNKNOWN for anything that is not in the list."""
    return next((name for mark, name in BROWSERS if mark in agent), UNKNOWN)


def system_of(agent: str) -> str:
    """The name of the system it runs on; empty when it does not say."""
    return next((name for mark, name in SYSTEMS if mark in agent), "")
