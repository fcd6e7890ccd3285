"""The end of a body that only the end of its connection tells: by a transport that is gone when it is asked."""

from __future__ import annotations

from objectlambda.gateway.transport.framing import Unframed

HEAD = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"


class Tls:
    """A transport over TLS, which tells nothing once it is closed, as asyncio's."""

    def __init__(self):
        self.told = {"ssl_object": object()}
        self.written = b""

    def get_extra_info(self, name):
        return self.told[name]

    def write(self, data):
        self.written += data


def test_a_closed_tls_transport_is_not_asked_again():
    transport = Tls()
    unframed = Unframed(transport)
    unframed.write(HEAD)
    transport.told.clear()
    unframed.write(b"5\r\nhello\r\n")
    assert not unframed.resets
    assert transport.written == b"HTTP/1.1 200 OK\r\n\r\nhello"
