"""Every contract and every check of the house is seen red once: a fault is planted in a copy, the guard must tell."""

from pathlib import Path

import pytest

from tests.support.plants import copy_house, mend, plant, run

pytestmark = pytest.mark.prove

FLOORS = "Floors: imports only go down"
#: Contract, file, planted line. Each line breaks its contract and no other.
CONTRACTS = (
    (FLOORS, "emulation/vocabulary/words.py", "from emulation import paths\n"),
    (
        "Rooms apart: no room imports another",
        "emulation/web/terms/views.py",
        "from emulation.web.files import views as _files\n",
    ),
    (
        "No circles between files of one floor",
        "emulation/vocabulary/words.py",
        "from emulation.vocabulary import errors\n",
    ),
    (
        "Tables have two keepers: queries and services",
        "emulation/gateways/seeds.py",
        "from emulation.models import base as _base\n",
    ),
    ("No web downstairs", "emulation/services/copies.py", "import flask as _flask\n"),
    ("No SQL upstairs", "emulation/cli/doctor.py", "import sqlalchemy as _sql\n"),
    ("Rules are pure", "emulation/rules/clusters.py", "import sqlalchemy as _sql\n"),
)
GET_THAT_WRITES = '''

@room.get("/planted")
@gate(Action.PAGE_READ)
def planted() -> str:
    """Planted."""
    with writing():
        return ""
'''
UNGATED = '''

@room.get("/planted")
def planted() -> str:
    """Planted."""
    return ""
'''
HUNG_WITH_ROUTE = UNGATED.replace("room.get", "room.route")
LONG_VIEW = UNGATED.replace("def planted", "@gate(Action.PAGE_READ)\ndef planted").replace(
    '    return ""', "\n".join(f"    n{number} = {number}" for number in range(40)) + '\n    return ""'
)
LONG_FUNCTION = "\n\ndef planted() -> int:\n" + "    print()\n" * 45 + "    return 1\n"
PAGE = '{% extends "_layouts/public.html" %}{% block title %}x{% endblock %}{% block content %}\n'
MIGRATION = '"""Planted."""\n\nrevision = "planted"\ndown_revision = "0001"\n'
#: Where, what, the test that must turn red.
FAULTS = (
    ("emulation/services/copies.py", "\n\ndef planted(s) -> None:\n    s.commit()\n",
     "tests/house/test_writing.py::test_only_the_unit_of_work_commits"),
    ("emulation/web/terms/views.py", GET_THAT_WRITES, "tests/house/test_writing.py::test_a_get_view_does_not_write"),
    ("emulation/web/terms/views.py", HUNG_WITH_ROUTE,
     "tests/house/test_writing.py::test_every_route_is_hung_with_get_or_post"),
    ("emulation/queries/terms.py", "\n\ndef planted(session) -> None:\n    session.add(1)\n",
     "tests/house/test_writing.py::test_queries_only_read"),
    ("emulation/web/terms/views.py", UNGATED, "tests/house/test_doors.py::test_every_route_has_declared_its_action"),
    ("emulation/vocabulary/actions.py", '    PLANTED = "planted", N_("Việc chưa giao")\n',
     "tests/house/test_doors.py::test_every_action_is_used"),
    ("emulation/services/copies.py", '\n\nX = dict(verb="planted.deed")\n',
     "tests/house/test_doors.py::test_every_verb_of_the_trail_has_words"),
    ("templates/terms/planted.html", PAGE + '<p style="color:red">x</p>{% endblock %}',
     "tests/house/test_templates.py::test_a_template_obeys_the_content_policy"),
    ("templates/terms/planted.html", PAGE + "{% endblock",
     "tests/house/test_templates.py::test_a_template_compiles"),
    ("templates/terms/planted.html", "<p>x</p>",
     "tests/house/test_templates.py::test_a_page_extends_a_layout_and_has_a_title"),
    ("templates/terms/planted.html", PAGE + "{{ session.get(1) }}{% endblock %}",
     "tests/house/test_templates.py::test_a_page_asks_for_no_rows"),
    ("emulation/services/copies.py", '\nX = "Câu tiếng Việt này chưa được đánh dấu"\n',
     "tests/house/test_language.py::test_every_sentence_for_readers_is_marked"),
    ("emulation/services/figures.py", '\nX = N_("Câu tiếng Việt này chưa được dịch")\n',
     "tests/house/test_language.py::test_every_message_has_english_words"),
    ("emulation/translations/en/LC_MESSAGES/messages.po", '\nmsgid "Không ai hỏi câu này"\nmsgstr "Unasked"\n',
     "tests/house/test_language.py::test_the_catalogue_holds_nothing_else"),
    ("templates/terms/planted.html", PAGE + "<p>Câu chưa dịch</p>{% endblock %}",
     "tests/house/test_language.py::test_templates_speak_through_the_catalogue"),
    ("emulation/services/copies.py", "# x\n" * 300, "tests/house/test_sizes.py::test_a_file_is_small"),
    ("emulation/services/copies.py", LONG_FUNCTION, "tests/house/test_sizes.py::test_functions_are_small"),
    ("emulation/web/terms/views.py", LONG_VIEW, "tests/house/test_sizes.py::test_views_are_small"),
    ("templates/terms/planted.html", PAGE + "\n" * 150 + "{% endblock %}",
     "tests/house/test_sizes.py::test_a_template_is_small"),
    ("emulation/rules/planted.py", '"""Planted."""\n',
     "tests/house/test_rooms.py::test_a_concept_with_behaviour_has_its_test_file"),
    ("planted.txt", "x", "tests/house/test_rooms.py::test_top_level_holds_nothing_else"),
    ("migrations/versions/planted.py", MIGRATION,
     "tests/migrations/test_migrations.py::test_a_migration_is_named_by_its_revision"),
)  # fmt: skip


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which faults are planted and mended again."""
    return copy_house(tmp_path_factory.mktemp("house"))


def broken(house: Path) -> set[str]:
    """The contracts that lint-imports calls broken."""
    lines = run(house, "lint-imports", "--no-cache").stdout.splitlines()
    kept = [line for line in lines if line.endswith((" KEPT", " BROKEN"))]
    assert len(kept) == len(CONTRACTS), lines
    return {line.removesuffix(" BROKEN") for line in kept if line.endswith(" BROKEN")}


def test_the_copy_breaks_nothing(house: Path) -> None:
    assert broken(house) == set()


def failing(house: Path, *guards: str) -> set[str]:
    """Those of these tests that are red on the copy."""
    done = run(house, "pytest", "-q", "-p", "no:cacheprovider", "-rfE", *guards)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr[-2000:]
    told = [line.split()[1] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return {name.split("[")[0] for name in told}


def test_the_guards_are_green_on_the_copy(house: Path) -> None:
    assert failing(house, *sorted({guard for _name, _text, guard in FAULTS})) == set()


@pytest.mark.parametrize(("contract", "name", "line"), CONTRACTS, ids=[row[0] for row in CONTRACTS])
def test_a_broken_contract_is_told(house: Path, contract: str, name: str, line: str) -> None:
    before = plant(house, name, line)
    try:
        assert broken(house) == {contract}
    finally:
        mend(house, name, before)


@pytest.mark.parametrize(("name", "text", "guard"), FAULTS, ids=[row[2].split("::")[1] for row in FAULTS])
def test_a_planted_fault_turns_its_guard_red(house: Path, name: str, text: str, guard: str) -> None:
    before = plant(house, name, text)
    try:
        assert failing(house, guard) == {guard}
    finally:
        mend(house, name, before)
