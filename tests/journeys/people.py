"""People at their browsers: what they open, type, press and read; and the clock that moves between their days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pyotp
from playwright.sync_api import Browser, Locator, Page

from emulation.db import Database
from emulation.vocabulary.clock import LOCAL_ZONE
from emulation.vocabulary.dates import parse_date
from tests.support.browser import Watched, watched
from tests.support.mail import link_to

PASSWORD = "sông dài biển rộng núi cao"
DOMAIN = "vidu.example"
#: Chromium writes a line for each answer that is not 2xx or 3xx, and when a page asks it to forget what it kept;
#: those that a test asks for are no complaint.
EXPECTED = ("Clear-Site-Data header", "status of 403", "status of 404", "status of 409", "status of 422")


class MovingClock:
    """The port Clock for a story of years: it stands still until the story sets it."""

    def __init__(self, day: str) -> None:
        self.moment = datetime.now(UTC)
        self.set(day)

    def set(self, day: str) -> None:
        """Go to a day, dd/mm/yyyy, at nine in the morning in Asia/Ho_Chi_Minh."""
        self.moment = datetime.combine(parse_date(day, label="day"), time(9), LOCAL_ZONE).astimezone(UTC)

    def wait(self, minutes: int) -> None:
        """Let some minutes pass."""
        self.moment += timedelta(minutes=minutes)

    def now(self) -> datetime:
        """The moment, with UTC as its zone."""
        return self.moment


@dataclass
class Person:
    """Somebody with a browser of their own."""

    watching: Watched
    by_keyboard: bool = False
    #: Buttons, links, ticks and choices so far: what a task costs a hand.
    clicks: int = 0

    @property
    def page(self) -> Page:
        """The tab in front of them."""
        return self.watching.page

    def open(self, path: str) -> "Person":
        """Go to a path of the application."""
        self.page.goto(self.watching.base + path, wait_until="domcontentloaded")
        return self

    def second_tab(self, path: str) -> "Person":
        """The same person in another tab of the same browser."""
        with self.page.expect_popup() as opened:
            self.page.evaluate("address => { window.open(address); }", self.watching.base + path)
        page = opened.value
        page.wait_for_load_state("domcontentloaded")
        other = Watched(page, self.watching.base, self.watching.complaints)
        page.on("console", lambda message: other.complaints.append(f"console: {message.text}"))
        return Person(other, self.by_keyboard)

    def field(self, name: str) -> Locator:
        """The control of this name on the page."""
        return self.page.locator(f'main [name="{name}"]:not([type=hidden])').first

    def fill(self, values: Mapping[str, str | bool | Path]) -> "Person":
        """Type into fields by name: text, a choice by its words, a tick, a file."""
        for name, value in values.items():
            control = self.field(name)
            if isinstance(value, bool):
                self._check(control, value)
            elif isinstance(value, Path):
                self.clicks += 1
                control.set_input_files(value)
            elif control.evaluate("node => node.tagName") == "SELECT":
                self.clicks += 1
                control.select_option(label=value)
            elif self.by_keyboard:
                control.focus()
                self.page.keyboard.press("Control+A")
                self.page.keyboard.press("Delete")
                self.page.keyboard.insert_text(value)
            else:
                control.fill(value)
        return self

    def tick(self, *words: str) -> "Person":
        """Tick the boxes beside these words."""
        for text in words:
            self._check(self.page.get_by_label(text, exact=True), True)
        return self

    def untick(self, *words: str) -> "Person":
        """Take the ticks beside these words away."""
        for text in words:
            self._check(self.page.get_by_label(text, exact=True), False)
        return self

    def _check(self, control: Locator, wanted: bool) -> None:
        self.clicks += 1
        if not self.by_keyboard:
            control.set_checked(wanted)
        elif control.is_checked() != wanted:
            control.focus()
            self.page.keyboard.press("Space")

    def _use(self, control: Locator) -> None:
        """Click, or go there and press Enter; what the keyboard cannot reach, it cannot use."""
        self.clicks += 1
        if not self.by_keyboard:
            control.click()
            return
        control.focus()
        assert control.evaluate("node => node === document.activeElement && node.tabIndex >= 0")
        self.page.keyboard.press("Enter")

    def press(self, words: str, *, says: str = "", within: str = "main") -> "Person":
        """Press the button of these words, wait for the next page and read what it says."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._use(self.page.locator(within).get_by_role("button", name=words, exact=True).first)
        return self.reads(says) if says else self

    def press_part(self, words: str) -> "Person":
        """Press the first button of the content whose words hold these."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._use(self.page.locator("main").get_by_role("button", name=words).first)
        return self

    def press_here(self, words: str) -> "Person":
        """Press a button that changes the page without leaving it."""
        self._use(self.page.locator("main").get_by_role("button", name=words, exact=True).first)
        return self

    def follow(self, words: str) -> "Person":
        """Follow the link of these words in the content."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._use(self.page.locator("main").get_by_role("link", name=words, exact=True).first)
        return self

    def follow_part(self, words: str) -> "Person":
        """Follow the first link of the content whose words begin with or hold these."""
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            self._use(self.page.locator("main a").filter(has_text=words).first)
        return self

    def turn_to(self, task: str, path: str, *, directly: bool) -> "Person":
        """Begin a task: from one's own list of work, or straight at its address."""
        return self.open(path) if directly else self.open("/my-work").follow_part(task)

    @property
    def text(self) -> str:
        """What stands on the page, with single spaces."""
        return " ".join(self.page.inner_text("body").split())

    def reads(self, *words: str) -> "Person":
        """Check that the page says all this."""
        text = self.text
        for wanted in words:
            assert wanted in text, f"{self.page.url} does not say “{wanted}”:\n{text}"
        return self

    def misses(self, *words: str) -> "Person":
        """Check that the page says none of this."""
        text = self.text
        for unwanted in words:
            assert unwanted not in text, f"{self.page.url} says “{unwanted}”:\n{text}"
        return self

    def is_told(self, name: str, message: str) -> "Person":
        """Check that the message stands beside the field of this name."""
        control = self.field(name)
        assert control.get_attribute("aria-invalid") == "true", f"{name} is not marked:\n{self.text}"
        errors = str(control.get_attribute("aria-describedby")).split()
        told = " ".join(self.page.inner_text(f'[id="{one}"]') for one in errors)
        assert message in told, f"beside {name} stands: {told}"
        return self

    def row(self, first: str) -> str:
        """The row of a table that begins with these words, as text with single spaces."""
        rows = self.page.locator("main tbody tr").filter(has=self.page.get_by_role("rowheader", name=first))
        return " ".join(rows.first.inner_text().split())

    def is_sound(self) -> "Person":
        """Check that nothing is cut off, overflows or shuts anybody out here; refusals are no fault."""
        found = [fault for fault in self.watching.faults() if not any(status in fault for status in EXPECTED)]
        assert not found, f"{self.page.url}: {found}"
        return self

    def key(self) -> str:
        """The key of a code that stands below its picture, for phones without a camera."""
        return self.page.inner_text(".qr-frame + .hint .code").replace("-", "")

    def typed(self, name: str) -> str:
        """What a field holds."""
        return self.field(name).input_value()


@dataclass
class Company:
    """Everybody in the story, each signed in once when first needed."""

    browser: Browser
    base: str
    clock: MovingClock
    database: Database
    size: str = "wide"
    by_keyboard: bool = False
    people: dict[str, Person] = field(default_factory=dict)

    def stranger(self) -> Person:
        """Somebody at a browser that nobody has signed in from."""
        return Person(watched(self.browser, self.base, self.size), self.by_keyboard)

    def __getitem__(self, name: str) -> Person:
        """The person whose address begins with this name; "visitor" has none."""
        if name not in self.people:
            person = self.stranger()
            if name != "visitor":
                person.watching.sign_in(f"{name}@{DOMAIN}", PASSWORD)
                self._set_code_up(person)
                person.reads("Việc của bạn bây giờ")
            self.people[name] = person
        return self.people[name]

    def _set_code_up(self, person: Person) -> None:
        """Whose role asks for a code sets it up on the way in, by hand, with the key that stands below the picture."""
        if "/sign-in/set-up" in person.page.url:
            person.fill({"code": self.code_of(person.key())}).press("Xác nhận mã")
            person.reads("Mã khôi phục").follow("Tôi đã cất các mã, tiếp tục")

    def code_of(self, key: str) -> str:
        """What a phone with this key shows at this moment of the story."""
        return pyotp.TOTP(key).at(self.clock.moment)

    def accepts(self, name: str) -> None:
        """Somebody opens the invitation that came by mail, and sets the password that all in the story share."""
        newcomer = self["visitor"].open(link_to(self.database, f"{name}@{DOMAIN}"))
        newcomer.fill({"password": PASSWORD}).press("Đặt mật khẩu", says="Đã đặt mật khẩu.")

    def complaints(self) -> list[str]:
        """What browsers wrote to their consoles, besides refusals that the story asked for."""
        return [
            f"{name}: {line}"
            for name, person in self.people.items()
            for line in person.watching.complaints
            if not any(status in line for status in EXPECTED)
        ]
