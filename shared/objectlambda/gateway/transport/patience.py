"""Bounds on what clients may take of a server: connections and time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Bounds on what clients may take of a server.

    Attributes:
        max_connections: connections at a time; more get 503 SlowDown.
        head_seconds: how long a client may take to send a request's head.
        stall_seconds: how long a client may leave a full socket unread before its transfer is given up.
        keep_alive_seconds: how long a connection may be idle.
        grace_seconds: how long requests under way may take when the server stops.
    """

    max_connections: int = 10_000
    head_seconds: float = 20.0
    stall_seconds: float = 120.0
    keep_alive_seconds: int = 30
    grace_seconds: int = 30
