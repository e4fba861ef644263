"""Every page stands in a layout, has a title, compiles, and carries nothing that the content policy forbids."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.support.source import TEMPLATES, name_of, templates

PAGES = [
    path for path in templates() if not path.parent.name.startswith("_") and not path.name.startswith("_")
]
FORBIDDEN = (
    (re.compile(r"\sstyle\s*="), "inline style"),
    (re.compile(r"<style\b"), "style element"),
    (re.compile(r"\son[a-z]+\s*="), "inline handler"),
    (re.compile(r"<script(?![^>]*\bsrc=)"), "inline script"),
    (re.compile(r"https?://(?!www\.w3\.org)"), "address of another site"),
    (re.compile(r"\|\s*safe\b"), "unescaped text"),
    (re.compile(r'type="date"'), "native date field"),
)
#: Charts and QR codes are made by our own gateways, which escape every word.
MAY_PRINT_SVG = re.compile(r"\{\{\s*(?:chart[\w.]*|qr_code)\s*\|\s*safe\s*\}\}")


@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_compiles(path: Path, house: Flask) -> None:
    house.jinja_env.get_template(str(path.relative_to(TEMPLATES)))


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_extends_a_layout_and_has_a_title(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.search(r"\{%-? extends ['\"]_layouts/", text), "extend a layout of templates/_layouts"
    assert "{% block title %}" in text, "give the page a title"


@pytest.mark.asvs("1.2.1", "1.2.3", "3.2.2")
@pytest.mark.parametrize("path", templates(), ids=name_of)
def test_a_template_obeys_the_content_policy(path: Path) -> None:
    text = MAY_PRINT_SVG.sub("", path.read_text("utf-8"))
    found = [words for pattern, words in FORBIDDEN if pattern.search(text)]
    assert not found, f"remove: {', '.join(found)}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_asks_for_no_rows(path: Path) -> None:
    assert not re.search(r"\b(session|query|select)\s*[.(]", path.read_text("utf-8")), (
        "the view looks things up"
    )
