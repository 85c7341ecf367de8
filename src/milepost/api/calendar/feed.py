"""`GET /calendar/{token}.ics`: a calendar for programs that follow it, without a login."""

from starlette.requests import Request
from starlette.responses import Response

from milepost.api.calendar.answer import calendar_answer
from milepost.api.context import ApiContext
from milepost.domain.scheduling.schedule_errors import CalendarFeedNotFound
from milepost.workflow.calendar_feed import calendar_at

FEED_PATH = "/calendar/{file_name}"
_SUFFIX = ".ics"
_LONGEST = 128


async def calendar_feed(request: Request) -> Response:
    """The calendar as it is now.

    Raises:
        CalendarFeedNotFound: The address leads to none.
    """
    context: ApiContext = request.app.state.context
    name: str = request.path_params["file_name"]
    if not name.endswith(_SUFFIX) or len(name) > _LONGEST:
        raise CalendarFeedNotFound
    calendar = await calendar_at(context.services, name.removesuffix(_SUFFIX))
    return await calendar_answer(calendar, request.headers, public_url=context.public_url)
