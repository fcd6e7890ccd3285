"""The few names of ASGI that the gateway uses, and its own extensions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

GONE = "objectlambda.gone"
"""The extension whose ``future`` is done once the client is gone; without it, only ``receive`` tells."""

SPAN = "objectlambda.span"
"""Where the scope holds the request's span, if requests are traced. See ``tracing``."""

WHOLE = "objectlambda.whole"
"""The extension whose ``call`` sends a whole response at once, or gives ``False``. See ``protocol``."""

ABORT = "objectlambda.abort"
"""The extension with which the server lets a connection be broken; its ``call`` does it. See ``protocol``."""
