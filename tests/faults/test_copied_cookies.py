"""A copied cookie dies with the sign-in it was copied from: at the next request, in every process."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from emulation.db import Database, unit_of_work
from emulation.queries.accounts import get_user
from emulation.services import accounts, codes
from emulation.vocabulary.actor import Actor, Capacity
from emulation.vocabulary.clock import local_date
from emulation.vocabulary.kinds import Role
from tests.factories.world import PASSWORD, World
from tests.support.phones import give_phone
from tests.support.processes import Visitor, environment, serving

EMAIL = "secretary.hn@example.org"
NEW = "con meo ngoi tren mai nha"
LOADER = Capacity(Role.ADMIN)


@dataclass
class Scene:
    """A person who is signed in at one of two processes, and whoever acts on them meanwhile."""

    database: Database
    world: World
    folder: Path
    ports: list[int]

    def signed_in(self) -> Visitor:
        """Password and code of a phone that has just been set up, at the first process."""
        phone, person = give_phone(self.database, self.world, "secretary.hn"), Visitor(self.ports[0])
        assert person.send("/sign-in", {"email": EMAIL, "password": PASSWORD}) == 302
        assert person.send("/sign-in/code", {"code": phone.code(datetime.now(UTC))}) == 302
        return person

    def sign_out(self, person: Visitor) -> None:
        """The person presses the button."""
        assert person.send("/account", {}, to="/sign-out") == 302

    def new_role(self, _person: Visitor) -> None:
        """One more role, recorded by a third process."""
        self._act(
            accounts.appoint, role=Role.MEMBER_LEADER, member_id=self.world.members["HN"], cluster_id=None
        )

    def lose_phone(self, _person: Visitor) -> None:
        """The code is taken away."""
        self._act(codes.remove, reason="mất điện thoại")

    def close(self, _person: Visitor) -> None:
        """The account is closed, and opened again: what was ended stays ended."""
        self._act(accounts.set_disabled, disabled=True)
        self._act(accounts.set_disabled, disabled=False)

    def new_password(self, _person: Visitor) -> None:
        """A new password from the shell of the machine."""
        command = [sys.executable, "-m", "emulation", "users", "set-password", EMAIL]
        typed = {"input": f"{NEW}\n{NEW}\n", "text": True, "start_new_session": True}  # no terminal to ask on
        known = environment(self.database, self.folder)
        subprocess.run(command, env=known, check=True, capture_output=True, **typed)  # type: ignore[call-overload]

    def _act(self, service: Callable[..., object], **values: object) -> None:
        now = datetime.now(UTC)
        admin = Actor(None, "Quản trị", local_date(now), (LOADER,))
        with self.database.writing() as session, unit_of_work(session):
            user = get_user(session, self.world.users["secretary.hn"])
            service(session, actor=admin, now=now, user=user, **values)


@pytest.mark.asvs("7.2.1", "7.4.1", "7.4.2")
def test_a_copied_cookie_is_refused_in_both_processes(
    database: Database, world: World, tmp_path: Path
) -> None:
    """Sign-out, new role, lost phone, closed account, new password: each after the copies worked in both processes.

    Red when `sign_out` leaves the row alive, and when `end_all` is left out of `appoint`, `codes.remove`,
    `set_disabled` or `set_password`: the copies then answer 200.
    """
    folder = tmp_path / "var"
    with serving(database, folder, number=2) as ports:
        scene = Scene(database, world, folder, ports)
        for end in (scene.sign_out, scene.new_role, scene.lose_phone, scene.close, scene.new_password):
            person = scene.signed_in()
            copies = [person.copied_to(port) for port in ports]
            assert [copy.get("/account") for copy in copies] == [200, 200], end
            end(person)
            assert [copy.get("/account") for copy in copies] == [302, 302], end
