"""The check of a proposal as a page of its own and on paper, and a person's word where a rule asks for one."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.gateways.pdf import Facts, Table, Words
from emulation.queries.proposals import get_proposal
from emulation.rules import access
from emulation.services import verdicts
from emulation.vocabulary.actions import Action
from emulation.vocabulary.award_kinds import Verdict
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.kinds import Provenance
from emulation.web.awards.check import Line, Shown, shown_of
from emulation.web.awards.forms import RulingForm
from emulation.web.awards.proposals import Desk, desk_of, writers_subject
from emulation.web.awards.room import room
from emulation.web.shell import here, papers
from emulation.web.shell.filters import label
from emulation.web.shell.gate import gate
from emulation.web.shell.limits import limited
from emulation.web.shell.writing import writing


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/check")
@gate(Action.PROPOSAL_READ)
def check(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """Every rule of the proposal with its verdict and basis, ready to print."""
    desk, shown = _checked(year, proposal_id)
    return render_template("awards/check.html", desk=desk, page=desk.page, shown=shown)


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/check.pdf")
@gate(Action.PROPOSAL_READ)
@limited("exports")
def check_paper(code: str, year: int, proposal_id: int) -> ResponseReturnValue:
    """The same on paper, badges and all."""
    desk, shown = _checked(year, proposal_id)
    page, invented = desk.page, desk.page.provenance is Provenance.ILLUSTRATIVE
    return papers.paper(
        f"{code}-{year}-proposal-{proposal_id}-check",
        gettext("Kiểm tra theo quy tắc: %(nominee)s", nominee=page.nominee),
        url_for("awards.check", code=code, year=year, proposal_id=proposal_id),
        [],
        [_about(desk), Words([shown.head, f"{shown.counts} {shown.unconfirmed}".strip()]), _table(shown)],
        papers.illustrative(invented, invented),
    )


def _about(desk: Desk) -> Facts:
    page = desk.page
    return Facts(
        [
            (gettext("Được đề nghị"), page.nominee),
            (gettext("Hình thức"), page.form_vi),
            (gettext("Năm thi đua"), str(desk.year.year)),
            (gettext("Trạng thái"), label(page.state)),
        ]
    )


def _table(shown: Shown) -> Table:
    head = [gettext("Quy tắc"), gettext("Kết quả"), gettext("Vì sao"), gettext("Căn cứ")]
    return Table(head, [_row(line) for line in shown.lines])


def _row(line: Line) -> list[str]:
    one = line.judged
    why = "\n".join(filter(None, (line.sentence, line.ruling)))
    verdict = label(one.verdict)
    if one.is_ruled:
        verdict += f"\n{gettext('Theo quy tắc: %(verdict)s', verdict=label(one.found))}"
    badge = f"\n[{gettext('Chưa xác nhận')}]" if one.is_unconfirmed else ""
    return [line.title, verdict, why, line.basis + badge]


@room.get("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/check/<head>")
@gate(Action.PROPOSAL_RULE)
def ruling(code: str, year: int, proposal_id: int, head: str) -> ResponseReturnValue:
    """A rule that needs a person, as a form."""
    desk, line = _asked(year, proposal_id, head)
    return _page(desk, line, _form_of(line), 200)


@room.post("/clusters/<code>/<int:year>/proposals/<int:proposal_id>/check/<head>")
@gate(Action.PROPOSAL_RULE)
def rule(code: str, year: int, proposal_id: int, head: str) -> ResponseReturnValue:
    """Decide about it."""
    desk, line = _asked(year, proposal_id, head)
    form = RulingForm()
    if form.validate_on_submit():
        to = url_for("awards.proposal", code=code, year=year, proposal_id=proposal_id, _anchor="check")
        newest = lambda: _form_of(_asked(year, proposal_id, head)[1])  # noqa: E731
        with writing(form, to=to, newest=newest, about=("proposal", proposal_id)) as outcome:
            _rule(desk, head, form)
        if outcome:
            flash(gettext("Đã ghi quyết định về quy tắc."), "success")
            return redirect(outcome.location)
    return _page(desk, line, form, 422)


def _rule(desk: Desk, head: str, form: RulingForm) -> None:
    session = here.session()
    verdicts.rule_on(
        session,
        actor=here.actor(),
        now=here.now(),
        proposal=get_proposal(session, desk.page.id),
        head=head,
        version=form.opened_version,
        answer=verdicts.Answer(form.verdict.data or Verdict.NEEDS_PERSON, form.reason.data),
    )


def _checked(year: int, proposal_id: int) -> tuple[Desk, Shown]:
    desk = desk_of(year, proposal_id)
    shown = shown_of(desk.page, writers_subject(desk))
    if shown is None:
        raise NotFound()
    return desk, shown


def _asked(year: int, proposal_id: int, head: str) -> tuple[Desk, Line]:
    """The line of a rule that asks for a person, for those who may answer."""
    desk, shown = _checked(year, proposal_id)
    access.require(here.actor(), Action.PROPOSAL_RULE, writers_subject(desk))
    line = shown.find(head)
    if line is None or not line.judged.asks or not shown.may_rule:
        raise NotFound()
    return desk, line


def _form_of(line: Line) -> RulingForm:
    known = line.judged.ruling
    data: dict[str, object] = {"version": 0}
    if known:
        data = {"version": known.version, "verdict": known.verdict, "reason": known.reason}
    return RulingForm(formdata=None, data=data)


def _page(desk: Desk, line: Line, form: RulingForm, status: int) -> ResponseReturnValue:
    return render_template("awards/ruling.html", desk=desk, page=desk.page, line=line, form=form), status
