"""What the Helm chart takes from the code is up to date, and the dashboard asks for what the gateway exports."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import urllib3
import yaml

from objectlambda import __version__
from objectlambda.gateway.config.model import OPTIONS
from objectlambda.gateway.config.toml_file import read_config
from objectlambda.gateway.observability.metrics import METRICS
from objectlambda.gateway.server import running

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "sam")]

CONFIG = """
[gateway]
port = 0
allow_anonymous = true
[gateway.cache]
folder = "{folder}/cache"
[origins.here]
folder = "{folder}/data"
[access_points.objects]
origin = "here"
functions = ["decompress"]
payloads.decompress = {{ on_uncompressed = "pass" }}
"""

import chart  # noqa: E402 - sam/ is a folder of scripts, found by its path


@pytest.mark.parametrize("path", chart.FILES, ids=lambda path: path.name)
def test_file_is_what_would_be_rendered(path):
    assert path.read_text() == chart.FILES[path](), "run: python sam/render.py"


def test_chart_and_image_tags_have_the_version_of_the_package():
    about = yaml.safe_load((chart.CHART / "Chart.yaml").read_text())
    assert (about["version"], about["appVersion"]) == (__version__, __version__)
    for name in ("compose.yaml", "kubernetes.yaml", "../README.md"):
        text = (chart.CHART.parent / name).read_text()
        assert set(re.findall(r"objectlambda-gateway:([\d.]+\d)", text)) == {__version__}, name


def test_every_option_of_the_gateway_is_in_the_schema_with_its_bounds():
    gateway = json.loads(chart.schema())["properties"]["config"]["properties"]["gateway"]["properties"]
    for known in OPTIONS:
        said = (gateway[known.table]["properties"] if known.table else gateway)[known.field]
        assert said["description"] == known.declared.doc
        assert said.get("enum", []) == list(known.declared.choices)
    assert len(OPTIONS) > 30
    assert (gateway["workers"]["minimum"], gateway["workers"]["maximum"]) == (1, 256)


def test_every_value_is_in_the_schema():
    values = yaml.safe_load((chart.CHART / "values.yaml").read_text())
    assert set(values) == set(json.loads(chart.schema())["properties"]) - {"global"}


def test_the_dashboard_has_a_panel_for_each_metric_and_asks_for_no_other():
    panels = json.loads(chart.dashboard())["panels"]
    assert [panel["description"] for panel in panels] == list(METRICS)
    for panel in panels:
        for target in panel["targets"]:
            for name in re.findall(r"objectlambda_\w+", target["expr"]):
                assert name.removesuffix("_bucket") == panel["description"]
                assert name.endswith("_bucket") == (METRICS[panel["description"]].kind == "histogram")


def test_panels_break_down_by_labels_that_the_gateway_exports(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "letter.txt").write_text("Write to us.\n" * 50)
    (tmp_path / "gateway.toml").write_text(CONFIG.format(folder=tmp_path))
    with running(read_config(tmp_path / "gateway.toml", {})) as url:
        for path in ("/objects/letter.txt", "/objects/letter.txt", "/objects/missing"):
            urllib3.request("GET", url + path)
        text = urllib3.request("GET", f"{url}/-/metrics").data.decode()
    exported = {
        name.removesuffix("_bucket"): labels for name, labels in re.findall(r"^(objectlambda_\w+)\{(.*)\} ", text, re.M)
    }
    assert len(exported) >= 7
    for name in set(exported) & set(chart.BROKEN_DOWN_BY):
        assert f"{chart.BROKEN_DOWN_BY[name]}=" in exported[name], name
