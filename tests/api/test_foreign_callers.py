"""One table over every route and socket: nobody is answered under a foreign Host, nor a page of a foreign Origin."""

import re

import pytest

from tests.api.conftest import KeepsNothing
from tests.support.contract import Contract
from tests.support.learner import SMALL_GOAL, Learner
from tests.support.problems import problem_of
from tests.support.watching import watched_to_end

TASK = "tsk_00000000000000000000000000"
FOREIGN_HOSTS = (
    "evil.example", "localhost.evil.example", "evil.example:8000", "192.168.0.7", "0.0.0.0", "169.254.169.254",
    "[2001:db8::1]", "127.0.0.1.evil.example", "local", "", ":", "[", "localhost,evil.example",
)  # fmt: skip
OUR_HOSTS = ("localhost", "LOCALHOST:1", "127.0.0.1", "127.8.9.10:80", "[::1]", "[::1]:8000", "app.localhost")
FOREIGN_ORIGINS = (
    "http://evil.example", "null", "", "http://localhost:1", "https://evil.example", "http://localhost.evil.example",
    "file://", "chrome-extension://abc", "http://127.0.0.1@evil.example",
)  # fmt: skip
BESIDE_THE_DOCUMENT = (
    ("GET", "/openapi.json"), ("GET", "/asyncapi.json"), ("GET", "/metrics"), ("GET", "/app/new"), ("GET", "/"),
    ("GET", "/assets/none.js"), ("GET", "/api/v1/nothing"), ("POST", "/api/v1/nothing"), ("HEAD", "/app/new"),
    ("DELETE", "/api/v1/tasks"), ("OPTIONS", "/api/v1/roadmaps/generate"), ("GET", "/ws/x"),
)  # fmt: skip
SOCKETS = (f"/api/v1/ws/{TASK}", "/ws/x", "/")


@pytest.fixture(scope="module")
def routes(learner: Learner) -> list[tuple[str, str]]:
    """Every (method, address) there is."""
    contract = Contract(learner.http.get("/openapi.json").json())
    described = [
        (operation.method, re.sub(r"\{\w+\}", TASK, operation.path))
        for operation in contract.operations.values()
    ]
    return [*described, *BESIDE_THE_DOCUMENT]


def test_no_route_answers_under_a_foreign_host(
    learner: Learner, routes: list[tuple[str, str]], keeps_nothing: KeepsNothing
) -> None:
    with keeps_nothing():
        for method, path in routes:
            for host in FOREIGN_HOSTS[:2]:
                answer = learner.http.request(
                    method, path, headers={"Host": host, "Origin": f"http://{host}"}, json=SMALL_GOAL
                )
                assert answer.status_code == 403, (method, path)
                if method != "HEAD":
                    problem_of(answer, 403, "wrong-host")


def test_no_unsafe_route_answers_a_foreign_page(
    learner: Learner, routes: list[tuple[str, str]], keeps_nothing: KeepsNothing
) -> None:
    with keeps_nothing():
        for method, path in routes:
            if method not in {"GET", "HEAD", "OPTIONS"}:
                answer = learner.http.request(
                    method, path, headers={"Origin": "http://evil.example"}, json=SMALL_GOAL
                )
                problem_of(answer, 403, "wrong-origin")


def test_no_route_lets_a_foreign_page_read_its_answer(
    learner: Learner, routes: list[tuple[str, str]]
) -> None:
    asking = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    for method, path in routes:
        for tried in {method, "OPTIONS"}:
            headers = learner.http.request(tried, path, headers=asking).headers
            assert not any(name.startswith("access-control-") for name in headers)


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_is_refused_however_it_is_written(learner: Learner, host: str) -> None:
    problem_of(learner.http.get("/api/v1/tasks", headers={"Host": host}), 403, "wrong-host")


@pytest.mark.parametrize("host", OUR_HOSTS)
def test_a_loopback_name_is_served(learner: Learner, host: str) -> None:
    assert learner.http.get("/api/v1/tasks", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", FOREIGN_ORIGINS)
def test_a_foreign_origin_is_refused_however_it_is_written(
    learner: Learner, keeps_nothing: KeepsNothing, origin: str
) -> None:
    with keeps_nothing():
        answer = learner.http.post("/api/v1/roadmaps/generate", json=SMALL_GOAL, headers={"Origin": origin})

    problem_of(answer, 403, "wrong-origin")


def test_the_page_of_this_server_is_answered(learner: Learner) -> None:
    origin = str(learner.http.base_url).rstrip("/")

    answer = learner.http.post("/api/v1/roadmaps/preview", json=SMALL_GOAL, headers={"Origin": origin})

    assert answer.status_code == 200


@pytest.mark.parametrize("path", SOCKETS)
async def test_no_socket_is_served_under_a_foreign_host_or_to_a_foreign_page(
    served_milepost_url: str, path: str
) -> None:
    for host, origin, slug in (
        ("evil.example", None, "wrong-host"),
        ("evil.example", "http://evil.example", "wrong-host"),
        (None, "http://evil.example", "wrong-origin"),
        (None, "null", "wrong-origin"),
    ):
        watcher = await watched_to_end(served_milepost_url, TASK, path=path, host=host, origin=origin)

        assert [frame.get("code") for frame in watcher.frames] == [slug]
        assert watcher.socket.close_code == 4403
