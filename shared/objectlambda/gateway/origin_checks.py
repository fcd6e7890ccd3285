"""Whether the origins of access points can be read, for those who run the gateway."""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

from objectlambda import log
from objectlambda.errors import InvalidSettings, ObjectLambdaError
from objectlambda.stores.bucket import BucketStore
from objectlambda.stores.origin_faults import reason_of
from objectlambda.stores.store import Store


def troubles(stores: Mapping[str, Store]) -> dict[str, str]:
    """Why the origin of an access point cannot be read, by the access point's name. It blocks.

    Args:
        stores: by the names of access points; each is asked once.
    """
    found: dict[Store, str] = {}
    for store in set(stores.values()):
        try:
            store.check()
        except ObjectLambdaError as error:
            found[store] = reason_of(error)
    return {name: found[store] for name, store in stores.items() if store in found}


def warn_of_troubles(stores: Mapping[str, Store]) -> None:
    """Log a warning for each access point whose origin cannot be read, some time from now: nobody waits for it."""

    def warn() -> None:
        for name, reason in troubles(stores).items():
            bucket, endpoint = _place(stores[name])
            log.write(
                logging.WARNING,
                "origin cannot be read",
                access_point=name,
                reason=reason,
                bucket=bucket,
                endpoint=endpoint,
            )

    threading.Thread(target=warn, name="origin-check", daemon=True).start()


def refuse_troubles(stores: Mapping[str, Store]) -> None:
    """Do nothing if all origins can be read.

    Raises:
        InvalidSettings: naming an access point, and why its origin cannot be read.
    """
    for name, reason in troubles(stores).items():
        raise InvalidSettings(f"the origin of access point {name} cannot be read: {reason}")


def _place(store: Store) -> tuple[str, str]:
    if not isinstance(store, BucketStore):
        return "", ""
    return store.origin.bucket, store.origin.endpoint_url.rpartition("@")[2] or "AWS"
