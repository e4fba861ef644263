"""Why three rankings differ: the sentence names what drives it."""

from dataclasses import dataclass
from decimal import Decimal

from emulation.rules.differences import explain
from emulation.rules.three_rankings import completion, improvement
from emulation.vocabulary.sentences import Fragment
from tests.rules.test_three_rankings import HUNDRED, measure


@dataclass(frozen=True)
class Named:
    name_vi: str
    name_en: str = ""


def test_a_difference_is_explained_by_the_indicators_that_drive_it() -> None:
    """Member 1 is last in completion (50 of a mean of 83.33) and first in improvement (+60 of a mean of 20)."""
    lines = [
        measure(1, before="2.5", actual="4"),
        measure(2, before="8", actual="8"),
        measure(3, before="8", actual="8"),
    ]
    rankings = [completion([1, 2, 3], lines), improvement([1, 2, 3], lines, HUNDRED)]
    names = {1: Named("Đà Nẵng"), 2: Named("Hà Nội"), 3: Named("Huế")}
    (sentence,) = explain(rankings, names, {"GRDP": Named("Tăng GRDP")}, differs_from=2, causes=2)
    values = {name: one.value for name, one in sentence.values.items() if isinstance(one, Fragment)}
    assert values == {
        "member": Named("Đà Nẵng"),
        "worst": 3,
        "worst_of": 3,
        "worst_view": "mức đạt chỉ tiêu",
        "best": 1,
        "best_of": 3,
        "best_view": "cải thiện so với năm trước",
    }
    drivers = {
        name: [
            {key: part.value for key, part in one.values.items() if isinstance(part, Fragment)}
            for one in found
        ]
        for name, found in sentence.values.items()
        if isinstance(found, tuple)
    }
    growth = Named("Tăng GRDP")
    assert drivers == {
        "strong": [{"indicator": growth, "percent": Decimal("60.00"), "mean": Decimal("20.00")}],
        "weak": [{"indicator": growth, "percent": Decimal("50.00"), "mean": Decimal("83.33")}],
    }
    assert not explain(rankings, names, {"GRDP": growth}, differs_from=3, causes=2)
