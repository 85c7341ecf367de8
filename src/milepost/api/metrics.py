"""What an operator's monitoring reads at `/metrics`, in the Prometheus text format."""

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, PlatformCollector, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response


class Metrics:
    """The numbers of one process, in a registry of its own and not in the library's global one."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        PlatformCollector(registry=self._registry)
        self._requests = Counter(
            "milepost_http_requests", "HTTP requests answered.", ["method", "status"], registry=self._registry
        )

    def count_request(self, method: str, status: int) -> None:
        # Methods are a closed set here: what else a client invents must not make new series without end.
        known = method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "other"
        self._requests.labels(known, str(status)).inc()

    def watch(self, read: Callable[[], Mapping[str, float]]) -> None:
        """Also report what `read` answers at each look: gauges by name, without the prefix."""
        self._registry.register(_Gauges(read))

    async def answer(self, _request: Request) -> Response:
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)


class _Gauges:
    def __init__(self, read: Callable[[], Mapping[str, float]]) -> None:
        self._read = read

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, value in self._read().items():
            yield GaugeMetricFamily(
                f"milepost_{name}", name.replace("_", " ").capitalize() + ".", value=value
            )
