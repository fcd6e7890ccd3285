"""Clients that take no object without a Content-Length, although HTTP/1.1 has a way to do without: they get one."""

from __future__ import annotations

from objectlambda.headers import Headers

_AGENTS = ("object_store/",)
"""Rust's object_store, below obstore, delta-rs and DataFusion: "Content-Length Header missing from response"."""


def needs_length(headers: Headers) -> bool:
    """Whether the client that sent ``headers`` reads nothing of an object whose length it is not told."""
    return headers.get("user-agent", "").startswith(_AGENTS)
