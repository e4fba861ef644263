"""The register of decisions: filtered by year and state, as a page and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from emulation.queries import decisions as queries
from emulation.queries import recoveries
from emulation.rules import access
from emulation.rules import proposals as workflow
from emulation.vocabulary.actions import Action
from emulation.vocabulary.kinds import Provenance
from emulation.vocabulary.numbers import find_whole
from emulation.vocabulary.states import ProposalState
from emulation.web.awards.room import room
from emulation.web.shell import here, papers, tables_out
from emulation.web.shell.filters import day, label, name
from emulation.web.shell.gate import gate
from emulation.web.shell.tables_out import Cell, Grid, Sheet

STATES = (ProposalState.DECIDED, ProposalState.CONFERRED, ProposalState.REVOKED)


@dataclass(frozen=True)
class Register:
    """What the page shows: decisions with the recipients that meet the filters, and how many there are at all."""

    rows: Sequence[queries.DecisionRow]
    recipients: dict[int, list[queries.AwardRow]]
    total: int
    years: Sequence[int]
    year: int | None
    state: ProposalState | None

    @property
    def is_filtered(self) -> bool:
        """Whether the address asks for less than everything."""
        return self.year is not None or self.state is not None


def _register() -> Register:
    """The register by `?year=` and `?state=`; what names no year or state asks for nothing."""
    session, cluster_id = here.session(), here.place().id
    asked = request.args.get("state", "")
    state = next((one for one in STATES if one.value == asked), None)
    year = find_whole(request.args.get("year", ""))
    awards = queries.awards_of_cluster(session, cluster_id)
    recipients: dict[int, list[queries.AwardRow]] = {}
    for award in awards:
        if year in (None, award.year) and state in (None, award.state):
            recipients.setdefault(award.decision_id, []).append(award)
    rows = queries.decisions_of_cluster(session, cluster_id)
    kept = [row for row in rows if (year is None and state is None) or row.id in recipients]
    years = sorted({award.year for award in awards}, reverse=True)
    return Register(kept, recipients, len(rows), years, year, state)


@room.get("/clusters/<code>/decisions", endpoint="decisions")
@gate(Action.PAGE_READ)
def register(code: str) -> ResponseReturnValue:
    """Every decision with its recipients; revoked ones stay, with their reason."""
    may_see = access.may(here.actor(), Action.PROPOSAL_READ, here.subject())
    items = recoveries.recoveries_of(here.session(), here.place().id, only_open=True) if may_see else []
    found = _register()
    signed = {row.id: row.signed_on for row in found.rows}
    return render_template(
        "awards/decisions.html",
        register=found,
        waits={
            award.id: workflow.lead_days(award.sent_on, signed[key])
            for key, awards in found.recipients.items()
            for award in awards
        },
        states=STATES,
        recoveries=items,
        can_record=access.may(here.actor(), Action.DECISION_RECORD, here.subject()),
    )


@room.get("/clusters/<code>/decisions/register.<any(csv, xlsx, json):kind>")
@gate(Action.PAGE_READ)
def decisions_file(code: str, kind: str) -> ResponseReturnValue:
    """The same rows as a file, one line for each recipient."""
    return tables_out.answer(_sheet(_register(), code), kind)


def _sheet(found: Register, code: str) -> Sheet:
    title = gettext("Sổ quyết định khen thưởng")
    columns = [
        ("number", gettext("Số quyết định")),
        ("signed_on", gettext("Ngày ký")),
        ("issuer", gettext("Cơ quan ban hành")),
        ("signer", gettext("Người ký")),
        ("nominee", gettext("Đơn vị, cá nhân")),
        ("nominee_kind", gettext("Đối tượng")),
        ("member", gettext("Thành viên")),
        ("form", gettext("Hình thức")),
        ("year", gettext("Năm thi đua")),
        ("state", gettext("Trạng thái")),
        ("wait", gettext("Từ khi trình (ngày)")),
        ("conferred_on", gettext("Ngày trao tặng")),
        ("certificate", gettext("Số sổ vàng, số bằng")),
        ("revoked_on", gettext("Ngày hủy bỏ")),
        ("ground", gettext("Căn cứ hủy bỏ")),
        ("reason", gettext("Lý do")),
        ("provenance", gettext("Xuất xứ")),
    ]
    rows = [_line(row, award) for row in found.rows for award in found.recipients.get(row.id, [])]
    shown = {row.provenance for row in found.rows}
    some, all_ = Provenance.ILLUSTRATIVE in shown, shown == {Provenance.ILLUSTRATIVE}
    notes = [gettext("Quyết định đã hủy bỏ vẫn ở trong sổ, kèm lý do.")]
    if found.year is not None:
        notes.append(gettext("Năm thi đua %(year)s", year=found.year))
    if found.state is not None:
        notes.append(gettext("Trạng thái: %(state)s", state=label(found.state)))
    mark = papers.illustrative(some, all_)
    return Sheet(
        f"{code}-decisions",
        title,
        [*notes, mark] if mark else notes,
        [Grid("decisions", title, columns, rows)],
    )


def _line(row: queries.DecisionRow, award: queries.AwardRow) -> list[Cell]:
    return [
        row.number,
        day(row.signed_on),
        row.issuer,
        row.signer,
        award.nominee,
        label(award.nominee_kind),
        name(award),
        name(award.form),
        award.year,
        label(award.state),
        workflow.lead_days(award.sent_on, row.signed_on),
        day(award.conferred_on) if award.conferred_on else None,
        award.certificate_number,
        day(award.revoked_on) if award.revoked_on else None,
        label(award.revocation_ground) if award.revocation_ground else None,
        award.revocation_reason,
        label(row.provenance),
    ]
