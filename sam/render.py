"""The three functions' templates, rendered from ``function.yaml.in`` and the functions' settings classes.

``python sam/render.py`` writes them; a test fails while one differs from what this would write.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from objectlambda import __version__
from objectlambda.decompress import DecompressSettings
from objectlambda.pii.redaction.modes import MIN_KEY_BYTES
from objectlambda.pii.settings import AccessControlSettings, RedactionSettings
from objectlambda.plan import TAG_KEY
from objectlambda.registry import function_named
from objectlambda.settings import environment_name, rule_of

SAM = Path(__file__).resolve().parent
HOME = "https://github.com/objectlambda/objectlambda"
LAYERS = {"core": False, "codecs": True, "pii": True, "parquet": True}
"""Layer → whether it has machine code, and so one zip for each architecture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A parameter that CloudFormation hides, and the variable in which the function finds it."""

    parameter: str
    variable: str
    doc: str
    least: int = 0  # characters, where one is given

    @property
    def reference(self) -> str:
        """The parameter that names the secret in place of holding it."""
        return f"{self.parameter}Arn"

    @property
    def value(self) -> str:
        """What the variable holds: the ARN of the stack's own secret, or the one that is named; never the secret."""
        return f"!If [Holds{self.parameter}, !GetAtt {self.parameter}Secret.Id, !Ref {self.reference}]"

    @property
    def condition(self) -> str:
        """Whether the stack keeps the secret itself, and whether there is any."""
        given = f'!Not [!Equals [!Ref {self.parameter}, ""]]'
        named = f'!Not [!Equals [!Ref {self.reference}, ""]]'
        return f"  Holds{self.parameter}: {given}\n  Uses{self.parameter}: !Or [{given}, {named}]\n"

    @property
    def policy(self) -> str:
        """The right to read it, where there is one."""
        return _READING.format(name=self.parameter, arn=self.value)

    @property
    def resource(self) -> str:
        """The secret that the stack keeps."""
        return _HOLDING.format(name=self.parameter)

    @property
    def said(self) -> dict[str, Any]:
        """The parameter. MinLength would refuse the empty default, so a pattern stands for it."""
        said: dict[str, Any] = {"Type": "String", "Default": "", "NoEcho": True}
        if self.least:
            said["AllowedPattern"] = f"^(.{{{self.least},}})?$"
            said["ConstraintDescription"] = f"has at least {self.least} characters"
        return said | {"Description": self.doc}


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
        secrets=(
            Secret(
                parameter="ArchivePassword",
                variable="ARCHIVE_PASSWORD",
                doc="The password of encrypted ZIP members; set PasswordEnv to ARCHIVE_PASSWORD to use it.",
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
        parquet=True,
        secrets=(
            Secret(
                parameter="RedactionKey",
                variable="REDACTION_KEY",
                doc="The key of the modes HASH and FAKE; set KeyEnv to REDACTION_KEY to use it.",
                least=MIN_KEY_BYTES,
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
        parquet=True,
        temporary="An object waits in it, as far as it is larger than SpoolMemoryBytes, until it is read to its end.",
    ),
)


_PARQUET_PARAMETER = {
    "Type": "String",
    "Default": "false",
    "AllowedValues": ["true", "false"],
    "Description": "Add the layer with pyarrow (about 100 MB), so that Parquet files are read and not refused.",
}
_PARQUET_CONDITIONS = """\
  ReadsParquet: !Equals [!Ref ReadsParquet, "true"]
  ReadsParquetOnArm: !And [!Condition ReadsParquet, !Condition RunsOnArm]
  ReadsParquetOnX86: !And [!Condition ReadsParquet, !Condition RunsOnX86]
"""
_PARQUET_REF = "!If [ReadsParquet, !If [RunsOnArm, !Ref ParquetLayerArm64, !Ref ParquetLayerX86], {none}]"

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
_HOLDING = """\
  {name}Secret:
    Type: AWS::SecretsManager::Secret
    Condition: Holds{name}
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      Description: !Sub "{name} of ${{AWS::StackName}}, read by the function when it is needed."
      SecretString: !Ref {name}
      KmsKeyId: !If [HasKmsKey, !Ref KmsKeyArn, !Ref AWS::NoValue]

"""
_REFERENCE = {
    "Type": "String",
    "Default": "",
    "AllowedPattern": "^(arn:[a-z-]+:(secretsmanager:[a-z0-9-]+:[0-9]+:secret:|ssm:[a-z0-9-]+:[0-9]+:parameter/).+)?$",
}

TAG_KEY_PARAMETER = {
    "Type": "String",
    "Default": "",
    "AllowedPattern": "^(arn:[a-z-]+:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+)?$",
    "Description": "The ARN of a Secrets Manager secret that seals ETags, for stacks that are to show the same ones. "
    "Empty (the default) makes one for this stack.",
}
_TAG_KEY_CONDITION = '  MakesTagKey: !Equals [!Ref TagKeyArn, ""]\n'
_TAG_KEY_ARN = "!If [MakesTagKey, !GetAtt TagKey.Id, !Ref TagKeyArn]"
_TAG_KEY_POLICY = f"""\
        - PolicyName: ReadTagKey
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: secretsmanager:GetSecretValue
                Resource: {_TAG_KEY_ARN}
"""
_TAG_KEY = """\
  TagKey:
    Type: AWS::SecretsManager::Secret
    Condition: MakesTagKey
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      Description: !Sub "Seals the ETags that ${AWS::StackName} hands out."
      GenerateSecretString: {PasswordLength: 64, ExcludePunctuation: true}

"""


def parameter_name(variable: str) -> str:
    """The template's parameter for an environment variable: ``MASK_MODE`` → ``MaskMode``."""
    return "".join(word.capitalize() for word in variable.split("_"))


def parameters(kind: type[Any]) -> dict[str, dict[str, Any]]:
    """A CloudFormation parameter for each setting, by name."""
    return {parameter_name(environment_name(item)): _parameter(item) for item in dataclasses.fields(kind)}


def _parameter(item: dataclasses.Field[Any]) -> dict[str, Any]:
    rule, default = rule_of(item), item.default
    said: dict[str, Any] = {"Type": "String"}
    if isinstance(default, bool):
        said |= {"Default": str(default).lower(), "AllowedValues": ["true", "false"]}
    elif isinstance(default, (int, float)):
        said |= {"Type": "Number", "Default": int(default) if default == int(default) else default}
        bounds = (("MinValue", rule.minimum), ("MaxValue", rule.maximum))
        said |= {name: int(bound) for name, bound in bounds if bound is not None}
    elif isinstance(default, tuple):
        said["Default"] = ",".join(default)
    else:
        said["Default"] = "" if default is None else str(default)
        if rule.choices:
            said["AllowedValues"] = list(rule.choices)
    return {**said, "Description": rule.doc[:1].upper() + rule.doc[1:] + "."}


def template(application: Application) -> str:
    """The text of an application's template."""
    said = parameters(application.settings)
    for secret in application.secrets:
        doc = f"The ARN of a Secrets Manager secret or SSM parameter that holds it, in place of {secret.parameter}."
        said |= {secret.parameter: secret.said, secret.reference: _REFERENCE | {"Description": doc}}
    hides = function_named(application.function).hides
    said |= {"TagKeyArn": TAG_KEY_PARAMETER} if hides else {}
    said |= {"ReadsParquet": _PARQUET_PARAMETER} if application.parquet else {}
    environment = {
        name: parameter_name(name) for name in map(environment_name, dataclasses.fields(application.settings))
    }
    variables = [f"          {name}: !Ref {value}" for name, value in environment.items()]
    variables += [f"          {secret.variable}: {secret.value}" for secret in application.secrets]
    variables += [f"          {TAG_KEY}: {_TAG_KEY_ARN}"] if hides else []
    names = [*parameters(application.settings), *(["ReadsParquet"] if application.parquet else [])]
    layer_refs = [*map(_layer_ref, application.layers)]
    layer_refs += [_PARQUET_REF.format(none="!Ref AWS::NoValue")] if application.parquet else []
    layers = [_layer(name) for name in application.layers]
    layers += [_layer("parquet", condition="ReadsParquet")] if application.parquet else []
    secrets = [name for secret in application.secrets for name in (secret.parameter, secret.reference)]
    secrets += ["TagKeyArn"] if hides else []
    filled = {
        "description": application.description,
        "slug": application.function.replace("_", "-"),
        "function": application.function,
        "labels": ", ".join(application.labels),
        "home": HOME,
        "version": __version__,
        "settings": ", ".join(names),
        "secrets": ", ".join(secrets),
        "parameters": "\n".join(_yaml(name, said[name]) for name in said),
        "memory": str(application.memory),
        "snapstart": application.snapstart,
        "temporary": application.temporary,
        "environment": "\n".join(variables),
        "content": "\n".join(f"          - {line}" for line in _content(application, environment, hides=hides)),
        "secret_conditions": "".join(secret.condition for secret in application.secrets),
        "secret_policies": "".join(secret.policy for secret in application.secrets),
        "held_secrets": "".join(secret.resource for secret in application.secrets),
        "tag_key_condition": _TAG_KEY_CONDITION if hides else "",
        "tag_key_policy": _TAG_KEY_POLICY if hides else "",
        "tag_key": _TAG_KEY if hides else "",
        "layer_refs": "\n".join(f"        - {ref}" for ref in layer_refs),
        "layers": "\n".join(layers),
        "parquet_conditions": _PARQUET_CONDITIONS if application.parquet else "",
    }
    text = (SAM / "function.yaml.in").read_text().partition("\n")[2]
    for name, value in filled.items():
        text = text.replace(f"@@{name}@@", value)
    header = "# Rendered from function.yaml.in and the settings class by `python sam/render.py`: change those.\n"
    return header + text.replace("      - Label: {default: Secrets}\n        Parameters: []\n", "")


def _content(application: Application, environment: dict[str, str], *, hides: bool) -> list[str]:
    """Everything that makes another function of the same code; secrets by their ARN, whose value is read anew."""
    lines = [f'!Sub "{name}=${{{parameter}}}"' for name, parameter in environment.items()]
    lines += [secret.value for secret in application.secrets]
    lines += [_TAG_KEY_ARN] if hides else []
    lines += [_layer_ref(name) for name in application.layers]
    lines += [_PARQUET_REF.format(none='""')] if application.parquet else []
    return lines + [f'!Sub "{name}=${{{name}}}"' for name in RUNTIME_PARAMETERS]


RUNTIME_PARAMETERS = (
    "Architecture", "MemorySize", "TemporaryMegabytes", "SnapStart",
    "Tracing", "KmsKeyArn", "SubnetIds", "SecurityGroupIds",
)  # fmt: skip
"""Parameters of the template itself that change the function's configuration."""


def _yaml(name: str, said: dict[str, Any]) -> str:
    lines = [f"  {name}:"]
    for key, value in said.items():
        if key == "Description":
            folded = textwrap.fill(value, 112, initial_indent="      ", subsequent_indent="      ")
            lines += [f"    {key}: >-", folded]
        elif isinstance(value, list):
            lines.append(f"    {key}: [{', '.join(json.dumps(choice) for choice in value)}]")
        else:
            lines.append(f"    {key}: {json.dumps(value)}")
    return "\n".join(lines)


def _layer_ref(name: str) -> str:
    title = name.capitalize()
    return f"!If [RunsOnArm, !Ref {title}LayerArm64, !Ref {title}LayerX86]" if LAYERS[name] else f"!Ref {title}Layer"


def _layer(name: str, condition: str = "RunsOn") -> str:
    title = name.capitalize()
    if not LAYERS[name]:
        return _layer_version(f"{title}Layer", name, "[arm64, x86_64]", "")
    on = condition if condition == "RunsOn" else f"{condition}On"
    arm = _layer_version(f"{title}LayerArm64", f"{name}-arm64", "[arm64]", f"    Condition: {on}Arm\n")
    x86 = _layer_version(f"{title}LayerX86", f"{name}-x86_64", "[x86_64]", f"    Condition: {on}X86\n")
    return arm + "\n" + x86


def _layer_version(resource: str, archive: str, architectures: str, condition: str) -> str:
    return (
        f"  {resource}:\n"
        "    Type: AWS::Serverless::LayerVersion\n"
        f"{condition}"
        "    Properties:\n"
        f'      LayerName: !Sub "${{AWS::StackName}}-{archive}"\n'
        f"      ContentUri: ../build/lambda/{archive}.zip\n"
        "      CompatibleRuntimes: [python3.13]\n"
        f"      CompatibleArchitectures: {architectures}\n"
        "      LicenseInfo: MIT, and those of the packages in it\n"
        "      RetentionPolicy: Delete\n"
    )


def target(application: Application) -> Path:
    """The file of an application's template."""
    return SAM / f"{application.function.replace('_', '-')}.yaml"


if __name__ == "__main__":
    for each in APPLICATIONS:
        target(each).write_text(template(each))
        sys.stdout.write(f"{target(each).name}\n")
