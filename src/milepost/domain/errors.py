"""Failures a caller can act on. They know nothing of HTTP; `api/problems.py` maps each to a status.

MilepostError
├── RequestRefused          the request itself is at fault
├── NotFound                there is no such thing
├── Conflict                it is at odds with what is there now
├── TooMany                 it is more at once than anybody may have
└── Unavailable             something that is needed cannot be reached now
"""

from collections.abc import Sequence


class MilepostError(Exception):
    """Base of every failure that is not a bug."""

    slug = "error"
    title = "Something went wrong"
    retry_after_seconds: int | None = None
    """When the same request may succeed; None when time alone does not help."""

    def extra(self) -> dict[str, object]:
        """Further members of the problem document."""
        return {}


class RequestRefused(MilepostError):
    """The request cannot be carried out as it stands."""


class NotFound(MilepostError):
    """There is no such thing for this owner."""

    hint: str | None = None
    """The call that was probably meant."""


class Conflict(MilepostError):
    """The request is at odds with the present state."""


class TooMany(MilepostError):
    """More at once than anybody may have; fewer, or later, is fine."""

    retry_after_seconds = 5


class TooManyStreams(TooMany):
    slug = "too-many-streams"
    title = "Too many streams"

    def __init__(self, *, retry_after_seconds: int = TooMany.retry_after_seconds) -> None:
        self.retry_after_seconds = retry_after_seconds
        super().__init__(
            "Too many streams are open, or are being opened, at once. Close some, or try again shortly."
        )


class Unavailable(MilepostError):
    """Something that is needed cannot be reached now; the same request may succeed later."""

    retry_after_seconds = 2


class StorageUnreachable(Unavailable):
    slug = "storage-unreachable"
    title = "The database cannot be reached"

    def __init__(self, *, is_undone: bool = False) -> None:
        """`is_undone` says that certainly nothing was changed, so that the same may be tried again."""
        self.is_undone = is_undone
        # Not "nothing was changed": whoever loses the connection while committing cannot know.
        super().__init__("The database cannot be reached at the moment. Try again shortly.")


class GoalNotCovered(RequestRefused):
    slug = "goal-not-covered"
    title = "This goal is not in the catalog"

    def __init__(self, *, nearest: Sequence[tuple[str, str]], unmatched: Sequence[str]) -> None:
        """`nearest` are (goal id, name) pairs, best first."""
        self.nearest = tuple(nearest)
        self.unmatched = tuple(unmatched)
        super().__init__(
            "No goal of the catalog covers this. Choose one of the nearest goals, or add a model in the settings of "
            "models and choose it as planner."
        )

    def extra(self) -> dict[str, object]:
        return {"nearest": _named(self.nearest), "unmatched": list(self.unmatched)}


class GoalAmbiguous(RequestRefused):
    slug = "goal-ambiguous"
    title = "This goal can mean several things"

    def __init__(self, *, candidates: Sequence[tuple[str, str]]) -> None:
        """`candidates` are (goal id, name) pairs, best first."""
        self.candidates = tuple(candidates)
        names = ", ".join(name for _, name in self.candidates)
        super().__init__(f"Did you mean one of: {names}? Send it again with goal_ids.")

    def extra(self) -> dict[str, object]:
        return {"candidates": _named(self.candidates)}


def _named(pairs: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"goal_id": goal_id, "name": name} for goal_id, name in pairs]


class UnknownGoal(RequestRefused):
    slug = "unknown-goal"
    title = "No such catalog goal"

    def __init__(self, goal_id: str, *, available: Sequence[str]) -> None:
        super().__init__(f"The catalog has no goal {goal_id!r}. It has: {', '.join(available)}.")


class DeadlineInThePast(RequestRefused):
    slug = "deadline-in-the-past"
    title = "The deadline has passed"

    def __init__(self, deadline: str, today: str) -> None:
        super().__init__(
            f"The deadline {deadline} is before the first day of study, {today}. Choose a later day."
        )


class FeedbackNotUnderstood(RequestRefused):
    slug = "feedback-not-understood"
    title = "The change was not understood"

    def __init__(self, not_understood: Sequence[str]) -> None:
        self.not_understood = tuple(not_understood)
        super().__init__(
            "Nothing in the feedback was understood. Name a concept and what to do with it, such as "
            "'drop decorators' or 'I already know loops'."
        )

    def extra(self) -> dict[str, object]:
        return {"not_understood": list(self.not_understood)}


class NothingToChange(RequestRefused):
    slug = "nothing-to-change"
    title = "A rejection needs a change"

    def __init__(self) -> None:
        super().__init__("Say what to change, in feedback or as operations, or cancel the task.")


class FeedbackWithApproval(RequestRefused):
    slug = "feedback-with-approval"
    title = "An approval takes no feedback"

    def __init__(self) -> None:
        super().__init__("Approve without feedback, or reject with it to have the roadmap changed first.")


class OperationRefused(RequestRefused):
    slug = "operation-refused"
    title = "An edit cannot be applied"

    def __init__(self, index: int, detail: str, *, place: str = "") -> None:
        """`index` is the place of the refused operation in the list, from 0; `place` points into it: `/order/2`."""
        self.index = index
        self.reason = detail
        self.place = place
        super().__init__(f"Operation {index + 1}: {detail}")

    def extra(self) -> dict[str, object]:
        return {"errors": [{"pointer": f"/operations/{self.index}{self.place}", "detail": self.reason}]}


class UnknownQuizItem(RequestRefused):
    slug = "unknown-quiz-item"
    title = "The answer names no question of this quiz"

    def __init__(self, item_id: str) -> None:
        super().__init__(f"This version of the quiz has no item {item_id[:64]!r}. Load the quiz again.")


class PlacementAnswerRefused(RequestRefused):
    slug = "placement-answer-refused"
    title = "An answer does not belong to this quiz"

    def __init__(self, index: int, detail: str, *, place: str = "") -> None:
        """`index` is the place of the answer in the list, from 0; `place` points into it: `/item_id`."""
        self.index = index
        self.reason = detail
        self.place = place
        super().__init__(f"Answer {index + 1}: {detail}")

    def extra(self) -> dict[str, object]:
        return {"errors": [{"pointer": f"/answers/{self.index}{self.place}", "detail": self.reason}]}


class MalformedCursor(RequestRefused):
    slug = "malformed-cursor"
    title = "The cursor is not one of ours"

    def __init__(self) -> None:
        super().__init__(
            "Pass next_cursor of the page before, unchanged, or leave it out for the first page."
        )


class ParameterRefused(RequestRefused):
    slug = "invalid-request"
    title = "The request is not valid"

    def __init__(self, pointer: str, detail: str) -> None:
        self.pointer = pointer
        self.reason = detail
        super().__init__(f"{pointer}: {detail}")

    def extra(self) -> dict[str, object]:
        return {"errors": [{"pointer": self.pointer, "detail": self.reason}]}


class TaskNotFound(NotFound):
    slug = "task-not-found"
    title = "No such task"

    def __init__(self, task_id: str) -> None:
        super().__init__(f"No task has the id {task_id!r}.")


class RoadmapNotFound(NotFound):
    slug = "roadmap-not-found"
    title = "No such roadmap"

    def __init__(self, roadmap_id: str) -> None:
        super().__init__(f"No roadmap has the id {roadmap_id!r}.")


class RevisionNotFound(NotFound):
    slug = "revision-not-found"
    title = "No such revision"

    def __init__(self, roadmap_id: str, revision: int) -> None:
        super().__init__(f"The roadmap {roadmap_id!r} has no revision {revision}.")


class ConceptNotFound(NotFound):
    slug = "concept-not-found"
    title = "No such concept"

    def __init__(self, concept_id: str) -> None:
        super().__init__(f"The roadmap has no concept {concept_id!r}.")


class ConceptNotInCatalog(NotFound):
    """The catalog author has nothing to write from; the unit fails with this, and a retry does not help."""

    slug = "concept-not-in-catalog"
    title = "The catalog does not have this concept"

    def __init__(self, concept_id: str) -> None:
        super().__init__(f"The catalog has no concept {concept_id!r}, so it has nothing to write for it.")


class ContentNotReady(NotFound):
    slug = "content-not-ready"
    title = "This has not been written yet"

    def __init__(self, concept_id: str, kind: str, status: str) -> None:
        self.status = status
        super().__init__(f"The {kind} of {concept_id!r} is {status}. It can be read once it is completed.")

    def extra(self) -> dict[str, object]:
        return {"unit_status": self.status}


class WrongIdKind(NotFound):
    slug = "wrong-id-kind"
    title = "This id names something else"

    def __init__(self, identifier: str, hint: str) -> None:
        self.hint = hint
        super().__init__(f"{identifier!r} is not the id this call takes. {hint}")


class StaleReview(Conflict):
    slug = "stale-review"
    title = "This review is no longer open"

    def __init__(self, open_review_id: str | None) -> None:
        self.open_review_id = open_review_id
        now = f"The open review is {open_review_id}." if open_review_id else "No review is open."
        super().__init__(f"The decision came too late or twice. {now}")

    def extra(self) -> dict[str, object]:
        return {"review_id": self.open_review_id}


class AnswersTooLate(Conflict):
    slug = "answers-too-late"
    title = "It is too late to answer"

    def __init__(self, why: str) -> None:
        """`why` is a sentence: what has happened meanwhile."""
        super().__init__(f"{why} Ask for the change in words instead, or begin again with a clearer goal.")


class RoadmapBlocked(Conflict):
    slug = "roadmap-blocked"
    title = "The roadmap has problems that block approval"

    def __init__(self, issues: Sequence[dict[str, object]], review_id: str | None) -> None:
        self.issues = list(issues)
        self.review_id = review_id
        super().__init__("Mend the blocking issues first; each names its place.")

    def extra(self) -> dict[str, object]:
        return {"issues": self.issues, "review_id": self.review_id}


class StaleRevision(Conflict):
    slug = "stale-revision"
    title = "The roadmap has changed meanwhile"

    def __init__(self, current: int) -> None:
        self.current = current
        super().__init__(
            f"The edit is based on an older revision; the current one is {current}. Load it and try again."
        )

    def extra(self) -> dict[str, object]:
        return {"revision": self.current}


class RoadmapDeleted(Conflict):
    slug = "roadmap-deleted"
    title = "The roadmap is in the trash"

    def __init__(self, roadmap_id: str) -> None:
        self.roadmap_id = roadmap_id
        super().__init__(f"It can be read, and changed again once {self._restore} has brought it back.")

    @property
    def _restore(self) -> str:
        return f"POST /api/v1/roadmaps/{self.roadmap_id}/restore"

    def extra(self) -> dict[str, object]:
        return {"roadmap_id": self.roadmap_id, "restore": self._restore}


class TaskRunning(Conflict):
    slug = "task-running"
    title = "A task is working on this roadmap"

    def __init__(self, task_id: str) -> None:
        self.task_id = task_id
        super().__init__(
            f"The task {task_id} is working on this roadmap. Wait for it, decide its review, or cancel it."
        )

    def extra(self) -> dict[str, object]:
        return {"task_id": self.task_id}


class TaskEnded(Conflict):
    slug = "task-ended"
    title = "The task has ended"

    def __init__(self, status: str) -> None:
        super().__init__(f"The task is {status} and does not change any more.")


class NothingToRetry(Conflict):
    slug = "nothing-to-retry"
    title = "Nothing to retry"

    def __init__(self) -> None:
        super().__init__("No failed part of this task is left to write again.")


class IdempotencyKeyReused(Conflict):
    slug = "idempotency-key-reused"
    title = "This Idempotency-Key was used for another request"

    def __init__(self) -> None:
        super().__init__(
            "The key was used with another body or another call. Use a new key for a new request."
        )


class TransitionRefused(Conflict):
    slug = "transition-refused"
    title = "The task is not in a state that allows this"

    def __init__(self, state: str, move: str) -> None:
        super().__init__(f"{move} is not possible while the task is {state}.")
