"""Calendar feeds: one secret address per roadmap, kept as a hash; and which revision a revert brought back."""

import sqlalchemy as sa
from alembic import op

from milepost.storage.column_types import IdText, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feed",
        sa.Column("roadmap_id", IdText(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_calendar_feed_roadmap_id")
        ),
        sa.PrimaryKeyConstraint("roadmap_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    with op.batch_alter_table("roadmap_revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restores", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("roadmap_revision", schema=None) as batch_op:
        batch_op.drop_column("restores")
    op.drop_table("calendar_feed")
