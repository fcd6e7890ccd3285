"""The tags of an object, as its copy may have them.

They are texts beside the object, as its metadata are: what a function takes out of the object must not reach the copy's
readers through them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from objectlambda.errors import OriginError, SourceUnavailable
from objectlambda.head import ResponseHead, tells_of_stored_bytes
from objectlambda.plan import Plan


def tags_of(client: Any, named: Mapping[str, str]) -> dict[str, str]:
    """The tags of the object that ``named`` names in boto3's words.

    Raises:
        OriginError, SourceUnavailable: they cannot be read.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = client.get_object_tagging(**named)
    except ClientError as error:
        said = error.response.get("Error", {})
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 500)
        raise OriginError(status, said.get("Code", ""), "the object's tags cannot be read") from error
    except BotoCoreError as error:
        raise SourceUnavailable("the object's tags cannot be read") from error
    return {tag["Key"]: tag["Value"] for tag in answer.get("TagSet", ())}


def inspected(tags: Mapping[str, str], plans: Iterable[Plan]) -> dict[str, str]:
    """``tags`` without those in which a function of ``plans`` that hides something would change a text.

    They are left out and not masked: S3 takes no asterisk in a tag.

    Raises:
        AccessDenied: access control refuses what they hold.
    """
    kept = dict(tags)
    for plan in plans:
        if plan.function.hides and kept:
            named = {name: text for name, text in kept.items() if not tells_of_stored_bytes(name)}
            seen = plan.function.head(ResponseHead(metadata=named), plan.request, plan.settings).metadata
            kept = {name: text for name, text in named.items() if seen.get(name) == text}
    return kept
