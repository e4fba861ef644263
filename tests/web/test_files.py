"""Downloads: a file never becomes a page of this site, its name arrives whole, and it is given to whom it concerns."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from werkzeug.test import TestResponse
from werkzeug.utils import send_file

from emulation.db import Database
from emulation.gateways import files
from emulation.gateways.names import clean_name
from emulation.models.evidence import StoredFile
from emulation.models.pledges import Pledge
from emulation.settings import Settings
from emulation.vocabulary.states import PledgeState
from tests.factories.world import World
from tests.support import samples
from tests.support.pages import get

SignIn = Callable[[str], FlaskClient]
NAME = "Quyết định số 1234 – Đà Nẵng.pdf"
FILES = "/clusters/tptw/files"


@pytest.fixture
def stored(database: Database, world: World, settings: Settings) -> int:
    """The id of a file of Hải Phòng on disk, to which no public page leads."""
    content = samples.pdf()
    path = files.path_of(settings.data_path, "a" * 64)
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with database.writing() as session:
        file = StoredFile(
            cluster_id=world.cluster_id,
            member_id=world.members["HP"],
            sha256="a" * 64,
            name=NAME,
            size=len(content),
            media_type="application/pdf",
            is_public=True,
            entered_by_id=None,
            entered_at=world.now,
        )
        session.add(file)
        session.commit()
        return file.id


def attach(database: Database, world: World, file_id: int, state: PledgeState) -> None:
    """Make the file the paper of a pledge of Hải Phòng in this state."""
    with database.writing() as session:
        session.add(
            Pledge(
                cycle_id=world.cycle_id,
                member_id=world.members["HP"],
                state=state,
                file_id=file_id,
                entered_by_id=None,
                entered_at=world.now,
            )
        )
        session.commit()


#: RFC 6266 as we use it: a plain name, and the whole name in percent signs when there is more to it.
DISPOSITION = re.compile(
    r"""(?P<kind>attachment);\ filename=(?P<plain>"(?:[^"\\\x00-\x1f]|\\["\\])*"|[!#$%&'*+.^_`|~0-9A-Za-z-]+)
    (?:;\ filename\*=UTF-8''(?P<whole>(?:%[0-9A-F]{2}|[!#$&+.^_`|~0-9A-Za-z-])+))?""",
    re.VERBOSE | re.ASCII,
)


def disposition(header: str) -> tuple[str, str]:
    """Kind and file name, as a browser understands the header."""
    found = DISPOSITION.fullmatch(header)
    assert found, header
    plain = re.sub(r"\\(.)", r"\1", found["plain"].strip('"'))
    return found["kind"], unquote(found["whole"], errors="strict") if found["whole"] else plain


@pytest.mark.asvs("3.2.1", "5.4.1", "5.4.2", "5.3.1")
def test_a_download_is_no_page(client: FlaskClient, database: Database, world: World, stored: int) -> None:
    """Attachment, sandbox, its own type, not guessed. Red when the view leaves as_attachment or SANDBOX out."""
    attach(database, world, stored, PledgeState.SIGNED)
    answer = get(client, f"{FILES}/{stored}")
    assert answer.status_code == 200 and answer.data == samples.pdf()
    assert disposition(answer.headers["Content-Disposition"]) == ("attachment", NAME)
    headers = answer.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"
    assert len(headers.get_all("Content-Security-Policy")) == 1


def test_people_store_no_download(client_as: SignIn, world: World, stored: int) -> None:
    assert get(client_as("officer.hp"), f"{FILES}/{stored}").headers["Cache-Control"] == "no-store"


@pytest.mark.asvs("8.2.2", "8.4.1")
def test_a_file_is_given_to_whom_it_concerns(
    client: FlaskClient, client_as: SignIn, world: World, stored: int
) -> None:
    """Before its record is public: own member, chair, vice-chair and auditor. For all others it is not there.

    Red when get_file gives every file that is marked public, or all of one's cluster to every member.
    """
    for person in ("officer.hp", "leader.hp", "secretary.hn", "secretary.hcm", "auditor"):
        assert get(client_as(person), f"{FILES}/{stored}").status_code == 200, person
    unknown = get(client, f"{FILES}/999999")
    for stranger in (client, *map(client_as, ("officer.dn", "teller", "outsider"))):
        answer = get(stranger, f"{FILES}/{stored}")
        missing = get(stranger, f"{FILES}/999999")
        assert (answer.status_code, missing.status_code, unknown.status_code) == (404, 404, 404)
        assert _plain(answer).replace(f"/files/{stored}", "") == _plain(missing).replace("/files/999999", "")


def _plain(answer: TestResponse) -> str:
    """A page without what is new every time."""
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.get_data(as_text=True))


@pytest.mark.parametrize("state", PledgeState)
def test_a_paper_is_public_with_its_pledge(
    client: FlaskClient, database: Database, world: World, stored: int, state: PledgeState
) -> None:
    """Red when get_file asks is_public only."""
    attach(database, world, stored, state)
    expected = 200 if state is PledgeState.SIGNED else 404
    assert get(client, f"{FILES}/{stored}").status_code == expected


def test_a_replaced_paper_is_public_no_more(
    client: FlaskClient, database: Database, world: World, stored: int
) -> None:
    attach(database, world, stored, PledgeState.SIGNED)
    with database.writing() as session:
        session.execute(update(Pledge).values(file_id=None))
        session.commit()
    assert get(client, f"{FILES}/{stored}").status_code == 404


def test_a_file_stands_under_its_own_cluster(
    client_as: SignIn, database: Database, world: World, stored: int
) -> None:
    """Red when get_file does not compare the cluster of the address."""
    attach(database, world, stored, PledgeState.SIGNED)
    assert get(client_as("admin"), f"/clusters/tptwx/files/{stored}").status_code == 404


@pytest.mark.asvs("5.4.2")
@given(name=st.text(min_size=1, max_size=80))
def test_every_name_arrives_whole(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """Cleaned once, a name passes the header unchanged, and no line of a header can be made of it."""
    shown = clean_name(name + ".pdf")
    path = _paper(tmp_path_factory)
    answer = send_file(path, {}, as_attachment=True, download_name=shown, conditional=False)
    assert disposition(answer.headers["Content-Disposition"]) == ("attachment", shown)


def _paper(factory: pytest.TempPathFactory) -> Path:
    path = factory.getbasetemp() / "paper.pdf"
    if not path.exists():
        path.write_bytes(samples.pdf())
    return path
