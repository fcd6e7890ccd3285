"""HTTP/1.1 by uvicorn, with bounds on the size and time of request heads, on stalled readers, and a way to reset."""

from __future__ import annotations

import asyncio
import logging
import select
import socket
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from objectlambda import log
from objectlambda.gateway.transport.asgi import ABORT, GONE, WHOLE
from objectlambda.gateway.transport.framing import HeadWithBody, Unframed, set_reset
from objectlambda.gateway.transport.patience import Patience
from objectlambda.s3.browser_headers import browser_headers
from objectlambda.s3.documents import error_document
from objectlambda.s3.requests import new_request_id

MAX_HEAD_BYTES = 32 * 1024
"""Request line and headers together: S3 takes 8 KB of headers, a presigned URL's query adds about as much."""

GOODBYE_SECONDS = 3.0
"""How long a client may take to answer the end of TLS when the gateway stops. Connections that lie in a client's pool
never do; asyncio waits 30 seconds for each."""

WATCH_SECONDS = 1.0
"""How often a connection that is not read from is looked at."""

_CLOSED = getattr(select, "POLLRDHUP", select.POLLHUP)  # only Linux reports a closed connection with unread bytes


class BoundedProtocol(HttpToolsProtocol):
    """A connection whose request heads are bounded in size and time, and whose stalled readers are let go.

    Args:
        patience: how many connections there may be, and how long a client may take.
    """

    def __init__(self, *args: Any, patience: Patience, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._patience = patience

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        self._head_bytes = 0
        self._in_head = True
        self._refused: tuple[int, str, str] | None = None
        self._stall_timer: asyncio.TimerHandle | None = None
        self._watch_timer: asyncio.TimerHandle | None = None
        self._idle_timer: asyncio.TimerHandle | None = None
        self._idle_since: float | None = None
        self._gone: asyncio.Future[None] = self.loop.create_future()
        self._answering: RequestResponseCycle | None = None
        self._extensions: dict[str, dict[object, object]] = {
            ABORT: {"call": self.abort},
            GONE: {"future": self._gone},
            WHOLE: {"call": self.send_whole},
        }
        self._fed = 0
        self._unframed: Unframed | None = None
        # Asked now: once a connection is closed, asyncio's transport over TLS raises where it is asked for anything.
        self._over_tls = transport.get_extra_info("ssl_object") is not None
        self._framing = HeadWithBody(transport, self.loop)
        super().connection_made(self._framing)  # type: ignore[arg-type]  # all that is used of one
        self._head_timer: asyncio.TimerHandle | None = self._await_head()
        if len(self.connections) > self._patience.max_connections:
            self._refuse(503, "SlowDown", "Please reduce your request rate.")

    def connection_lost(self, exc: Exception | None) -> None:
        self._unset_head_timer()
        self._unset_stall_timer()
        for timer in (self._idle_timer, self._watch_timer):  # each holds all of this
            if timer is not None:
                timer.cancel()
        if not self._gone.done():
            self._gone.set_result(None)
        if self._unframed is not None and self._unframed.resets and self._is_answered():
            set_reset(self.transport, resets=False)  # all is with the system, which sends it
        if self._answering is not None and not self._answering.response_complete:
            self._answering.disconnected = True  # uvicorn marks only the last request, which may wait behind this one
            self._answering.message_event.set()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._fed = len(data)
        if self._in_head:
            self._head_bytes += self._fed
        super().data_received(data)
        if self._in_head and self._head_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
            self._refuse(*_TOO_LARGE)
        elif self._in_head and self._head_timer is None and not self.transport.is_closing():
            self._head_timer = self._await_head()  # most heads come at once, and need none
        elif self._head_timer is None and self._is_answered() and not self.transport.is_closing():
            # These bytes are the rest of an unread body, or an empty line. They have ended uvicorn's own timer.
            self._head_timer = self._await_head()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = self._extensions
        self._in_head = True
        if self.cycle is not None:
            self._unset_head_timer()

    def on_headers_complete(self) -> None:
        self._unset_head_timer()
        most, self._in_head, self._head_bytes = max(self._head_bytes, self._fed), False, 0
        if (
            most > MAX_HEAD_BYTES
            and len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > MAX_HEAD_BYTES
        ):
            self._refused = _TOO_LARGE
            raise ValueError("the request's head is too large")  # the parser stops, and send_400_response is called
        super().on_headers_complete()
        if self.flow.read_paused and self._watch_timer is None:
            self._watch_timer = self.loop.call_later(WATCH_SECONDS, self._watch)
        if self.expect_100_continue:
            self.cycle.keep_alive = False  # it need not send its body after an early response
        if self.scope["http_version"] == "1.0":
            self._unframed = Unframed(self.transport)
            self.cycle.transport = self._unframed  # type: ignore[assignment]  # all that is used of one

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answering = cycle
        super()._start_asgi_task(cycle, app)

    def send_whole(self, status: int, headers: bytes, body: bytes) -> bool:
        """Send a whole response in one write; ``False`` where it must be sent in the usual way, and nothing was sent.

        Args:
            status: of the response.
            headers: its header lines, which tell the length of ``body`` and nothing of the connection.
            body: its body, which is left out of the response to HEAD.
        """
        cycle = self._answering
        if cycle is None or cycle.response_started or cycle.disconnected or not cycle.keep_alive:
            return False
        if self.flow.write_paused or cycle.scope["http_version"] != "1.1":
            return False
        parts = [STATUS_LINE[status]]
        for name, value in cycle.default_headers:
            parts += (name, b": ", value, b"\r\n")
        parts += (headers, b"\r\n", b"" if cycle.scope["method"] == "HEAD" else body)
        cycle.response_started = cycle.response_complete = True
        cycle.waiting_for_100_continue = False
        self._framing.write_whole(b"".join(parts))
        cycle.message_event.set()
        cycle.on_response()
        return True

    def on_response_complete(self) -> None:
        # As uvicorn's, but with one timer for a connection: to set and cancel one for each request costs more.
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
            return
        self._idle_since = self.loop.time()
        if self._idle_timer is None:
            self._idle_timer = self.loop.call_later(self.timeout_keep_alive, self._end_idle)

    def _unset_keepalive_if_required(self) -> None:
        self._idle_since = None

    def _end_idle(self) -> None:
        """Close the connection if it was idle for long enough, or look again when it may have been."""
        self._idle_timer = None
        if self._idle_since is None:
            return  # the next response sets it
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if left <= 0:
            self.timeout_keep_alive_handler()
        else:
            self._idle_timer = self.loop.call_later(left, self._end_idle)

    def pause_writing(self) -> None:
        self._unset_stall_timer()
        self._stall_timer = self.loop.call_later(self._patience.stall_seconds, self.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        self._unset_stall_timer()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        if not self.transport.is_closing():
            self._refuse(*(self._refused or (400, "BadRequest", msg)))

    def _unsupported_upgrade_warning(self) -> None:
        """Logs nothing: a client that offers another protocol (``curl --http2``) gets HTTP/1.1."""

    def shutdown(self) -> None:
        super().shutdown()
        if self._over_tls:
            self.loop.call_later(GOODBYE_SECONDS, self._let_go)

    def abort(self) -> None:
        """Reset the connection, so that no client takes a part for the whole, not even an HTTP/1.0 client."""
        self._unframed = None  # not finished
        if not self.transport.is_closing():
            set_reset(self.transport, resets=True)
        self.transport.abort()

    def _let_go(self) -> None:
        if self._is_answered() and not self.flow.write_paused:
            self.transport.abort()  # the client has received everything
        else:
            self.loop.call_later(GOODBYE_SECONDS, self._let_go)

    def _await_head(self) -> asyncio.TimerHandle:
        return self.loop.call_later(self._patience.head_seconds, self._head_is_late)

    def _head_is_late(self) -> None:
        self._head_timer = None
        if self.flow.read_paused:  # this server does not read, because earlier requests are still being served
            self._head_timer = self._await_head()
        elif not self._is_answered():
            self.abort()
        elif self._in_head:
            self._refuse(400, "RequestTimeout", "Your socket connection to the server was not read from in time")
        else:
            self.transport.close()

    def _refuse(self, status: int, code: str, message: str) -> None:
        request_id = new_request_id()
        log.write(logging.INFO, "connection refused", request=request_id, status=status, code=code)
        body = error_document(code, message, "/", request_id)
        guards = "".join(f"{name}: {value}\r\n" for name, value in browser_headers(()))
        head = (
            f"HTTP/1.1 {status} {code}\r\nserver: objectlambda\r\nx-amz-request-id: {request_id}\r\n"
            f"content-type: application/xml\r\ncontent-length: {len(body)}\r\nconnection: close\r\n"
            f"{guards}\r\n"
        )
        if self._is_answered():
            self.transport.write(head.encode() + body)
            self.transport.close()
        else:
            self.abort()  # a response is under way, and this one would become part of its body

    def _watch(self) -> None:
        """Check whether the client is still connected, while nothing is read because requests wait."""
        self._watch_timer = None
        if not self.flow.read_paused or self.transport.is_closing():
            return
        if _has_left(self.transport.get_extra_info("socket")):
            self.abort()
        else:
            self._watch_timer = self.loop.call_later(WATCH_SECONDS, self._watch)

    def _is_answered(self) -> bool:
        """Whether no response is due or under way."""
        return self.cycle is None or self.cycle.response_complete

    def _unset_head_timer(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _unset_stall_timer(self) -> None:
        if self._stall_timer is not None:
            self._stall_timer.cancel()
            self._stall_timer = None


def _has_left(connection: socket.socket) -> bool:
    """Whether the other side has closed, also where there is something left to read before its end."""
    poll = select.poll()
    poll.register(connection.fileno(), _CLOSED)
    return bool(poll.poll(0))


_TOO_LARGE = (431, "RequestHeaderSectionTooLarge", f"Your request's head is larger than {MAX_HEAD_BYTES} bytes")
