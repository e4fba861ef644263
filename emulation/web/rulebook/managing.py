"""The rulebook for those who keep it: the list with what waits, and the history of a row."""

from flask import render_template
from flask.typing import ResponseReturnValue

from emulation.queries import audit as trail
from emulation.queries import rule_changes as queries
from emulation.queries.rulebook import RuleRow, all_rules, find_rule_row, latest_choices
from emulation.rules import access
from emulation.rules import rule_changes as rules
from emulation.rules.rule_subjects import grouped, uses
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.vocabulary.states import RuleChangeState
from emulation.web.rulebook import words
from emulation.web.rulebook.asked import asked
from emulation.web.rulebook.public import owners_of
from emulation.web.rulebook.room import room
from emulation.web.shell import here
from emulation.web.shell.gate import gate

#: What the loader does to a row; what people do to it stands in its changes.
LOADING = frozenset({"rule.loaded", "rule.renewed"})


def sight() -> Scope:
    """What the reader may see of clusters' own rows; whoever reads the rulebook at all sees what is common."""
    rules.require(here.actor(), Action.RULE_READ, None)
    return access.scope_of(here.actor(), Action.RULE_READ)


def chaired() -> dict[int, tuple[str, str]]:
    """The clusters for which the reader may ask and choose: id → code and name."""
    scope = access.scope_of(here.actor(), Action.RULE_EDIT)
    return queries.cluster_names(here.session(), scope.clusters)


def get_row(rule_id: int) -> RuleRow:
    """A row that the reader may see; raises NotFound or NotAllowed."""
    row = find_rule_row(here.session(), rule_id)
    rules.require(here.actor(), Action.RULE_READ, row.cluster_id if row else None)
    if row is None:
        raise NotFound()
    return row


@room.get("/admin/rules")
@gate(Action.RULE_READ)
def manage() -> ResponseReturnValue:
    """What waits for a second person, then the rows of a day with how often they are in use."""
    scope, wanted, session = sight(), asked(), here.session()
    rows = [] if wanted.is_faulty else all_rules(session, scope, day=wanted.day)
    proposals, mine = queries.open_proposals(session, scope), chaired()
    page = render_template(
        "rulebook/manage.html",
        asked=wanted,
        subjects=grouped(wanted.shown(rows)),
        owners=owners_of(rows),
        waiting=queries.changes(session, scope, state=RuleChangeState.PENDING),
        used={row.id: uses(row.head, row.cluster_id, proposals) for row in rows},
        mine=mine,
        choices={number: latest_choices(session, wanted.day, number) for number in mine},
        may_edit=rules.may(here.actor(), Action.RULE_EDIT, None),
    )
    return page, 422 if wanted.is_faulty else 200


@room.get("/admin/rules/<int:rule_id>")
@gate(Action.RULE_READ)
def show(rule_id: int) -> ResponseReturnValue:
    """A row with everything that happened to it."""
    row, session = get_row(rule_id), here.session()
    changes = queries.changes(session, sight(), rule_id=rule_id)
    events = trail.timeline(session, "legal_rule", rule_id)
    return render_template(
        "rulebook/show.html",
        row=row,
        span=words.span_of(row),
        owner=owners_of([row]).get(row.cluster_id or 0, ""),
        used=uses(row.head, row.cluster_id, queries.open_proposals(session, sight())),
        changes=[(change, words.differences(change)) for change in changes],
        loads=[event for event in events if event.verb in LOADING],
        is_waiting=any(change.state is RuleChangeState.PENDING for change in changes),
        may_edit=rules.may(here.actor(), Action.RULE_EDIT, row.cluster_id),
        mine=chaired(),
    )
