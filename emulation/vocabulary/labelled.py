"""An enum member that knows its Vietnamese name and the tone of its tag."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """`value` is stored, `label` is shown (translated upstairs), `tone` colours the tag.

    Tones: neutral, info, attention, success, problem (screens: tags).
    """

    label: str
    tone: str

    def __new__(cls, value: str, label: str = "", tone: str = "neutral") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.tone = tone
        return member
