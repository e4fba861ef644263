"""Why a line has its points: the sentence computed anew from what was pinned, and the line's way (handbook 6.6)."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from emulation.rules import scoring, totals
from emulation.rules.scoring import Inputs, Score
from emulation.rules.spreads import median
from emulation.vocabulary.errors import DomainError
from emulation.vocabulary.kinds import ExplanationOutcome, Operator, RuleType
from emulation.vocabulary.labelled import Labelled
from emulation.vocabulary.vietnamese import fold, nfc
from emulation.vocabulary.words import N_

HIDDEN = "[…]"
_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w+")
_WORD = re.compile(r"\w")
_PHONE = re.compile(r"(?<![\d/.,-])(?:\+84|0)(?:[ .-]?\d){8,10}(?![\d/]|[.,]\d)")


class Stage(Labelled):
    """The stations of a line's points, in their order."""

    COMPUTED = "computed", N_("Máy tính")
    CLAIMED = "claimed", N_("Đơn vị tự chấm")
    CROSS = "cross", N_("Kiểm tra chéo")
    EXPLANATION = "explanation", N_("Giải trình")
    APPRAISED = "appraised", N_("Thẩm định")
    FINAL = "final", N_("Điểm được tính")


class Pinned(Protocol):
    """What a stored line pins: its criterion, the plan and the figure that were scored, and its stages of points."""

    @property
    def rule_type(self) -> RuleType: ...
    @property
    def max_points(self) -> Decimal: ...
    @property
    def params(self) -> Mapping[str, Any]: ...
    @property
    def operator(self) -> Operator | None: ...
    @property
    def low(self) -> Decimal | None: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def actual(self) -> Decimal | None: ...
    @property
    def inputs(self) -> Mapping[str, Any]: ...
    @property
    def computed(self) -> Decimal | None: ...
    @property
    def claimed(self) -> Decimal | None: ...
    @property
    def claim_reason(self) -> str: ...
    @property
    def appraised(self) -> Decimal | None: ...
    @property
    def appraisal_reason(self) -> str: ...
    @property
    def not_assigned(self) -> bool: ...


@dataclass(frozen=True)
class Worked:
    """A line computed anew: points with the sentence, or what is missing; `agrees`: the stored points are these.

    `is_judged`: no rule gave points, the sentence tells those of a person.
    """

    points: Decimal | None
    sentence: str
    gap: str
    agrees: bool
    is_judged: bool = False


@dataclass(frozen=True)
class By:
    """Who did something, and when; both may be unknown."""

    who: str = ""
    when: datetime | None = None


NOBODY = By()


@dataclass(frozen=True)
class Check:
    """What one checker gave in the opened cross-check."""

    by: By
    points: Decimal | None
    reason: str


@dataclass(frozen=True)
class Settled:
    """The outcome of an explanation: None while it is open."""

    outcome: ExplanationOutcome | None
    points: Decimal | None
    reason: str
    by: By


@dataclass(frozen=True)
class Step:
    """One station of a line: its points (None: the station gave none), by whom, when and why."""

    stage: Stage
    points: Decimal | None
    by: By = NOBODY
    reason: str = ""
    outcome: ExplanationOutcome | None = None


def inputs_of(line: Pinned) -> Inputs:
    """What went into the rule, from the pinned plan and figure and the stored answers, counts and rank."""
    return Inputs(
        operator=line.operator,
        low=line.low,
        high=line.high,
        actual=line.actual,
        rank=line.inputs.get("rank"),
        answers=line.inputs.get("answers", {}),
        counts=line.inputs.get("counts", {}),
    )


def recompute(line: Pinned) -> Worked:
    """The line's points and sentence from what it pins, compared with the points that were stored.

    Where only a person can judge, the sentence tells the points that count, within the rule's bounds.
    """
    if line.not_assigned:
        return Worked(None, "", "", line.computed is None)
    found = _score(line)
    agrees = found.points == line.computed
    final = final_points(line)
    if found.points is None and final is not None and line.computed is None:
        judged = _judged(line, final)
        return Worked(judged.points, judged.formula, found.gap, judged.points == final, is_judged=True)
    return Worked(found.points, found.formula, found.gap, agrees)


def _score(line: Pinned) -> Score:
    try:
        return scoring.score(line.rule_type, line.max_points, line.params, inputs_of(line))
    except DomainError as error:
        return Score(None, gap=str(error))


def _judged(line: Pinned, final: Decimal) -> Score:
    reason = line.appraisal_reason or line.claim_reason
    try:
        return scoring.score_manual(line.max_points, Inputs(value=final, reason=reason))
    except DomainError as error:
        return Score(None, gap=str(error))


def final_points(line: Pinned) -> Decimal | None:
    """What counts of the stages (rules/totals); None for a line that was not assigned."""
    if line.not_assigned:
        return None
    return totals.final_points(line)


def story(
    line: Pinned,
    by: Mapping[Stage, By],
    checks: Sequence[Check] = (),
    settled: Settled | None = None,
) -> list[Step]:
    """The stations that a line came through, in their order; the last one is what counts.

    `by` says who stood at a station, and when. A line that was not assigned has no stations.
    """
    if line.not_assigned:
        return []
    steps = []
    if line.computed is not None:
        steps.append(Step(Stage.COMPUTED, line.computed, by.get(Stage.COMPUTED, NOBODY)))
    if line.claimed is not None:
        steps.append(Step(Stage.CLAIMED, line.claimed, by.get(Stage.CLAIMED, NOBODY), line.claim_reason))
    if checks:
        middle = median([one.points for one in checks if one.points is not None])
        when = max((one.by.when for one in checks if one.by.when), default=None)
        who = ", ".join(dict.fromkeys(one.by.who for one in checks if one.by.who))
        steps.append(Step(Stage.CROSS, middle, By(who, when)))
    if settled is not None:
        steps.append(Step(Stage.EXPLANATION, settled.points, settled.by, settled.reason, settled.outcome))
    if line.appraised is not None:
        given = by.get(Stage.APPRAISED, NOBODY)
        steps.append(Step(Stage.APPRAISED, line.appraised, given, line.appraisal_reason))
    return [*steps, Step(Stage.FINAL, final_points(line), by.get(Stage.FINAL, NOBODY))]


def without_people(text: str, names: Collection[str]) -> str:
    """A text for the public: e-mail addresses, phone numbers and these people's names become “[…]”.

    Names are found in any case, with or without marks; a name of one word is left, it is a word too.
    """
    shown = _PHONE.sub(HIDDEN, _ADDRESS.sub(HIDDEN, nfc(text)))
    for name in sorted({nfc(name) for name in names if " " in nfc(name)}, key=len, reverse=True):
        shown = _without(shown, fold(name))
    return shown


def _without(text: str, folded: str) -> str:
    """The text without the places whose letters fold to `folded`. Letters are folded one by one: places stay."""
    plain = "".join((fold(letter) or letter)[0] for letter in text)
    pieces, start, at = [], 0, plain.find(folded)
    while at >= 0:
        end = at + len(folded)
        if not (_WORD.fullmatch(plain[at - 1 : at]) or _WORD.fullmatch(plain[end : end + 1])):
            pieces += [text[start:at], HIDDEN]
            start = end
        at = plain.find(folded, end)
    return "".join([*pieces, text[start:]])
