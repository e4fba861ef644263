"""The rules in force on a day, for everybody: which regime, rows by subject, alternatives beside each other."""

from flask import render_template
from flask.typing import ResponseReturnValue

from emulation.queries import clusters
from emulation.queries import rule_changes as queries
from emulation.queries.rulebook import RuleRow, all_rules
from emulation.rules import rule_changes as rules
from emulation.rules.rule_heads import REGIME
from emulation.rules.rule_subjects import grouped, turning_days
from emulation.vocabulary.actions import Action
from emulation.vocabulary.actor import Scope
from emulation.vocabulary.errors import NotFound
from emulation.web.rulebook import words
from emulation.web.rulebook.asked import asked
from emulation.web.rulebook.room import room
from emulation.web.shell import here, tables_out
from emulation.web.shell.gate import gate


def _public() -> Scope:
    """The clusters that everybody may read: their own regulation is as public as they are."""
    return Scope(clusters=frozenset(row.id for row in clusters.public_clusters(here.session())))


def owners_of(rows: list[RuleRow]) -> dict[int, str]:
    """The names of the clusters whose own regulation stands among the rows."""
    own = [row.cluster_id for row in rows if row.cluster_id is not None]
    return {number: name for number, (_code, name) in queries.cluster_names(here.session(), own).items()}


@room.get("/rules")
@gate(Action.PAGE_READ)
def index() -> ResponseReturnValue:
    """The rows in force on a chosen day (`?on=dd/mm/yyyy`, today when absent), all or the unconfirmed ones."""
    wanted = asked()
    rows = [] if wanted.is_faulty else all_rules(here.session(), _public(), day=wanted.day)
    regimes = all_rules(here.session(), Scope(), REGIME)
    before, after = turning_days(wanted.day, [(row.valid_from, row.valid_to) for row in regimes])
    page = render_template(
        "rulebook/index.html",
        asked=wanted,
        subjects=grouped(wanted.shown(rows)),
        regime=words.regime_sentence(wanted, [row for row in rows if row.head == REGIME]),
        has_regime=sum(row.head == REGIME for row in rows) == 1,
        turns=[day for day in (before, after) if day is not None],
        owners=owners_of(rows),
        may_manage=rules.may(here.actor(), Action.RULE_READ, None),
    )
    return page, 422 if wanted.is_faulty else 200


@room.get("/rules.<any(csv, xlsx):kind>")
@gate(Action.PAGE_READ)
def download(kind: str) -> ResponseReturnValue:
    """The same rows as a file."""
    wanted = asked()
    if wanted.is_faulty:
        raise NotFound()
    rows = wanted.shown(all_rules(here.session(), _public(), day=wanted.day))
    return tables_out.answer(words.rules_sheet(rows, wanted, owners_of(rows)), kind)
