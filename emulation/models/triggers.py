"""The one list of what the database itself refuses, and the triggers made from it for both databases.

Closed years: pledges, targets, scorecards, score lines, rankings and their like do not change any more.
Published rankings and sealed cross-checks do not change even before. Audit events and figure versions are only
ever added.
SQLite drops the triggers of a table that a batch migration rebuilds: call `create_all` after every migration.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from emulation.db import SEALED_MARK

_CYCLE = "{row}.cycle_id"


def _parent(table: str, column: str) -> str:
    return f"(SELECT cycle_id FROM {table} WHERE id = {{row}}.{column})"


#: table → expression that gives the id of its year, with {row} standing for OLD or NEW.
CLOSED_WITH_YEAR = {
    "agreement": _CYCLE,
    "agreement_content": _parent("agreement", "agreement_id"),
    "signatory": _parent("agreement", "agreement_id"),
    "pledge": _CYCLE,
    "pledge_target": _parent("pledge", "pledge_id"),
    "result_report": _CYCLE,
    "report_line": _parent("result_report", "report_id"),
    "deadline": _CYCLE,
    "scorecard": _CYCLE,
    "criterion": _parent("scorecard", "scorecard_id"),
    "score_sheet": _CYCLE,
    "score_line": _parent("score_sheet", "sheet_id"),
    "eligibility": _CYCLE,
    "exemption": _parent("scorecard", "scorecard_id"),
    "cross_roster": _CYCLE,
    "cross_sheet": _CYCLE,
    "cross_line": _parent("cross_sheet", "cross_sheet_id"),
    "explanation": _CYCLE,
    "tie_ballot": _CYCLE,
    "year_ranking": _CYCLE,
    "ranking_row": _parent("year_ranking", "ranking_id"),
    "ranking_approval": _parent("year_ranking", "ranking_id"),
    "poll": _CYCLE,
    "poll_count": _parent("poll", "poll_id"),
    "proposal_ruling": _parent("proposal", "proposal_id"),
    "dossier_paper": _parent("proposal", "proposal_id"),
    "paper_waiver": _parent("proposal", "proposal_id"),
    "report_part": _parent("proposal", "proposal_id"),
    "disclosure": _CYCLE,
    "disclosure_nominee": _parent("disclosure", "disclosure_id"),
    "disclosure_comment": _parent("disclosure", "disclosure_id"),
}
#: What may still be forgotten of a row in a closed year: personal data goes, nothing else changes.
FORGOTTEN_LATER = {
    "disclosure_comment": "(OLD.contact <> '' OR OLD.full_name <> '') AND NEW.contact = '' AND NEW.full_name IN ('',"
    " OLD.full_name) AND (OLD.contact <> '' OR NEW.full_name = '') AND "
    + " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("disclosure_id", "state", "content", "answer"))
}
#: Tables to which rows are only added.
ONLY_ADDED = ("audit_event", "audit_seal", "actual_value", "ranking_correction", "proposal_verdict")
#: Rows that a published ranking seals, by the expression of their ranking's id.
SEALED_WHEN_PUBLISHED = {"ranking_row": "{row}.ranking_id", "ranking_approval": "{row}.ranking_id"}
#: Whether the sheet of a cross-check line is sealed: then its points stand as they were sealed.
_SEALED = "(SELECT state FROM cross_sheet WHERE id = {row}.cross_sheet_id) IN ('sealed', 'opened')"


@dataclass(frozen=True)
class Trigger:
    """One refusal: `condition` over OLD and NEW; when it holds, `operation` on `table` is refused."""

    name: str
    table: str
    operation: str
    condition: str
    message: str


def triggers() -> list[Trigger]:
    """All refusals, in a fixed order."""
    found = []
    for table, cycle in CLOSED_WITH_YEAR.items():
        for operation, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            condition = " OR ".join(
                f"(SELECT phase FROM cycle WHERE id = {cycle.format(row=row)}) = 'closed'" for row in rows
            )
            if operation == "UPDATE" and table in FORGOTTEN_LATER:
                condition = f"({condition}) AND NOT ({FORGOTTEN_LATER[table]})"
            found.append(_trigger("closed", table, operation, condition, "the year is closed"))
    for operation, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        found.append(
            _trigger("sealed", "cross_line", operation, _SEALED.format(row=row), "the sheet is sealed")
        )
    for operation in ("UPDATE", "DELETE"):
        found.append(_trigger("closed", "cycle", operation, "OLD.phase = 'closed'", "the year is closed"))
        found.append(
            _trigger(
                "published", "year_ranking", operation, "OLD.state = 'published'", "the ranking is published"
            )
        )
        for table in ONLY_ADDED:
            found.append(_trigger("added", table, operation, "1 = 1", "rows are only added"))
        for table, ranking in SEALED_WHEN_PUBLISHED.items():
            state = f"(SELECT state FROM year_ranking WHERE id = {ranking.format(row='OLD')}) = 'published'"
            found.append(_trigger("published", table, operation, state, "the ranking is published"))
    return found


def _trigger(kind: str, table: str, operation: str, condition: str, message: str) -> Trigger:
    name = f"seal_{kind}_{table}_{operation.lower()}"
    return Trigger(name, table, operation, condition, f"{SEALED_MARK} {table}: {message}")


def create_all(connection: Connection) -> None:
    """(Re-)create every trigger on the tables that exist at this revision."""
    drop_all(connection)
    tables = set(connection.dialect.get_table_names(connection))
    for trigger in triggers():
        if trigger.table in tables:
            for statement in _statements(connection.dialect.name, trigger):
                connection.exec_driver_sql(statement)


def drop_all(connection: Connection) -> None:
    """Remove every trigger of the list."""
    tables = set(connection.dialect.get_table_names(connection))
    for trigger in triggers():
        if trigger.table not in tables:
            continue
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger.name}")
        else:
            connection.exec_driver_sql(f'DROP TRIGGER IF EXISTS {trigger.name} ON "{trigger.table}"')
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {trigger.name}()")


def _statements(dialect: str, trigger: Trigger) -> list[str]:
    head = f'CREATE TRIGGER {trigger.name} BEFORE {trigger.operation} ON "{trigger.table}"'
    if dialect == "sqlite":
        return [f"{head} WHEN {trigger.condition} BEGIN SELECT RAISE(ABORT, '{trigger.message}'); END"]
    keep = "OLD" if trigger.operation == "DELETE" else "NEW"
    body = f"IF {trigger.condition} THEN RAISE EXCEPTION '{trigger.message}'; END IF; RETURN {keep};"
    return [
        f"CREATE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$",
        f"{head} FOR EACH ROW EXECUTE FUNCTION {trigger.name}()",
    ]
