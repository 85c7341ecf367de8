"""Language models: providers, which model plays which part, caps, stored answers, and the ledger of what was spent."""

import sqlalchemy as sa
from alembic import op

from milepost.storage.column_types import IdText, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _closed_set(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def upgrade() -> None:
    op.create_table(
        "model_provider",
        sa.Column("provider_id", IdText(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            _closed_set("kind", "openai_compatible", "openai_responses", "anthropic", "google"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=True),
        sa.Column("encrypted_key", sa.Text(), nullable=True),
        sa.Column(
            "output_mode", _closed_set("output_mode", "auto", "tool", "native", "prompted"), nullable=False
        ),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_model_provider")),
        sa.UniqueConstraint("owner_id", "name", name=op.f("uq_model_provider_owner_id_name")),
    )
    op.create_table(
        "model_role",
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("role", _closed_set("role", "planner", "author", "fallback"), nullable=False),
        sa.Column("provider_id", IdText(length=32), nullable=False),
        sa.Column("model", IdText(length=200), nullable=False),
        sa.Column("context_tokens", sa.Integer(), nullable=True),
        sa.Column("input_price_micros", sa.BigInteger(), nullable=True),
        sa.Column("output_price_micros", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["model_provider.provider_id"], name=op.f("fk_model_role_provider_id")
        ),
        sa.PrimaryKeyConstraint("owner_id", "role", name=op.f("pk_model_role")),
    )
    op.create_table(
        "model_caps",
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("per_task_micros", sa.BigInteger(), nullable=True),
        sa.Column("per_day_micros", sa.BigInteger(), nullable=True),
        sa.Column("per_task_tokens", sa.BigInteger(), nullable=True),
        sa.Column("per_day_tokens", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("owner_id", name=op.f("pk_model_caps")),
    )
    op.create_table(
        "model_answer",
        sa.Column("task_id", IdText(length=32), nullable=False),
        sa.Column("place", IdText(length=200), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prompt_hash", sa.String(length=64), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("model", IdText(length=200), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("usage", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint(
            "task_id", "place", "attempt", "number", "prompt_hash", "input_hash", "model", "owner_id",
            name=op.f("pk_model_answer"),
        ),
    )  # fmt: skip
    op.create_table(
        "model_spend",
        sa.Column("spend_id", IdText(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("task_id", IdText(length=32), nullable=False),
        sa.Column("place", IdText(length=200), nullable=False),
        sa.Column("model", IdText(length=200), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("state", _closed_set("state", "reserved", "settled"), nullable=False),
        sa.Column("micros", sa.BigInteger(), nullable=False),
        sa.Column("tokens", sa.BigInteger(), nullable=False),
        sa.Column("input_tokens", sa.BigInteger(), nullable=False),
        sa.Column("output_tokens", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("spend_id", name=op.f("pk_model_spend")),
    )
    op.create_index(op.f("ix_model_spend_owner_id_day"), "model_spend", ["owner_id", "day"])
    op.create_index(op.f("ix_model_spend_task_id"), "model_spend", ["task_id"])


def downgrade() -> None:
    for table in ("model_spend", "model_answer", "model_caps", "model_role", "model_provider"):
        op.drop_table(table)
