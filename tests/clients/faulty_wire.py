"""A wire between a gateway and its real origin that can be cut, reset or held still after so many bytes of answers."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal["", "cut", "reset", "hold", "refuse"]


@dataclass
class Wire:
    """What happens to connections: ``fault``, once ``after`` bytes of answers went through."""

    port: int = 0
    fault: Fault = ""
    after: int = 0
    connections: int = 0
    open: list[socket.socket] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def break_(self, fault: Fault, after: int = 0) -> None:
        """Let it happen to connections made from now on; those that are kept alive from before are closed."""
        self.fault, self.after, self.connections = fault, after, 0
        was_open, self.open = self.open, []
        for connection in was_open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self.break_("")


@contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A listener on loopback that hands every connection on to ``port``."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        wire = Wire(port=listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, port, wire), daemon=True).start()
        yield wire


def _accept(listener: socket.socket, port: int, wire: Wire) -> None:
    with suppress(OSError):
        while True:
            near, _ = listener.accept()
            wire.connections += 1
            if wire.fault == "refuse":
                _reset(near)
                continue
            wire.open.append(near)
            far = socket.create_connection(("127.0.0.1", port))
            threading.Thread(target=_pass_on, args=(near, far), daemon=True).start()
            threading.Thread(target=_answer, args=(far, near, wire.fault, wire.after), daemon=True).start()


def _pass_on(near: socket.socket, far: socket.socket) -> None:
    with suppress(OSError):
        while data := near.recv(65536):
            far.sendall(data)
    with suppress(OSError):
        far.shutdown(socket.SHUT_WR)


def _answer(far: socket.socket, near: socket.socket, fault: Fault, after: int) -> None:
    left = after
    with suppress(OSError):
        while data := far.recv(65536):
            if fault and len(data) >= left:
                near.sendall(data[:left])
                break
            left -= len(data)
            near.sendall(data)
    if fault == "hold":
        return  # as a peer that is still there and says nothing more; the sockets stay open until they are collected
    if fault == "reset":
        _reset(near)
    for end in (near, far):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RD)  # a thread that reads from it would keep it open
    connection.close()
