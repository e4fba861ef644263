"""Sentences made by rule: a text template and the values in it, each with the place where a reader finds it again.

Rules make them, pages and files say them in the reader's language: nothing here is translated or formatted yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Page(StrEnum):
    """The page on which a value stands."""

    RANKING = "ranking"
    CRITERION = "criterion"
    ROBUSTNESS = "robustness"


class Shape(StrEnum):
    """How a value is written: points and percentages have two places, whole numbers and years none."""

    POINTS = "points"
    PERCENT = "percent"
    WHOLE = "whole"
    YEAR = "year"
    NAME = "name"
    LABEL = "label"


@dataclass(frozen=True)
class Spot:
    """Where a value stands: a page of a year, there the row of a member (its code) and a part of that row.

    `part` is "rank", "total", "bonus", "penalty", or the code of a group or criterion.
    """

    page: Page
    year: int
    member: str = ""
    part: str = ""


@dataclass(frozen=True)
class Fragment:
    """A value of a sentence. A NAME is anything with `name_vi` and `name_en`, a LABEL any marked text."""

    value: Any
    shape: Shape
    spot: Spot | None = None


@dataclass(frozen=True)
class Sentence:
    """A marked template with %(name)s places; a tuple of sentences in a place is a list, told with commas."""

    template: str
    values: Mapping[str, "Fragment | tuple[Sentence, ...]"] = field(default_factory=dict)


def fragments_of(sentence: Sentence) -> list[Fragment]:
    """All values of a sentence, those of its lists included."""
    found: list[Fragment] = []
    for value in sentence.values.values():
        if isinstance(value, Fragment):
            found.append(value)
        else:
            found += [one for part in value for one in fragments_of(part)]
    return found
