"""The channel's machine against everything at once: no gap, no duplicate, no storm, and always to the end."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from milepost.client.state import Alive, Malformed
from milepost.realtime.client_rules import CLIENT_RULES
from tests.support.channel_world import ChannelWorld

FINAL = frozenset({"final", "refresh_session"})
PASSING_CODES = sorted(code for code, does in CLIENT_RULES.items() if does not in FINAL)
FINAL_CODES = sorted(code for code, does in CLIENT_RULES.items() if does == "final")


class ChannelMachine(RuleBasedStateMachine):
    """The world checks each effect as it comes: one open transport, ten attempts a minute, the next event only."""

    @initialize(seed=st.integers(0, 1000), head=st.integers(0, 5))
    def begin(self, seed: int, head: int) -> None:
        self.world = ChannelWorld(seed=seed)
        self.world.append(head)
        self.refused_at: int | None = None
        self.world.start()

    @rule(ms=st.sampled_from([0, 10, 400, 5_000, 9_999, 20_000, 51_000, 600_000]))
    def time_passes(self, ms: int) -> None:
        self.world.pass_time(ms)

    @rule(count=st.integers(1, 4))
    def the_log_grows(self, count: int) -> None:
        self.world.append(count)

    @rule()
    def the_log_ends(self) -> None:
        self.world.end()

    @rule()
    def the_server_does_its_work(self) -> None:
        self.world.serve()

    @rule(most=st.integers(1, 2))
    def some_of_it_arrives(self, most: int) -> None:
        self.world.flow(most=most)

    @rule(code=st.sampled_from(PASSING_CODES), ms=st.sampled_from([0, 50, 45_000]))
    def the_connection_is_closed(self, code: int, ms: int) -> None:
        self.world.close(code, f"retry_after_ms={ms}")

    @rule(retry_after_ms=st.sampled_from([0.0, 0.0, 1_000.0, 70_000.0]))
    def an_answer_is_an_error(self, retry_after_ms: float) -> None:
        self.world.refuse(retry_after_ms=retry_after_ms)

    @rule()
    def a_sent_event_comes_again(self) -> None:
        connection = self.world.connection
        if connection is not None and connection.is_greeted and connection.at > 0:
            connection.at -= 1
            self.world.flow(most=1)

    @rule()
    def an_event_is_missing(self) -> None:
        connection = self.world.connection
        if connection is not None and connection.is_greeted and connection.at + 1 < self.world.head:
            connection.at += 1
            self.world.flow(most=1)

    @rule()
    def the_heart_beats(self) -> None:
        connection = self.world.connection
        if connection is not None and connection.is_greeted:
            self.world.send(type="hb", head=self.world.head)

    @rule(signal=st.sampled_from([Alive(), Malformed()]))
    def something_else_comes(self, signal: Alive | Malformed) -> None:
        if self.world.connection is not None:
            self.world.tell(signal)

    @rule(type_=st.sampled_from(["pong", "novelty"]))
    def a_frame_means_nothing(self, type_: str) -> None:
        self.world.send(type=type_)

    @rule()
    def the_log_is_replaced(self) -> None:
        self.world.replace_log()

    @precondition(lambda self: self.world.connection is not None)
    @rule(code=st.sampled_from(FINAL_CODES))
    def the_server_refuses_for_good(self, code: int) -> None:
        self.refused_at = len(self.world.opened)
        self.world.close(code)

    @invariant()
    def what_is_refused_is_never_tried_again(self) -> None:
        if self.refused_at is not None:
            assert len(self.world.opened) == self.refused_at
            assert self.world.phase == "blocked"

    @invariant()
    def who_waits_has_a_timer(self) -> None:
        if self.world.phase == "backoff":
            assert "retry" in self.world.timers

    @invariant()
    def the_end_is_said_only_with_everything(self) -> None:
        world = self.world
        if world.phase == "ended":
            assert world.connection is None
            assert not world.timers

    def teardown(self) -> None:
        if not hasattr(self, "world") or self.world.phase == "blocked":
            return
        was_ended = self.world.phase == "ended"
        self.world.serve_to_the_end()
        assert self.world.phase == "ended"
        if not was_ended:  # a log that was replaced after its end is nobody's any more
            assert self.world.received == list(range(1, self.world.head + 1))


TestChannelMachine = ChannelMachine.TestCase
TestChannelMachine.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
