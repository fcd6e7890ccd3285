"""The templates say what the settings classes and AWS's API say; nothing drifts unseen."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from pathlib import Path

import botocore.session
import pytest
from cfnlint.decode import cfn_yaml

from objectlambda import __version__
from objectlambda.registry import function_named
from objectlambda.sealed_tags import MIN_KEY_BYTES
from objectlambda.secret_references import checked_reference
from objectlambda.settings import environment_name, load, rule_of

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "sam"), str(ROOT / "layers")]

import build  # noqa: E402 - sam/ and layers/ are folders of scripts, found by their path
import render  # noqa: E402

FUNCTIONS = render.APPLICATIONS
LIMIT_OF_ENVIRONMENT = 4096


@pytest.fixture(params=FUNCTIONS, ids=lambda application: application.function)
def application(request):
    return request.param


@pytest.fixture
def template(application):
    return cfn_yaml.load(str(render.target(application)))


@pytest.fixture(scope="module")
def access_point():
    return cfn_yaml.load(str(ROOT / "sam" / "access-point.yaml"))


def settings_with_parameters(application):
    """Those that name a secret's variable have none: the template knows the variable."""
    naming = {secret.setting for secret in application.secrets}
    return [item for item in dataclasses.fields(application.settings) if environment_name(item) not in naming]


def environment(template):
    return template["Resources"]["Function"]["Properties"]["Environment"]["Variables"]


def test_template_is_what_would_be_rendered(application):
    assert render.target(application).read_text() == render.template(application), "run: python sam/render.py"


def test_every_setting_is_a_parameter_with_its_default_bounds_and_choices(application, template):
    for item in settings_with_parameters(application):
        rule = rule_of(item)
        variable = environment_name(item)
        parameter = template["Parameters"][environment(template)[variable]["Ref"]]
        assert parameter["Description"].lower().startswith(rule.doc[:40].lower())
        assert parameter.get("MinValue") == rule.minimum
        assert parameter.get("MaxValue") == rule.maximum
        if rule.choices:
            assert tuple(parameter["AllowedValues"]) == rule.choices


def test_deployed_with_defaults_the_function_has_the_default_settings(application, template):
    environ = {
        name: str(template["Parameters"][value["Ref"]]["Default"])
        for name, value in environment(template).items()
        if "Ref" in value
    }
    assert load(application.settings, environ) == application.settings()
    assert sum(len(name) + len(value) for name, value in environ.items()) < LIMIT_OF_ENVIRONMENT / 2


def test_variables_are_the_settings_and_the_secrets_and_no_others(application, template):
    settings = {environment_name(item) for item in dataclasses.fields(application.settings)}
    secrets = {secret.variable for secret in application.secrets}
    hides = function_named(application.function).hides
    more = {"SECRET_LIFETIME_SECONDS"} | ({"TAG_KEY"} if hides else set())
    assert set(environment(template)) == settings | secrets | more


def test_functions_that_hide_something_seal_their_tags_with_a_key_that_the_stack_makes(application, template):
    resources, parameters = template["Resources"], template["Parameters"]
    if not function_named(application.function).hides:
        assert "TagKey" not in resources
        assert "TAG_KEY" not in environment(template)
        return
    arn = {"Fn::If": ["MakesTagKey", {"Fn::GetAtt": ["TagKey", "Id"]}, {"Ref": "TagKeyArn"}]}
    assert environment(template)["TAG_KEY"] == arn
    assert parameters["TagKeyArn"]["Default"] == ""
    assert template["Conditions"]["MakesTagKey"] == {"Fn::Equals": [{"Ref": "TagKeyArn"}, ""]}
    assert resources["TagKey"]["Type"] == "AWS::SecretsManager::Secret"
    assert resources["TagKey"]["Properties"]["GenerateSecretString"]["PasswordLength"] >= MIN_KEY_BYTES
    [policy] = [
        statement
        for policy in resources["Role"]["Properties"]["Policies"]
        if policy.get("PolicyName") == "ReadTagKey"
        for statement in policy["PolicyDocument"]["Statement"]
    ]
    assert (policy["Action"], policy["Resource"]) == ("secretsmanager:GetSecretValue", arn)
    checked = re.compile(parameters["TagKeyArn"]["AllowedPattern"])
    secret = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:team/tags-AbCdEf"
    assert checked.fullmatch(secret) and checked_reference(secret)
    assert checked.fullmatch("the secret itself") is None


def test_listings_go_through_the_function_unless_said_otherwise(access_point):
    assert access_point["Parameters"]["ListFunctionArn"]["Default"] == "SAME"


def test_everything_that_changes_an_answer_publishes_a_version_and_no_length_is_too_much(application, template):
    resources = template["Resources"]
    assert resources["Function"]["Properties"]["VersionDescription"] == {"Fn::Sub": "Settings ${Settings}"}
    assert resources["Settings"]["Type"] == "AWS::AppConfig::HostedConfigurationVersion"  # replaced with each content
    content = json.dumps(resources["Settings"]["Properties"]["Content"])
    for item in settings_with_parameters(application):
        assert f"${{{render.parameter_name(environment_name(item))}}}" in content
    for layer in resources["Function"]["Properties"]["Layers"]:
        # A layer that is left out is AWS::NoValue in the function, which no text can hold.
        assert json.dumps(layer).replace('{"Ref": "AWS::NoValue"}', '""') in content
    for name in ("MemorySize", "SnapStart", "KmsKeyArn", "SubnetIds", "SecurityGroupIds"):
        assert f"${{{name}}}" in content


def test_a_secret_stands_nowhere_and_its_arn_is_a_setting_like_others(application, template):
    for secret in application.secrets:
        resources = {**template["Resources"]}
        arn = environment(template)[secret.variable]  # the value behind it is read anew, see secret_references
        if secret.made_for:
            made = resources.pop(f"{secret.name}Secret")
            assert made["Properties"]["GenerateSecretString"]["PasswordLength"] >= MIN_KEY_BYTES
            assert made["DeletionPolicy"] == "Retain"
        assert {"Ref": secret.parameter} in everything(arn)
        assert environment(template)[secret.setting] == {"Fn::If": [f"Uses{secret.name}", secret.variable, ""]}
        assert arn in everything(resources["Settings"])
        policies = [policy for policy in everything(resources["Role"]) if isinstance(policy, dict)]
        [right] = [policy for policy in policies if policy.get("PolicyName") == f"Read{secret.name}"]
        assert right["PolicyDocument"]["Statement"][0]["Resource"] == arn


def everything(node):
    """The node and all that is in it."""
    found = [node]
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        found += everything(child)
    return found


def test_layers_of_the_template_are_those_that_are_built_and_weighed(application, template):
    uris = [
        resource["Properties"]["ContentUri"]
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::Serverless::LayerVersion"
    ]
    archives = {uri.removeprefix("../build/lambda/").removesuffix(".zip") for uri in uris}
    wanted = set()
    for layer in build.FUNCTION_LAYERS[application.function] + build.OPTIONAL_LAYERS.get(application.function, ()):
        wanted |= {build.manifest_of(layer, Path(), arch).stem for arch in ("arm64", "x86_64")}
    assert archives == wanted
    assert template["Resources"]["Function"]["Properties"]["Runtime"] == f"python{build.PYTHON}"


def test_application_metadata_is_complete(application, template):
    said = template["Metadata"]["AWS::ServerlessRepo::Application"]
    assert said["SemanticVersion"] == __version__
    assert len(said["Description"]) <= 256
    assert said["Author"] == said["Author"].lower()
    assert len(said["Labels"]) <= 10
    assert (ROOT / "sam" / said["LicenseUrl"]).is_file()
    assert (ROOT / "sam" / said["ReadmeUrl"]).resolve() == ROOT / "functions" / application.function / "README.md"
    assert {"Name", "SpdxLicenseId", "HomePageUrl", "SourceCodeUrl"} <= set(said)


def test_function_waits_as_long_as_s3_object_lambda_and_runs_on_arm_by_default(template):
    properties = template["Resources"]["Function"]["Properties"]
    assert properties["Timeout"] == 60
    assert template["Parameters"]["Architecture"]["Default"] == "arm64"
    assert properties["AutoPublishAlias"] == "live"


def test_detectors_start_from_a_snapshot(application, template):
    expected = "PublishedVersions" if application.function.startswith("pii") else "None"
    assert template["Parameters"]["SnapStart"]["Default"] == expected


def test_outputs_name_the_qualified_function(template):
    assert template["Outputs"]["FunctionArn"]["Value"] == {"Ref": "Function.Alias"}
    assert template["Outputs"]["FunctionVersionArn"]["Value"] == {"Ref": "Function.Version"}


def test_actions_and_features_are_those_of_the_api(access_point):
    model = botocore.session.get_session().get_service_model("s3control")
    actions = set(model.shape_for("ObjectLambdaTransformationConfigurationAction").enum)
    features = set(model.shape_for("ObjectLambdaAllowedFeature").enum)
    configurations = access_point["Resources"]["AccessPoint"]["Properties"]["ObjectLambdaConfiguration"]
    used = set()
    for configuration in configurations["TransformationConfigurations"]:
        used |= set(configuration.get("Fn::If", [None, configuration])[1]["Actions"])
    assert used == actions
    assert set(access_point["Parameters"]["AllowedFeatures"]["Default"].split(",")) == features


@pytest.mark.parametrize("wrong", ["GetObject-Ranges", "HeadObject", "GetObject-Range,", "getobject-range"])
def test_a_misspelt_feature_is_refused_by_the_parameter(access_point, wrong):
    pattern = access_point["Parameters"]["AllowedFeatures"]["AllowedPattern"]
    assert re.fullmatch(pattern, "HeadObject-Range,GetObject-PartNumber")
    assert re.fullmatch(pattern, wrong) is None


def test_a_payload_without_its_end_is_refused_by_the_parameter(access_point):
    pattern = access_point["Parameters"]["Payload"]["AllowedPattern"]
    assert re.fullmatch(pattern, '{"mask_mode": "HASH",\n "pii_entity_types": ["SSN"]}')
    assert re.fullmatch(pattern, "")
    assert re.fullmatch(pattern, "{") is None


def test_readme_names_every_parameter_of_the_access_point(access_point):
    text = (ROOT / "sam" / "README.md").read_text()
    assert [name for name in access_point["Parameters"] if f"`{name}`" not in text] == []
