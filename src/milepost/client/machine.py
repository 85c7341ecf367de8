"""The live channel as one state machine: a signal gives effects. No clock, no chance, no network of its own."""

import re
from collections.abc import Callable
from typing import assert_never

from milepost.client.pace import Bucket, jittered_delay_ms
from milepost.client.state import (
    LADDER,
    Alive,
    ChannelError,
    ClearTimer,
    Closed,
    Deliver,
    Delivery,
    Disconnect,
    Due,
    Effect,
    Event,
    Failed,
    Frame,
    Json,
    Live,
    Lost,
    Malformed,
    Open,
    PageEnd,
    PageStart,
    Reset,
    SetTimer,
    Signal,
    Start,
    State,
    Status,
    Taken,
    TimerName,
    Transport,
    Turn,
)
from milepost.realtime.client_rules import CLIENT_RULES, PACE

#: How a transport says that it ended without a reason.
_NO_REASON = frozenset({1005, 1006})
_RETRY_AFTER = re.compile(r"retry_after_ms\D{0,4}(\d{1,9})")


class Machine:
    """One task's channel. Feed it signals, do the effects it answers with, in their order.

    Each delivered `Event` must be answered with `Taken` before the next signal: the cursor moves only then.
    """

    def __init__(self, *, now_ms: float, random: Callable[[], float]) -> None:
        self.state = State(bucket=Bucket.full(now_ms))
        self._random = random
        self._turn = Turn(now_ms, 0)

    def handle(self, signal: Signal, *, now_ms: float) -> list[Effect]:
        """Take one signal; what is to be done now. Signals of a connection that was left change nothing."""
        self._turn = Turn(now_ms, self._random())
        match signal:
            case Start():
                if self.state.phase == "idle":
                    self._attempt()
            case Taken():
                self._on_taken(signal)
            case Due():
                self._on_due(signal.timer)
            case _ if self.state.is_connected:
                self._on_news(signal)
            case _:
                pass
        return self._turn.effects

    # What comes over a connection.

    def _on_news(self, signal: Alive | Frame | Malformed | Closed | Failed | PageStart | PageEnd) -> None:
        match signal:
            case Alive():
                self._set_timer("watchdog", PACE.watchdog_ms)
            case Frame():
                self._on_frame(signal)
            case Malformed():
                self._drop("Something came that is no frame.")
            case Closed():
                self._on_closed(signal)
            case Failed():
                self._on_failed(signal)
            case PageStart():
                self._know_epoch(signal.epoch)
            case PageEnd():
                self._on_page_end(signal)
            case _:
                assert_never(signal)

    def _on_frame(self, frame: Frame) -> None:
        state = self.state
        state.heard = state.worked = True
        state.silent_failures = 0
        self._set_timer("watchdog", PACE.watchdog_ms)
        if (seq := frame.body.get("seq")) is None:
            self._on_control(frame.body)
        elif seq == state.cursor + 1:
            # The cursor moves when the receiver says that it has the event.
            self._deliver(Event(frame.body, frame.text))
        elif seq > state.cursor:
            self._drop(f"An event after {state.cursor} is missing.")

    def _on_control(self, body: Json) -> None:
        """A frame beside the events; types that are not known here are ignored."""
        state = self.state
        match body["type"]:
            case "connected":
                self._clear("deadline")
                self._set_timer("life", PACE.good_life_ms)
                state.phase, state.error = "replaying", None
                self._know_epoch(body["epoch"])
            case "resync":
                state.epoch, state.cursor, state.ends_at = body["epoch"], 0, None
                self._deliver(Reset())
            case "current_status":
                if body["terminal"]:
                    state.ends_at = body["as_of"]
                self._deliver(Status(body))
            case "live":
                if body["to"] > state.cursor:
                    return self._drop("The history ended early.")
                state.phase, state.return_to = "live", None
                self._deliver(Live())
            case "hb":
                if body["head"] > state.cursor:
                    self._drop(f"An event after {state.cursor} has not come.")
            case "error":
                state.error = ChannelError(body["code"], body["message"], is_final=not body["retry"])
            case "closing":
                state.farewell = (body["code"], body["reason"])
            case _:
                pass
        return None

    def _on_taken(self, taken: Taken) -> None:
        self.state.cursor, self.state.failures, self.state.advanced = taken.seq, 0, True
        if taken.terminal:
            self.state.ends_at = taken.seq

    def _know_epoch(self, epoch: str) -> None:
        # Another copy of the log is told by `resync`: until then the cursor counts in the one it came from.
        if self.state.epoch is None:
            self.state.epoch = epoch

    # Polls.

    def _poll(self) -> None:
        self._clear("retry")
        self.state.polled_at, self.state.advanced = self._turn.now_ms, False
        self._set_timer("watchdog", PACE.watchdog_ms)
        self._effect(Open())

    def _on_page_end(self, page: PageEnd) -> None:
        state, was_away = self.state, self.state.was_away
        if state.cursor < page.head and not state.advanced:
            return self._drop(f"An event after {state.cursor} has not come.")
        state.phase, state.failures, state.was_away, state.error = "live", 0, False, None
        state.worked, state.silent_failures = True, 0
        self._deliver(Live())
        if page.terminal and state.cursor >= page.head:
            return self._end()
        if was_away:
            # The server was gone and is back: it may have been all that was wrong with the better transports.
            self._set_timer("probe", self._turn.random * PACE.recovery_probe_ms)
        spacing = PACE.poll_busy_spacing_ms if page.events else PACE.poll_idle_spacing_ms
        if state.cursor < page.head:
            spacing = 0
        return self._set_timer("retry", max(0, spacing - (self._turn.now_ms - state.polled_at)))

    def _on_failed(self, failed: Failed) -> None:
        self._disconnect()
        if failed.is_final:
            return self._block(ChannelError(failed.code, failed.message, is_final=True))
        if failed.retry_after_ms == 0 and self.state.transport == "stream":
            return self._lose(failed.message)
        self.state.was_away = self.state.transport == "longpoll"
        delay = jittered_delay_ms(self.state.failures, self._turn.random)
        return self._retry(failed.message, max(failed.retry_after_ms, delay))

    # Making connections.

    def _attempt(self) -> None:
        """Connect now, or as soon as the bucket allows."""
        state, now = self.state, self._turn.now_ms
        if (wait := state.bucket.wait_ms(now)) > 0:
            return self._back_off(wait)
        state.bucket = state.bucket.less_one(now)
        self._clear("retry")
        state.phase, state.heard, state.farewell = "connecting", False, None
        if state.transport == "longpoll":
            return self._poll()
        self._set_timer("deadline", PACE.connect_deadline_ms)
        return self._effect(Open())

    def _back_off(self, ms: float) -> None:
        self.state.phase = "backoff"
        self._set_timer("retry", ms)

    def _retry(self, reason: str, delay_ms: float | None = None) -> None:
        """Try the same transport again after a while."""
        state = self.state
        if state.has_everything:
            return self._end()
        delay = jittered_delay_ms(state.failures, self._turn.random) if delay_ms is None else delay_ms
        state.failures += 1
        self._deliver(Lost(reason))
        return self._back_off(delay)

    # Losing them.

    def _on_closed(self, closed: Closed) -> None:
        state = self.state
        code, reason = closed.code, closed.reason
        if code in _NO_REASON and state.farewell is not None:
            code, reason = state.farewell
        self._disconnect()
        if code in _NO_REASON and state.error is not None and state.error.is_final:
            return self._block(state.error)
        told = self._told(closed, code)
        match CLIENT_RULES.get(code, "retry"):
            case "done" | "retry":
                return self._lose(told)
            case "retry_spread":
                # The server comes back in a moment; only the first try is for all at once.
                is_first = state.failures == 0
                return self._retry(told, self._turn.random * PACE.restart_spread_ms if is_first else None)
            case "retry_after":
                delay = jittered_delay_ms(state.failures, self._turn.random)
                return self._retry(told, retry_after_ms(reason) + delay)
            case "retry_then_poll":
                state.moderations = self._within(state.moderations, PACE.moderation_window_ms)
                if len(state.moderations) >= PACE.moderation_limit and not state.has_everything:
                    return self._go_down(LADDER[-1])
                return self._retry(told)
            case "refresh_session" if not state.session_refreshed:
                state.session_refreshed = True
                return self._retry(told)
            case "refresh_session" | "final":
                return self._block(state.error or ChannelError(f"close_{code}", reason, is_final=True))

    def _told(self, closed: Closed, code: int) -> str:
        """Why a connection was closed, in words for a person."""
        if self.state.error is not None:
            return self.state.error.message
        return (
            closed.reason if closed.code in _NO_REASON else ""
        ) or f"The connection was closed with {code}."

    def _drop(self, reason: str) -> None:
        """Leave a connection that is of no use any more, and come back from the cursor."""
        self._disconnect()
        self._lose(reason)

    def _lose(self, reason: str) -> None:
        state = self.state
        if state.has_everything:
            return self._end()
        if state.heard:
            state.cuts = self._within(state.cuts, PACE.cuts_window_ms)
        else:
            state.silent_failures += 1
        if state.return_to is not None and not state.heard:
            return self._go_down(state.return_to)  # no better than before
        if state.silent_failures >= self._patience() or len(state.cuts) >= PACE.cuts_limit:
            return self._step_down(reason)
        return self._retry(reason)

    def _patience(self) -> int:
        if self.state.transport == "stream":
            return PACE.stream_silent_limit_once_worked if self.state.worked else PACE.stream_silent_limit
        return PACE.silent_limit_once_worked if self.state.worked else PACE.silent_limit

    def _step_down(self, reason: str) -> None:
        place = LADDER.index(self.state.transport)
        if place + 1 == len(LADDER):
            return self._retry(reason)
        self._deliver(Lost(reason))
        return self._go_down(LADDER[place + 1])

    def _go_down(self, transport: Transport) -> None:
        state = self.state
        state.transport, state.return_to = transport, None
        state.worked, state.silent_failures, state.failures = False, 0, 0
        state.cuts = state.moderations = ()
        self._set_timer("probe", PACE.better_transport_after_ms)
        self._attempt()

    def _probe(self) -> None:
        """From a lower transport, try the best one once."""
        state, now = self.state, self._turn.now_ms
        if state.transport == LADDER[0] or state.phase in {"idle", "ended", "blocked"}:
            return None
        # One token for the way up, one for the way back.
        if (wait := state.bucket.wait_ms(now, tokens=2)) > 0:
            return self._set_timer("probe", wait)
        self._disconnect()
        state.return_to, state.transport = state.transport, LADDER[0]
        return self._attempt()

    def _on_due(self, timer: TimerName) -> None:
        state = self.state
        match timer:
            case "deadline" if state.phase == "connecting":
                self._drop("The connection was accepted and nothing came.")
            case "watchdog" if state.is_connected:
                self._drop("Nothing has come for a while.")
            case "life" if state.is_connected:
                state.failures = 0
            case "retry" if state.phase == "backoff":
                self._attempt()
            case "retry" if state.phase == "live" and state.transport == "longpoll":
                self._poll()
            case "probe":
                self._probe()
            case _:
                pass

    # Ends.

    def _end(self) -> None:
        self._disconnect()
        self._clear("probe")
        self.state.phase = "ended"
        self._deliver(Live())

    def _block(self, error: ChannelError) -> None:
        self._clear("probe")
        self.state.phase, self.state.error = "blocked", error

    # Effects.

    def _disconnect(self) -> None:
        self._clear("deadline", "watchdog", "life", "retry")
        self._effect(Disconnect())

    def _effect(self, effect: Effect) -> None:
        self._turn.effects.append(effect)

    def _deliver(self, item: Delivery) -> None:
        self._effect(Deliver(item))

    def _set_timer(self, timer: TimerName, ms: float) -> None:
        self._effect(SetTimer(timer, ms))

    def _clear(self, *timers: TimerName) -> None:
        self._turn.effects += [ClearTimer(timer) for timer in timers]

    def _within(self, times: tuple[float, ...], window_ms: float) -> tuple[float, ...]:
        now = self._turn.now_ms
        return (*(time for time in times if now - time < window_ms), now)


def retry_after_ms(reason: str) -> int:
    """What the reason of a refused admission says, `retry_after_ms=<n>`; 0 when it says nothing."""
    found = _RETRY_AFTER.search(reason)
    return int(found[1]) if found else 0
