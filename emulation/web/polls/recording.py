"""Pages that take down the tellers' minutes: a new round, and mending one."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import cycles
from emulation.queries import poll_records as records
from emulation.queries import polls as queries
from emulation.queries.conferences import conference_choices
from emulation.queries.places import MemberPlace, YearPlace, get_member_of_year, members_of_year
from emulation.rules import access
from emulation.rules.poll_records import OPEN_TO
from emulation.rules.polls import KINDS
from emulation.services import poll_checks, polls
from emulation.vocabulary.actions import Action
from emulation.vocabulary.award_kinds import PollBody
from emulation.vocabulary.dates import format_date
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.numbers import find_whole
from emulation.web.polls.forms import PollForm
from emulation.web.polls.room import room
from emulation.web.shell import here, uploads
from emulation.web.shell.gate import gate
from emulation.web.shell.writing import writing

#: The fields that a round has by the same name in the form and in the record.
SAME = (
    *("held_on", "round", "members", "present", "written", "issued", "returned"),
    *("minutes_number", "minutes_on", "tellers"),
)


@dataclass(frozen=True)
class Booth:
    """Whose votes are taken down, and the proposals they may be about; `page`: the round that is mended."""

    year: YearPlace
    body: PollBody
    council: MemberPlace | None
    nominees: dict[int, records.Candidate]
    page: queries.PollPage | None = None

    @property
    def council_id(self) -> int | None:
        """The member whose council votes; None for the cluster."""
        return self.council.id if self.council else None


def _booth_of_address(year: int) -> Booth:
    """The booth that `?body=` and `?member=` name, for those who may write there."""
    known, name = here.year(year), request.args.get("body", "")
    if name not in set(PollBody):
        raise NotFound()
    body, council = PollBody(name), None
    if body is PollBody.CITY_COUNCIL:
        code = request.args.get("member", "")
        council = get_member_of_year(here.session(), here.place().id, year, code)
    return _booth(known, body, council)


def _booth_of_poll(year: int, poll_id: int) -> Booth:
    known = here.year(year)
    page = queries.get_poll_page(here.session(), known.id, poll_id)
    if not access.may(here.actor(), Action.POLL_READ, here.subject(known, page.council_id)):
        raise NotFound()
    council = None
    if page.council_code:
        council = get_member_of_year(here.session(), here.place().id, year, page.council_code)
    return _booth(known, page.body, council, page)


def _booth(
    known: YearPlace, body: PollBody, council: MemberPlace | None, page: queries.PollPage | None = None
) -> Booth:
    member_id = council.id if council else None
    access.require(here.actor(), Action.POLL_RECORD, here.subject(known, member_id))
    counted = set(records.counts_of(here.session(), page.id)) if page else set()
    rows = records.candidates(here.session(), known.id, OPEN_TO[body], member_id, counted)
    return Booth(known, body, council, {row.id: row for row in rows}, page)


@room.get("/clusters/<code>/<int:year>/polls/new")
@gate(Action.POLL_RECORD)
def new(code: str, year: int) -> ResponseReturnValue:
    """An empty round; `?after=` is the round before it on the same day."""
    booth = _booth_of_address(year)
    return _page(booth, _empty(booth), 200)


@room.post("/clusters/<code>/<int:year>/polls/new")
@gate(Action.POLL_RECORD)
def record(code: str, year: int) -> ResponseReturnValue:
    """Write down a round."""
    booth, form = _booth_of_address(year), _with_choices(PollForm())
    if form.validate_on_submit():
        with writing(form, to=url_for("polls.index", code=code, year=year)) as outcome:
            made = _record(booth, form)
            outcome.location = url_for("polls.show", code=code, year=year, poll_id=made)
        if outcome:
            flash(gettext("Đã ghi kết quả kiểm phiếu."), "success")
            return redirect(outcome.location)
    return _page(booth, form, 422)


@room.get("/clusters/<code>/<int:year>/polls/<int:poll_id>/edit")
@gate(Action.POLL_RECORD)
def edit(code: str, year: int, poll_id: int) -> ResponseReturnValue:
    """The round as a form."""
    booth = _booth_of_poll(year, poll_id)
    return _page(booth, _form_of(booth), 200)


@room.post("/clusters/<code>/<int:year>/polls/<int:poll_id>/edit")
@gate(Action.POLL_RECORD)
def save(code: str, year: int, poll_id: int) -> ResponseReturnValue:
    """Mend the round."""
    booth, form = _booth_of_poll(year, poll_id), _with_choices(PollForm())
    if form.validate_on_submit():
        to = url_for("polls.show", code=code, year=year, poll_id=poll_id)
        newest = lambda: _form_of(_booth_of_poll(year, poll_id))  # noqa: E731
        with writing(form, to=to, newest=newest, about=("poll", poll_id)) as outcome:
            _edit(booth, form)
        if outcome:
            flash(gettext("Đã ghi kết quả kiểm phiếu."), "success")
            return redirect(outcome.location)
    return _page(booth, form, 422)


def _record(booth: Booth, form: PollForm) -> int:
    made = polls.record(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        cycle=cycles.get_cycle(here.session(), booth.year.id),
        body=booth.body,
        member_id=booth.council_id,
        facts=_facts(booth, form),
        counts=_counts(form),
    )
    return made.id


def _edit(booth: Booth, form: PollForm) -> None:
    assert booth.page is not None
    polls.edit(
        here.session(),
        actor=here.actor(),
        now=here.now(),
        poll=records.get_poll(here.session(), booth.year.id, booth.page.id),
        version=form.opened_version,
        facts=_facts(booth, form),
        counts=_counts(form),
        reason=form.reason.data or "",
    )


def _facts(booth: Booth, form: PollForm) -> poll_checks.PollFacts:
    chosen = form.conference.data
    kept = uploads.keep(form.file, cluster_id=here.place().id, member_id=booth.council_id, is_public=False)
    return poll_checks.PollFacts(
        **form.values(*SAME),
        conference_id=int(chosen) if chosen else None,
        file_id=kept or (booth.page.file_id if booth.page else None),
    )


def _counts(form: PollForm) -> poll_checks.Counts:
    """Row number → what stands in it. A row that names no proposal counts for none."""
    return {
        number: poll_checks.CountDraft(
            find_whole(row.form.proposal.data or "") or 0, **{kind: row.form[kind].data for kind in KINDS}
        )
        for number, row in enumerate(form.rows)
    }


def _empty(booth: Booth) -> PollForm:
    """A new round: the cluster's members are known, and so is the day when another round went before."""
    data: dict[str, object] = {"round": 1, "rows": [{"proposal": str(key)} for key in booth.nominees]}
    if booth.body is PollBody.CLUSTER:
        data["members"] = len(members_of_year(here.session(), here.place().id, booth.year.year))
    before = find_whole(request.args.get("after", ""))
    if before is not None:
        page = queries.get_poll_page(here.session(), booth.year.id, before)
        if (page.body, page.council_id) != (booth.body, booth.council_id):
            raise NotFound()
        data |= {"held_on": page.held_on, "round": page.round + 1, "members": page.members}
        data |= {"conference": str(page.conference_id or "")}
    return _with_choices(PollForm(formdata=None, data=data))


def _form_of(booth: Booth) -> PollForm:
    page = booth.page
    assert page is not None
    counts = records.counts_of(here.session(), page.id)
    rows = [
        {"proposal": str(key)} | {kind: getattr(counts.get(key), kind, None) for kind in KINDS}
        for key in booth.nominees
    ]
    data = {name: getattr(page, name) for name in SAME}
    data |= {"conference": str(page.conference_id or ""), "rows": rows, "version": page.version}
    return _with_choices(PollForm(formdata=None, data=data))


def _with_choices(form: PollForm) -> PollForm:
    known = here.year(int((request.view_args or {})["year"]))
    return form.with_conferences(
        [
            (key, f"{gettext(kind.label)}, {format_date(day)}")
            for key, kind, day in conference_choices(here.session(), known.id)
        ]
    )


def _page(booth: Booth, form: PollForm, status: int) -> ResponseReturnValue:
    return render_template("polls/record.html", booth=booth, year=booth.year, form=form), status
