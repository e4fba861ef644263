"""Vietnamese is the source; English is complete; every sentence passes the catalogue."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from emulation.vocabulary import kinds, moves, states
from emulation.vocabulary.actions import Action
from emulation.vocabulary.deeds import DEEDS
from emulation.vocabulary.labelled import Labelled
from emulation.web.shell.language import CATALOGUE
from tests.support.source import name_of, nodes, python_files, templates, text_of

KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "N_": None}
MARKS = {"_", "gettext", "lazy_gettext", "N_"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
#: Official papers are written in Vietnamese whatever the language of the page.
PAPERS = (
    "vocabulary/administrative.py",
    "vocabulary/outlines.py",
    "vocabulary/official_blocks.py",
    "services/composing/",
    "services/dossier_bundles.py",
)
#: Files whose Vietnamese is data or letters, not sentences for readers.
DATA = ("vocabulary/vietnamese.py", "vocabulary/number_words.py", "services/demo/", "cli/", *PAPERS)


@lru_cache
def english() -> Catalog:
    """The English catalogue."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


@lru_cache
def marked() -> frozenset[str]:
    """Every message that the code and the templates ask for."""
    found: set[str] = set()
    for path in python_files():
        found |= {str(text) for _line, text, *_more in extract_from_file("python", path, keywords=KEYWORDS)}
    for path in templates():
        found |= {str(text) for _line, text, *_more in extract_from_file("jinja2", path, keywords=KEYWORDS)}
    return frozenset(found)


def test_every_message_has_english_words() -> None:
    missing = sorted(text for text in marked() if not (english().get(text) and english()[text].string))
    assert not missing, f"run `make words`, then fill {len(missing)} messages: {missing[:5]}"


def test_the_catalogue_holds_nothing_else() -> None:
    left = sorted(str(message.id) for message in english() if message.id and message.id not in marked())
    assert not left, f"run `make words`: {left[:5]}"


def test_placeholders_are_the_same_in_both_languages() -> None:
    for message in english():
        if message.id and message.string:
            before, after = PLACEHOLDER.findall(str(message.id)), PLACEHOLDER.findall(str(message.string))
            assert set(before) == set(after), message.id


def _labelled() -> list[Labelled]:
    found: list[Labelled] = list(Action)
    for module in (kinds, moves, states):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Labelled) and kind is not Labelled:
                found += list(kind)
    return found


@pytest.mark.parametrize("member", _labelled(), ids=lambda member: f"{type(member).__name__}.{member.name}")
def test_every_member_has_words_in_both_languages(member: Labelled) -> None:
    assert member.label
    message = english().get(member.label)
    assert message is not None and message.string, f"translate “{member.label}”"


@pytest.mark.parametrize("verb", sorted(DEEDS))
def test_every_deed_has_english_words(verb: str) -> None:
    message = english().get(DEEDS[verb])
    assert message is not None and message.string


def _unmarked(path: Path) -> list[str]:
    safe = set[int]()
    for node in nodes(path):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in MARKS:
            safe |= {id(part) for part in ast.walk(node)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            safe.add(id(node.value))
    return [
        f"{name_of(path)}: {node.value}"
        for node in nodes(path)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in safe
        and VIETNAMESE.search(node.value)
        and not node.value.isupper()  # words that people type to confirm are the same in both languages
    ]


def test_every_sentence_for_readers_is_marked() -> None:
    paths = [path for path in python_files() if not any(part in name_of(path) for part in DATA)]
    assert not [text for path in paths for text in _unmarked(path)], (
        "mark it with N_, gettext or lazy_gettext"
    )


def _unspoken(path: Path) -> str:
    """What a template says past the catalogue, empty if nothing."""
    text = re.sub(r"\{#.*?#\}", "", text_of(path), flags=re.DOTALL)
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", text, flags=re.DOTALL)
    found = VIETNAMESE.search(text)
    return f"{name_of(path)}: …{text[found.start() : found.start() + 40]}" if found else ""


def test_templates_speak_through_the_catalogue() -> None:
    """All but the pages that must work without the catalogue."""
    paths = [path for path in templates() if path.name not in ("bare.html", "500.html", "503.html")]
    assert not [text for path in paths if (text := _unspoken(path))], "put it into _(…)"
