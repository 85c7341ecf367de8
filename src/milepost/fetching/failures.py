"""Why something was not fetched, inside this package; whoever is outside gets it as a value."""

from milepost.domain.links import LinkReason


class FetchFailed(Exception):
    """Nothing, or nothing of use, was fetched."""

    def __init__(self, reason: LinkReason, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(detail)
