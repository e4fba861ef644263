"""Every page stands in a layout, has a title, compiles, and carries nothing that the content policy forbids."""

import re

import pytest
from flask import Flask
from jinja2 import TemplateError

from tests.support.source import TEMPLATES, name_of, templates, text_of

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


def test_a_template_compiles(house: Flask) -> None:
    found = {}
    for path in templates():
        try:
            house.jinja_env.get_template(str(path.relative_to(TEMPLATES)))
        except TemplateError as error:
            found[name_of(path)] = str(error)
    assert not found


def test_a_page_extends_a_layout_and_has_a_title() -> None:
    texts = {name_of(path): text_of(path) for path in PAGES}
    bare = [name for name, text in texts.items() if not re.search(r"\{%-? extends ['\"]_layouts/", text)]
    assert not bare, "extend a layout of templates/_layouts"
    assert not [name for name, text in texts.items() if "{% block title %}" not in text], "give it a title"


@pytest.mark.asvs("1.2.1", "1.2.3", "3.2.2")
def test_a_template_obeys_the_content_policy() -> None:
    found = [
        f"{name_of(path)}: {words}"
        for path in templates()
        for text in [MAY_PRINT_SVG.sub("", text_of(path))]
        for pattern, words in FORBIDDEN
        if pattern.search(text)
    ]
    assert not found, "remove it"


def test_a_page_asks_for_no_rows() -> None:
    asking = [name_of(path) for path in PAGES if re.search(r"\b(session|query|select)\s*[.(]", text_of(path))]
    assert not asking, "the view looks things up"
