"""The three functions' templates, rendered from ``function.yaml.in`` and the functions' settings classes.

``python sam/render.py`` writes them, and what chart.py renders for the Helm chart; a test fails while one differs from
what this would write.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

import chart
from applications import APPLICATIONS, Application

from objectlambda import __version__
from objectlambda.plan import TAG_KEY
from objectlambda.registry import function_named
from objectlambda.settings import environment_name, rule_of

SAM = Path(__file__).resolve().parent
HOME = "https://github.com/objectlambda/objectlambda"
LAYERS = {"core": False, "codecs": True, "pii": True, "parquet": True}
"""Layer → whether it has machine code, and so one zip for each architecture."""


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
      KmsKeyId: !If [HasKmsKey, !Ref KmsKeyArn, !Ref AWS::NoValue]

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
    hides = function_named(application.function).hides
    asked, advanced = _asked_and_advanced(application, hides=hides)
    variables = _variables(application, hides=hides)
    layer_refs = [*map(_layer_ref, application.layers)]
    layer_refs += [_PARQUET_REF.format(none="!Ref AWS::NoValue")] if application.parquet else []
    layers = [_layer(name) for name in application.layers]
    layers += [_layer("parquet", condition="ReadsParquet")] if application.parquet else []
    filled = {
        "description": application.description,
        "slug": application.function.replace("_", "-"),
        "function": application.function,
        "labels": ", ".join(application.labels),
        "home": HOME,
        "version": __version__,
        "asked": ", ".join(asked),
        "advanced": ", ".join(advanced),
        "asked_parameters": "\n".join(_yaml(name, said) for name, said in asked.items()),
        "advanced_parameters": "\n".join(_yaml(name, said) for name, said in advanced.items()),
        "memory": str(application.memory),
        "snapstart": application.snapstart,
        "temporary": application.temporary,
        "environment": "\n".join(f"          {name}: {value}" for name, value in variables.items()),
        "content": "\n".join(f"          - {line}" for line in _content(application, hides=hides)),
        "secret_conditions": "".join(secret.conditions for secret in application.secrets),
        "secret_policies": "".join(secret.policy for secret in application.secrets),
        "made_secrets": "".join(secret.resource for secret in application.secrets),
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
    return "# Rendered from function.yaml.in and the settings class by `python sam/render.py`: change those.\n" + text


def _asked_and_advanced(application: Application, *, hides: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters that are asked for first, and those that are asked for last, each by its name."""
    said = parameters(application.settings)
    for secret in application.secrets:
        del said[parameter_name(secret.setting)]  # it names the variable, of which the template has one
    said |= {"ReadsParquet": _PARQUET_PARAMETER} if application.parquet else {}
    asked = {name: said.pop(name) for name in application.asked}
    asked |= {secret.parameter: secret.said for secret in application.secrets}
    return asked, said | ({"TagKeyArn": TAG_KEY_PARAMETER} if hides else {})


def _variables(application: Application, *, hides: bool) -> dict[str, str]:
    """What each of the function's environment variables holds."""
    names = map(environment_name, dataclasses.fields(application.settings))
    variables = {name: f"!Ref {parameter_name(name)}" for name in names}
    for secret in application.secrets:
        variables |= {secret.setting: secret.naming, secret.variable: secret.value}
    return variables | ({TAG_KEY: _TAG_KEY_ARN} if hides else {})


def _content(application: Application, *, hides: bool) -> list[str]:
    """Everything that makes another function of the same code; secrets by their ARN, whose value is read anew."""
    named = {secret.setting for secret in application.secrets}
    names = [name for name in map(environment_name, dataclasses.fields(application.settings)) if name not in named]
    lines = [f'!Sub "{name}=${{{parameter_name(name)}}}"' for name in names]
    lines += [secret.value for secret in application.secrets]
    lines += [_TAG_KEY_ARN] if hides else []
    lines += [_layer_ref(name) for name in application.layers]
    lines += [_PARQUET_REF.format(none='""')] if application.parquet else []
    return lines + [f'!Sub "{name}=${{{name}}}"' for name in RUNTIME_PARAMETERS]


RUNTIME_PARAMETERS = (
    "Architecture", "MemorySize", "TemporaryMegabytes", "SnapStart", "SecretLifetimeSeconds",
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
    for path, text in chart.FILES.items():
        path.write_text(text())
        sys.stdout.write(f"{path.relative_to(SAM)}\n")
