"""Foundation: tasks, events, runs, roadmaps, units, learners."""

import sqlalchemy as sa
from alembic import op

from milepost.storage.column_types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idempotency",
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("route", sa.String(length=200), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "key", name=op.f("pk_idempotency")),
    )
    op.create_table(
        "instance",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_instance")),
    )
    op.create_table(
        "learner_concept",
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("concept_key", sa.String(length=160), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "not_started", "in_progress", "done", name="state", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "concept_key", name=op.f("pk_learner_concept")),
    )
    op.create_table(
        "process",
        sa.Column("process_id", sa.String(length=64), nullable=False),
        sa.Column("beat_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("process_id", name=op.f("pk_process")),
    )
    op.create_table(
        "roadmap",
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "drafting", "in_review", "approved", name="state", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("roadmap_id", name=op.f("pk_roadmap")),
    )
    with op.batch_alter_table("roadmap", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_roadmap_owner_id_roadmap_id"), ["owner_id", "roadmap_id"], unique=False
        )

    op.create_table(
        "setting",
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "name", name=op.f("pk_setting")),
    )
    op.create_table(
        "quiz_attempt",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("concept_id", sa.String(length=120), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_quiz_attempt_roadmap_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_quiz_attempt")),
    )
    with op.batch_alter_table("quiz_attempt", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_quiz_attempt_owner_id_roadmap_id_concept_id"),
            ["owner_id", "roadmap_id", "concept_id"],
            unique=False,
        )

    op.create_table(
        "roadmap_revision",
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column(
            "by",
            sa.Enum("planner", "person", "revert", name="by", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("operations", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_roadmap_revision_roadmap_id")
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "revision", name=op.f("pk_roadmap_revision")),
    )
    op.create_table(
        "task",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("parent_task_id", sa.String(length=32), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("planner", sa.String(length=64), nullable=False),
        sa.Column("today", sa.String(10), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "processing",
                "human_review_pending",
                "completed",
                "partial_failure",
                "failed",
                "cancelled",
                name="status",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "step",
            sa.Enum(
                "queued",
                "intent_analysis",
                "curriculum_design",
                "structure_validation",
                "roadmap_edit",
                "human_review",
                "content_generation",
                "finished",
                name="step",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("progress_done", sa.Integer(), nullable=False),
        sa.Column("progress_total", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.String(length=32), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("draft_attempt", sa.Integer(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_task_roadmap_id")),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_owner_id_task_id"), ["owner_id", "task_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_task_roadmap_id_task_id"), ["roadmap_id", "task_id"], unique=False
        )

    op.create_table(
        "unit",
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("concept_id", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("tutorial", "resources", "quiz", name="kind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "running",
                "completed",
                "failed",
                "skipped",
                name="status",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_unit_roadmap_id")),
        sa.PrimaryKeyConstraint("roadmap_id", "concept_id", "kind", name=op.f("pk_unit")),
    )
    op.create_table(
        "unit_content",
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("concept_id", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("tutorial", "resources", "quiz", name="kind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("author", sa.String(length=64), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_unit_content_roadmap_id")
        ),
        sa.PrimaryKeyConstraint("roadmap_id", "concept_id", "kind", "version", name=op.f("pk_unit_content")),
    )
    op.create_table(
        "draft_stage",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.task_id"], name=op.f("fk_draft_stage_task_id")),
        sa.PrimaryKeyConstraint("task_id", "attempt", "index", name=op.f("pk_draft_stage")),
    )
    op.create_table(
        "review",
        sa.Column("review_id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "approved",
                "rejected",
                "closed",
                name="state",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_review_roadmap_id")),
        sa.ForeignKeyConstraint(["task_id"], ["task.task_id"], name=op.f("fk_review_task_id")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_review")),
        sa.UniqueConstraint("task_id", "round", name=op.f("uq_review_task_id_round")),
    )
    op.create_table(
        "run",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("plan", "edit", "gen", name="kind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column(
            "state",
            sa.Enum("open", "ended", "lost", name="state", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("outcome", sa.String(length=64), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["task_id"], ["task.task_id"], name=op.f("fk_run_task_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_run")),
    )
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_task_id"), ["task_id"], unique=False)

    op.create_table(
        "task_event",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.task_id"], name=op.f("fk_task_event_task_id")),
        sa.PrimaryKeyConstraint("task_id", "seq", name=op.f("pk_task_event")),
        sa.UniqueConstraint("task_id", "key", name=op.f("uq_task_event_task_id_key")),
    )
    op.create_table(
        "task_unit",
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("roadmap_id", sa.String(length=32), nullable=False),
        sa.Column("concept_id", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("tutorial", "resources", "quiz", name="kind", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["task_id"], ["task.task_id"], name=op.f("fk_task_unit_task_id")),
        sa.PrimaryKeyConstraint("task_id", "position", name=op.f("pk_task_unit")),
        sa.UniqueConstraint(
            "task_id", "concept_id", "kind", name=op.f("uq_task_unit_task_id_concept_id_kind")
        ),
    )


def downgrade() -> None:
    op.drop_table("task_unit")
    op.drop_table("task_event")
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_task_id"))
        batch_op.drop_index(batch_op.f("ix_run_state"))

    op.drop_table("run")
    op.drop_table("review")
    op.drop_table("draft_stage")
    op.drop_table("unit_content")
    op.drop_table("unit")
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_task_roadmap_id_task_id"))
        batch_op.drop_index(batch_op.f("ix_task_owner_id_task_id"))

    op.drop_table("task")
    op.drop_table("roadmap_revision")
    with op.batch_alter_table("quiz_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_quiz_attempt_owner_id_roadmap_id_concept_id"))

    op.drop_table("quiz_attempt")
    op.drop_table("setting")
    with op.batch_alter_table("roadmap", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roadmap_owner_id_roadmap_id"))

    op.drop_table("roadmap")
    op.drop_table("process")
    op.drop_table("learner_concept")
    op.drop_table("instance")
    op.drop_table("idempotency")
