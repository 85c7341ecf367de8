"""Every table. Owned rows carry `owner_id`; children inherit it through their parent."""

import sqlalchemy as sa

from milepost.domain.checking.critique import ReviewReport
from milepost.domain.content import Content
from milepost.domain.costs.estimates import TaskEstimates
from milepost.domain.drafts import StageDraft
from milepost.domain.editing.operations import Operation
from milepost.domain.goals import GoalRequest, Intent, UnitKind
from milepost.domain.links import LinkState
from milepost.domain.models import ModelRole, OutputMode, ProviderKind, Usage
from milepost.domain.records import Rewriting, RunArgs, TaskError
from milepost.domain.roadmaps import Plan, RoadmapState
from milepost.domain.tasks import RunState, TaskStatus, TaskStep, UnitStatus
from milepost.storage.column_types import IdText, IsoDate, Json, UtcDateTime, text_enum

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

PUBLIC_ID = IdText(32)
PART_ID = IdText(120)
MODEL_NAME = IdText(200)
MODEL_PLACE = IdText(200)

instance = sa.Table(
    "instance",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

roadmap = sa.Table(
    "roadmap",
    metadata,
    sa.Column("roadmap_id", PUBLIC_ID, primary_key=True),
    sa.Column("owner_id", sa.String(64), nullable=False),
    sa.Column("task_id", PUBLIC_ID, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("goal", sa.Text, nullable=False),
    sa.Column("language", sa.String(8), nullable=False),
    sa.Column("time_zone", sa.String(64), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("state", text_enum(RoadmapState, "state"), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("deleted_at", UtcDateTime),
    sa.Index(None, "owner_id", "roadmap_id"),
    sa.Index(None, "deleted_at"),
)

roadmap_revision = sa.Table(
    "roadmap_revision",
    metadata,
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("plan", Json(Plan), nullable=False),
    sa.Column("by", text_enum(("planner", "person", "revert"), "by"), nullable=False),
    sa.Column("operations", Json(tuple[Operation, ...]), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("restores", sa.Integer),
)

task = sa.Table(
    "task",
    metadata,
    sa.Column("task_id", PUBLIC_ID, primary_key=True),
    sa.Column("owner_id", sa.String(64), nullable=False),
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), nullable=False),
    sa.Column("parent_task_id", PUBLIC_ID),
    sa.Column("request", Json(GoalRequest), nullable=False),
    sa.Column("planner", sa.String(64), nullable=False),
    sa.Column("today", IsoDate, nullable=False),
    sa.Column("status", text_enum(TaskStatus, "status"), nullable=False),
    sa.Column("step", text_enum(TaskStep, "step"), nullable=False),
    sa.Column("progress_done", sa.Integer, nullable=False),
    sa.Column("progress_total", sa.Integer, nullable=False),
    sa.Column("review_id", PUBLIC_ID),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("draft_attempt", sa.Integer, nullable=False),
    sa.Column("intent", Json(Intent)),
    sa.Column("error", Json(TaskError)),
    sa.Column("estimates", Json(TaskEstimates)),
    sa.Column("last_seq", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.Index(None, "owner_id", "task_id"),
    sa.Index(None, "roadmap_id", "task_id"),
)

task_event = sa.Table(
    "task_event",
    metadata,
    sa.Column("task_id", sa.ForeignKey("task.task_id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("type", sa.String(32), nullable=False),
    sa.Column("key", sa.String(300), nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("task_id", "key"),
)

run = sa.Table(
    "run",
    metadata,
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("task_id", sa.ForeignKey("task.task_id"), nullable=False),
    sa.Column("kind", text_enum(("plan", "edit", "gen"), "kind"), nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("args", Json(RunArgs), nullable=False),
    sa.Column("token", sa.String(64)),
    sa.Column("owner", sa.String(64)),
    sa.Column("state", text_enum(RunState, "state"), nullable=False),
    sa.Column("outcome", sa.String(64)),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("ended_at", UtcDateTime),
    sa.Index(None, "task_id"),
    sa.Index(None, "state"),
)

process = sa.Table(
    "process",
    metadata,
    sa.Column("process_id", sa.String(64), primary_key=True),
    sa.Column("beat_at", UtcDateTime, nullable=False),
)

review = sa.Table(
    "review",
    metadata,
    sa.Column("review_id", PUBLIC_ID, primary_key=True),
    sa.Column("task_id", sa.ForeignKey("task.task_id"), nullable=False),
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), nullable=False),
    sa.Column("round", sa.Integer, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("state", text_enum(("open", "approved", "rejected", "closed"), "state"), nullable=False),
    sa.Column("report", Json(ReviewReport), nullable=False),
    sa.Column("feedback", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("decided_at", UtcDateTime),
    sa.UniqueConstraint("task_id", "round"),
)

draft_stage = sa.Table(
    "draft_stage",
    metadata,
    sa.Column("task_id", sa.ForeignKey("task.task_id"), primary_key=True),
    sa.Column("attempt", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("index", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("draft", Json(StageDraft), nullable=False),
)

unit = sa.Table(
    "unit",
    metadata,
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), primary_key=True),
    sa.Column("concept_id", PART_ID, primary_key=True),
    sa.Column("kind", text_enum(UnitKind, "kind"), primary_key=True),
    sa.Column("status", text_enum(UnitStatus, "status"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("versions", sa.Integer, nullable=False, server_default="0"),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("asked", Json(Rewriting)),
)

task_unit = sa.Table(
    "task_unit",
    metadata,
    sa.Column("task_id", sa.ForeignKey("task.task_id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("roadmap_id", PUBLIC_ID, nullable=False),
    sa.Column("concept_id", PART_ID, nullable=False),
    sa.Column("kind", text_enum(UnitKind, "kind"), nullable=False),
    sa.UniqueConstraint("task_id", "concept_id", "kind"),
)

unit_content = sa.Table(
    "unit_content",
    metadata,
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), primary_key=True),
    sa.Column("concept_id", PART_ID, primary_key=True),
    sa.Column("kind", text_enum(UnitKind, "kind"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("content", Json(Content), nullable=False),
    sa.Column("author", sa.String(64), nullable=False),
    sa.Column("task_id", PUBLIC_ID, nullable=False),
    sa.Column("instructions", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

# Content never changes; that a question of it was found wrong stands beside it.
quiz_item_removal = sa.Table(
    "quiz_item_removal",
    metadata,
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), primary_key=True),
    sa.Column("concept_id", PART_ID, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("item_id", PART_ID, primary_key=True),
    sa.Column("reason", sa.Text),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

# A row for each text that is being written while somebody reads along; nothing depends on it.
live_text = sa.Table(
    "live_text",
    metadata,
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), primary_key=True),
    sa.Column("concept_id", PART_ID, primary_key=True),
    sa.Column("kind", text_enum(UnitKind, "kind"), primary_key=True),
    sa.Column("followed_until", UtcDateTime, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("beginning", sa.Integer, nullable=False),
    sa.Column("serial", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

# Content never changes; what is known of the links in it does.
resource_link = sa.Table(
    "resource_link",
    metadata,
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), primary_key=True),
    sa.Column("concept_id", PART_ID, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("by", text_enum(("catalog", "model"), "by"), nullable=False),
    sa.Column("state", text_enum(LinkState, "state"), nullable=False),
    sa.Column("reason", sa.String(32)),
    sa.Column("checked_at", UtcDateTime),
    sa.Column("missed_at", UtcDateTime),
    sa.Column("misses", sa.Integer, nullable=False),
    sa.Column("next_at", UtcDateTime, nullable=False),
    sa.Column("claimed_until", UtcDateTime),
    sa.Index(None, "next_at"),
)

learner_concept = sa.Table(
    "learner_concept",
    metadata,
    sa.Column("owner_id", sa.String(64), primary_key=True),
    sa.Column("concept_key", sa.String(160), primary_key=True),
    sa.Column("state", text_enum(("not_started", "in_progress", "done"), "state"), nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
)

quiz_attempt = sa.Table(
    "quiz_attempt",
    metadata,
    sa.Column("attempt_id", PUBLIC_ID, primary_key=True),
    sa.Column("owner_id", sa.String(64), nullable=False),
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), nullable=False),
    sa.Column("concept_id", PART_ID, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("answers", Json(dict[str, tuple[str, ...]]), nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("passed", sa.Boolean, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Index(None, "owner_id", "roadmap_id", "concept_id"),
)

idempotency = sa.Table(
    "idempotency",
    metadata,
    sa.Column("owner_id", sa.String(64), primary_key=True),
    sa.Column("key", sa.String(200), primary_key=True),
    sa.Column("route", sa.String(200), nullable=False),
    sa.Column("body_hash", sa.String(64), nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

calendar_feed = sa.Table(
    "calendar_feed",
    metadata,
    sa.Column("roadmap_id", sa.ForeignKey("roadmap.roadmap_id"), primary_key=True),
    sa.Column("token_hash", sa.String(64), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("token_hash"),
)

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("owner_id", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(100), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
)

model_provider = sa.Table(
    "model_provider",
    metadata,
    sa.Column("provider_id", PUBLIC_ID, primary_key=True),
    sa.Column("owner_id", sa.String(64), nullable=False),
    sa.Column("kind", text_enum(ProviderKind, "kind"), nullable=False),
    sa.Column("name", sa.String(100), nullable=False),
    sa.Column("base_url", sa.Text),
    sa.Column("encrypted_key", sa.Text),
    sa.Column("output_mode", text_enum(OutputMode, "output_mode"), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("updated_at", UtcDateTime, nullable=False),
    sa.UniqueConstraint("owner_id", "name"),
)

model_role = sa.Table(
    "model_role",
    metadata,
    sa.Column("owner_id", sa.String(64), primary_key=True),
    sa.Column("role", text_enum(ModelRole, "role"), primary_key=True),
    sa.Column("provider_id", sa.ForeignKey("model_provider.provider_id"), nullable=False),
    sa.Column("model", MODEL_NAME, nullable=False),
    sa.Column("context_tokens", sa.Integer),
    sa.Column("input_price_micros", sa.BigInteger),
    sa.Column("output_price_micros", sa.BigInteger),
)

model_caps = sa.Table(
    "model_caps",
    metadata,
    sa.Column("owner_id", sa.String(64), primary_key=True),
    sa.Column("per_task_micros", sa.BigInteger),
    sa.Column("per_day_micros", sa.BigInteger),
    sa.Column("per_task_tokens", sa.BigInteger),
    sa.Column("per_day_tokens", sa.BigInteger),
)

model_answer = sa.Table(
    "model_answer",
    metadata,
    sa.Column("task_id", PUBLIC_ID, primary_key=True),
    sa.Column("place", MODEL_PLACE, primary_key=True),
    sa.Column("attempt", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("prompt_hash", sa.String(64), primary_key=True),
    sa.Column("input_hash", sa.String(64), primary_key=True),
    sa.Column("model", MODEL_NAME, primary_key=True),
    sa.Column("owner_id", sa.String(64), primary_key=True),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("usage", Json(Usage), nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
)

# Not a child of the task: what was spent on a roadmap counts for the day after the roadmap is gone.
model_spend = sa.Table(
    "model_spend",
    metadata,
    sa.Column("spend_id", PUBLIC_ID, primary_key=True),
    sa.Column("owner_id", sa.String(64), nullable=False),
    sa.Column("task_id", PUBLIC_ID, nullable=False),
    sa.Column("place", MODEL_PLACE, nullable=False),
    sa.Column("model", MODEL_NAME, nullable=False),
    sa.Column("day", IsoDate, nullable=False),
    sa.Column("state", text_enum(("reserved", "settled"), "state"), nullable=False),
    sa.Column("micros", sa.BigInteger, nullable=False),
    sa.Column("tokens", sa.BigInteger, nullable=False),
    sa.Column("input_tokens", sa.BigInteger, nullable=False),
    sa.Column("output_tokens", sa.BigInteger, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("settled_at", UtcDateTime),
    sa.Index(None, "owner_id", "day"),
    sa.Index(None, "task_id"),
)
