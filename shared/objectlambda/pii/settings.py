"""The settings of the two functions: AWS's variables and payload keys with their meaning, and our own.

Source for AWS's: aws-samples/amazon-comprehend-s3-object-lambda-functions, src/config.py and src/data_object.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from objectlambda.pii.identifiers import identifiers
from objectlambda.pii.redaction.modes import Mode
from objectlambda.pii.text_encoding import ENCODINGS
from objectlambda.settings import setting

WITHOUT_EFFECT = (
    "COMPREHEND_ENDPOINT_URL",
    "CONTAINS_PII_ENTITIES_THREAD_COUNT",
    "DETECT_PII_ENTITIES_THREAD_COUNT",
    "DOCUMENT_MAX_SIZE_CONTAINS_PII_ENTITIES",
    "DOCUMENT_MAX_SIZE_DETECT_PII_ENTITIES",
    "MAX_CHARS_OVERLAP",
    "REDACTION_API_ONLY",
    "SUBSEGMENT_OVERLAPPING_TOKENS",
)
"""AWS's variables that tune calls of Comprehend, which is not called here."""

_IDENTIFIERS = ", ".join(sorted(identifiers()))
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class PiiSettings:
    """The settings that both functions have."""

    pii_entity_types: tuple[str, ...] = setting(
        ("ALL",),
        f"the entity types to look for, by Comprehend's names; ALL for every one; {_IDENTIFIERS} only where named",
    )
    confidence_threshold: float = setting(0.5, "the lowest score with which an entity counts", minimum=0, maximum=1)
    language_code: str = setting("en", "the language of the text", choices=("en", "es"), env="DEFAULT_LANGUAGE_CODE")
    unsupported_file_handling: str = setting(
        "FAIL",
        "what is done with objects that cannot be inspected: FAIL refuses them with 400; PASS hands out those that are "
        "not text and hold none, such as images; PASS_UNINSPECTED hands out all of them, like AWS's PASS",
        choices=("FAIL", "PASS", "PASS_UNINSPECTED"),
    )
    is_partial_object_supported: bool = setting(
        True, "serve Range and partNumber from the resulting bytes; false refuses them, as AWS's functions do"
    )
    document_max_size: int = setting(0, "refuse objects of more bytes, after decompression; 0 for no limit", minimum=0)
    encoding: str = setting(
        "auto", "how text is encoded; auto follows a byte order mark and takes UTF-8 without one", choices=ENCODINGS
    )
    decompress: bool = setting(
        True, "inspect gzip, bzip2, zlib, zstd, snappy and ZIP decompressed; false: they are not text"
    )
    recognizers_file: str = setting(
        "", "a file in the deployed function with more recognizers, in Presidio's YAML format", in_payload=False
    )
    model: str = setting(
        "", "a spaCy pipeline, by name or folder, in place of the one that comes with the package", in_payload=False
    )
    processes: int = setting(
        1, "how many processes inspect one object together; 0 for one on each core", minimum=0, maximum=64,
        in_payload=False, affects_output=False,
    )  # fmt: skip
    exempt_callers: tuple[str, ...] = setting(
        (),
        "patterns (* and ?) of userIdentity ARNs that get objects as they are stored; none by default",
        in_payload=False,
    )
    audit: bool = setting(
        False, "log who read which object, what was decided and which types were found, never values",
        in_payload=False, affects_output=False,
    )  # fmt: skip
    publish_cloud_watch_metrics: bool = setting(
        True, "write AWS's metrics to Lambda's log in the embedded metric format", in_payload=False,
        affects_output=False,
    )  # fmt: skip
    log_level: str = setting(
        "INFO",
        "how much is logged",
        choices=("DEBUG", "INFO", "WARNING", "ERROR"),
        in_payload=False,
        affects_output=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionSettings(PiiSettings):
    """The effective settings of one redaction: defaults < environment < the access point's payload."""

    mask_mode: str = setting(
        Mode.MASK.value, "what takes the place of an entity", choices=tuple(mode.value for mode in Mode)
    )
    mask_modes: Mapping[str, str] | None = setting(
        None, 'modes by entity type where they differ from mask_mode, such as {"SSN": "KEEP_LAST_4"}'
    )
    mask_character: str = setting("*", "the character of MASK and KEEP_LAST_4")
    mask_bytes: bool = setting(
        False,
        "MASK each byte of UTF-8 instead of each character: offsets stay, so size and ranges need no full read",
    )
    redact_keys: bool = setting(
        True,
        "replace mail addresses, card numbers, IBANs, SSNs, AWS keys, and the identifiers that pii_entity_types names, "
        "in JSON keys, CSV headers, and tags of XML and HTML as well; in keys and headers also names of persons "
        "(first name and surname) and telephones",
    )
    key_env: str = setting("", "the environment variable that holds the key of HASH and FAKE; never the key itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessControlSettings(PiiSettings):
    """The effective settings of one decision: defaults < environment < the access point's payload."""

    warn_entity_types: tuple[str, ...] = setting(
        (), "types that are logged but deny nothing, taken out of pii_entity_types"
    )
    minimum_counts: Mapping[str, int] | None = setting(
        None, 'how many distinct values of a type deny, where one is too few, such as {"EMAIL": 3}'
    )
    spool_memory_bytes: int = setting(
        8 * MIB, "bytes kept in memory until the decision; what is more goes to a temporary file",
        minimum=0, in_payload=False, affects_output=False,
    )  # fmt: skip
