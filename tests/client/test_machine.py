"""What the channel's machine does in each case that the rules name."""

import itertools

import pytest

from milepost.client.machine import retry_after_ms
from milepost.client.pace import Bucket, jittered_delay_ms
from milepost.client.state import Alive, Closed, Due, Event, Failed, Malformed, PageEnd, Reset
from milepost.realtime.client_rules import CLIENT_RULES, PACE
from tests.support.channel_world import ChannelWorld


@pytest.fixture
def world() -> ChannelWorld:
    world = ChannelWorld()
    world.start()
    return world


def live(world: ChannelWorld, head: int = 2) -> ChannelWorld:
    """A client that has read the history over its present transport."""
    world.append(head - world.head)
    world.greet()
    assert world.phase == "live"
    return world


def again(world: ChannelWorld) -> None:
    """Let the client come back."""
    while world.connection is None:
        world.next_timer()


def fail(world: ChannelWorld, times: int, code: int = 1006) -> None:
    for _ in range(times):
        again(world)
        world.close(code)


def on(world: ChannelWorld, transport: str) -> ChannelWorld:
    """A client that has stepped down to a transport."""
    while world.transport != transport:
        again(world)
        world.close(1006)
    again(world)
    return world


def test_history_is_read_once_and_followed(world: ChannelWorld) -> None:
    live(world, 3)
    world.append()
    world.flow()
    assert world.received == [1, 2, 3, 4]
    assert world.machine.state.cursor_text == "e1.4"
    assert world.opened == ["websocket"]


@pytest.mark.parametrize("code", sorted(CLIENT_RULES))
def test_each_close_code_does_what_its_rule_says(world: ChannelWorld, code: int) -> None:
    live(world).close(code)
    is_final = CLIENT_RULES[code] == "final"
    assert world.phase == ("blocked" if is_final else "backoff")
    assert ("retry" in world.timers) is not is_final


def test_a_code_that_nobody_named_is_a_loss_like_any_other(world: ChannelWorld) -> None:
    live(world).close(4999)
    assert world.phase == "backoff"


def test_1000_is_the_end_only_with_everything(world: ChannelWorld) -> None:
    live(world).close(1000)
    assert world.phase == "backoff"
    again(world)
    world.end()
    world.greet()
    assert world.phase == "ended"
    assert world.received == [1, 2, 3]


def test_a_connection_lost_after_the_last_event_is_the_end_too(world: ChannelWorld) -> None:
    live(world).end()
    world.flow()
    world.close(1006)
    assert world.phase == "ended"


def test_an_end_that_the_status_told_is_one(world: ChannelWorld) -> None:
    """A terminal event of a type that this version does not know is not recognised as the end."""
    live(world)
    world.send(type="current_status", as_of=2, terminal=True)
    world.close(1006)
    assert world.phase == "ended"


def test_after_a_restart_the_first_delay_is_spread_over_five_seconds() -> None:
    delays = []
    for seed in range(200):
        world = ChannelWorld(seed=seed)
        world.start()
        live(world).close(1012)
        delays.append(world.timers["retry"] - world.now_ms)
    assert min(delays) < 500
    assert 4_500 < max(delays) <= 5_000


def test_a_refused_admission_is_not_tried_again_before_its_time(world: ChannelWorld) -> None:
    world.close(1013, "retry_after_ms=7000")
    assert world.timers["retry"] - world.now_ms >= 7_000
    assert [retry_after_ms(reason) for reason in ("retry_after_ms=1500", '{"retry_after_ms": 20}', "busy")] == [
        1500, 20, 0,
    ]  # fmt: skip


def test_a_session_is_refreshed_once(world: ChannelWorld) -> None:
    world.close(4401)
    assert world.phase == "backoff"
    again(world)
    world.close(4401)
    assert world.phase == "blocked"


def test_what_the_server_said_is_kept_when_it_is_final(world: ChannelWorld) -> None:
    world.send(type="error", code="task-not-found", message="No such task.", retry=False)
    world.close(4404)
    error = world.machine.state.error
    assert error is not None
    assert (error.code, error.message) == ("task-not-found", "No such task.")


def test_a_final_error_on_a_stream_needs_no_close_code(world: ChannelWorld) -> None:
    live(on(world, "stream"))
    world.send(type="error", code="task-deleted", message="Deleted.", retry=False)
    world.close(1006)
    assert world.phase == "blocked"


def test_a_stream_that_says_goodbye_is_closed_with_that_code(world: ChannelWorld) -> None:
    live(on(world, "stream"))
    world.send(type="closing", reason="restart", code=1012)
    world.close(1006)
    assert world.timers["retry"] - world.now_ms <= PACE.restart_spread_ms
    assert world.machine.state.cuts == ()


def test_three_silent_sockets_mean_the_stream_and_a_silent_stream_means_polls(world: ChannelWorld) -> None:
    fail(world, 2)
    assert world.transport == "websocket"
    fail(world, 1)
    assert world.transport == "stream"
    again(world)
    world.pass_time(PACE.connect_deadline_ms)
    assert world.opened == ["websocket"] * 3 + ["stream", "longpoll"]


def test_a_server_that_was_there_before_is_waited_for_longer(world: ChannelWorld) -> None:
    live(world).close(1006)
    fail(world, 5)
    assert world.transport == "websocket"
    fail(world, 1)
    assert world.transport == "stream"


def test_three_cuts_within_a_minute_mean_the_next_transport(world: ChannelWorld) -> None:
    for _ in range(3):
        assert world.transport == "websocket"
        again(world)
        live(world).close(1006)
    assert world.transport == "stream"


def test_cuts_that_are_far_apart_mean_nothing(world: ChannelWorld) -> None:
    for _ in range(6):
        again(world)
        live(world).pass_time(40_000)
        world.close(1006)
    assert world.transport == "websocket"


@pytest.mark.parametrize("code", [4408, 4429])
def test_asked_for_less_three_times_in_five_minutes_it_polls(world: ChannelWorld, code: int) -> None:
    for _ in range(3):
        again(world)
        live(world).pass_time(20_000)
        world.close(code)
    assert world.transport == "longpoll"


def test_asked_for_less_now_and_then_it_stays(world: ChannelWorld) -> None:
    for _ in range(6):
        again(world)
        for _ in range(5):  # within the watchdog's time
            live(world).pass_time(40_000)
            world.tell(Alive())
        world.close(4429)
    assert world.transport == "websocket"


def test_after_ten_minutes_the_socket_is_tried_again(world: ChannelWorld) -> None:
    live(on(world, "stream"))
    for _ in range(30):
        world.pass_time(20_000)
        world.tell(Alive())
    assert world.opened[-1] == "websocket"
    world.greet()
    assert (world.transport, world.phase) == ("websocket", "live")


def test_a_socket_that_is_as_bad_as_before_is_left_at_once(world: ChannelWorld) -> None:
    live(on(world, "stream")).pass_time(40_000)
    world.tell(Due("probe"))
    world.close(1006)
    assert world.opened[-2:] == ["websocket", "stream"]


def test_the_way_up_waits_for_a_token_for_the_way_back(world: ChannelWorld) -> None:
    live(on(world, "stream"))
    world.machine.state.bucket = Bucket(1.5, world.now_ms)
    world.tell(Due("probe"))
    assert world.opened[-1] == "stream"
    assert world.timers["probe"] - world.now_ms == PACE.bucket_refill_ms / 2


def test_the_way_down_takes_tokens_as_well(world: ChannelWorld) -> None:
    live(on(world, "stream"))
    world.machine.state.bucket = Bucket(0, world.now_ms)
    for _ in range(3):
        world.close(1006)
        if world.transport == "stream":
            again(world)
            live(world)
            world.machine.state.bucket = Bucket(0, world.now_ms)
    assert (world.transport, world.phase) == ("longpoll", "backoff")


@pytest.mark.parametrize("code", [1006, 1013, 4429])
def test_a_dead_server_is_left_in_peace_even_without_any_luck(code: int) -> None:
    """Every delay is the shortest there is; the world allows ten attempts in any sixty seconds."""
    world = ChannelWorld(chance=lambda: 0)
    world.start()
    while world.now_ms < 3_600_000:
        world.refuse()
        world.close(code)
        world.next_timer()
    assert len(world.attempts) > 300


def test_a_server_that_answers_polls_again_is_tried_by_socket_soon(world: ChannelWorld) -> None:
    on(world, "longpoll")
    world.refuse()
    again(world)
    world.answer_poll()
    assert world.timers["probe"] - world.now_ms <= PACE.recovery_probe_ms


def test_idle_polls_begin_at_most_four_times_a_minute(world: ChannelWorld) -> None:
    on(world, "longpoll")
    began = []
    for _ in range(20):
        again(world)
        began.append(round(world.now_ms))
        world.answer_poll()  # something in between answers at once, whatever was asked
    assert all(later - sooner >= PACE.poll_idle_spacing_ms for sooner, later in itertools.pairwise(began))


def test_a_long_history_is_polled_for_without_a_pause(world: ChannelWorld) -> None:
    world.append(1200)
    on(world, "longpoll")
    before = world.now_ms
    for _ in range(3):
        again(world)
        world.answer_poll()
    assert (len(world.received), world.now_ms) == (1200, before)


def test_a_page_that_brings_nothing_although_there_is_more_is_a_loss(world: ChannelWorld) -> None:
    on(world, "longpoll")
    world.connection = None
    world.tell(PageEnd(head=3, terminal=False, events=0))
    assert world.phase == "backoff"


def test_polls_end_with_the_log(world: ChannelWorld) -> None:
    world.end()
    on(world, "longpoll")
    world.answer_poll()
    assert world.phase == "ended"


def test_a_refusal_over_http_is_final_only_if_the_server_itself_refused(world: ChannelWorld) -> None:
    on(world, "longpoll")
    world.tell(Failed(is_final=False, code="unexpected", message="403 of a proxy"))
    assert world.phase == "backoff"
    world.connection = None
    again(world)
    world.refuse(is_final=True, code="task-not-found")
    assert world.phase == "blocked"


def test_a_gap_reconnects_from_the_cursor(world: ChannelWorld) -> None:
    live(world).send(type="happened", seq=5, epoch_of_test="e1")
    assert world.phase == "backoff"
    again(world)
    assert world.connection is not None
    assert world.connection.cursor == "e1.2"


def test_what_was_taken_is_dropped(world: ChannelWorld) -> None:
    live(world).send(type="happened", seq=1, epoch_of_test="e1")
    assert world.received == [1, 2]


@pytest.mark.parametrize("behind", [{"type": "hb", "head": 9}, {"type": "live", "from": 0, "to": 9}])
def test_who_is_behind_reconnects(world: ChannelWorld, behind: dict[str, object]) -> None:
    live(world).send(**behind)
    assert world.phase == "backoff"


def test_another_log_begins_anew(world: ChannelWorld) -> None:
    live(world, 4).replace_log()
    again(world)
    world.greet()
    assert Reset() in world.delivered
    assert (world.received, world.machine.state.cursor_text) == ([1, 2], "e2.2")


def test_the_end_of_another_log_is_not_the_end_of_this_one(world: ChannelWorld) -> None:
    world.send(type="connected", epoch="e1", head=2, resume_from=0)
    world.send(type="current_status", as_of=2, terminal=True)
    world.send(type="resync", reason="epoch_changed", epoch="e2", head=9)
    for seq in (1, 2):
        world.send(type="happened", seq=seq, epoch_of_test="e2")
    world.close(1006)
    assert world.phase == "backoff"


def test_a_greeting_without_its_resync_leaves_the_cursor_in_its_own_log(world: ChannelWorld) -> None:
    live(world).close(1006)
    again(world)
    world.send(type="connected", epoch="e2", head=9, resume_from=0)
    world.close(1006)
    assert world.machine.state.cursor_text == "e1.2"


def test_unknown_events_advance_the_cursor_and_unknown_frames_mean_nothing(world: ChannelWorld) -> None:
    live(world).send(type="brand_new", seq=3, epoch_of_test="e1")
    world.send(type="novelty")
    assert (world.phase, world.machine.state.cursor) == ("live", 3)
    assert isinstance(world.delivered[-1], Event)


def test_silence_is_given_up_after_the_watchdog_and_not_while_there_are_comments(world: ChannelWorld) -> None:
    live(on(world, "stream"))
    for _ in range(10):
        world.pass_time(15_000)
        world.tell(Alive())
    assert world.phase == "live"
    world.pass_time(PACE.watchdog_ms)
    assert "Nothing has come for a while." in world.losses()


def test_what_is_no_frame_ends_the_connection(world: ChannelWorld) -> None:
    live(world).tell(Malformed())
    assert world.phase == "backoff"


def test_a_connection_that_was_left_can_say_nothing_more(world: ChannelWorld) -> None:
    live(world).close(4404)
    world.tell(Closed(1006))
    assert (world.phase, world.connection) == ("blocked", None)


def test_failures_are_forgotten_after_ten_seconds_of_life_and_not_when_it_opens(world: ChannelWorld) -> None:
    world.close(1006)
    again(world)
    world.greet()
    assert world.machine.state.failures == 1
    world.pass_time(PACE.good_life_ms)
    assert world.machine.state.failures == 0


def test_a_delay_is_anywhere_below_a_bound_that_doubles_up_to_thirty_seconds() -> None:
    assert jittered_delay_ms(0, 0) == 0
    assert jittered_delay_ms(0, 0.999) < 500
    assert jittered_delay_ms(3, 0.5) == 2_000
    assert jittered_delay_ms(400, 1) == 30_000


def test_the_bucket_gives_ten_in_a_minute_and_no_more() -> None:
    bucket, taken = Bucket.full(0), []
    for now in range(0, 300_000, 100):
        if bucket.wait_ms(now) == 0:
            bucket = bucket.less_one(now)
            taken.append(now)
    assert all(sum(start <= one < start + 60_000 for one in taken) <= 10 for start in taken)
    assert len(taken) > 30
