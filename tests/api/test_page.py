"""The built page: its own address and every deep link, hashed assets for ever, and nothing else of the disk."""

import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from milepost.page import STATIC
from tests.support.learner import Learner
from tests.support.problems import problem_of

INDEX = (STATIC / "index.html").read_bytes()
DEEP_LINKS = (
    "/", "/app", "/app/new", "/app/tasks/tsk_00000000000000000000000000", "/app/roadmaps/rmp_x/concepts/git.commit",
    "/anything/at/all", "/app/学习", "/app/%ff", "/app/a%20b", "/" + "x" * 300, "/app/" + "y/" * 1000, "/app/x?y=z#w",
    "//evil.example/x", "/index.html", "/app/.hidden", "/%00", "/app/a%00b", "/assets", "/apiary", "/wsx",
)  # fmt: skip
ESCAPES = (
    "/../pyproject.toml", "/../../pyproject.toml", "/%2e%2e/%2e%2e/pyproject.toml",
    "/..%2fserver.py", "/%2e%2e%2fserver.py",
    "/assets/../../server.py", "/assets/..%2f..%2fserver.py", "/assets/%2e%2e/index.html", "/..\\server.py",
    "/assets/..%5c..%5cserver.py", "/....//server.py", "/%252e%252e/server.py", "//etc/passwd", "/etc/passwd",
    "/assets//etc/passwd", "/./../server.py", "/static/../server.py", "/~root/.bashrc", "/server.py", "/page.py",
)  # fmt: skip


@pytest.fixture(scope="module")
def asset() -> Path:
    """A script of the page that was compressed beforehand."""
    return next(
        file
        for file in sorted((STATIC / "assets").glob("*.js"))
        if file.with_name(file.name + ".br").is_file()
    )


def get_raw(learner: Learner, target: str) -> bytes:
    """An answer to a target as it is written here; clients tidy up dots and slashes."""
    place = urlsplit(str(learner.http.base_url))
    assert place.hostname is not None
    with socket.create_connection((place.hostname, place.port or 80), timeout=10) as connection:
        head = f"GET {target} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n\r\n"
        connection.sendall(head.encode("latin-1"))
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


@pytest.mark.parametrize("path", DEEP_LINKS)
def test_every_address_but_the_apis_is_the_page(learner: Learner, path: str) -> None:
    answer = learner.http.get(
        httpx.URL(path) if not path.startswith("//") else str(learner.http.base_url) + path[1:]
    )

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.content == INDEX


def test_the_page_says_what_it_may_do(learner: Learner) -> None:
    headers = learner.http.get("/app/new").headers

    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["vary"] == "Accept-Encoding"


def test_the_page_is_there_without_its_body(learner: Learner) -> None:
    answer = learner.http.head("/app/new", headers={"Accept-Encoding": "identity"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(INDEX))


@pytest.mark.parametrize(
    ("accepts", "encoding"),
    [
        ("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("gzip, br;q=0", "gzip"), ("BR", "br"),
        ("br; q=0.0, gzip; q=0", None), ("identity", None), ("", None), ("gzip;q=0.5", "gzip"), ("xbrx", None),
    ],
)  # fmt: skip
def test_an_asset_is_sent_in_the_best_form_its_reader_takes(
    learner: Learner, asset: Path, accepts: str, encoding: str | None
) -> None:
    with learner.http.stream("GET", f"/assets/{asset.name}", headers={"Accept-Encoding": accepts}) as answer:
        body = b"".join(answer.iter_raw())

    assert answer.status_code == 200
    assert answer.headers.get("content-encoding") == encoding
    suffix = {"br": ".br", "gzip": ".gz", None: ""}[encoding]
    assert body == asset.with_name(asset.name + suffix).read_bytes()
    assert answer.headers["content-length"] == str(len(body))


def test_an_asset_may_be_kept_for_ever(learner: Learner, asset: Path) -> None:
    answer = learner.http.get(f"/assets/{asset.name}")

    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"].partition(";")[0] in {"text/javascript", "application/javascript"}
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_every_asset_the_page_names_is_there(learner: Learner) -> None:
    named = [part.partition('"')[0] for part in INDEX.decode().split('"/assets/')[1:]]

    assert named
    assert all(learner.http.head(f"/assets/{name}").status_code == 200 for name in named)


@pytest.mark.parametrize("name", ["none.js", "", "none/none.css", "x" * 300, "%00", "a%20b.js", "index.html"])
def test_an_asset_that_is_not_there_is_missing_and_not_the_page(learner: Learner, name: str) -> None:
    problem_of(learner.http.get(f"/assets/{name}"), 404, "not-found")


def test_what_is_compressed_beforehand_has_no_address_of_its_own(learner: Learner, asset: Path) -> None:
    problem_of(learner.http.get(f"/assets/{asset.name}.br"), 404, "not-found")
    assert learner.http.get("/index.html.gz").content == INDEX


@pytest.mark.parametrize("target", ESCAPES)
def test_nothing_outside_the_page_can_be_read(learner: Learner, target: str) -> None:
    answer = get_raw(learner, target)

    head, _, body = answer.partition(b"\r\n\r\n")
    if head.startswith(b"HTTP/1.1 200"):
        assert body == INDEX
        assert b"immutable" not in head
    else:
        assert head.startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))
        assert b"import" not in body
        assert b"root:" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_the_page_takes_nothing(learner: Learner, method: str) -> None:
    answer = learner.http.request(method, "/app/new")

    problem_of(answer, 405, "method-not-allowed")
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}
