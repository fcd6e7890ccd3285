"""Whether a gateway may listen where it is told to: who can reach it, and whether it asks who they are."""

from __future__ import annotations

import ipaddress
import os
import stat
from pathlib import Path

from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.secret_files import check_not_served, check_secret_files
from objectlambda.sealed_tags import MIN_KEY_BYTES
from objectlambda.secret_references import secret_value


def check_exposure(config: GatewayConfig) -> None:
    """Do nothing if the gateway may listen where it is told to.

    Raises:
        InvalidSettings: others than this machine could reach it, and nothing would ask them who they are.
    """
    check_cache(config)
    check_secret_files(config, os.environ)
    _check_secrets(config)
    _check_page(config)
    if config.cors and "*" in config.cors.origins and not config.callers and not config.allow_anonymous:
        raise InvalidSettings(
            "[cors] origins has *, and no credentials are configured: every web page that is opened on this machine "
            "could read all objects; name its origin, configure callers, or say --allow-anonymous"
        )
    if is_loopback(config.host) or config.allow_anonymous or not config.access_points:
        return
    if not config.callers:
        raise InvalidSettings(
            f"{config.host} can be reached from other machines, and no credentials are configured: anybody could read "
            "all objects; listen on 127.0.0.1, configure callers, or say --allow-anonymous if that is what you want"
        )
    open_to_all = [point.name for point in config.access_points.values() if point.anonymous]
    if open_to_all:
        raise InvalidSettings(
            f"access point {open_to_all[0]} is anonymous and {config.host} can be reached from other machines: "
            "say allow_anonymous as well if that is what you want"
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can connect to ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check_secrets(config: GatewayConfig) -> None:
    # Those of AWS are read when they are first needed: a start does not wait for another service.
    for name, reference in (("tag_key", config.tag_key), ("page_token", config.page_token)):
        if reference.startswith(("env:", "file:")) and len(secret_value(reference)) < MIN_KEY_BYTES:
            raise InvalidSettings(f"the secret that {name} names has fewer than {MIN_KEY_BYTES} bytes")


def _check_page(config: GatewayConfig) -> None:
    if config.page and not config.page_hosts and not is_loopback(config.host):
        raise InvalidSettings(
            f"{config.host} can be reached from other machines, and the page shows all objects to who has its token: "
            "listen on 127.0.0.1, or say with --page-host NAME under which name others may have it"
        )


def check_cache(config: GatewayConfig) -> None:
    """Do nothing if no other user can read or write the folder of the cache.

    Raises:
        InvalidSettings: others can write to the cache's folder, or it lies inside an origin, through which it is read.
    """
    if config.cache is None:
        return
    check_owned(config.cache.folder)
    check_not_served(config.access_points, config.places.get("cache_folder", "the cache folder"), config.cache.folder)


def check_owned(folder: Path) -> None:
    """Do nothing if nobody but us can put files into ``folder``, which are handed out as what functions made.

    Raises:
        InvalidSettings: others can.
    """
    try:
        status = folder.stat()
    except FileNotFoundError:
        return  # it will be made, for us alone
    if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise InvalidSettings(
            f"the cache folder {folder} can be written by others, who could put into it what is handed "
            f"out: chmod go-w {folder}, or name a folder in it, which is then made"
        )
    if status.st_uid != os.geteuid():
        raise InvalidSettings(
            f"the cache folder {folder} belongs to another user, who could put into it what is handed "
            "out: name a folder of the user that the gateway runs as"
        )
