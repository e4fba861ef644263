"""The year at work: calendar, campaigns, evidence, spreadsheets on their way in, search, pace of mail.

Columns are added in place: rebuilding tables would break the keys of those that point at them.
"""

import sqlalchemy as sa
from alembic import op

import emulation.models.types as types

revision = "0003_year_at_work"
down_revision = "0002_safety"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_calendar_feed_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
        sa.UniqueConstraint("user_id", name=op.f("uq_calendar_feed_user_id")),
    )
    op.create_table(
        "campaign",
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("name", types.Words(), nullable=False),
        sa.Column("slogan", types.Words(), nullable=False),
        sa.Column("purpose", types.Words(), nullable=False),
        sa.Column("criteria", types.Words(), nullable=False),
        sa.Column("basis", types.Words(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("launched_on", sa.Date(), nullable=True),
        sa.Column("launch_number", types.Words(), nullable=False),
        sa.Column("state_reason", types.Words(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("provenance", sa.String(length=32), nullable=False),
        sa.Column("source", types.Words(), nullable=False),
        sa.Column("note", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_campaign_dates")),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_campaign_cluster_id_cluster")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name=op.f("fk_campaign_entered_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index(op.f("ix_campaign_cluster_id"), "campaign", ["cluster_id"], unique=False)

    op.create_table(
        "search_entry",
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("sight", sa.String(length=32), nullable=False),
        sa.Column("title", types.Words(), nullable=False),
        sa.Column("detail", types.Words(), nullable=False),
        sa.Column("href", types.Words(), nullable=False),
        sa.Column("search_text", types.Words(), nullable=False),
        sa.Column("sort_key", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_search_entry_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_search_entry_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("object_type", "object_id", name=op.f("uq_search_entry_object_type_object_id")),
    )
    op.create_index(op.f("ix_search_entry_cluster_id"), "search_entry", ["cluster_id"], unique=False)
    op.create_index(op.f("ix_search_entry_member_id"), "search_entry", ["member_id"], unique=False)

    op.create_table(
        "campaign_file",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("caption", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_file_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_campaign_file_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_file")),
    )
    op.create_index(op.f("ix_campaign_file_campaign_id"), "campaign_file", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_goal",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", types.Words(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("operator", sa.String(length=32), nullable=False),
        sa.Column("low", types.Figure(), nullable=True),
        sa.Column("high", types.Figure(), nullable=True),
        sa.Column("unit", types.Words(), nullable=False),
        sa.Column("national_task", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_goal_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_campaign_goal_indicator_id_indicator")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_goal")),
        sa.UniqueConstraint("campaign_id", "position", name=op.f("uq_campaign_goal_campaign_id_position")),
    )
    op.create_index(op.f("ix_campaign_goal_campaign_id"), "campaign_goal", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_pilot",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("name", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_pilot_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_campaign_pilot_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_pilot")),
    )
    op.create_index(op.f("ix_campaign_pilot_campaign_id"), "campaign_pilot", ["campaign_id"], unique=False)

    op.create_table(
        "campaign_registration",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("content", types.Words(), nullable=False),
        sa.Column("contact", types.Words(), nullable=False),
        sa.Column("refusal_reason", types.Words(), nullable=False),
        sa.Column("sent_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_registration_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_campaign_registration_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_campaign_registration_decided_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_campaign_registration_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_campaign_registration_member_id_member")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_registration")),
        sa.UniqueConstraint(
            "campaign_id", "member_id", name=op.f("uq_campaign_registration_campaign_id_member_id")
        ),
    )
    op.create_index(
        op.f("ix_campaign_registration_campaign_id"), "campaign_registration", ["campaign_id"], unique=False
    )
    op.create_index(
        op.f("ix_campaign_registration_cluster_id"), "campaign_registration", ["cluster_id"], unique=False
    )
    op.create_index(
        op.f("ix_campaign_registration_member_id"), "campaign_registration", ["member_id"], unique=False
    )

    op.create_table(
        "campaign_report",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("results", types.Words(), nullable=False),
        sa.Column("lessons", types.Words(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_report_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_campaign_report_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_campaign_report_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_campaign_report_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_campaign_report_member_id_member")
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["user.id"], name=op.f("fk_campaign_report_submitted_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_report")),
        sa.UniqueConstraint(
            "campaign_id", "member_id", "kind", name=op.f("uq_campaign_report_campaign_id_member_id_kind")
        ),
    )
    op.create_index(op.f("ix_campaign_report_campaign_id"), "campaign_report", ["campaign_id"], unique=False)
    op.create_index(op.f("ix_campaign_report_cluster_id"), "campaign_report", ["cluster_id"], unique=False)
    op.create_index(op.f("ix_campaign_report_member_id"), "campaign_report", ["member_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("title", types.Words(), nullable=False),
        sa.Column("issuer", types.Words(), nullable=False),
        sa.Column("number", types.Words(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_evidence_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name=op.f("fk_evidence_entered_by_id_user")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_evidence_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_evidence_member_id_member")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["evidence.id"], name=op.f("fk_evidence_replaces_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_evidence_replaces_id")),
    )
    op.create_index(op.f("ix_evidence_cycle_id"), "evidence", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_evidence_file_id"), "evidence", ["file_id"], unique=False)
    op.create_index(op.f("ix_evidence_member_id"), "evidence", ["member_id"], unique=False)

    op.create_table(
        "extension",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=32), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_extension_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["user.id"], name=op.f("fk_extension_entered_by_id_user")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_extension_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension")),
        sa.UniqueConstraint(
            "cycle_id", "member_id", "phase", name=op.f("uq_extension_cycle_id_member_id_phase")
        ),
    )
    op.create_index(op.f("ix_extension_cycle_id"), "extension", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_extension_member_id"), "extension", ["member_id"], unique=False)

    op.create_table(
        "milestone",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("title", types.Words(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("days_before", sa.Integer(), nullable=True),
        sa.Column("place", types.Words(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("provenance", sa.String(length=32), nullable=False),
        sa.Column("source", types.Words(), nullable=False),
        sa.Column("note", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_milestone_dates")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_milestone_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index(op.f("ix_milestone_cycle_id"), "milestone", ["cycle_id"], unique=False)

    op.create_table(
        "sheet_import",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("period", sa.String(length=32), nullable=True),
        sa.Column("name", types.Words(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("layout", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("done_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_sheet_import_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_sheet_import_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_sheet_import_member_id_member")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_import")),
    )
    op.create_index(op.f("ix_sheet_import_cycle_id"), "sheet_import", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_sheet_import_member_id"), "sheet_import", ["member_id"], unique=False)
    op.create_index(op.f("ix_sheet_import_sha256"), "sheet_import", ["sha256"], unique=False)

    op.create_table(
        "campaign_goal_value",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("value", types.Figure(), nullable=True),
        sa.Column("note", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["campaign_goal.id"], name=op.f("fk_campaign_goal_value_goal_id_campaign_goal")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["campaign_report.id"],
            name=op.f("fk_campaign_goal_value_report_id_campaign_report"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_goal_value")),
        sa.UniqueConstraint("report_id", "goal_id", name=op.f("uq_campaign_goal_value_report_id_goal_id")),
    )
    op.create_index(op.f("ix_campaign_goal_value_goal_id"), "campaign_goal_value", ["goal_id"], unique=False)
    op.create_index(
        op.f("ix_campaign_goal_value_report_id"), "campaign_goal_value", ["report_id"], unique=False
    )

    op.create_table(
        "evidence_use",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("page", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_use_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_use")),
        sa.UniqueConstraint(
            "evidence_id",
            "object_type",
            "object_id",
            name=op.f("uq_evidence_use_evidence_id_object_type_object_id"),
        ),
    )
    op.create_index(op.f("ix_evidence_use_evidence_id"), "evidence_use", ["evidence_id"], unique=False)

    op.create_table(
        "campaign_content",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_content_campaign_id_campaign")
        ),
        sa.ForeignKeyConstraint(
            ["content_id"],
            ["agreement_content.id"],
            name=op.f("fk_campaign_content_content_id_agreement_content"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_content")),
        sa.UniqueConstraint(
            "campaign_id", "content_id", name=op.f("uq_campaign_content_campaign_id_content_id")
        ),
    )
    op.create_index(
        op.f("ix_campaign_content_campaign_id"), "campaign_content", ["campaign_id"], unique=False
    )
    op.create_index(op.f("ix_campaign_content_content_id"), "campaign_content", ["content_id"], unique=False)

    op.add_column("cycle", sa.Column("received_on", sa.Date(), nullable=True))

    op.add_column(
        "pledge_target", sa.Column("is_qualitative", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("pledge_target", sa.Column("due_on", sa.Date(), nullable=True))
    op.add_column(
        "pledge_target", sa.Column("return_reason", types.Words(), nullable=False, server_default="")
    )

    op.add_column("report_line", sa.Column("return_reason", types.Words(), nullable=False, server_default=""))

    op.add_column("user", sa.Column("mail_pace", sa.String(length=32), nullable=False, server_default="each"))
    op.add_column(
        "user", sa.Column("wants_reminders", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("user", sa.Column("digest_at", types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("user", "digest_at")
    op.drop_column("user", "wants_reminders")
    op.drop_column("user", "mail_pace")

    op.drop_column("report_line", "return_reason")

    op.drop_column("pledge_target", "return_reason")
    op.drop_column("pledge_target", "due_on")
    op.drop_column("pledge_target", "is_qualitative")

    op.drop_column("cycle", "received_on")

    op.drop_index(op.f("ix_campaign_content_content_id"), table_name="campaign_content")
    op.drop_index(op.f("ix_campaign_content_campaign_id"), table_name="campaign_content")

    op.drop_table("campaign_content")
    op.drop_index(op.f("ix_evidence_use_evidence_id"), table_name="evidence_use")

    op.drop_table("evidence_use")
    op.drop_index(op.f("ix_campaign_goal_value_report_id"), table_name="campaign_goal_value")
    op.drop_index(op.f("ix_campaign_goal_value_goal_id"), table_name="campaign_goal_value")

    op.drop_table("campaign_goal_value")
    op.drop_index(op.f("ix_sheet_import_sha256"), table_name="sheet_import")
    op.drop_index(op.f("ix_sheet_import_member_id"), table_name="sheet_import")
    op.drop_index(op.f("ix_sheet_import_cycle_id"), table_name="sheet_import")

    op.drop_table("sheet_import")
    op.drop_index(op.f("ix_milestone_cycle_id"), table_name="milestone")

    op.drop_table("milestone")
    op.drop_index(op.f("ix_extension_member_id"), table_name="extension")
    op.drop_index(op.f("ix_extension_cycle_id"), table_name="extension")

    op.drop_table("extension")
    op.drop_index(op.f("ix_evidence_member_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_file_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_cycle_id"), table_name="evidence")

    op.drop_table("evidence")
    op.drop_index(op.f("ix_campaign_report_member_id"), table_name="campaign_report")
    op.drop_index(op.f("ix_campaign_report_cluster_id"), table_name="campaign_report")
    op.drop_index(op.f("ix_campaign_report_campaign_id"), table_name="campaign_report")

    op.drop_table("campaign_report")
    op.drop_index(op.f("ix_campaign_registration_member_id"), table_name="campaign_registration")
    op.drop_index(op.f("ix_campaign_registration_cluster_id"), table_name="campaign_registration")
    op.drop_index(op.f("ix_campaign_registration_campaign_id"), table_name="campaign_registration")

    op.drop_table("campaign_registration")
    op.drop_index(op.f("ix_campaign_pilot_campaign_id"), table_name="campaign_pilot")

    op.drop_table("campaign_pilot")
    op.drop_index(op.f("ix_campaign_goal_campaign_id"), table_name="campaign_goal")

    op.drop_table("campaign_goal")
    op.drop_index(op.f("ix_campaign_file_campaign_id"), table_name="campaign_file")

    op.drop_table("campaign_file")
    op.drop_index(op.f("ix_search_entry_member_id"), table_name="search_entry")
    op.drop_index(op.f("ix_search_entry_cluster_id"), table_name="search_entry")

    op.drop_table("search_entry")
    op.drop_index(op.f("ix_campaign_cluster_id"), table_name="campaign")

    op.drop_table("campaign")
    op.drop_table("calendar_feed")
