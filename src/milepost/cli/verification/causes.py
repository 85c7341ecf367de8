"""From what went wrong to its cause: a path, a proxy, an Origin, a Host, a database, or nothing listening."""

import ssl

import httpx
from websockets.exceptions import InvalidHandshake, InvalidStatus
from websockets.http11 import Response

from milepost.client.problem import Problem, problem_of, unreachable

_PUBLIC_URL = "Set MILEPOST_PUBLIC_URL to the address that people use, and start the server again."
_UPGRADE = (
    "Let the proxy pass the upgrade on; for nginx: proxy_http_version 1.1; proxy_set_header Upgrade "
    '$http_upgrade; proxy_set_header Connection "upgrade".'
)
_PATHS = "Let the proxy pass every path on unchanged, without adding or taking away a prefix."
_BAD_GATEWAYS = frozenset({502, 503, 504})


class Failed(Exception):
    """A check failed; the message names what was seen and its cause."""

    def __init__(self, cause: str, *, next_step: str | None = None, is_fatal: bool = False) -> None:
        self.next_step = next_step
        self.is_fatal = is_fatal
        """Whether nothing else can succeed either."""
        super().__init__(cause)


def failed_call(address: str, error: httpx.RequestError) -> Failed:
    """Why a call got no answer."""
    if isinstance(error, httpx.ConnectError) and _is_about_tls(error):
        return Failed(
            f"No secure connection to {address} ({error})",
            next_step="Use http:// where nothing terminates TLS, or mend the certificate.",
            is_fatal=True,
        )
    if isinstance(error, httpx.ConnectError):
        next_step = "Start it with `milepost serve`, or give the address it has."
    elif isinstance(error, httpx.TimeoutException):
        next_step = (
            "The process hangs or is overloaded: look at its log, and at `milepost doctor` on its machine."
        )
    else:
        next_step = "What listens there may not be an HTTP server."
    return Failed(unreachable(address, error), next_step=next_step, is_fatal=True)


def failed_answer(answer: httpx.Response) -> Failed:
    """Why an answer is not the one that was expected."""
    path = answer.request.url.path
    problem = problem_of(answer)
    if problem is not None:
        return _failed_problem(path, problem)
    got = f"{answer.request.method} {path} got {answer.status_code}"
    if answer.status_code in _BAD_GATEWAYS:
        return Failed(
            f"{got} from a proxy: Milepost behind it is not reachable",
            next_step="Start Milepost, and let the proxy point to the port it listens on.",
            is_fatal=True,
        )
    if answer.is_redirect:
        where = answer.headers.get("location", "elsewhere")
        return Failed(f"{got}: redirected to {where}", next_step="Verify that address instead.")
    if answer.status_code in {401, 407}:
        return Failed(
            f"{got}: a login in front of Milepost asks who this is", next_step="Verify from behind it."
        )
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Failed(
            f"{got}: the server failed", next_step="Its log says why; `milepost doctor` checks its database."
        )
    if _is_html(answer.headers.get("content-type", "")):
        return Failed(
            f"{got} with a web page: wrong path, or a proxy that answers by itself", next_step=_PATHS
        )
    return Failed(f"{got}, which is not Milepost's: wrong path or another program", next_step=_PATHS)


def _failed_problem(path: str, problem: Problem) -> Failed:
    if problem.instance != path:
        return Failed(
            f"Wrong path: {path} reached Milepost as {problem.instance}; a proxy changes the prefix",
            next_step=_PATHS,
        )
    if problem.slug in {"wrong-host", "wrong-origin"}:
        what = "Host" if problem.slug == "wrong-host" else "Origin"
        return Failed(
            f"{what} refused: the server does not know itself by this address", next_step=_PUBLIC_URL
        )
    if problem.status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Failed(
            f"The server failed at {path} ({problem.title}): its database, or a fault of ours",
            next_step=f"Look for {problem.request_id} in its log; `milepost doctor` checks its database.",
        )
    return Failed(f"{path} got {problem.status} {problem.slug}: {problem.detail}")


def failed_handshake(path: str, error: Exception) -> Failed:
    """Why a socket did not open."""
    match error:
        case InvalidStatus(response=answer):
            return _failed_upgrade(path, answer)
        case TimeoutError():
            return Failed(
                f"The socket {path} did not open in time: a proxy holds the upgrade back", next_step=_UPGRADE
            )
        case InvalidHandshake():
            return Failed(
                f"The socket {path} was not upgraded ({error}): a proxy in between", next_step=_UPGRADE
            )
        case _:
            return Failed(f"The socket {path} broke while it opened ({str(error) or type(error).__name__})")


def _failed_upgrade(path: str, answer: Response) -> Failed:
    got = f"The socket {path} got {answer.status_code} instead of an upgrade"
    kind = answer.headers.get("content-type", "")
    as_http = httpx.Response(
        answer.status_code, headers={"content-type": kind}, content=bytes(answer.body or b"")
    )
    problem = problem_of(as_http)
    if problem is not None and problem.instance != path.partition("?")[0]:
        told = f"{got}. Wrong path: it reached Milepost as {problem.instance}; a proxy changes the prefix"
        return Failed(told, next_step=_PATHS)
    if problem is not None and problem.status == httpx.codes.NOT_FOUND:
        told = f"{got}. It reached Milepost as a plain request: a proxy does not pass the upgrade on"
        return Failed(told, next_step=_UPGRADE)
    if answer.status_code in _BAD_GATEWAYS:
        return Failed(f"{got}: a proxy does not reach Milepost for sockets", next_step=_UPGRADE)
    if answer.status_code in {400, 426} or answer.status_code < httpx.codes.MULTIPLE_CHOICES:
        page = " and a web page" if _is_html(kind) else ""
        return Failed(f"{got}{page}: a proxy without upgrade", next_step=_UPGRADE)
    if answer.status_code == httpx.codes.FORBIDDEN:
        return Failed(
            f"{got}: a proxy or firewall refuses sockets before Milepost sees them", next_step=_UPGRADE
        )
    if answer.status_code == httpx.codes.NOT_FOUND:
        return Failed(f"{got}: wrong path, or a proxy that has no route for it", next_step=_PATHS)
    return Failed(got)


def refused_socket(path: str, code: str, message: str) -> Failed:
    """Why Milepost itself closed a socket, from the error frame before the close."""
    match code:
        case "wrong-origin" | "wrong-host":
            what = "Origin" if code == "wrong-origin" else "Host"
            return Failed(f"The socket was refused: {what} ({message})", next_step=_PUBLIC_URL)
        case "no_such_channel":
            return Failed(
                f"Wrong path: {path} reached Milepost as another; a proxy changes the prefix",
                next_step=_PATHS,
            )
        case "task-not-found":
            return Failed(
                "The socket's server does not know the task: two servers with two databases behind one address",
                next_step="Let the proxy send everything to one server, or give them one database.",
            )
        case "internal":
            return Failed(
                "The socket ended with an error of the server: its database, or a fault of ours",
                next_step="Its log says why; `milepost doctor` checks its database.",
            )
        case _:
            return Failed(f"The socket was refused: {code} ({message})")


def _is_about_tls(error: Exception) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return True
        cause = cause.__cause__ or cause.__context__
    return "SSL" in str(error)


def _is_html(content_type: str) -> bool:
    return content_type.partition(";")[0].strip() == "text/html"
