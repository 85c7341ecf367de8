"""The server library's HTTP protocol, but for a peer that reads nothing: it can be dropped, and delays no end."""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: In the scope's `extensions`: a function that drops the connection, since no message does.
ABORT = "milepost.abort"
#: How long a server that ends waits for an answer that is under way.
LAST_ANSWER_SECONDS = 2.0


class HttpProtocol(HttpToolsProtocol):
    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {ABORT: {"call": self.transport.abort}}

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        # The two refer to each other, and would wait for the garbage collector together.
        del self.parser

    def shutdown(self) -> None:
        super().shutdown()
        self.loop.call_later(LAST_ANSWER_SECONDS, self.transport.abort)
