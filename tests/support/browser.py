"""A real server on loopback and a real Chromium that looks at its pages."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"wide": (1280, 900), "phone": (360, 800)}
SERIOUS = ("serious", "critical")
#: What passes is not described node by node: on long pages that is half of the work.
ONLY_VIOLATIONS = {"resultTypes": ["violations"]}
#: Text that its own box cuts off: ellipses and hidden overflow; scroll boxes are meant to scroll.
CLIPPED = """() => [...document.querySelectorAll('main *')].filter(node => {
  const style = getComputedStyle(node);
  if (node.closest('.visually-hidden, svg, select, textarea, input')) return false;
  if (!['hidden', 'clip'].includes(style.overflowX) || node.clientWidth < 2) return false;
  return node.scrollWidth > node.clientWidth + 1;
}).map(node => node.outerHTML.slice(0, 120))"""
#: A page that glides to what gets the focus takes buttons away from under a click.
GLIDES = "getComputedStyle(document.documentElement).scrollBehavior !== 'auto'"


def executable() -> str:
    """Chromium: found, else installed from Debian as root, else the run fails and says how to mend it."""
    found = _find()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["apt-get", "update", "-q"],
            ["apt-get", "install", "-yq", "--no-install-recommends", "chromium"],
        ):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
        found = _find()
    if found is None:
        sys.exit(
            "Chromium is missing. Install it (Debian: apt-get install chromium) or leave its tests out: "
            "make test WITHOUT=browser"
        )
    return found


def _find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application on a port that the kernel chooses; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """One headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what it complained about while it was looked at."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to a path of the application."""
        self.page.goto(self.base + path)

    def resize(self, size: str) -> None:
        """Make the window as wide as one of SIZES."""
        width, height = SIZES[size]
        self.page.set_viewport_size({"width": width, "height": height})

    def sign_in(self, email: str, password: str) -> None:
        """Sign in by the form, with the code that the demo shows where one is asked for."""
        self.open("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.page.click("main button[type=submit]:visible")
        self.page.wait_for_load_state()
        if self.page.url.split("?")[0].endswith("/sign-in/code"):
            self.page.fill("#code", self.page.inner_text(".hint .code"))
            self.page.click("main button[type=submit]:visible")
            self.page.wait_for_load_state()

    def carry(self, client: FlaskClient) -> None:
        """Stand here as the person of this client, who is signed in with a code; without one, sign-in pages stand."""
        cookie = client.get_cookie(client.application.config["SESSION_COOKIE_NAME"])
        assert cookie is not None
        self.page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.base}])

    def faults(self, *, with_axe: bool = True) -> list[str]:
        """Sideways overflow, clipped text, gliding, serious findings of axe, console lines: none may be."""
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        over = self.page.evaluate("document.documentElement.scrollWidth")
        found = [f"overflows sideways: {over} > {width}"] if over > width else []
        found += [f"clipped: {html}" for html in self.page.evaluate(CLIPPED)]
        found += ["glides"] if self.page.evaluate(GLIDES) else []
        found += self._told_by_axe() if with_axe else []
        found += self.complaints
        self.complaints.clear()
        return found

    def _told_by_axe(self) -> list[str]:
        found = []
        for violation in Axe().run(self.page, options=ONLY_VIOLATIONS).response["violations"]:
            if violation["impact"] in SERIOUS:
                nodes = "; ".join(str(node["html"])[:120] for node in violation["nodes"][:3])
                found.append(f"axe {violation['id']}: {violation['help']} – {nodes}")
        return found


def watched(browser: Browser, base: str, size: str = "wide") -> Watched:
    """A fresh visitor at 1280 or 360 pixels; everything written to the console is noted."""
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
    page.set_default_timeout(15000)
    watching = Watched(page, base)
    page.on("console", lambda message: watching.complaints.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: watching.complaints.append(f"script: {error}"))
    return watching
