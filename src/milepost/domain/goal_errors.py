"""Failures around a goal itself, before it is planned; they belong to the tree in `errors.py`."""

from milepost.domain.errors import RequestRefused


class GoalSaysNothing(RequestRefused):
    """There is no word in it, so nobody is asked to plan it: neither the catalog nor a model that costs."""

    slug = "goal-says-nothing"
    title = "There is no goal in these words"

    def __init__(self) -> None:
        super().__init__(
            "There is no word in it of something to learn. Say in a few words what you want to be able to do, such as "
            "'play songs on the guitar' or 'learn SQL'."
        )
