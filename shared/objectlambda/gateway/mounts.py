"""What one server serves beside S3: webhooks under ``/functions/``, and the page for people under ``/_/``."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from objectlambda.gateway.transport.asgi import App, Receive, Scope, Send
from objectlambda.gateway.webhook.requests import WEBHOOKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from objectlambda.gateway.config.model import GatewayConfig
    from objectlambda.gateway.observability.metrics import Metrics
    from objectlambda.gateway.page.app import PageApp
    from objectlambda.gateway.runners.runner import Runner
    from objectlambda.stores.store import Store


class Mounts:
    """Gateway, webhooks and page as one application. Requests for neither webhooks nor page go to the gateway."""

    def __init__(
        self,
        gateway: App,
        config: GatewayConfig,
        stores: Mapping[str, Store],
        runner: Runner,
        metrics: Metrics,
    ) -> None:
        self._gateway = gateway
        self._webhooks: App | None = None
        self._page: PageApp | None = None
        self._closing = AsyncExitStack()
        if config.webhooks is not None:
            from objectlambda.gateway.webhook.app import WebhookApp

            webhooks = WebhookApp(config.webhooks, config, metrics)
            self._closing.push_async_callback(webhooks.close)
            self._webhooks = webhooks
        if config.page:
            from objectlambda.gateway.page.app import PageApp

            self._page = PageApp(config, stores, runner)
            self._closing.push_async_callback(self._page.close)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._webhooks is not None and scope["path"].startswith(WEBHOOKS) and _is_no_read(scope):
            await self._webhooks(scope, receive, send)
        elif self._page is not None and self._page.answers(scope):
            await self._page(scope, receive, send)
        else:
            await self._gateway(scope, receive, send)

    def reconfigure(self, config: GatewayConfig, stores: Mapping[str, Store]) -> None:
        """Show other access points on the page; whether there is one, and the webhooks, stay as they are."""
        if self._page is not None:
            self._page.reconfigure(config, stores)

    async def close(self) -> None:
        """Let go of what the mounted applications hold."""
        await self._closing.aclose()


def _is_no_read(scope: Scope) -> bool:
    """Whether it is no read of S3's. An access point that is called ``functions`` stays readable."""
    if scope["method"] != "HEAD":
        return bool(scope["method"] != "GET")
    return any(name == b"authorization" and not value.startswith(b"AWS4-") for name, value in scope["headers"])
