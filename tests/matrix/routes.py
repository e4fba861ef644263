"""Every route of the application, one line each (a line per step where a route makes several).

    door("room.view", "object:action")

names the endpoint and the action that its gate asks for, as written in the decisions, not as found in the code.
A route without a line here, and a line without a route, turn the matrix red. The address is made from the values
of the ground by the names of the route's arguments; who may do it, where, is read from the action's row in
oracle.WHO. A line says more only where a route needs more:

* further actions after the first: what the record asks for, in this order, once the gate has let somebody in;
* `hides`: of those actions, whose refusal looks as if the record were not there (404 instead of 403);
* `wide`: a list that everybody with the role may open within their clusters: what it shows is narrowed
  (markers watch that), and a record it cannot find is hidden;
* `args`, `query`: values of the address beside those of the ground; `no_missing`: every value is right;
* `phase`, `given`: the phase of the year and columns of whole tables, set before ({"pledge": {"state": "draft"}});
* `page`: the endpoint whose page holds the form (else the page with the same address); `by`: the kind of person
  who fills it in (else the first who may); `values`: what they type over what the page offers;
* `status`: what a GET that is seen answers, instead of 200;
* `accepted=False`: why this ground cannot make the form succeed is written behind it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from emulation.vocabulary.states import Phase
from tests.factories.world import PASSWORD


@dataclass(frozen=True)
class Door:
    """A route as somebody may come to it; see the module."""

    endpoint: str
    gate: str
    actions: tuple[str, ...]
    hides: tuple[str, ...] = ()
    wide: bool = False
    args: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    no_missing: bool = False
    phase: Phase = Phase.PLEDGING
    given: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    page: str = ""
    by: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    status: tuple[int, ...] = (200,)
    accepted: bool = True

    @property
    def name(self) -> str:
        """The endpoint with its step."""
        return " ".join((self.endpoint, *map(str, self.args.values())))


def door(endpoint: str, gate: str, *needs: str, **more: Any) -> Door:
    """A line of the declaration."""
    return Door(endpoint, gate, needs or (gate,), **more)


READ = "page:read"
OPEN = "open"
PERIOD = {"phase": Phase.SECOND_HALF}
CHECKING = {"phase": Phase.CROSS_CHECKING}
SCORING = {"phase": Phase.TOTALS}
EXPLAINING: dict[str, Any] = {"phase": Phase.EXPLAINING}
AWARDS = {"phase": Phase.AWARDING}
LEAF = {"criterion_id": "{leaf_id}"}
DRAFT = "report:draft"
OFFICE = ("delegation:read", "delegation:office")
COUNCIL = "?body=city_council&member={member}"
VOTE = {"held_on": "10/10/2025", "members": "9", "rows-0-votes_for": "8"}
LETTER = {"kind": "submission"}
BROUGHT = ("proposal:read", "dossier:own")
GROWTH = {"indicator": "GRDP_GROWTH"}
BEHIND = {"object_type": "pledge_target", "object_id": "{target_id}"}
EARLIER = GROWTH | {"year": 2024}
INTERIM = {"kind": "interim"}
CAMPAIGN = {"name": "Phong trào mới", "starts_on": "01/10/2025", "ends_on": "31/12/2025"}
PUBLIC_RANKING: dict[str, Any] = {
    "given": {"year_ranking": {"state": "published", "scorecard_title": "Bảng điểm"}}
}
COMMENT = {"full_name": "Trần Bình", "content": "Đề nghị làm rõ.", "count": "1", "consent": "y"}
UNOPENED: dict[str, Any] = {"given": {"disclosure": {"state": "draft"}, "proposal": {"state": "voted"}}}
UNLAUNCHED: dict[str, Any] = {"given": {"campaign": {"state": "draft", "launched_on": None}}}

RULE = {"title": "Thời gian lấy ý kiến", "value": "15", "reason": "Quy chế mới", "source": "Quy chế số 12"}
#: Pasted cells as a browser sends them once their preview was seen.
CELLS = "Chỉ tiêu\tMức cam kết\nGRDP_GROWTH\t8,1"
PASTED = {"text": CELLS, "step": "write", "seen": sha256(f"comma\n{CELLS}".encode()).hexdigest()}


def _state(table: str, state: str, **more: Any) -> dict[str, Any]:
    return {"given": {table: {"state": state} | more}}


ROUTES = (
    door("static", OPEN, args={"filename": "css/theme.css"}),
    door("bootstrap.static", OPEN, args={"filename": "css/bootstrap.min.css"}),
    door("status.fonts", OPEN, args={"name": "BeVietnamPro-Bold.ttf"}),
    door("status.healthz", OPEN),
    door("status.readyz", OPEN),
    # people
    door("accounts.sign_in", READ, status=(200, 302)),
    door("accounts.enter", READ, by="public", values={"email": "leader.dn@example.org", "password": PASSWORD}),
    door("accounts.leave", READ, page="accounts.account", by="officer"),
    door("accounts.password", "account:edit"),
    door("accounts.code", READ, status=(302,)),
    door("accounts.enter_code", READ, accepted=False),  # only between the password and the code
    door("accounts.set_up", READ, status=(200, 302)),
    door("accounts.finish_set_up", READ, accepted=False),  # the same
    door("accounts.own_code", "account:secure"),
    door("accounts.replace_code", "account:secure", accepted=False),  # asks for a code of the moment
    door("accounts.recovery_codes", "account:secure", status=(200, 201), accepted=False),  # answers with a page
    door("accounts.end_device", "account:secure", args={"sign_in_id": 1}, status=(302, 404), accepted=False),
    door("accounts.end_other_devices", "account:secure", page="accounts.account", accepted=False),  # has no others
    door("accounts.prove", "account:edit", status=(200, 302)),
    door("accounts.prove_again", "account:edit", accepted=False),  # asks for a code of the moment
    door("accounts.open_invitation", READ, args={"token": "x"}, status=(200, 302, 404, 410), no_missing=True),
    door("accounts.invitation", READ, status=(200, 302)),
    door("accounts.accept", READ, accepted=False, status=(410,)),  # needs a link from a letter
    door("accounts.reset", READ),
    door("accounts.ask", READ, values={"email": "leader.dn@example.org"}, by="public"),
    door("accounts.reset_sent", READ),
    door("accounts.open_reset", READ, args={"token": "x"}, status=(200, 302, 404, 410), no_missing=True),
    door("accounts.new_password", READ, status=(200, 302)),
    door("accounts.complete_reset", READ, accepted=False, status=(410,)),  # needs a link from a letter
    door("accounts.account", "account:edit"),
    door("accounts.change_password", "account:edit",
         values={"current": PASSWORD, "password": "con meo ngoi tren mai nha"}),
    door("users.index", "user:read"),
    door("users.new", "user:manage"),
    door("users.add", "user:manage",
         values={"full_name": "Trần Mới", "email": "moi@example.org", "role": "auditor"}),
    door("users.invite", "user:manage", args={"user_id": "{invited_id}"}, page="users.show"),
    door("users.security", "user:manage"),
    door("users.remove_code", "user:manage", page="users.security", accepted=False),  # has no code
    door("users.sign_out", "user:manage", page="users.security"),
    door("users.show", "user:read"),
    door("users.edit", "user:manage"),
    door("users.rectify", "user:manage", values={"full_name": "Trần Khác"}),
    door("users.ending", "user:manage"),
    door("users.end", "user:manage"),
    door("users.roles", "user:read"),
    door("users.who", "user:read", query="?action=pledge:edit&cluster={code}&member={member}"),
    door("users.rights", "user:read", query="?person={user_id}"),
    door("users.appoint", "user:manage", page="users.show",
         values={"role": "council_member", "member": "{member_id}"}),
    door("users.set_disabled", "user:manage", args={"verb": "disable"}, page="users.show"),
    # home, preferences, files
    door("home.index", READ, status=(200, 302)),
    door("home.cluster", READ),
    door("home.my_work", "work:read"),
    door("home.switch_year", READ, query="?year=2025", status=(302,)),
    door("search.show", READ, query="?q=zq"),
    door("preferences.show", READ),
    door("preferences.save", READ, accepted=False),  # kept in cookies, nothing is written
    door("files.download", READ, "pledge:read", hides=("pledge:read",)),
    # the trail, notices, holidays, personal data
    door("audit.index", "audit:read", wide=True),
    *(door("audit.download", "audit:read", wide=True, args={"kind": kind}) for kind in ("csv", "xlsx")),
    *(door("audit.record", "work:read", args={"object_type": kind, "object_id": f"{{{name}}}"}, wide=True,
           status=(200, 404))
      for kind, name in (("pledge", "pledge_id"), ("result_report", "report_id"), ("score_sheet", "sheet_id"),
                         ("proposal", "proposal_id"), ("campaign_registration", "registration_id"))),
    door("notices.index", "work:read"),
    door("notices.read", "account:edit", page="notices.index", no_missing=True,
         accepted=False),  # officers have notices, the chair has none
    door("notices.read_all", "account:edit", page="notices.index", by="officer"),
    door("notices.mail", "account:edit"),
    door("notices.choose_mail", "account:edit", values={"pace": "weekly"}),
    *(door(f"holidays.{view}", "holiday:edit") for view in ("index", "new", "edit")),
    door("holidays.add", "holiday:edit", values={"day": "30/04/2026", "name_vi": "Thống nhất"}),
    door("holidays.save", "holiday:edit", values={"name_vi": "Ngày Quốc khánh"}),
    # the rulebook: rows and changes are the clusters' own regulation
    door("rulebook.index", READ),
    *(door("rulebook.download", READ, args={"kind": kind}) for kind in ("csv", "xlsx")),
    *(door(f"rulebook.{view}", "rule:read") for view in ("manage", "show", "change")),
    *(door(f"rulebook.{view}", "rule:edit") for view in ("new", "edit")),
    door("rulebook.add", "rule:edit", values=RULE | {"head": "ballot_flag", "owner": "all", "suffix": "n300"}),
    door("rulebook.ask", "rule:edit", values=RULE),
    door("rulebook.settle", "rule:confirm", args={"step": "confirm"}, page="rulebook.change"),
    door("rulebook.settle", "rule:confirm", args={"step": "refuse"}, page="rulebook.change",
         values={"reason": "Chưa thấy văn bản"}),
    door("rulebook.settle", "rule:confirm", "rule:edit", page="rulebook.change",
         args={"step": "withdraw", "change_id": "{own_change_id}"}, no_missing=True),
    door("rulebook.choosing", "rule:edit", args={"head": "disclosure"}),
    door("rulebook.choose", "rule:edit", args={"head": "disclosure"},
         values={"rule_id": "{rule_id}", "reason": "Theo quy chế"}),
    door("privacy.notice", READ),
    door("privacy.data", "account:edit"),
    door("privacy.download", "account:edit"),
    door("privacy.ask", "account:edit", page="privacy.data", values={"kind": "export", "wish": "Bản sao"}),
    door("privacy.consent", "account:edit", args={"purpose": "contact"}, page="privacy.data",
         values={"agreed": "y"}),
    door("privacy.register", "data_request:handle"),
    door("privacy.show", "data_request:handle"),
    door("privacy.handle", "data_request:handle", args={"step": "answer"}, page="privacy.show",
         values={"answer": "Đã rõ"}),
    # clusters and terms
    door("clusters.members", READ),
    door("clusters.member", READ),
    door("clusters.history", READ),
    *(door("clusters.history_file", READ, args={"kind": kind}) for kind in ("csv", "xlsx")),
    door("clusters.new", "cluster:create"),
    door("clusters.create", "cluster:create", values={"code": "khoi1", "name_vi": "Khối thi đua số 1"}),
    door("clusters.edit", "cluster:edit"),
    door("clusters.save", "cluster:edit"),
    door("clusters.members_edit", "member:edit"),
    door("clusters.add", "member:edit",
         values={"valid_from": "01/01/2025", "members-0-code": "HUE", "members-0-name_vi": "Huế",
                 "members-0-protocol_order": "6"}),
    door("clusters.profile_edit", "member:edit"),
    door("clusters.profile_save", "member:edit", values={"address": "1 Đường Lê Lợi"}),
    door("clusters.leaving", "member:edit"),
    door("clusters.leave", "member:edit", values={"left_on": "01/12/2025", "decision": "QĐ 5"}),
    door("clusters.changing", "member:edit"),
    door("clusters.change", "member:edit",
         values={"kind": "boundary", "effective_on": "01/07/2025", "description": "Sắp xếp", "decision": "NQ 1"}),
    door("terms.index", "term:read"),
    door("terms.rotation", READ),
    door("terms.new", "term:record"),
    door("terms.record", "term:record",
         values={"year": "2026", "chair": "{member_id}", "starts_on": "01/03/2026", "decision": "BB 12",
                 "exception_reason": "Cả cụm nhất trí", "note": "Ghi chú"}),
    door("terms.edit", "term:record"),
    door("terms.save", "term:record", values={"decision": "BB 13"}),
    # delegations
    door("delegations.index", "delegation:read"),
    door("delegations.new", "delegation:grant"),
    door("delegations.grant", "delegation:grant", by="leader",
         values={"receiver": "{user_id}", "capacity": "tuq", "starts_on": "01/12/2025",
                 "ends_on": "10/12/2025", "document": "GUQ 16"}),
    door("delegations.revoking", "delegation:grant", *OFFICE, hides=("delegation:read",)),
    door("delegations.revoke", "delegation:grant", *OFFICE, hides=("delegation:read",), by="leader",
         values={"reason": "Đã về"}),
    # the year
    door("cycles.show", READ),
    door("cycles.manage", "cycle:manage"),
    door("cycles.advance", "cycle:manage", page="cycles.manage", values={"reason": "Đã đủ"}),
    door("cycles.step_back", "cycle:manage", page="cycles.manage", values={"reason": "Cần sửa"}),
    door("cycles.deadlines", "cycle:manage"),
    door("cycles.save_deadlines", "cycle:manage", values={"theme": "Đoàn kết"}),
    door("cycles.closing", "cycle:close", **AWARDS),
    door("cycles.close", "cycle:close", values={"confirmation": "ĐÓNG NĂM"}, **AWARDS,
         **_state("year_ranking", "published")),
    door("cycles.setup", "cycle:open", args={"year": 2026}, no_missing=True),
    *(door(f"cycles.{view}", "cycle:open", args={"year": 2026}, page="cycles.setup", no_missing=True,
           status=(200, 201), accepted=False)  # a page to read before the year is opened: nothing is written
      for view in ("check_opening", "change_opening")),
    door("cycles.open_year", "cycle:open", args={"year": 2026}, no_missing=True,
         values={"theme": "Đoàn kết", "grace_days": "5", "uses_cross_checking": "y", "uses_explaining": "y"}),
    # its calendar
    door("calendar.index", READ),
    door("calendar.of_year", READ),
    door("calendar.public", READ),
    door("calendar.own", READ, args={"token": "x"}, status=(404,), no_missing=True),  # opens only to its holder
    door("calendar.feed", "account:edit"),
    door("calendar.make", "account:edit", page="calendar.feed", status=(200, 201),
         accepted=False),  # answers with a page
    door("calendar.end", "account:edit", page="calendar.feed", accepted=False),  # nobody has an address yet
    *(door(f"calendar.{view}", "calendar:edit") for view in ("manage", "manage_year", "recounting", "new", "edit")),
    door("calendar.recount", "calendar:edit", page="calendar.recounting",
         values={"received_on": "31/03/2026", "with_steps": "y"}),
    door("calendar.add", "calendar:edit", values={"title": "Hội thảo", "starts_on": "20/11/2025"}),
    door("calendar.save", "calendar:edit", values={"title": "Hội thảo", "starts_on": "21/11/2025"}),
    door("calendar.remove", "calendar:edit", page="calendar.edit"),
    door("calendar.granting", "extension:grant"),
    door("calendar.grant", "extension:grant",
         values={"member": "{member}", "phase": "self_scoring", "until_on": "01/04/2026", "reason": "Bão số 3"}),
    door("calendar.withdrawing", "extension:grant"),
    door("calendar.withdraw", "extension:grant", values={"reason": "Đã nộp đủ"}),
    # the board
    door("board.show", "cycle:read"),
    *(door("board.download", "cycle:read", args={"kind": kind}) for kind in ("csv", "xlsx")),
    door("board.remind", "work:remind", args={"task": "pledge"}, page="board.show", **_state("pledge", "draft")),
    door("board.remind_member", "work:remind", args={"task": "pledge"}, page="board.show",
         **_state("pledge", "draft")),
    # indicators and figures
    door("indicators.index", READ),
    door("indicators.show", READ),
    door("indicators.new", "indicator:edit"),
    door("indicators.add", "indicator:edit",
         values={"code": "MOI", "name_vi": "Chỉ tiêu mới", "unit_vi": "%"}),
    door("indicators.edit", "indicator:edit"),
    door("indicators.save", "indicator:edit", values={"name_vi": "Tên khác"}),
    door("indicators.new_figure", "figure:edit"),
    door("indicators.add_figure", "figure:edit",
         values={"member": "{member}", "year": "2024", "value": "7,5", "source": "Niên giám"}),
    door("indicators.choice", "figure:edit", args=EARLIER),
    door("indicators.choose", "figure:edit", args=EARLIER, values={"figure": "{figure_id}", "reason": "Bản in"}),
    # rankings
    door("rankings.year", READ),
    *(door("rankings.year_file", READ, args={"kind": kind}) for kind in ("csv", "xlsx", "json")),
    door("rankings.year_paper", READ),
    door("rankings.year_over_year", READ),
    door("rankings.year_over_year_paper", READ),
    door("briefs.summary", READ, **PUBLIC_RANKING),
    door("briefs.summary_paper", READ, **PUBLIC_RANKING),
    *(door("rankings.year_over_year_file", READ, args={"kind": kind}) for kind in ("csv", "xlsx", "json")),
    door("rankings.indicators", READ),
    # analysis: the published one hides everything until the ranking is published
    door("analysis.show", "totals:read"),
    *(door("analysis.show_file", "totals:read", args={"kind": kind}) for kind in ("csv", "xlsx", "json")),
    door("analysis.show_paper", "totals:read"),
    door("analysis.published", READ, status=(404,)),
    door("analysis.published_paper", READ, status=(404,)),
    *(door("analysis.published_file", READ, args={"kind": kind}, status=(404,)) for kind in ("csv", "xlsx", "json")),
    # awards beside ranks: known to its readers alone while the switch is off, and to everybody when it is on
    door("fairness.show", READ, "fairness:read", hides=("fairness:read",)),
    *(door("fairness.show_file", READ, "fairness:read", hides=("fairness:read",), args={"kind": kind})
      for kind in ("csv", "xlsx", "json")),
    door("fairness.show_paper", READ, "fairness:read", hides=("fairness:read",)),
    *(door("fairness.turn", "fairness:publish", args={"choice": choice}, page="fairness.show", by="chairlead",
           values={"reason": "Cụm thống nhất"}, given={"cluster": {"shows_fairness": shows}})
      for choice, shows in (("on", False), ("off", True))),
    door("rankings.indicator", READ, args=GROWTH),
    door("rankings.indicator_paper", READ, args=GROWTH),
    *(door("rankings.indicator_file", READ, args={"kind": kind} | GROWTH) for kind in ("csv", "xlsx", "json")),
    # what stands behind every point
    door("why.public", READ, status=(200, 404)),  # not found until the ranking is published
    door("why.internal", "score:read"),
    door("why.criteria", READ),
    door("why.criteria_paper", READ),
    *(door("why.criteria_file", READ, args={"kind": kind}) for kind in ("csv", "xlsx", "json")),
    # pledges
    door("pledges.index", READ),
    door("pledges.show", READ),
    door("pledges.agreement", READ),
    door("pledges.agreement_edit", "agreement:edit"),
    door("pledges.agreement_save", "agreement:edit", values={"contents-0-text": "Nội dung mới"}),
    door("pledges.agreement_signing", "agreement:sign"),
    door("pledges.agreement_sign", "agreement:sign", **_state("pledge", "accepted"),
         values={"signed_on": "10/10/2025", "place": "Huế", "number": "01/GƯ",
                 "signatories-0-full_name": "Nguyễn A", "signatories-0-office": "Chủ tịch"}),
    door("pledges.edit", "pledge:edit"),
    door("pledges.save", "pledge:edit", values={"summary": "Tóm tắt mới"}),
    door("pledges.paper", "pledge:record"),
    door("pledges.record", "pledge:record", values={"paper_number": "7/GƯ", "paper_on": "10/10/2025"}),
    door("pledges.confirm", "pledge:confirm", page="pledges.show",
         **_state("pledge", "submitted", on_behalf=True)),
    door("pledges.check", "pledge:read"),
    door("pledges.review", "pledge:read"),
    door("pledges.target", READ, "pledge:read", hides=("pledge:read",), args=GROWTH),
    *(door("pledges.move", "pledge:read", "pledge:read", need, hides=("pledge:read",), args={"step": step},
           page=f"pledges.{page}", by=by, values={"reason": "Lý do"}, **_state("pledge", state))
      for step, page, need, by, state in (
          ("request_approval", "check", "pledge:edit", "officer", "draft"),
          ("submit", "check", "pledge:submit", "leader", "awaiting_approval"),
          ("accept", "review", "pledge:review", "chair", "submitted"),
          ("return", "review", "pledge:review", "chair", "submitted"),
          ("withdraw", "show", "pledge:submit", "leader", "submitted"))),
    *(door(f"pledges.{view}", READ) for view in ("promises_of_year", "promises_of_year_file",
                                                 "promises_of_member", "promises_of_member_file")),
    # results
    door("results.index", "result:read"),
    door("results.show", "result:read", **PERIOD),
    door("results.edit", "result:edit", **PERIOD),
    door("results.save", "result:edit", values={"lines-0-value": "7,1"}, **PERIOD),
    *(door("results.move", "result:read", "result:read", *needs, hides=(DRAFT,), args={"step": step},
           page="results.show", by=by, values={"reason": "Lý do"}, **PERIOD, **_state("result_report", state))
      for step, needs, by, state in (("request_approval", (DRAFT, "result:edit"), "officer", "draft"),
                                     ("submit", (DRAFT, "result:submit"), "leader", "awaiting_approval"),
                                     ("accept", ("result:review",), "chair", "submitted"),
                                     ("return", ("result:review",), "chair", "submitted"))),
    # evidence
    door("evidence.index", "evidence:read", wide=True),
    *(door(f"evidence.{view}", "evidence:read") for view in ("store", "show")),
    *(door(f"evidence.{view}", "evidence:edit") for view in ("new", "edit", "replacing")),
    door("evidence.add", "evidence:edit", accepted=False),  # asks for a file
    door("evidence.save", "evidence:edit", values={"title": "Tên khác"}),
    door("evidence.replace", "evidence:edit", accepted=False),  # asks for a file
    door("evidence.withdraw", "evidence:edit", page="evidence.show"),
    door("evidence.use", "evidence:read", args=BEHIND),
    door("evidence.choose", "evidence:edit", args=BEHIND, values={"pieces-0-used": "y"}),
    # tables in and out
    door("imports.paste", "pledge:edit"),
    door("imports.pasted", "pledge:edit", values=PASTED, status=(200, 422)),
    door("imports.choose", "result:edit"),
    door("imports.upload", "result:edit", accepted=False),  # a file comes with it
    door("imports.template", "result:edit", args={"kind": "targets"}, no_missing=True),
    *(door(f"imports.{view}", "result:edit", hides=("result:edit",), status=status, **PERIOD)
      for view, status in (("columns", (200,)), ("preview", (200,)), ("faults", (200,)), ("result", (302,)))),
    door("imports.arrange", "result:edit", hides=("result:edit",), **PERIOD),
    door("imports.confirm", "result:edit", hides=("result:edit",), **PERIOD),
    door("imports.export", "result:read"),
    *(door("imports.matrix_file", "result:read", args={"form": form}) for form in ("csv", "xlsx")),
    *(door("imports.targets_file", "pledge:read", args={"form": form}) for form in ("csv", "xlsx")),
    door("imports.results_file", "result:read", args={"form": "csv"}, **PERIOD),
    # the scorecard
    door("scorecards.show", READ),
    door("scorecards.compared", READ),
    *(door("scorecards.export", "scorecard:read", args={"form": form}) for form in ("csv", "xlsx")),
    *(door(f"scorecards.{view}", "scorecard:edit")
      for view in ("edit", "check", "new", "criterion", "tree", "removing", "importing")),
    door("scorecards.tree_save", "scorecard:edit", values={"rows-0-name_vi": "Tên khác"}),
    door("scorecards.imported", "scorecard:edit", accepted=False),  # a file comes with it
    door("scorecards.not_assigned", "scorecard:read"),
    door("scorecards.exempt", "scorecard:edit", page="scorecards.not_assigned", accepted=False),  # sheets stand
    door("scorecards.assign_again", "scorecard:edit", page="scorecards.not_assigned", accepted=False),  # the same
    door("scorecards.save", "scorecard:edit", values={"title": "Bảng khác"}),
    door("scorecards.add", "scorecard:edit", query="?rule=manual",
         values={"code": "IX", "name_vi": "Tiêu chí mới", "max_points": "5"}),
    door("scorecards.criterion_save", "scorecard:edit", values={"name_vi": "Tên khác"}),
    door("scorecards.up", "scorecard:edit", page="scorecards.show"),
    door("scorecards.down", "scorecard:edit", page="scorecards.show"),
    door("scorecards.remove", "scorecard:edit"),
    door("scorecards.issue", "scorecard:edit"),
    door("scorecards.copy", "scorecard:edit", page="scorecards.show", accepted=False),  # no card of last year
    door("scorecards.template", "scorecard:edit", page="scorecards.show", accepted=False),  # a card stands
    door("scorecards.edition", "scorecard:edit", page="scorecards.show", accepted=False),  # sheets stand
    # scores
    door("scores.index", "score:read", wide=True),
    door("scores.eligibility", "score:read", wide=True),
    door("scores.decide", "eligibility:decide", query="?member={member}", page="scores.eligibility", **SCORING,
         values={"state": "suspended", "reason": "Chờ kết luận", "basis": "QĐ 8", "decided_by": "Cụm trưởng",
                 "decided_on": "01/10/2025"}),
    door("scores.sheet", "score:read"),
    door("scores.prepare", "score:edit", page="scores.sheet", **SCORING, accepted=False),  # a sheet stands
    door("scores.edit", "score:edit", **SCORING, values={"lines-0-claimed": "16", "lines-0-reason": "Có minh chứng"}),
    door("scores.recompute", "score:read", "score:read", "score:edit", page="scores.sheet", by="officer",
         **SCORING),
    *(door("scores.move", "score:read", "score:read", need, args={"step": step}, page="scores.sheet", by=by,
           values={"reason": "Lý do"}, **SCORING, **_state("score_sheet", state))
      for step, need, by, state in (("request_approval", "score:edit", "officer", "draft"),
                                    ("submit", "score:submit", "leader", "awaiting_approval"),
                                    ("return", "score:appraise", "chair", "submitted"))),
    door("scores.review", "score:appraise", **SCORING, **_state("score_sheet", "submitted")),
    door("scores.appraise", "score:appraise", **SCORING, **_state("score_sheet", "submitted"),
         values={"lines-0-points": "14", "lines-0-reason": "Đủ minh chứng"}),
    door("scores.totals", "totals:read"),
    door("scores.totals_file", "totals:read"),
    door("scores.criterion", "totals:read", args=LEAF),
    door("scores.freeze", "ranking:freeze", page="scores.totals", **SCORING, accepted=False),  # one is frozen
    door("scores.unfreeze", "ranking:freeze", page="scores.totals", **SCORING, values={"reason": "Sai số"}),
    door("scores.record_ballot", "ranking:freeze", page="scores.totals", **SCORING, accepted=False),  # no tie
    door("scores.finalising", "totals:read"),
    door("scores.name_approvers", "ranking:freeze", page="scores.finalising", **SCORING),
    door("scores.finalise", "ranking:finalise", page="scores.finalising", **SCORING),
    door("scores.publishing", "totals:read"),
    door("scores.publish", "ranking:publish", page="scores.publishing", phase=Phase.CONFERENCE,
         values={"word": "CÔNG BỐ"}, **_state("year_ranking", "finalised")),
    door("scores.correct", "ranking:correct", page="scores.publishing", **AWARDS,
         values={"text": "Tổng điểm là 90", "reason": "Cộng sai"}, **_state("year_ranking", "published")),
    # cross-checks
    *(door(f"crosschecks.{view}", "crosscheck:read", **CHECKING) for view in ("index", "seals")),
    door("crosschecks.assigning", "crosscheck:assign", **CHECKING),
    door("crosschecks.draw", "crosscheck:assign", page="crosschecks.assigning", **CHECKING),
    door("crosschecks.assign", "crosscheck:assign", **CHECKING),
    door("crosschecks.start", "crosscheck:assign", page="crosschecks.index", **CHECKING,
         **_state("score_sheet", "submitted")),
    door("crosschecks.open_late", "crosscheck:assign", page="crosschecks.index", **CHECKING,
         accepted=False),  # the phase has no last day that could have passed
    door("crosschecks.show", "crosscheck:read", **CHECKING),
    door("crosschecks.save", "crosscheck:score", **CHECKING, **_state("score_sheet", "cross_checking"),
         values={"lines-0-criterion": "{first_id}", "lines-0-points": "14", "lines-0-reason": "Thiếu minh chứng"}),
    *(door(f"crosschecks.{view}", "crosscheck:seal", **CHECKING, **_state("score_sheet", "cross_checking"))
      for view in ("sealing", "seal")),
    # explanations
    door("explanations.index", "explanation:read", wide=True),
    door("explanations.show", "explanation:read"),
    door("explanations.asking", "explanation:settle", args=LEAF, **EXPLAINING, **_state("score_sheet", "submitted")),
    door("explanations.ask", "explanation:settle", args=LEAF, **EXPLAINING, **_state("score_sheet", "submitted"),
         values={"points": "10", "reason": "Thiếu minh chứng", "due_on": "20/10/2025"}),
    door("explanations.save", "explanation:write", page="explanations.show", **EXPLAINING,
         values={"text": "Đã bổ sung báo cáo"}),
    *(door("explanations.move", "explanation:read", "explanation:read", need, args={"step": step},
           page="explanations.show", by=by, values={"reason": "Lý do"}, **EXPLAINING,
           **_state("explanation", state))
      for step, need, by, state in (("request_approval", "explanation:write", "officer", "requested"),
                                    ("return", "explanation:send", "leader", "awaiting_approval"),
                                    ("send", "explanation:send", "leader", "awaiting_approval"),
                                    ("concede", "explanation:send", "leader", "requested"))),
    door("explanations.settle", "explanation:settle", page="explanations.show", by="chair", **EXPLAINING,
         values={"outcome": "partly", "points": "12", "reason": "Đủ cho một phần"},
         given={"explanation": {"state": "sent", "text": "Đã bổ sung"}, "score_sheet": {"state": "explaining"}}),
    # campaigns
    *(door(f"campaigns.{view}", READ) for view in ("index", "show")),
    *(door(f"campaigns.{view}", "campaign:edit") for view in ("new", "papers")),
    door("campaigns.create", "campaign:edit", values=CAMPAIGN),
    *(door(f"campaigns.{view}", "campaign:edit", **UNLAUNCHED) for view in ("edit", "launching")),
    door("campaigns.save", "campaign:edit", values={"slogan": "Khẩu hiệu mới"}, **UNLAUNCHED),
    door("campaigns.attach", "campaign:edit", accepted=False),  # needs a file, which forms here do not carry
    door("campaigns.detach", "campaign:edit", args={"paper_id": "{campaign_paper_id}"}, page="campaigns.papers"),
    door("campaigns.launch", "campaign:edit", **UNLAUNCHED,
         values={"launched_on": "10/10/2025", "launch_number": "12/KH", "overlap_confirmed": "y"}),
    *(door("campaigns.step", "campaign:edit", args={"step": step}) for step in ("review", "conclude", "cancel")),
    *(door("campaigns.move", "campaign:edit", args={"step": step}, values={"reason": "Đã gộp phong trào"})
      for step in ("review", "conclude", "cancel")),
    door("campaigns.registration", "campaign:read"),
    door("campaigns.registration_edit", "campaign:register"),
    door("campaigns.registration_save", "campaign:register", values={"content": "Nhận việc mới"}),
    *(door("campaigns.registration_move", "campaign:read", "campaign:read", need, args={"step": step},
           page="campaigns.registration", by=by, values={"reason": "Lý do"},
           **_state("campaign_registration", state))
      for step, need, by, state in (("send", "campaign:register", "officer", "not_sent"),
                                    ("approve", "campaign:review", "chair", "pending"),
                                    ("refuse", "campaign:review", "chair", "pending"))),
    door("campaigns.report", READ, "campaign:read", hides=("campaign:read",), args=INTERIM),
    *(door(f"campaigns.{view}", "campaign:register", args=INTERIM, page=page, values=values,
           **_state("campaign_registration", "approved"))
      for view, page, values in (("report_edit", "", {}), ("report_save", "", {"results": "Kết quả mới"}),
                                 ("report_submit", "campaigns.report", {}))),
    door("campaigns.cluster_report", READ, "campaign:read", hides=("campaign:read",), args=INTERIM),
    door("campaigns.cluster_report_edit", "campaign:edit", args=INTERIM),
    door("campaigns.cluster_report_save", "campaign:edit", args=INTERIM, values={"results": "Kết quả mới"}),
    door("campaigns.cluster_report_submit", "campaign:edit", args=INTERIM, page="campaigns.cluster_report"),
    # awards
    *(door(f"awards.{view}", READ) for view in ("index", "conference", "decisions", "decision")),
    *(door("awards.decisions_file", READ, args={"kind": kind}) for kind in ("csv", "xlsx", "json")),
    door("awards.conference_new", "conference:record"),
    door("awards.conference_record", "conference:record",
         values={"kind": "mid_year", "held_on": "12/07/2025", "place": "Huế"}),
    door("awards.conference_edit", "conference:record"),
    door("awards.conference_save", "conference:record",
         values={"kind": "mid_year", "held_on": "12/07/2025", "place": "Vinh"}),
    door("awards.conference_proposing", "proposal:review", **AWARDS),
    door("awards.conference_propose", "proposal:review", values={"rows-0-award_form": "2"}, **AWARDS),
    door("awards.proposals", "proposal:read", wide=True),
    door("awards.proposal", "proposal:read", hides=("proposal:read",)),
    door("awards.proposal_new", "proposal:edit", **AWARDS),
    door("awards.proposal_new", "proposal:edit", "proposal:edit", "proposal:read", hides=("proposal:read",),
         args={"from": "again"}, query="?from={proposal_id}", **AWARDS),
    door("awards.proposal_draft", "proposal:edit", values={"merit": "Vượt chỉ tiêu", "award_form": "2"}, **AWARDS),
    door("awards.proposal_edit", "proposal:edit", "proposal:read", "proposal:edit", hides=("proposal:read",),
         **AWARDS),
    door("awards.proposal_save", "proposal:edit", "proposal:read", "proposal:edit", hides=("proposal:read",),
         values={"merit": "Khác"}, **AWARDS),
    door("awards.proposal_step", "proposal:read", "proposal:read", "proposal:submit", hides=("proposal:read",),
         args={"step": "submit"}, **AWARDS),
    *(door("awards.proposal_move", "proposal:read", "proposal:read", need, hides=("proposal:read",),
           args={"step": step}, by=by, values=values, **AWARDS, **_state("proposal", state))
      for step, need, by, state, values in (
          ("submit", "proposal:submit", "leader", "draft", {}),
          ("return", "proposal:review", "chair", "submitted", {"reason": "Thiếu phụ lục"}),
          ("pass_vote", "proposal:review", "chair", "submitted", {}))),
    door("polls.index", "poll:read", wide=True),
    door("polls.show", "poll:read", hides=("poll:read",)),
    door("polls.new", "poll:record", query=COUNCIL, **AWARDS),
    door("polls.record", "poll:record", query=COUNCIL, by="officer", values=VOTE, **AWARDS),
    door("polls.edit", "poll:record", "poll:read", "poll:record", hides=("poll:read",), **AWARDS),
    door("polls.save", "poll:record", "poll:read", "poll:record", hides=("poll:read",),
         values={"rows-0-votes_for": "7"}, **AWARDS),
    # consultations
    door("consultations.index", READ),
    door("consultations.show", READ),
    door("consultations.send", "comment:send", by="public", values=COMMENT, **AWARDS),
    door("consultations.sent", READ),
    door("consultations.track", READ),
    door("consultations.tracked", "comment:send", values={"code": "AAAA"}, accepted=False, **AWARDS),  # only reads
    door("consultations.new", "disclosure:manage", **AWARDS),
    door("consultations.create", "disclosure:manage", values={"proposals": "{nominee_id}"},
         **AWARDS, **_state("proposal", "voted")),
    *(door(f"consultations.{view}", "disclosure:manage", **AWARDS) for view in ("manage", "moderation", "comment")),
    door("consultations.edit", "disclosure:manage", **AWARDS, **UNOPENED),
    door("consultations.save", "disclosure:manage", values={"title": "Tên khác"}, **AWARDS, **UNOPENED),
    door("consultations.drop", "disclosure:manage", page="consultations.manage", accepted=False,
         **AWARDS, **UNOPENED),  # a draft has no comments; this one of the ground has
    *(door("consultations.move", "disclosure:manage", args={"step": step}, page="consultations.manage",
           values={"summary": "Không có ý kiến khác."} if step == "report" else {}, **AWARDS, **given)
      for step, given in (
          ("open", UNOPENED),
          ("close", {"given": {"disclosure": {"opens_on": date(2025, 9, 1), "closes_on": date(2025, 9, 16)}}}),
          ("answer", {"given": {"disclosure": {"state": "closed"}, "disclosure_comment": {"state": "hidden"}}}),
          ("report", _state("disclosure", "answered")))),
    *(door("consultations.moderate", "disclosure:manage", args={"step": step}, page="consultations.comment",
           values={"answer": "Đã được xác nhận.", "reason": "Không liên quan."}, **AWARDS)
      for step in ("show", "hide", "answer")),
    door("awards.proposal_split", "proposal:review", **AWARDS, **_state("proposal", "submitted")),
    door("awards.proposal_split_save", "proposal:review", **AWARDS, **_state("proposal", "submitted"),
         values={"rows-0-stays": "", "rows-0-reason": "Vượt số lượng", "confirmed": "yes"}),
    door("awards.check", "proposal:read", hides=("proposal:read",), **AWARDS),
    door("awards.check_paper", "proposal:read", hides=("proposal:read",), **AWARDS),
    door("awards.ruling", "proposal:rule", "proposal:read", "proposal:rule", hides=("proposal:read",),
         args={"head": "flag_criteria"}, **AWARDS),
    door("awards.rule", "proposal:rule", "proposal:read", "proposal:rule", hides=("proposal:read",),
         args={"head": "flag_criteria"}, values={"verdict": "passed", "reason": "Đã xem hồ sơ"}, **AWARDS),
    door("dossiers.show", "proposal:read", hides=("proposal:read",)),
    door("dossiers.bundle_file", "proposal:read", hides=("proposal:read",)),
    door("dossiers.paper", "dossier:edit", "proposal:read", "dossier:edit", hides=("proposal:read",), args=LETTER),
    door("dossiers.add", "dossier:edit", *BROUGHT, hides=("proposal:read",), args=LETTER, by="officer",
         accepted=False, **AWARDS),  # asks for a file
    door("dossiers.remove", "dossier:edit", *BROUGHT, hides=("proposal:read",), args=LETTER, by="officer",
         page="dossiers.paper", values={"reason": "Nhầm tệp của năm trước"}, **AWARDS),
    door("dossiers.ask", "dossier:edit", "proposal:read", "dossier:edit", hides=("proposal:read",),
         args={"kind": "score_table"}, by="officer", page="dossiers.paper",
         values={"reason": "Bảng điểm đã gửi kèm biên bản"}, **AWARDS),
    door("dossiers.agree", "dossier:waive", "proposal:read", "dossier:waive", hides=("proposal:read",),
         args={"kind": "council_minutes"}, by="leader", page="dossiers.show", **AWARDS),
    door("dossiers.report", "dossier:edit", *BROUGHT, hides=("proposal:read",)),
    door("dossiers.report_save", "dossier:edit", *BROUGHT, hides=("proposal:read",), by="officer",
         values={"results": "Hoàn thành vượt mức 12/14 chỉ tiêu đã cam kết."}, **AWARDS),
    door("documents.compose", "proposal:read", wide=True),
    *(door(f"documents.{view}", "proposal:read", hides=("proposal:read",), args={"kind": "submission"},
           query="?year={year}&proposal={proposal_id}") for view in ("preview", "word_file", "pdf_paper")),
    # papers about all members are for those who see the totals of all
    door("documents.preview", "proposal:read", "totals:read", args={"kind": "nominee_list"}, query="?year={year}"),
    door("documents.making", "dossier:edit", "proposal:read", "dossier:edit", hides=("proposal:read",), args=LETTER,
         **AWARDS),
    door("documents.make", "dossier:edit", *BROUGHT, hides=("proposal:read",), args=LETTER, by="officer",
         page="documents.making", **AWARDS),
    door("documents.templates", "template:edit"),
    door("documents.template", "template:edit", args={"kind": "submission"}),
    door("documents.template_upload", "template:edit", args={"kind": "submission"}, accepted=False),  # asks for a file
    door("documents.template_withdraw", "template:edit", args={"kind": "submission"}, accepted=False),  # there is none
    door("documents.default_file", "template:edit", args={"kind": "submission"}),
    door("documents.own_file", "template:edit", args={"kind": "submission"}, status=(404,)),
    door("awards.decision_new", "decision:record", **AWARDS),
    door("awards.decision_record", "decision:record", accepted=False, **AWARDS),  # nothing was sent upward
    door("awards.conferral", "decision:record", **AWARDS),
    door("awards.confer", "decision:record", **AWARDS, values={"conferred_on": "10/10/2025"}),
    door("awards.revocation", "decision:record", **AWARDS),
    door("awards.revoke", "decision:record", **AWARDS,
         values={"revoked_on": "15/10/2025", "number": "99/QĐ", "ground": "a", "reason": "Kê khai sai",
                 "typed": "THU HỒI"}),
    door("awards.recovery", "decision:record", **AWARDS),
    door("awards.recover", "decision:record", **AWARDS,
         values={"recovered_on": "15/10/2025", "paper": "BB 7", "amount": "28080000"}),
)  # fmt: skip
