"""The shape of a scorecard as it is typed: its head, and a criterion with just the fields its rule needs."""

from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField
from wtforms import Form as Rows

from emulation.services.scorecards import CriterionDraft, Head
from emulation.vocabulary.kinds import PlanSource, Provenance, RuleType, TieRule
from emulation.web.shell.fields import Form, Line, Number, Pick, Vietnamese, WholeNumber
from emulation.web.shell.rows import RowList

MOST_ROWS = 40
FIRST_ROWS = 3


def text_of(value: Decimal | None) -> str | None:
    """A parameter as it is stored: plain decimal text."""
    return None if value is None else format(value.normalize(), "f")


class HeadForm(Form):
    """Title, total and what separates equal totals."""

    title = Line(_("Tiêu đề"), longest=200)
    total_points = Number(_("Tổng điểm"), places=2)
    ties = RowList(
        Pick(_("Tiêu chí phụ"), of=list(TieRule), required=False),
        _("Tiêu chí phụ"),
        min_entries=len(TieRule),
        max_entries=len(TieRule),
    )
    keeps_ineligible_place = BooleanField(
        _("Thành viên không đủ điều kiện xét vẫn giữ thứ hạng"), default=True
    )
    is_illustrative = BooleanField(_("Đây là bảng minh họa, không phải bảng chính thức"))
    source = Line(_("Văn bản ban hành hoặc nguồn"), required=False, longest=300)

    def head(self) -> Head:
        """What the service wants; empty places in the order of tie rules are left out."""
        illustrative, total = self.is_illustrative.data, self.total_points.data
        assert total is not None
        return Head(
            self.title.data,
            total,
            [str(entry.data.value) for entry in self.ties if entry.data],
            self.keeps_ineligible_place.data,
            Provenance.ILLUSTRATIVE if illustrative else Provenance.RECORDED,
            self.source.data,
        )


class CriterionForm(Form):
    """What every criterion has; a group has nothing else."""

    code = Line(_("Mã"), longest=20)
    parent = Pick(_("Thuộc nhóm"), required=False)
    name_vi = Line(_("Tên tiêu chí"), longest=200)
    name_en = Line(_("Tên tiếng Anh"), required=False, longest=200)
    max_points = Number(_("Điểm tối đa"), places=2)
    evidence_hint = Line(_("Minh chứng cần có"), required=False, longest=300)

    def params(self) -> dict[str, Any]:
        """The parameters of the rule as handbook 6.1 stores them."""
        return {}

    @staticmethod
    def filled(params: dict[str, Any]) -> dict[str, Any]:
        """Stored parameters as the data of the fields."""
        names = ("x", "step", "pts", "base", "k", "m", "cap")
        return {name: Decimal(params[name]) for name in names if name in params}

    def draft(self, rule: RuleType | None) -> CriterionDraft:
        """What the service wants."""
        points = self.max_points.data
        assert points is not None
        has_indicator, has_plan = "indicator" in self, "plan_source" in self
        return CriterionDraft(
            code=self.code.data,
            name_vi=self.name_vi.data,
            max_points=points,
            parent_id=int(self.parent.data) if self.parent.data else None,
            name_en=self.name_en.data,
            rule_type=rule,
            params=self.params(),
            indicator_id=int(self["indicator"].data) if has_indicator and self["indicator"].data else None,
            plan_source=self["plan_source"].data if has_plan else None,
            evidence_hint=self.evidence_hint.data,
        )


class IndicatorForm(CriterionForm):
    """A criterion that reads an indicator."""

    indicator = Pick(_("Chỉ tiêu"))


class RatioForm(IndicatorForm):
    """A criterion that compares result and plan."""

    plan_source = Pick(_("Nguồn kế hoạch"), of=list(PlanSource), default=PlanSource.CITY_COUNCIL)

    def params(self) -> dict[str, Any]:
        """Every number field of the rule, as text."""
        names = ("x", "step", "pts", "base", "k", "m")
        return {name: text_of(self[name].data) for name in names if name in self}


class CapForm(RatioForm):
    """RATIO_CAP_X."""

    x = Number(_("Bội số chặn trên"))


class PercentForm(RatioForm):
    """PER_PCT."""

    step = Number(_("Mỗi bước (% kế hoạch)"))
    pts = Number(_("Điểm mỗi bước"))
    whole_steps = BooleanField(_("Chỉ tính bước đủ"))

    def params(self) -> dict[str, Any]:
        """Step, points, whether only whole steps count."""
        return super().params() | {"whole_steps": self.whole_steps.data}

    @staticmethod
    def filled(params: dict[str, Any]) -> dict[str, Any]:
        """With the tick."""
        return CriterionForm.filled(params) | {"whole_steps": params.get("whole_steps", False)}


class OverForm(RatioForm):
    """OVER_BONUS."""

    base = Number(_("Điểm khi đạt 100%"))
    k = Number(_("Điểm cộng cho mỗi 1% vượt"))
    m = Number(_("Điểm cộng tối đa"))


class UnderForm(RatioForm):
    """UNDER_PENALTY."""

    k = Number(_("Điểm trừ cho mỗi 1% hụt"))


class BandRow(Vietnamese, Rows):
    """A band; an empty end is open."""

    start = Number(_("Từ"), required=False)
    end = Number(_("Đến"), required=False)
    pts = Number(_("Điểm"), places=2)


class BandForm(IndicatorForm):
    """BAND."""

    whole = BooleanField(_("Bậc của số nguyên (ví dụ số ngày: 1–3, 4–7), gồm cả hai đầu"))
    rows = RowList(FormField(BandRow), max_entries=MOST_ROWS)

    def params(self) -> dict[str, Any]:
        """The bands in order."""
        bands = [
            {
                "from": text_of(row.form.start.data),
                "to": text_of(row.form.end.data),
                "pts": text_of(row.form.pts.data),
            }
            for row in self.rows
        ]
        return {"whole": self.whole.data, "bands": bands}

    @staticmethod
    def filled(params: dict[str, Any]) -> dict[str, Any]:
        """Bands as rows."""
        rows = [
            {
                "start": None if band["from"] is None else Decimal(band["from"]),
                "end": None if band["to"] is None else Decimal(band["to"]),
                "pts": Decimal(band["pts"]),
            }
            for band in params.get("bands", [])
        ]
        return {"whole": params.get("whole", False), "rows": rows or [{} for _row in range(FIRST_ROWS)]}


class StepRow(Vietnamese, Rows):
    """Ranks from … to …; an empty end is open."""

    start = WholeNumber(_("Từ hạng"), low=1, high=999)
    end = WholeNumber(_("Đến hạng"), low=1, high=999, required=False)
    pts = Number(_("Điểm"), places=2)


class RankForm(IndicatorForm):
    """RANK."""

    scope = Pick(_("Thứ hạng"))
    rows = RowList(FormField(StepRow), max_entries=MOST_ROWS)

    def params(self) -> dict[str, Any]:
        """The steps in order."""
        steps = [
            {"from": row.form.start.data, "to": row.form.end.data, "pts": text_of(row.form.pts.data)}
            for row in self.rows
        ]
        return {"scope": self.scope.data, "steps": steps}

    @staticmethod
    def filled(params: dict[str, Any]) -> dict[str, Any]:
        """Steps as rows."""
        rows = [
            {"start": step["from"], "end": step["to"], "pts": Decimal(step["pts"])}
            for step in params.get("steps", [])
        ]
        return {"scope": params.get("scope", ""), "rows": rows or [{} for _row in range(FIRST_ROWS)]}


class NameRow(Vietnamese, Rows):
    """One thing that must be done."""

    name = Line(_("Mục phải có"), longest=200)


class BooleanForm(CriterionForm):
    """BOOLEAN."""

    rows = RowList(FormField(NameRow), max_entries=MOST_ROWS)

    def params(self) -> dict[str, Any]:
        """The items in order."""
        return {"items": [row.form["name"].data or "" for row in self.rows]}

    @staticmethod
    def filled(params: dict[str, Any]) -> dict[str, Any]:
        """Items as rows."""
        return {"rows": [{"name": name} for name in params.get("items", [])] or [{}]}


class ItemRow(Vietnamese, Rows):
    """Something that is counted, and its points each."""

    name = Line(_("Tên mục"), longest=200)
    pts = Number(_("Điểm mỗi lần"), places=2)


class ItemsForm(CriterionForm):
    """BONUS and PENALTY."""

    cap = Number(_("Mức tối đa"), places=2)
    rows = RowList(FormField(ItemRow), max_entries=MOST_ROWS)

    def params(self) -> dict[str, Any]:
        """The cap and the items in order."""
        items = [
            {"name": row.form["name"].data or "", "pts": text_of(row.form.pts.data)} for row in self.rows
        ]
        return {"cap": text_of(self.cap.data), "items": items}

    @staticmethod
    def filled(params: dict[str, Any]) -> dict[str, Any]:
        """Items as rows."""
        rows = [{"name": item["name"], "pts": Decimal(item["pts"])} for item in params.get("items", [])]
        return CriterionForm.filled(params) | {"rows": rows or [{}]}


#: Which form a rule needs; None is a group.
FORMS: dict[RuleType | None, type[CriterionForm]] = {
    None: CriterionForm,
    RuleType.RATIO_CAP: RatioForm,
    RuleType.RATIO_UNCAPPED: RatioForm,
    RuleType.RATIO_CAP_X: CapForm,
    RuleType.PER_PCT: PercentForm,
    RuleType.OVER_BONUS: OverForm,
    RuleType.UNDER_PENALTY: UnderForm,
    RuleType.INVERSE: RatioForm,
    RuleType.BAND: BandForm,
    RuleType.BOOLEAN: BooleanForm,
    RuleType.RANK: RankForm,
    RuleType.MANUAL: CriterionForm,
    RuleType.BONUS: ItemsForm,
    RuleType.PENALTY: ItemsForm,
}
BLANK_ROWS: dict[type[CriterionForm], type[Rows]] = {
    BandForm: BandRow,
    RankForm: StepRow,
    BooleanForm: NameRow,
    ItemsForm: ItemRow,
}
