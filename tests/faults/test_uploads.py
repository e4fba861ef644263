"""Files that mean harm: told in words, kept nowhere, and read in little memory."""

import io
import json
import stat
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from emulation.db import Database
from emulation.gateways import files
from emulation.gateways.names import clean_name
from emulation.settings import Settings
from emulation.vocabulary.errors import DomainError
from tests.conftest import unchanged
from tests.factories.world import World
from tests.support import samples
from tests.support.bombs import bombs
from tests.support.names import hostile_names
from tests.support.pages import BASE, hidden_of, text_of
from tests.support.samples import CONTENTS

SignIn = Callable[[str], FlaskClient]
SUFFIXES = (
    *(".pdf", ".docx", ".xlsx", ".png", ".jpg", ".jpeg"),
    *(".svg", ".html", ".exe", ".docm", ".zip", ".gif"),
)
#: The only pairs that pass.
DIAGONAL = {
    (".pdf", "pdf"),
    (".docx", "docx"),
    (".xlsx", "xlsx"),
    (".png", "png"),
    (".jpg", "jpeg"),
    (".jpeg", "jpeg"),
}
LEAST_NAMES = 200
MOST_MEMORY = 100 * 1024 * 1024
AGREEMENT = "/clusters/tptw/2025/pledge/sign"


def receive(folder: Path, name: str, content: bytes) -> files.Upload:
    return files.receive(folder, name=name, source=io.BytesIO(content), limit_mb=20, field="file")


def on_disk(folder: Path) -> list[str]:
    """Every file below a folder, databases apart."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.asvs("5.2.2", "1.3.4")
def test_only_the_diagonal_passes(tmp_path: Path) -> None:
    """Twelve suffixes × twelve contents. Red when inspect leaves look_inside out."""
    assert (len(SUFFIXES), len(CONTENTS)) == (12, 12)
    passed = set()
    for suffix in SUFFIXES:
        for kind, content in CONTENTS.items():
            try:
                files.drop(receive(tmp_path, f"giao-uoc{suffix}", content))
                passed.add((suffix, kind))
            except DomainError as error:
                assert error.field == "file"
    assert passed == DIAGONAL
    assert on_disk(tmp_path) == []


@pytest.mark.asvs("5.2.3", "1.5.1", "1.3.6")
@pytest.mark.parametrize("name", bombs())
def test_a_bomb_is_refused_and_nothing_is_kept(tmp_path: Path, name: str) -> None:
    """Red without the ratio, the room, either gap, the large record, the doctype handlers, LINKED, packed objects,
    escaped names, checksums, MOST_PIXELS, the size of a part read whole, or the unlink of what was refused.
    """
    suffix, content = bombs()[name]
    with pytest.raises(DomainError) as told:
        receive(tmp_path, f"bao-cao{suffix}", content)
    assert told.value.field == "file"
    assert f"bao-cao{suffix}" in str(told.value)
    assert on_disk(tmp_path) == []


#: Run in a process of its own: reads every bomb, and a file as large as it may be, and tells its growth.
MEASURE = """
import io, json, resource, sys
from pathlib import Path
from emulation.gateways import files
from emulation.gateways.names import clean_name
from emulation.vocabulary.errors import DomainError
folder, most = Path(sys.argv[1]), lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before, refused = most(), 0
for path in sorted(Path(sys.argv[2]).iterdir()):
    try:
        with path.open("rb") as source:
            files.receive(folder, name=path.name, source=source, limit_mb=20, field="file")
    except DomainError:
        refused += 1
print(json.dumps({"grown": most() - before, "refused": refused}))
"""


@pytest.mark.asvs("5.2.1", "5.2.3", "1.5.1")
def test_memory_stays_small(tmp_path: Path) -> None:
    """All bombs, and files of twenty megabytes. Red when a package is read whole, or a part is not measured."""
    sent, kept = tmp_path / "sent", tmp_path / "kept"
    sent.mkdir()
    for number, (suffix, content) in enumerate(bombs().values()):
        (sent / f"{number}{suffix}").write_bytes(content)
    large = bytes(19 * 1024 * 1024)
    (sent / "large.pdf").write_bytes(samples.pdf(b"1 0 obj<<>>stream\n" + large + b"\nendstream endobj"))
    whole = samples.archive([*samples.parts().items(), ("word/media/a.png", large)], 0)
    (sent / "large.docx").write_bytes(whole)
    command = [sys.executable, "-c", MEASURE, str(kept), str(sent)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    assert told["refused"] == len(bombs())
    assert told["grown"] <= MOST_MEMORY, told


@pytest.mark.asvs("5.3.1", "5.3.2", "5.4.1", "1.1.1")
def test_no_name_leads_anywhere(tmp_path: Path) -> None:
    """Two hundred names: each is refused or shown cleaned; the bytes lie under their hash, and cannot be run.

    Red when path_of uses the name, when clean_name keeps what does not print, or when fchmod is left out.
    """
    names = hostile_names()
    assert len(set(names)) >= LEAST_NAMES
    accepted = 0
    for number, name in enumerate(names):
        content = samples.pdf(b"%d 0 obj<<>>endobj" % number)
        try:
            upload = receive(tmp_path, name, content)
        except DomainError:
            continue
        accepted += 1
        files.settle(upload)
        assert_harmless(upload.name)
        assert upload.place.resolve() == tmp_path.resolve() / "files" / upload.sha256[:2] / upload.sha256
        mode = upload.place.stat().st_mode
        assert (stat.S_IMODE(mode), stat.S_ISREG(mode)) == (0o640, True), name
    assert accepted >= 80
    assert len(on_disk(tmp_path)) == accepted


def assert_harmless(name: str) -> None:
    """What is shown of a name."""
    assert 0 < len(name.encode()) <= 255
    assert name.isprintable() and name == unicodedata.normalize("NFC", name)
    assert not set(name) & set('/\\:*?"<>|\0\r\n')
    assert not name.startswith((".", "-", " ", "~")) and not name.endswith((".", " "))
    assert name.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert name.lower().endswith(".pdf")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Lan\\Giao ước.pdf", "Giao ước.pdf"),
        (unicodedata.normalize("NFD", "Đà Nẵng.pdf"), "Đà Nẵng.pdf"),
        ("giao\u202efdp.pdf", "giaofdp.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ('a"b<c>.pdf', "a_b_c_.pdf"),
        ("ế" * 300 + ".pdf", "ế" * 65 + ".pdf"),
        ("", "tep"),
        ("..", "tep"),
    ],
)
def test_names_are_shown_cleaned(given: str, shown: str) -> None:
    assert clean_name(given) == shown


@pytest.mark.asvs("5.2.1")
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "rỗng hoặc không đọc được"),
        (samples.pdf() + b" " * 1024 * 1024, "nặng 2 MB, vượt quá 1 MB"),
    ],
)
def test_empty_and_oversized_files_are_told(tmp_path: Path, content: bytes, words: str) -> None:
    """Messages 14 and 12; nothing was copied. Red when _size is left out."""
    with pytest.raises(DomainError, match=words):
        files.receive(tmp_path, name="a.pdf", source=io.BytesIO(content), limit_mb=1, field="file")
    assert not tmp_path.joinpath("files").exists()


SENT: list[tuple[str, bytes, str]] = [
    ("a.pdf", samples.HTML, "phải là PDF như đuôi tên tệp"),
    ("a.svg", samples.SVG, "phải là PDF, Word, PNG, JPEG"),
    ("a.png", samples.SVG, "phải là PNG như đuôi tên tệp"),
    ("a.xlsx", CONTENTS["xlsx"], "phải là PDF, Word, PNG, JPEG"),
    ("../a.exe", samples.PROGRAM, "phải là PDF, Word, PNG, JPEG"),
    ("a.docx", CONTENTS["macros"], "chứa macro"),
    ("a.pdf", b"", "rỗng hoặc không đọc được"),
    ("a.pdf", samples.pdf() + b" " * 20 * 1024 * 1024, "vượt quá 20 MB"),
    ("a.docx", bombs()["billion laughs"][1], "dữ liệu lạ"),
    ("a.docx", bombs()["one part swells a thousandfold"][1], "cấu trúc nén bất thường"),
    ("a.docx", bombs()["a template from elsewhere"][1], "liên kết ngoài"),
    ("a.pdf", bombs()["a PDF that is locked"][1], "có mật khẩu"),
    ("a.png", bombs()["a PNG of 30,000 × 30,000"][1], "quá lớn: tối đa 20.000 điểm"),
    ("a.jpg", bombs()["a JPEG that is cut"][1], "bị hỏng hoặc bị cắt ngắn"),
]


def sign(client: FlaskClient, name: str, content: bytes, **more: str) -> Any:
    """Send the form of the signing conference with this file."""
    fields: dict[str, Any] = (
        hidden_of(client, AGREEMENT) | {"signed_on": "22/03/2025", "place": "Hà Nội"} | more
    )
    fields["file"] = (io.BytesIO(content), name)
    return client.post(AGREEMENT, data=fields, base_url=BASE, content_type="multipart/form-data")


@pytest.fixture
def secretary(client_as: SignIn, world: World, database: Database) -> FlaskClient:
    """Who records the signing of an agreement that has contents."""
    client = client_as("secretary.hn")
    page = "/clusters/tptw/2025/pledge/edit"
    fields = hidden_of(client, page) | {"contents-0-text": "Phát triển kinh tế", "contents-0-basis": ""}
    assert client.post(page, data=fields, base_url=BASE).status_code == 302
    return client


@pytest.mark.asvs("5.2.1", "5.2.2", "5.2.3", "2.2.1")
def test_the_form_says_what_is_wrong_and_changes_nothing(
    secretary: FlaskClient, database: Database, settings: Settings
) -> None:
    """Database and disk are as before. Red when uploads.keep leaves `kinds` or the field's name out."""
    for name, content, words in SENT:
        with unchanged(database):
            answer = sign(secretary, name, content)
        assert answer.status_code == 422, (name, words)
        assert 'id="file-error"' in answer.get_data(as_text=True)
        assert words in text_of(answer), words
        assert on_disk(settings.data_path / "files") == []


def test_more_than_a_request_may_hold_is_refused(secretary: FlaskClient, database: Database) -> None:
    with unchanged(database):
        answer = sign(secretary, "a.pdf", samples.pdf() + b" " * 22 * 1024 * 1024)
    assert answer.status_code == 413


@pytest.mark.asvs("2.3.3")
def test_a_file_stays_only_with_its_row(
    secretary: FlaskClient, database: Database, settings: Settings
) -> None:
    """The rule refuses after the file was taken in. Red when `after_rollback` does not drop what has arrived."""
    files_folder = settings.data_path / "files"
    with unchanged(database):
        answer = sign(secretary, "a.pdf", samples.pdf(), signed_on="22/03/2035")
    assert answer.status_code == 422
    assert "Ngày ký không thể sau hôm nay." in text_of(answer)
    assert on_disk(files_folder) == []
