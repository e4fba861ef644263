"""Scores that can be defended: cross-checks, explanations, criteria not assigned, approvers, editions of a ranking.

Columns are added in place: rebuilding tables would break the keys of those that point at them.
"""

import sqlalchemy as sa
from alembic import op

import emulation.models.types as types

revision = "0004_defended_scores"
down_revision = "0003_year_at_work"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cross_roster",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("checks_each", sa.Integer(), nullable=False),
        sa.Column("years_apart", sa.Integer(), nullable=False),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("opened_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cross_roster_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_cross_roster_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["user.id"], name=op.f("fk_cross_roster_opened_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_roster")),
        sa.UniqueConstraint("cycle_id", name=op.f("uq_cross_roster_cycle_id")),
    )
    op.create_table(
        "cross_sheet",
        sa.Column("roster_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("checker_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.Column("sealed_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("seal_code", sa.String(length=64), nullable=False),
        sa.Column("seal_salt", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("checker_id <> member_id", name=op.f("ck_cross_sheet_not_itself")),
        sa.ForeignKeyConstraint(["checker_id"], ["member.id"], name=op.f("fk_cross_sheet_checker_id_member")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_cross_sheet_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user.id"], name=op.f("fk_cross_sheet_entered_by_id_user")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_cross_sheet_member_id_member")),
        sa.ForeignKeyConstraint(
            ["roster_id"], ["cross_roster.id"], name=op.f("fk_cross_sheet_roster_id_cross_roster")
        ),
        sa.ForeignKeyConstraint(["sealed_by_id"], ["user.id"], name=op.f("fk_cross_sheet_sealed_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_sheet")),
        sa.UniqueConstraint(
            "cycle_id", "checker_id", "member_id", name=op.f("uq_cross_sheet_cycle_id_checker_id_member_id")
        ),
    )
    op.create_index(op.f("ix_cross_sheet_checker_id"), "cross_sheet", ["checker_id"], unique=False)
    op.create_index(op.f("ix_cross_sheet_cycle_id"), "cross_sheet", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_cross_sheet_member_id"), "cross_sheet", ["member_id"], unique=False)
    op.create_index(op.f("ix_cross_sheet_roster_id"), "cross_sheet", ["roster_id"], unique=False)

    op.create_table(
        "ranking_approval",
        sa.Column("ranking_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", types.Words(), nullable=False),
        sa.Column("named_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("named_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["named_by_id"], ["user.id"], name=op.f("fk_ranking_approval_named_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["ranking_id"], ["year_ranking.id"], name=op.f("fk_ranking_approval_ranking_id_year_ranking")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_ranking_approval_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_approval")),
        sa.UniqueConstraint("ranking_id", "user_id", name=op.f("uq_ranking_approval_ranking_id_user_id")),
    )
    op.create_index(op.f("ix_ranking_approval_ranking_id"), "ranking_approval", ["ranking_id"], unique=False)

    op.create_table(
        "cross_line",
        sa.Column("cross_sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("points", types.Points(), nullable=True),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_cross_line_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["cross_sheet_id"], ["cross_sheet.id"], name=op.f("fk_cross_line_cross_sheet_id_cross_sheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cross_line")),
        sa.UniqueConstraint(
            "cross_sheet_id", "criterion_id", name=op.f("uq_cross_line_cross_sheet_id_criterion_id")
        ),
    )
    op.create_index(op.f("ix_cross_line_criterion_id"), "cross_line", ["criterion_id"], unique=False)
    op.create_index(op.f("ix_cross_line_cross_sheet_id"), "cross_line", ["cross_sheet_id"], unique=False)

    op.create_table(
        "exemption",
        sa.Column("scorecard_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("reason", types.Words(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criterion.id"], name=op.f("fk_exemption_criterion_id_criterion")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_exemption_member_id_member")),
        sa.ForeignKeyConstraint(
            ["scorecard_id"], ["scorecard.id"], name=op.f("fk_exemption_scorecard_id_scorecard")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exemption")),
        sa.UniqueConstraint("criterion_id", "member_id", name=op.f("uq_exemption_criterion_id_member_id")),
    )
    op.create_index(op.f("ix_exemption_scorecard_id"), "exemption", ["scorecard_id"], unique=False)

    op.create_table(
        "explanation",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("asked_points", types.Points(), nullable=True),
        sa.Column("asked_reason", types.Words(), nullable=False),
        sa.Column("asked_at", types.UtcDateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("text", types.Words(), nullable=False),
        sa.Column("return_reason", types.Words(), nullable=False),
        sa.Column("written_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("sent_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Integer(), nullable=True),
        sa.Column("days_late", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("outcome_points", types.Points(), nullable=True),
        sa.Column("outcome_reason", types.Words(), nullable=False),
        sa.Column("settled_at", types.UtcDateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_explanation_asked_by_id_user")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_explanation_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["score_line.id"], name=op.f("fk_explanation_line_id_score_line")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_explanation_member_id_member")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["user.id"], name=op.f("fk_explanation_sent_by_id_user")),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["user.id"], name=op.f("fk_explanation_settled_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_explanation_written_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sa.UniqueConstraint("line_id", name=op.f("uq_explanation_line_id")),
    )
    op.create_index(op.f("ix_explanation_cycle_id"), "explanation", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_explanation_member_id"), "explanation", ["member_id"], unique=False)

    op.add_column(
        "ranking_correction", sa.Column("edition", sa.Integer(), server_default="2", nullable=False)
    )
    op.add_column("ranking_correction", sa.Column("places", sa.JSON(), server_default="{}", nullable=False))
    op.add_column(
        "ranking_correction", sa.Column("checksum", sa.String(length=64), server_default="", nullable=False)
    )
    op.execute(
        "UPDATE ranking_correction SET edition = 1 + (SELECT count(*) FROM ranking_correction AS other"
        " WHERE other.ranking_id = ranking_correction.ranking_id AND other.id <= ranking_correction.id)"
    )
    op.create_index(
        "ix_ranking_correction_ranking_id_edition",
        "ranking_correction",
        ["ranking_id", "edition"],
        unique=True,
    )


def downgrade() -> None:
    op.drop_index("ix_ranking_correction_ranking_id_edition", table_name="ranking_correction")
    op.drop_column("ranking_correction", "checksum")
    op.drop_column("ranking_correction", "places")
    op.drop_column("ranking_correction", "edition")

    op.drop_index(op.f("ix_explanation_member_id"), table_name="explanation")
    op.drop_index(op.f("ix_explanation_cycle_id"), table_name="explanation")

    op.drop_table("explanation")
    op.drop_index(op.f("ix_exemption_scorecard_id"), table_name="exemption")

    op.drop_table("exemption")
    op.drop_index(op.f("ix_cross_line_cross_sheet_id"), table_name="cross_line")
    op.drop_index(op.f("ix_cross_line_criterion_id"), table_name="cross_line")

    op.drop_table("cross_line")
    op.drop_index(op.f("ix_ranking_approval_ranking_id"), table_name="ranking_approval")

    op.drop_table("ranking_approval")
    op.drop_index(op.f("ix_cross_sheet_roster_id"), table_name="cross_sheet")
    op.drop_index(op.f("ix_cross_sheet_member_id"), table_name="cross_sheet")
    op.drop_index(op.f("ix_cross_sheet_cycle_id"), table_name="cross_sheet")
    op.drop_index(op.f("ix_cross_sheet_checker_id"), table_name="cross_sheet")

    op.drop_table("cross_sheet")
    op.drop_table("cross_roster")
