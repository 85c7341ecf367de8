"""What is known of a page of the web: whether its link works, what it says, and why that could not be found out."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from milepost.domain.model import Value

TITLE_LENGTH = 300
SNIPPET_LENGTH = 600


class LinkState(StrEnum):
    """What a check has found; the values of `Resource.check`."""

    OK = "ok"
    """The page is there, and its site answers otherwise for a page that is not."""
    DEAD = "dead"
    """Nobody should be sent there."""
    UNKNOWN = "unknown"
    """The site was asked, and its answer settles nothing."""
    NOT_CHECKED = "not_checked"
    """The check could not run; nothing was learnt."""


class LinkReason(StrEnum):
    """Why a link is in its state, or a page was not read."""

    FOUND = "found"

    NOT_ALLOWED = "not_allowed"
    """Its scheme, port or host is one that is never fetched, or leads to a private address."""
    NO_SUCH_SITE = "no_such_site"
    GONE = "gone"
    SAYS_NOT_FOUND = "says_not_found"
    """It answers 200 with a page that says there is none: a soft 404."""
    REDIRECTS_HOME = "redirects_home"
    FOR_SALE = "for_sale"
    """The domain is parked or offered for sale."""

    ASKS_TO_SIGN_IN = "asks_to_sign_in"
    REFUSED = "refused"
    """The site does not answer programs, or not so many questions."""
    SITE_FAILED = "site_failed"
    NO_ANSWER = "no_answer"
    """Nothing, or not all of it, came in time."""
    NOT_TRUSTED = "not_trusted"
    """No secure connection: the certificate is not valid for this site."""
    UNSAFE_REDIRECT = "unsafe_redirect"
    """It redirects from https to http."""
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TOO_LARGE = "too_large"
    WRONG_TYPE = "wrong_type"
    """What is there is nothing that can be read here."""
    BROKEN_ANSWER = "broken_answer"
    SAME_FOR_ANY_ADDRESS = "same_for_any_address"
    """The site shows the same page at an address that was made up."""
    NOT_TOLD_APART = "not_told_apart"
    """Whether it would is not known, because the made-up address could not be asked for."""
    OTHER_PAGE = "other_page"
    """What a roadmap has listed bears another title by now, or is in another language."""
    DISALLOWED = "disallowed"
    """robots.txt of the site asks programs not to read it."""

    NO_NETWORK = "no_network"
    """Names cannot be looked up from here, or there is no way to the site."""


class ExpectedPage(Value):
    """What somebody believes to stand at an address; None where they do not say."""

    title: str | None = None
    language: str | None = None
    """As in `en` or `zh-CN`; only the language itself is compared."""


ANY_PAGE = ExpectedPage()


class LinkCheck(Value):
    """The outcome of one check of one address."""

    url: str
    """As it was asked for."""
    state: LinkState
    reason: LinkReason
    detail: str = ""
    """For the log and for whoever looks closer; English."""
    final_url: str | None = None
    """Where its redirects end."""
    title: str | None = Field(default=None, max_length=TITLE_LENGTH)
    title_matches: bool | None = None
    """Whether the page bears the expected title; None when none was expected or the page was not read."""
    language: str | None = None
    language_matches: bool | None = None
    """As for the title; None also when the language cannot be told."""
    expected: ExpectedPage = ANY_PAGE
    checked_at: datetime | None = None
    """None when the check could not run."""

    @property
    def is_verified(self) -> bool:
        """Whether it may be shown as verified: it works, and is what was expected, in so far as that was said."""
        return (
            self.state is LinkState.OK
            and (self.expected.title is None or self.title_matches is True)
            and (self.expected.language is None or self.language_matches is True)
        )


class PageText(Value):
    """The visible text of a page. Whoever wrote it is a stranger: it is data, never an instruction."""

    url: str
    """Where its redirects ended."""
    title: str | None
    language: str | None
    text: str
    is_cut: bool
    """Whether there is more than this."""


class PageNotRead(Value):
    """Why there is no text of a page."""

    url: str
    reason: LinkReason
    detail: str = ""


class Candidate(Value):
    """One page that a search found. Its words are a stranger's, too."""

    number: int = Field(ge=1)
    """Counted from 1 within the answer; whoever ranks candidates names these, never addresses."""
    title: str = Field(max_length=TITLE_LENGTH)
    url: str
    snippet: str = Field(default="", max_length=SNIPPET_LENGTH)
