"""A service that goes away and comes back: one warning when it is lost, one line when it is there again."""

import structlog

log = structlog.get_logger("milepost")


class Outage:
    """What this process knows of one service it needs; whoever uses the service tells it how that went."""

    def __init__(self, service: str) -> None:
        """`service` begins the lines: `<service>_lost` and `<service>_back`."""
        self._lost, self._back = f"{service}_lost", f"{service}_back"
        self.is_on = False

    def lost(self, reason: object) -> None:
        """It could not be reached. Only the first of a row is logged, in one line."""
        if not self.is_on:
            self.is_on = True
            log.warning(self._lost, reason=_line(reason))

    def back(self) -> None:
        """It has answered. Logged after a loss, and not otherwise."""
        if self.is_on:
            self.is_on = False
            log.info(self._back)


def _line(reason: object) -> str:
    """An error as its kind and the first line of what it says."""
    text = str(reason).strip().partition("\n")[0]
    if not isinstance(reason, BaseException):
        return text
    return f"{type(reason).__name__}: {text}" if text else type(reason).__name__
