"""Browsers by names that their owners know."""

import pytest

from emulation.rules.devices import UNKNOWN, browser_of, system_of

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("agent", "browser", "system"),
    [
        (f"{WINDOWS} Chrome/143.0.0.0 Safari/537.36", "Chrome", "Windows"),
        (f"{WINDOWS} Chrome/143.0.0.0 Safari/537.36 Edg/143.0", "Edge", "Windows"),
        (f"{WINDOWS} coc_coc_browser/120.0 Chrome/114.0 Safari/537.36", "Coc Coc", "Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/143.0 Mobile", "Chrome", "Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari", "Safari", "iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "Safari", "macOS"),
        ("curl/8.5.0", UNKNOWN, ""),
        ("", UNKNOWN, ""),
        ("<script>alert(1)</script>", UNKNOWN, ""),
    ],
)
def test_a_browser_and_its_system(agent: str, browser: str, system: str) -> None:
    assert (browser_of(agent), system_of(agent)) == (browser, system)
