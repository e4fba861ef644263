"""Votes that stood on proposals become polls, and come back: rows written as the revision before this one knew them."""

from datetime import date
from typing import Any

from sqlalchemy import text

from emulation.db import Database
from emulation.gateways import migrations
from tests.factories.world import World

BEFORE = "0004_defended_scores"
PROPOSAL = """INSERT INTO proposal (id, cycle_id, member_id, award_form_id, nominee, merit, state, return_reason,
    sent_to, sent_number, outcome_note, provenance, source, note, version, entered_at,
    cluster_vote_on, cluster_vote_for, cluster_vote_base, council_vote_on, council_vote_for, council_vote_base)
    VALUES (:id, :cycle, :member, :form, '', '', 'sent', '', '', '', '', :provenance, '', '', 1, '2025-03-12 03:00:00',
    :cluster_on, :cluster_for, :cluster_base, :council_on, :council_for, :council_base)"""
VOTES = """SELECT cluster_vote_on, cluster_vote_for, cluster_vote_base, council_vote_on, council_vote_for,
    council_vote_base FROM proposal ORDER BY id"""
POLLS = "SELECT body, member_id, held_on, round, members, present, provenance, note FROM poll ORDER BY id"
COUNTS = "SELECT poll_id, proposal_id, votes_for, against, blank, invalid FROM poll_count ORDER BY id"
NONE = (None, None, None)


def rows(database: Database, question: str) -> list[tuple[Any, ...]]:
    """What stands there; days as text on both databases."""
    with database.primary.connect() as connection:
        found = connection.execute(text(question)).all()
    return [tuple(str(one) if isinstance(one, date) else one for one in row) for row in found]


def test_votes_of_proposals_become_polls_and_come_back(world: World) -> None:
    """Two proposals share the cluster's round; a council's round is its member's; what was never told stays empty.

    Red when _votes_into_polls makes a poll for each proposal, or _polls_into_votes takes the first round.
    """
    database = world.database
    hp, ct = world.members["HP"], world.members["CT"]
    migrations.downgrade(database, BEFORE)
    shared, later = ("2025-03-20", 5, 5), ("2025-03-21", 4, 5)
    olds = {
        1: (hp, "recorded", shared, ("2025-03-25", 13, 15)),
        2: (ct, "recorded", ("2025-03-20", 4, 5), NONE),
        3: (ct, "illustrative", later, NONE),
        4: (ct, "recorded", NONE, NONE),
    }
    with database.primary.begin() as connection:
        form = connection.execute(
            text(
                "INSERT INTO award_form (code, name_vi, name_en, nature, decided_by, position, confirmed, note, "
                "version) VALUES ('x', 'X', '', '', '', 1, :no, '', 1) RETURNING id"
            ),
            {"no": False},
        ).scalar_one()
        for number, (member, provenance, cluster, council) in olds.items():
            values = {"id": number, "cycle": world.cycle_id, "member": member, "form": form}
            values |= {"provenance": provenance}
            for name, vote in (("cluster", cluster), ("council", council)):
                values |= dict(zip((f"{name}_on", f"{name}_for", f"{name}_base"), vote, strict=True))
            connection.execute(text(PROPOSAL), values)
    migrations.upgrade(database)
    assert rows(database, POLLS) == [
        ("cluster", None, "2025-03-20", 1, 5, None, "recorded", "Chuyển từ bản ghi cũ"),
        ("city_council", hp, "2025-03-25", 1, 15, None, "recorded", "Chuyển từ bản ghi cũ"),
        ("cluster", None, "2025-03-21", 1, 5, None, "illustrative", "Chuyển từ bản ghi cũ"),
    ]
    assert rows(database, COUNTS) == [
        (1, 1, 5, None, None, None),
        (2, 1, 13, None, None, None),
        (1, 2, 4, None, None, None),
        (3, 3, 4, None, None, None),
    ]
    again = (
        "INSERT INTO poll (cycle_id, body, held_on, round, members, minutes_number, tellers, version, entered_at, "
        "provenance, source, note) VALUES (:cycle, 'cluster', '2025-03-20', 2, 5, '', '', 1, "
        "'2025-03-21 03:00:00', 'recorded', '', '') RETURNING id"
    )
    with database.primary.begin() as connection:
        poll = connection.execute(text(again), {"cycle": world.cycle_id}).scalar_one()
        connection.execute(
            text("INSERT INTO poll_count (poll_id, proposal_id, votes_for, version) VALUES (:poll, 2, 3, 1)"),
            {"poll": poll},
        )
    migrations.downgrade(database, BEFORE)
    assert rows(database, VOTES) == [
        (*shared, "2025-03-25", 13, 15),
        ("2025-03-20", 3, 5, *NONE),
        (*later, *NONE),
        (*NONE, *NONE),
    ]
    migrations.upgrade(database)
    assert migrations.is_current(database)
