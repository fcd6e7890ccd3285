"""The Helm chart, rendered by Helm's own engine: valid to Kubernetes, its configuration read by the gateway."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from emulator import ROOT, SAM
from test_gateway_deployment import KUBERNETES

from objectlambda.gateway.config.toml_file import parse_config

pytestmark = pytest.mark.deploy

CHART = ROOT / "sam" / "gateway" / "chart"
SECRET = {"REPORTING": "a-secret-of-the-reporting"}
SEALED = {"tag_key": "env:OBJECTLAMBDA_TAG_KEY"}
CONFIG = {
    "gateway": SEALED,
    "callers": {"reporting": {"access_key": "AKIAREPORTING", "secret_key_env": "REPORTING"}},
    "origins": {"archive": {"bucket": "company-archive", "prefix": "2026/", "region": "us-east-1"}},
    "access_points": {
        "archive": {
            "origin": "archive",
            "functions": ["decompress", "pii_redaction"],
            "payloads": {"pii_redaction": {"mask_mode": "KEEP_LAST_4", "confidence_threshold": 0.75}},
            "rules": [{"pattern": "*.png", "functions": ["raw"]}],
            "callers": ["reporting"],
        }
    },
}
OPTIONS = {"workers": 3, "measuring_seconds": 2.5, "open_metrics": True, "domains": ["s3.example.com"], "port": 9443,
           **SEALED, "max_requests": 1000000, "memory_budget_bytes": 536870912, "drain_seconds": 90,
           "cache": {"max_bytes": 20000000000}}  # fmt: skip
EVERYTHING = {
    "config": {**CONFIG, "gateway": OPTIONS},
    "serviceMonitor": {"enabled": True, "labels": {"release": "prometheus"}},
    "dashboard": {"enabled": True},
    "networkPolicy": {"from": [{"namespaceSelector": {}}], "storePorts": [443, 9000]},
    "serviceAccount": {"annotations": {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/gateway"}},
    "cacheVolume": {"persistentVolumeClaim": {"claimName": "cache"}},
    "extraVolumes": [{"name": "tls", "secret": {"secretName": "tls"}}],
    "extraVolumeMounts": [{"name": "tls", "mountPath": "/tls"}],
    "podAnnotations": {"team": "data"}, "nodeSelector": {"disk": "fast"},
    "tolerations": [{"key": "dedicated", "operator": "Exists"}], "extraEnv": [{"name": "LOG_LEVEL", "value": "DEBUG"}],
}  # fmt: skip
LEAST = {
    "config": {**CONFIG, "gateway": {**SEALED, "cache": None}}, "autoscaling": {"enabled": False}, "secretNames": [],
    "networkPolicy": {"enabled": False}, "podDisruptionBudget": {"enabled": False}, "serviceAccount": {"create": False},
}  # fmt: skip
WRONG = {
    "wrokers": {"config": {**CONFIG, "gateway": {"wrokers": 3}}},
    "maximum": {"config": {**CONFIG, "gateway": {"workers": 1000}}},
    "tolerrations": {"config": CONFIG, "tolerrations": []},
    "tag_key": {"config": {**CONFIG, "gateway": {}}},
    "open_metrics": {"config": CONFIG, "serviceMonitor": {"enabled": True}},
    "access_points is empty": {},
}


@pytest.fixture(scope="module")
def rendered():
    """What Helm makes of each set of values, and what it finds wrong with the chart."""
    cases = [{"config": CONFIG}, EVERYTHING, LEAST, *WRONG.values()]
    finished = subprocess.run(
        [Path(SAM).with_name("python"), Path(__file__).with_name("render_chart.py"), CHART],
        input="\n".join(map(json.dumps, cases)) + "\n", capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    *results, findings = map(json.loads, finished.stdout.splitlines())
    assert findings == []
    return results


def documents(result):
    """The manifests by their kinds; two ConfigMaps by their names."""
    found = [
        document
        for name, text in result["manifests"].items()
        if name.endswith(".yaml")
        for document in yaml.safe_load_all(text)
        if document
    ]
    return {
        "Dashboard" if document["metadata"]["name"].endswith("-dashboard") else document["kind"]: document
        for document in found
    }


@pytest.mark.parametrize("case", [0, 1, 2])
@pytest.mark.parametrize("version", KUBERNETES)
def test_manifests_keep_to_kubernetes_own_schema(rendered, case, version):
    manifests = documents(rendered[case])
    manifests.pop("ServiceMonitor", None)  # a kind of the Prometheus operator
    assert {"Deployment", "Service", "ConfigMap"} <= set(manifests)
    for manifest in manifests.values():
        kubernetes_validate.validate(manifest, version, strict=True)


def test_each_part_can_be_left_out(rendered):
    usual = {"Deployment", "Service", "ConfigMap"}
    more = {"ServiceAccount", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy"}
    assert set(documents(rendered[0])) == usual | more
    assert set(documents(rendered[1])) == usual | more | {"ServiceMonitor", "Dashboard"}
    assert set(documents(rendered[2])) == usual
    assert documents(rendered[2])["Deployment"]["spec"]["replicas"] == 2
    assert "replicas" not in documents(rendered[0])["Deployment"]["spec"]  # it would undo the autoscaler's work


@pytest.mark.parametrize("case", [0, 1, 2])
def test_the_gateway_reads_the_configuration(rendered, case):
    text = documents(rendered[case])["ConfigMap"]["data"]["gateway.toml"]
    config = parse_config(tomllib.loads(text), Path("/etc/objectlambda"), SECRET)
    point = config.access_points["archive"]
    assert [step.function for step in point.steps] == ["decompress", "pii_redaction"]
    assert json.loads(point.steps[1].payload) == {"mask_mode": "KEEP_LAST_4", "confidence_threshold": 0.75}
    assert (point.origin.bucket, [rule.pattern for rule in point.rules]) == ("company-archive", ["*.png"])
    assert (config.cache is None) == (case == 2)
    if case == 1:
        wanted = OPTIONS | {"domains": ("s3.example.com",), "cache": config.cache}
        assert {name: getattr(config, name) for name in wanted} == wanted
        assert config.cache.max_bytes == 20_000_000_000


def test_pods_have_no_rights_and_are_probed_where_the_gateway_answers(rendered):
    for result in rendered[:3]:
        pod = documents(result)["Deployment"]["spec"]["template"]["spec"]
        [container] = pod["containers"]
        assert {"runAsNonRoot": True, "runAsUser": 10001}.items() <= pod["securityContext"].items()
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
        }  # fmt: skip
        assert pod["automountServiceAccountToken"] is False
        probes = [container[name]["httpGet"]["path"] for name in ("startupProbe", "livenessProbe", "readinessProbe")]
        assert probes == ["/-/health", "/-/health", "/-/ready"]
        assert {mount["mountPath"] for mount in container["volumeMounts"]} >= {"/tmp", "/var/cache/objectlambda"}


def test_pods_are_those_of_the_manifests_without_helm(rendered):
    mine = documents(rendered[0])["Deployment"]["spec"]["template"]["spec"]
    plain = next(
        document
        for document in yaml.safe_load_all((CHART.parent / "kubernetes.yaml").read_text())
        if document["kind"] == "Deployment"
    )["spec"]["template"]["spec"]
    for name in ("securityContext", "automountServiceAccountToken", "terminationGracePeriodSeconds"):
        assert mine[name] == plain[name], name
    for name in ("args", "ports", "securityContext", "lifecycle", "startupProbe", "livenessProbe", "readinessProbe",
                 "volumeMounts", "envFrom"):  # fmt: skip
        assert mine["containers"][0][name] == plain["containers"][0][name], name


def test_memory_disk_and_time_follow_the_configuration(rendered):
    def pod(case):
        return documents(rendered[case])["Deployment"]["spec"]["template"]["spec"]

    def resources(case):
        return pod(case)["containers"][0]["resources"]

    # A worker takes its decoders' budget and 1.5 GiB. Unless it is set, the budget is a quarter of the pod's limit.
    assert (resources(0)["limits"]["memory"], resources(0)["requests"]["memory"]) == ("2048Mi", "1024Mi")
    assert (resources(1)["limits"]["memory"], resources(1)["requests"]["memory"]) == ("6144Mi", "3072Mi")
    volumes = {volume["name"]: volume for volume in pod(0)["volumes"]}
    assert volumes["cache"]["emptyDir"]["sizeLimit"] == "9Gi"  # of 8,000,000,000 bytes
    assert {volume["name"]: volume for volume in pod(1)["volumes"]}["cache"]["persistentVolumeClaim"]
    assert pod(0)["terminationGracePeriodSeconds"] > 30 + 5
    assert pod(1)["terminationGracePeriodSeconds"] > 90 + 5
    assert pod(1)["containers"][0]["ports"][0]["containerPort"] == 9443


def test_manifests_fit_together(rendered):
    manifests = documents(rendered[1])
    labels = manifests["Deployment"]["spec"]["template"]["metadata"]["labels"].items()
    selectors = [
        manifests["Service"]["spec"]["selector"],
        manifests["Deployment"]["spec"]["selector"]["matchLabels"],
        manifests["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        manifests["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ]
    for selector in selectors:
        assert selector.items() <= labels
    monitor = manifests["ServiceMonitor"]
    assert monitor["spec"]["selector"]["matchLabels"].items() <= manifests["Service"]["metadata"]["labels"].items()
    [endpoint] = monitor["spec"]["endpoints"]
    assert (endpoint["path"], endpoint["port"]) == ("/-/metrics", manifests["Service"]["spec"]["ports"][0]["name"])
    assert (
        manifests["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"]
        == manifests["Deployment"]["metadata"]["name"]
    )
    ports = [port["port"] for rule in manifests["NetworkPolicy"]["spec"]["egress"] for port in rule["ports"]]
    assert ports == [53, 53, 443, 9000]
    stored = json.loads(manifests["Dashboard"]["data"]["objectlambda-gateway.json"])
    assert stored == json.loads((CHART / "dashboards" / "gateway.json").read_text())


@pytest.mark.parametrize("said", WRONG)
def test_what_is_wrong_is_refused_by_its_name(rendered, said):
    result = rendered[3 + list(WRONG).index(said)]
    assert said in result.get("error", "rendered")
