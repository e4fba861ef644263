"""Awards under the law: changes of the rulebook, vote rounds, verdicts, dossiers, consultations.

Columns are added in place: rebuilding tables would break the keys of those that point at them.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

import emulation.models.types as types

revision = "0005_awards_under_law"
down_revision = "0004_defended_scores"
branch_labels = None
depends_on = None

#: The two votes that stood on a proposal itself, and whose polls they are.
_BODIES = {"cluster_vote": "cluster", "council_vote": "city_council"}
_VOTE_COLUMNS = [f"{vote}_{fact}" for vote in _BODIES for fact in ("on", "for", "base")]
_poll = sa.table(
    "poll",
    *(sa.column(name) for name in ("id", "cycle_id", "body", "member_id", "round", "members")),
    sa.column("held_on", sa.Date()),
    sa.column("entered_at", types.UtcDateTime(timezone=True)),
    *(sa.column(name) for name in ("provenance", "source", "note", "minutes_number", "tellers", "version")),
)
_count = sa.table(
    "poll_count", *(sa.column(name) for name in ("poll_id", "proposal_id", "votes_for", "version"))
)
_proposal = sa.table(
    "proposal",
    *(sa.column(name) for name in ("id", "cycle_id", "member_id", "provenance", "source")),
    *(sa.column(name, sa.Date() if name.endswith("_on") else sa.Integer()) for name in _VOTE_COLUMNS),
    sa.column("entered_at", types.UtcDateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "disclosure",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("title", types.Words(), nullable=False),
        sa.Column("introduction", types.Words(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("working_days", sa.Integer(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("announced_at", types.Words(), nullable=False),
        sa.Column("summary", types.Words(), nullable=False),
        sa.Column("closed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("reported_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_disclosure_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_disclosure_entered_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure")),
    )
    op.create_index(op.f("ix_disclosure_cycle_id"), "disclosure", ["cycle_id"])

    op.create_table(
        "document_template",
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_document_template_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_document_template_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_document_template_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_template")),
    )
    op.create_index(op.f("ix_document_template_cluster_id"), "document_template", ["cluster_id"])

    op.create_table(
        "rule_change",
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("source", types.Words(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settle_reason", types.Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_rule_change_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_rule_change_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["legal_rule.id"], name=op.f("fk_rule_change_rule_id_legal_rule")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["user.id"], name=op.f("fk_rule_change_settled_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_change")),
    )
    op.create_index(op.f("ix_rule_change_rule_id"), "rule_change", ["rule_id"])

    op.create_table(
        "rule_choice",
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=60), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_rule_choice_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_rule_choice_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["legal_rule.id"], name=op.f("fk_rule_choice_rule_id_legal_rule")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_choice")),
    )
    op.create_index(op.f("ix_rule_choice_cluster_id"), "rule_choice", ["cluster_id"])

    op.create_table(
        "poll",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("conference_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("written", sa.Integer(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("minutes_number", sa.String(length=60), nullable=False),
        sa.Column("minutes_on", sa.Date(), nullable=True),
        sa.Column("tellers", types.Words(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("provenance", sa.String(length=32), nullable=False),
        sa.Column("source", types.Words(), nullable=False),
        sa.Column("note", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("members > 0", name=op.f("ck_poll_has_members")),
        sa.ForeignKeyConstraint(
            ["conference_id"], ["conference.id"], name=op.f("fk_poll_conference_id_conference")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_poll_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name=op.f("fk_poll_entered_by_id_user")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_poll_file_id_stored_file")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_poll_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll")),
        sa.UniqueConstraint(
            "cycle_id",
            "body",
            "member_id",
            "held_on",
            "round",
            name=op.f("uq_poll_cycle_id_body_member_id_held_on_round"),
        ),
    )
    op.create_index(op.f("ix_poll_cycle_id"), "poll", ["cycle_id"])
    op.create_index(op.f("ix_poll_member_id"), "poll", ["member_id"])

    op.create_table(
        "disclosure_comment",
        sa.Column("disclosure_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("full_name", types.Words(), nullable=False),
        sa.Column("contact", types.Words(), nullable=False),
        sa.Column("wants_name_shown", sa.Boolean(), nullable=False),
        sa.Column("content", types.Words(), nullable=False),
        sa.Column("consented_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("received_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("moderation_reason", types.Words(), nullable=False),
        sa.Column("moderated_by_id", sa.Integer(), nullable=True),
        sa.Column("moderated_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answer", types.Words(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user.id"], name=op.f("fk_disclosure_comment_answered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["disclosure_id"], ["disclosure.id"], name=op.f("fk_disclosure_comment_disclosure_id_disclosure")
        ),
        sa.ForeignKeyConstraint(
            ["moderated_by_id"], ["user.id"], name=op.f("fk_disclosure_comment_moderated_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_disclosure_comment_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_comment")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_disclosure_comment_code_hash")),
    )
    op.create_index(op.f("ix_disclosure_comment_disclosure_id"), "disclosure_comment", ["disclosure_id"])

    op.create_table(
        "disclosure_nominee",
        sa.Column("disclosure_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["disclosure_id"], ["disclosure.id"], name=op.f("fk_disclosure_nominee_disclosure_id_disclosure")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_disclosure_nominee_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_nominee")),
        sa.UniqueConstraint(
            "disclosure_id", "proposal_id", name=op.f("uq_disclosure_nominee_disclosure_id_proposal_id")
        ),
    )
    op.create_index(op.f("ix_disclosure_nominee_disclosure_id"), "disclosure_nominee", ["disclosure_id"])
    op.create_index(op.f("ix_disclosure_nominee_proposal_id"), "disclosure_nominee", ["proposal_id"])

    op.create_table(
        "dossier_paper",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("title", types.Words(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("work_year", sa.Integer(), nullable=True),
        sa.Column("signer", types.Words(), nullable=False),
        sa.Column("capacity", sa.String(length=32), nullable=True),
        sa.Column("report_form", sa.String(length=20), nullable=False),
        sa.Column("is_signed", sa.Boolean(), nullable=False),
        sa.Column("is_readable", sa.Boolean(), nullable=False),
        sa.Column("text", types.Words(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("replaced_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_dossier_paper_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_dossier_paper_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_dossier_paper_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_paper")),
    )
    op.create_index(op.f("ix_dossier_paper_proposal_id"), "dossier_paper", ["proposal_id"])

    op.create_table(
        "paper_waiver",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["user.id"], name=op.f("fk_paper_waiver_approved_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_paper_waiver_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_paper_waiver_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_waiver")),
        sa.UniqueConstraint("proposal_id", "kind", name=op.f("uq_paper_waiver_proposal_id_kind")),
    )
    op.create_index(op.f("ix_paper_waiver_proposal_id"), "paper_waiver", ["proposal_id"])

    op.create_table(
        "poll_count",
        sa.Column("poll_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("votes_for", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=True),
        sa.Column("blank", sa.Integer(), nullable=True),
        sa.Column("invalid", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["poll_id"], ["poll.id"], name=op.f("fk_poll_count_poll_id_poll")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_poll_count_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poll_count")),
        sa.UniqueConstraint("poll_id", "proposal_id", name=op.f("uq_poll_count_poll_id_proposal_id")),
    )
    op.create_index(op.f("ix_poll_count_poll_id"), "poll_count", ["poll_id"])
    op.create_index(op.f("ix_poll_count_proposal_id"), "poll_count", ["proposal_id"])

    op.create_table(
        "proposal_ruling",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=60), nullable=False),
        sa.Column("verdict", sa.String(length=32), nullable=False),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_proposal_ruling_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_ruling_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_ruling")),
        sa.UniqueConstraint("proposal_id", "head", name=op.f("uq_proposal_ruling_proposal_id_head")),
    )
    op.create_index(op.f("ix_proposal_ruling_proposal_id"), "proposal_ruling", ["proposal_id"])

    op.create_table(
        "proposal_verdict",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("regime", sa.String(length=20), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("made_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user.id"], name=op.f("fk_proposal_verdict_made_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_verdict_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_verdict")),
    )
    op.create_index(op.f("ix_proposal_verdict_proposal_id"), "proposal_verdict", ["proposal_id"])

    op.create_table(
        "report_part",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("text", types.Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_report_part_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_report_part_proposal_id_proposal")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_part")),
        sa.UniqueConstraint("proposal_id", "code", name=op.f("uq_report_part_proposal_id_code")),
    )
    op.create_index(op.f("ix_report_part_proposal_id"), "report_part", ["proposal_id"])

    op.create_table(
        "recovery_item",
        sa.Column("award_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("what", types.Words(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.Column("paper", types.Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_recovery_item_award_id_award")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_item")),
    )
    op.create_index(op.f("ix_recovery_item_award_id"), "recovery_item", ["award_id"])

    op.add_column(
        "cluster", sa.Column("shows_fairness", sa.Boolean(), nullable=False, server_default=sa.false())
    )

    op.add_column(
        "legal_rule",
        sa.Column(
            "cluster_id",
            sa.Integer(),
            sa.ForeignKey("cluster.id", name=op.f("fk_legal_rule_cluster_id_cluster")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.create_index(op.f("ix_legal_rule_cluster_id"), "legal_rule", ["cluster_id"])

    op.add_column(
        "proposal",
        sa.Column(
            "campaign_id",
            sa.Integer(),
            sa.ForeignKey("campaign.id", name=op.f("fk_proposal_campaign_id_campaign")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("proposal", sa.Column("kind", sa.String(length=32), nullable=False, server_default="merit"))
    op.add_column(
        "proposal", sa.Column("nominee_kind", sa.String(length=32), nullable=False, server_default="member")
    )
    op.add_column("proposal", sa.Column("nominee_post", types.Words(), nullable=False, server_default=""))
    op.add_column(
        "proposal", sa.Column("is_direct_worker", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "proposal", sa.Column("is_small_collective", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("proposal", sa.Column("achieved_on", sa.Date(), nullable=True))
    op.add_column("proposal", sa.Column("discovered_by", types.Words(), nullable=False, server_default=""))
    op.add_column("proposal", sa.Column("planned_on", sa.Date(), nullable=True))
    _windows_into_consultations()
    op.drop_column("proposal", "disclosed_from")
    op.drop_column("proposal", "disclosed_to")

    _votes_into_polls()
    for name in _VOTE_COLUMNS:
        op.drop_column("proposal", name)

    op.add_column("award_form", sa.Column("nominee_kinds", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("award_form", sa.Column("award_kinds", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    for vote in _BODIES:
        op.add_column("proposal", sa.Column(f"{vote}_on", sa.Date(), nullable=True))
        op.add_column("proposal", sa.Column(f"{vote}_for", sa.Integer(), nullable=True))
        op.add_column("proposal", sa.Column(f"{vote}_base", sa.Integer(), nullable=True))
    _polls_into_votes()

    op.add_column("proposal", sa.Column("disclosed_from", sa.Date(), nullable=True))
    op.add_column("proposal", sa.Column("disclosed_to", sa.Date(), nullable=True))
    _consultations_into_windows()

    op.drop_column("award_form", "award_kinds")
    op.drop_column("award_form", "nominee_kinds")

    op.drop_column("proposal", "planned_on")
    op.drop_column("proposal", "discovered_by")
    op.drop_column("proposal", "achieved_on")
    op.drop_column("proposal", "is_small_collective")
    op.drop_column("proposal", "is_direct_worker")
    op.drop_column("proposal", "nominee_post")
    op.drop_column("proposal", "nominee_kind")
    op.drop_column("proposal", "kind")
    op.drop_column("proposal", "campaign_id")

    op.drop_index(op.f("ix_legal_rule_cluster_id"), table_name="legal_rule")
    op.drop_column("legal_rule", "cluster_id")

    op.drop_column("cluster", "shows_fairness")

    op.drop_index(op.f("ix_recovery_item_award_id"), table_name="recovery_item")

    op.drop_table("recovery_item")
    op.drop_index(op.f("ix_report_part_proposal_id"), table_name="report_part")

    op.drop_table("report_part")
    op.drop_index(op.f("ix_proposal_verdict_proposal_id"), table_name="proposal_verdict")

    op.drop_table("proposal_verdict")
    op.drop_index(op.f("ix_proposal_ruling_proposal_id"), table_name="proposal_ruling")

    op.drop_table("proposal_ruling")
    op.drop_index(op.f("ix_poll_count_proposal_id"), table_name="poll_count")
    op.drop_index(op.f("ix_poll_count_poll_id"), table_name="poll_count")

    op.drop_table("poll_count")
    op.drop_index(op.f("ix_paper_waiver_proposal_id"), table_name="paper_waiver")

    op.drop_table("paper_waiver")
    op.drop_index(op.f("ix_dossier_paper_proposal_id"), table_name="dossier_paper")

    op.drop_table("dossier_paper")
    op.drop_index(op.f("ix_disclosure_nominee_proposal_id"), table_name="disclosure_nominee")
    op.drop_index(op.f("ix_disclosure_nominee_disclosure_id"), table_name="disclosure_nominee")

    op.drop_table("disclosure_nominee")
    op.drop_index(op.f("ix_disclosure_comment_disclosure_id"), table_name="disclosure_comment")

    op.drop_table("disclosure_comment")
    op.drop_index(op.f("ix_poll_member_id"), table_name="poll")
    op.drop_index(op.f("ix_poll_cycle_id"), table_name="poll")

    op.drop_table("poll")
    op.drop_index(op.f("ix_rule_choice_cluster_id"), table_name="rule_choice")

    op.drop_table("rule_choice")
    op.drop_index(op.f("ix_rule_change_rule_id"), table_name="rule_change")

    op.drop_table("rule_change")
    op.drop_index(op.f("ix_document_template_cluster_id"), table_name="document_template")

    op.drop_table("document_template")
    op.drop_index(op.f("ix_disclosure_cycle_id"), table_name="disclosure")

    op.drop_table("disclosure")


def _votes_into_polls() -> None:
    """A poll for each day, base and origin of a body; what was never told (against, papers, roll) stays empty."""
    bind = op.get_bind()
    polls: dict[tuple[object, ...], int] = {}
    rounds: dict[tuple[object, ...], int] = {}
    for row in bind.execute(sa.select(_proposal).order_by(_proposal.c.id)).mappings().all():
        for vote, body in _BODIES.items():
            held_on, votes_for, base = (row[f"{vote}_{fact}"] for fact in ("on", "for", "base"))
            if held_on is None or votes_for is None or not base:
                continue
            member_id = None if body == "cluster" else row["member_id"]
            meeting = (row["cycle_id"], body, member_id, held_on)
            key = (*meeting, base, row["provenance"], row["source"])
            if key not in polls:
                rounds[meeting] = rounds.get(meeting, 0) + 1
                values = {
                    "cycle_id": row["cycle_id"],
                    "body": body,
                    "member_id": member_id,
                    "held_on": held_on,
                    "round": rounds[meeting],
                    "members": base,
                    "minutes_number": "",
                    "tellers": "",
                    "entered_at": row["entered_at"],
                    "provenance": row["provenance"],
                    "source": row["source"],
                    "note": "Chuyển từ bản ghi cũ",
                    "version": 1,
                }
                polls[key] = bind.execute(_poll.insert().values(values).returning(_poll.c.id)).scalar_one()
            count = {"poll_id": polls[key], "proposal_id": row["id"], "votes_for": votes_for, "version": 1}
            bind.execute(_count.insert().values(count))


def _polls_into_votes() -> None:
    """The latest round of each body back onto the proposal."""
    bind = op.get_bind()
    counts = (
        sa.select(_poll.c.body, _poll.c.held_on, _poll.c.members, _count.c.proposal_id, _count.c.votes_for)
        .join(_count, _count.c.poll_id == _poll.c.id)
        .order_by(_poll.c.held_on, _poll.c.round, _poll.c.id)
    )
    votes = {body: vote for vote, body in _BODIES.items()}
    for row in bind.execute(counts).mappings().all():
        vote = votes[row["body"]]
        values = {
            f"{vote}_on": row["held_on"],
            f"{vote}_for": row["votes_for"],
            f"{vote}_base": row["members"],
        }
        bind.execute(_proposal.update().where(_proposal.c.id == row["proposal_id"]).values(values))


_PROPOSAL = sa.table(
    "proposal",
    sa.column("id", sa.Integer),
    sa.column("cycle_id", sa.Integer),
    sa.column("state", sa.String),
    sa.column("disclosed_from", sa.Date),
    sa.column("disclosed_to", sa.Date),
    sa.column("sent_on", sa.Date),
    sa.column("entered_at", types.UtcDateTime(timezone=True)),
    sa.column("entered_by_id", sa.Integer),
)
_DISCLOSURE = sa.table(
    "disclosure",
    *(sa.column(name, sa.Integer) for name in ("id", "cycle_id", "working_days", "version", "entered_by_id")),
    *(sa.column(name, types.Words) for name in ("title", "introduction", "announced_at", "summary")),
    sa.column("state", sa.String),
    *(sa.column(name, sa.Date) for name in ("opens_on", "closes_on")),
    *(
        sa.column(name, types.UtcDateTime(timezone=True))
        for name in ("closed_at", "reported_at", "entered_at")
    ),
)
_NOMINEE = sa.table(
    "disclosure_nominee", *(sa.column(name, sa.Integer) for name in ("id", "disclosure_id", "proposal_id"))
)


def _windows_into_consultations() -> None:
    """One consultation per year, window and standing: proposals that went upward had theirs reported."""
    connection, row = op.get_bind(), _PROPOSAL.c
    found: dict[tuple[Any, ...], list[tuple[int, datetime, int | None]]] = {}
    having = sa.select(_PROPOSAL).where(row.disclosed_from.is_not(None)).order_by(row.id)
    for one in connection.execute(having).all():
        is_over = one.sent_on is not None or one.state in ("not_granted", "withdrawn", "revoked", "returned")
        key = (one.cycle_id, one.disclosed_from, one.disclosed_to or one.disclosed_from, is_over)
        found.setdefault(key, []).append((one.id, one.entered_at, one.entered_by_id))
    for number, ((cycle_id, first, last, is_over), proposals) in enumerate(found.items(), start=1):
        values = {
            "id": number,
            "cycle_id": cycle_id,
            "title": "Lấy ý kiến về đề nghị khen thưởng",
            "introduction": "",
            "state": "reported" if is_over else "open",
            "opens_on": first,
            "working_days": _working_days(connection, first, last),
            "closes_on": last,
            "announced_at": "",
            "summary": "",
            "version": 1,
            "entered_at": proposals[0][1],
            "entered_by_id": proposals[0][2],
        }
        connection.execute(_DISCLOSURE.insert().values(**values))
        named = [{"disclosure_id": number, "proposal_id": proposal_id} for proposal_id, _at, _by in proposals]
        connection.execute(_NOMINEE.insert(), named)
    if found and connection.dialect.name == "postgresql":
        connection.execute(
            sa.text("SELECT setval(pg_get_serial_sequence('disclosure', 'id'), :n)"), {"n": len(found)}
        )


def _working_days(connection: Any, first: date, last: date) -> int:
    """The working days after the first day, up to and with the last one; at least one."""
    known = connection.execute(sa.text("SELECT day, is_working FROM holiday")).all()
    changed = {_day(day): bool(is_working) for day, is_working in known}
    days: Iterable[date] = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return max(1, sum(changed.get(day, day.weekday() < 5) for day in days))


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _consultations_into_windows() -> None:
    """Each proposal gets the window of its newest consultation back; drafts were none yet."""
    connection, row = op.get_bind(), _DISCLOSURE.c
    windows = (
        sa.select(_NOMINEE.c.proposal_id, row.opens_on, row.closes_on)
        .join(_DISCLOSURE, row.id == _NOMINEE.c.disclosure_id)
        .where(row.state != "draft")
        .order_by(row.id)
    )
    for proposal_id, first, last in connection.execute(windows).all():
        connection.execute(
            _PROPOSAL.update()
            .where(_PROPOSAL.c.id == proposal_id)
            .values(disclosed_from=first, disclosed_to=last)
        )
