"""What distinguishes the three functions' templates: settings, layers, secrets, and what is asked for first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from objectlambda.decompress import DecompressSettings
from objectlambda.pii.redaction.modes import MIN_KEY_BYTES
from objectlambda.pii.settings import AccessControlSettings, RedactionSettings

_READING = """\
        - !If
          - Uses{name}
          - PolicyName: Read{name}
            PolicyDocument:
              Version: "2012-10-17"
              Statement:
                - Effect: Allow
                  Action: [secretsmanager:GetSecretValue, ssm:GetParameter]
                  Resource: {arn}
          - !Ref AWS::NoValue
"""
_MAKING = """\
  # Without the key, nobody makes the same pseudonyms again: it stays when the stack goes.
  {name}Secret:
    Type: AWS::SecretsManager::Secret
    Condition: Makes{name}
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      Description: !Sub "{name} of ${{AWS::StackName}}, read by the function when it is needed."
      GenerateSecretString: {{PasswordLength: 64, ExcludePunctuation: true}}
      KmsKeyId: !If [HasKmsKey, !Ref KmsKeyArn, !Ref AWS::NoValue]

"""
_REFERENCES = "arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:[0-9]+:secret:|ssm:[a-z0-9-]+:[0-9]+:parameter/).+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A secret of a function: the parameter that names it, and the variables in which the function finds it.

    No parameter holds a secret itself. CloudFormation would have to hide it, and ``sam deploy --guided`` insists on an
    answer to a hidden parameter.
    """

    parameter: str
    variable: str
    setting: str  # the environment variable that names ``variable``
    doc: str
    made_for: str = ""  # a CloudFormation condition under which the stack makes the secret where none is named

    @property
    def name(self) -> str:
        """Of the resource, the condition and the policy."""
        return self.parameter.removesuffix("Arn")

    @property
    def value(self) -> str:
        """What the variable holds: the ARN of the stack's own secret, or the one that is named."""
        named = f"!Ref {self.parameter}"
        return f"!If [Makes{self.name}, !GetAtt {self.name}Secret.Id, {named}]" if self.made_for else named

    @property
    def naming(self) -> str:
        """What the setting holds that names the variable: its name where there is a secret."""
        return f'!If [Uses{self.name}, {self.variable}, ""]'

    @property
    def conditions(self) -> str:
        """Whether the stack makes the secret, and whether there is any."""
        named = f'!Not [!Equals [!Ref {self.parameter}, ""]]'
        if not self.made_for:
            return f"  Uses{self.name}: {named}\n"
        needed = f'!And [!Equals [!Ref {self.parameter}, ""], {self.made_for}]'
        return (
            f"  Makes{self.name}: !Or [!Equals [!Ref {self.parameter}, NEW], {needed}]\n"
            f"  Uses{self.name}: !Or [!Condition Makes{self.name}, {named}]\n"
        )

    @property
    def policy(self) -> str:
        """The right to read it, where there is one."""
        return _READING.format(name=self.name, arn=self.value)

    @property
    def resource(self) -> str:
        """The secret that the stack makes, if it can."""
        return _MAKING.format(name=self.name) if self.made_for else ""

    @property
    def said(self) -> dict[str, Any]:
        """The parameter."""
        new = "NEW|" if self.made_for else ""
        may_be = (
            "NEW or " if self.made_for else ""
        ) + "the ARN of a secret or of an SSM parameter, not the secret itself"
        return {
            "Type": "String",
            "Default": "",
            "AllowedPattern": f"^({new}{_REFERENCES})?$",
            "ConstraintDescription": f"must be empty, {may_be}",
            "Description": self.doc,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What distinguishes one function's template from the others."""

    function: str
    description: str
    settings: type[Any]
    layers: tuple[str, ...]
    memory: int
    snapstart: str
    labels: tuple[str, ...]
    asked: tuple[str, ...]  # the parameters that matter to everybody, in the order in which they are asked for
    temporary: str = "Little of it is used."
    secrets: tuple[Secret, ...] = ()
    parquet: bool = False  # whether it can have the layer that reads Parquet


APPLICATIONS = (
    Application(
        function="decompress",
        description="Hands out gzip, bzip2, zlib, zstandard, snappy and ZIP objects decompressed, while they are read.",
        settings=DecompressSettings,
        layers=("core", "codecs"),
        memory=1769,
        snapstart="None",
        labels=("s3", "object-lambda", "decompression", "gzip", "zstd", "zip"),
        asked=("OnUncompressed", "Member"),
        secrets=(
            Secret(
                parameter="ArchivePasswordArn",
                variable="ARCHIVE_PASSWORD",
                setting="PASSWORD_ENV",
                doc="The ARN of the Secrets Manager secret or SSM parameter that holds the password of encrypted ZIP "
                "members; empty for none.",
            ),
        ),
    ),
    Application(
        function="pii_redaction",
        description="Hands out text without the personal data in it, found by a detector inside the function.",
        settings=RedactionSettings,
        layers=("pii", "codecs"),
        memory=1769,
        snapstart="PublishedVersions",
        labels=("s3", "object-lambda", "pii", "redaction", "privacy"),
        asked=("PiiEntityTypes", "MaskMode", "UnsupportedFileHandling", "ReadsParquet"),
        parquet=True,
        secrets=(
            Secret(
                parameter="RedactionKeyArn",
                variable="REDACTION_KEY",
                setting="KEY_ENV",
                doc="The key of the modes HASH and FAKE: the ARN of a Secrets Manager secret or SSM parameter of "
                f"{MIN_KEY_BYTES} bytes or more, or NEW for a secret that the stack makes. Empty (the default) makes "
                "one where MaskMode or MaskModes needs it.",
                made_for="!Or [!Equals [!Ref MaskMode, HASH], !Equals [!Ref MaskMode, FAKE], "
                '!Not [!Equals [!Ref MaskModes, ""]]]',
            ),
        ),
    ),
    Application(
        function="pii_access_control",
        description="Refuses objects that hold personal data, and hands out all others as they are.",
        settings=AccessControlSettings,
        layers=("pii", "codecs"),
        memory=1769,
        snapstart="PublishedVersions",
        labels=("s3", "object-lambda", "pii", "access-control", "privacy"),
        asked=("PiiEntityTypes", "MinimumCounts", "UnsupportedFileHandling", "ReadsParquet"),
        parquet=True,
        temporary="An object waits in it, as far as it is larger than SpoolMemoryBytes, until it is read to its end.",
    ),
)
