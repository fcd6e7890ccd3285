"""uvicorn is subclassed by names that are not public: its version is bounded, and the names are there."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path

import pytest
import uvicorn
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

ROOT = Path(__file__).resolve().parents[4]
METHODS = (
    "connection_made", "connection_lost", "data_received", "on_message_begin", "on_headers_complete", "pause_writing",
    "resume_writing", "send_400_response", "shutdown", "_start_asgi_task", "_unset_keepalive_if_required",
    "_unsupported_upgrade_warning", "on_response_complete", "timeout_keep_alive_handler",
)  # fmt: skip
ATTRIBUTES = (
    "connections", "loop", "cycle", "flow", "headers", "scope", "url", "transport", "expect_100_continue", "pipeline",
    "server_state", "timeout_keep_alive",
)  # fmt: skip
CYCLE = (
    "default_headers", "disconnected", "keep_alive", "message_event", "on_response", "response_complete",
    "response_started", "scope", "transport", "waiting_for_100_continue",
)  # fmt: skip


def bounds() -> tuple[tuple[int, ...], tuple[int, ...]]:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    [needed] = [text for text in extras["gateway"] if text.startswith("uvicorn")]
    found = re.fullmatch(r"uvicorn>=([\d.]+),<([\d.]+)", needed)
    assert found, f"{needed} has no upper bound"
    return version(found[1]), version(found[2])


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])


def test_the_version_is_bounded_and_the_one_that_is_tested_lies_within():
    low, high = bounds()
    assert low <= version(uvicorn.__version__) < high


@pytest.mark.parametrize("name", METHODS)
def test_the_methods_that_we_extend_are_there(name):
    assert callable(getattr(HttpToolsProtocol, name))


def test_the_attributes_that_we_read_are_there():
    source = inspect.getsource(HttpToolsProtocol)
    assert [name for name in ATTRIBUTES if f"self.{name}" not in source] == []
    cycle = inspect.getsource(RequestResponseCycle.__init__)
    assert [name for name in CYCLE if f"self.{name}" not in cycle] == []
    assert STATUS_LINE[404] == b"HTTP/1.1 404 Not Found\r\n"
    assert {"read_paused", "write_paused"} <= set(re.findall(r"self\.(\w+)", inspect.getsource(FlowControl)))
