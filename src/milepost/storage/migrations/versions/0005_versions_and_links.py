"""Versions of content: which one is read, what was asked of it, questions found wrong, texts that grow; and the links
that roadmaps list: what is known of each, and when it is looked at again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from milepost.storage.column_types import IdText, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _closed_set(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True)


def upgrade() -> None:
    _add_versions()
    _add_links()
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("estimates", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.drop_column("estimates")
    for table in ("resource_link", "live_text", "quiz_item_removal"):
        op.drop_table(table)
    with op.batch_alter_table("unit_content", schema=None) as batch_op:
        batch_op.drop_column("instructions")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_column("asked")
        batch_op.drop_column("versions")


def _add_versions() -> None:
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("versions", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("asked", sa.Text(), nullable=True))
    # Until now the newest version was the one that is read.
    op.execute("UPDATE unit SET versions = version")
    with op.batch_alter_table("unit_content", schema=None) as batch_op:
        batch_op.add_column(sa.Column("instructions", sa.Text(), nullable=True))
    op.create_table(
        "quiz_item_removal",
        sa.Column("roadmap_id", IdText(length=32), nullable=False),
        sa.Column("concept_id", IdText(length=120), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", IdText(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_quiz_item_removal_roadmap_id")
        ),
        sa.PrimaryKeyConstraint(
            "roadmap_id", "concept_id", "version", "item_id", name=op.f("pk_quiz_item_removal")
        ),
    )
    op.create_table(
        "live_text",
        sa.Column("roadmap_id", IdText(length=32), nullable=False),
        sa.Column("concept_id", IdText(length=120), nullable=False),
        sa.Column("kind", _closed_set("kind", "tutorial", "resources", "quiz"), nullable=False),
        sa.Column("followed_until", UtcDateTime(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("beginning", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_live_text_roadmap_id")),
        sa.PrimaryKeyConstraint("roadmap_id", "concept_id", "kind", name=op.f("pk_live_text")),
    )


def _add_links() -> None:
    table = op.create_table(
        "resource_link",
        sa.Column("roadmap_id", IdText(length=32), nullable=False),
        sa.Column("concept_id", IdText(length=120), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("by", _closed_set("by", "catalog", "model"), nullable=False),
        sa.Column("state", _closed_set("state", "ok", "dead", "unknown", "not_checked"), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("missed_at", UtcDateTime(), nullable=True),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["roadmap_id"], ["roadmap.roadmap_id"], name=op.f("fk_resource_link_roadmap_id")
        ),
        sa.PrimaryKeyConstraint(
            "roadmap_id", "concept_id", "version", "position", name=op.f("pk_resource_link")
        ),
    )
    op.create_index(op.f("ix_resource_link_next_at"), "resource_link", ["next_at"])
    if rows := list(_links_there_are()):
        op.bulk_insert(table, rows)


def _links_there_are() -> Iterator[dict[str, Any]]:
    """A row for each link that was listed before there was this table; due when its content was written."""
    contents = op.get_bind().execute(
        sa.text(
            "SELECT roadmap_id, concept_id, version, content, author, created_at FROM unit_content "
            "WHERE kind = 'resources'"
        ).columns(created_at=UtcDateTime())
    )
    for content in contents:
        for position, resource in enumerate(json.loads(content.content)["resources"]):
            day = resource.get("checked_at")
            yield {
                "roadmap_id": content.roadmap_id,
                "concept_id": content.concept_id,
                "version": content.version,
                "position": position,
                "url": resource["url"],
                "title": resource["title"],
                "language": resource["language"],
                "by": "model" if content.author == "model" else "catalog",
                "state": resource["check"],
                "reason": None,
                "checked_at": datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None,
                "missed_at": None,
                "misses": 0,
                "next_at": content.created_at,
                "claimed_until": None,
            }
