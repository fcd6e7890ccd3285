"""The TOML file: what it can say, and that every mistake in it is named with its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from objectlambda import gateway
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.access_points import ACTIONS, parse_access_point
from objectlambda.gateway.config.toml_file import read_config
from objectlambda.steps import RAW
from objectlambda.stores.bucket import BucketOrigin

WHOLE = """
[gateway]
host = "0.0.0.0"
port = 8080
region = "eu-west-1"
domains = ["s3.example"]
max_concurrency = 8
list_sizes = "stored"
workers = 2
tracing = true
drain_seconds = 5
cache = { folder = "kept", max_bytes = 1_000_000 }

[callers.reporting]
access_key = "AKIAREPORTING"
secret_key_env = "REPORTING_SECRET"

[callers.audit]
access_key = "AKIAAUDIT"
secret_key_file = "audit.secret"

[origins.here]
folder = "objects"

[origins.archive]
bucket = "company-archive"
prefix = "2026"
endpoint_url = "https://minio.example"
region = "eu-west-1"
addressing_style = "path"
profile = "archive"

[access_points.logs]
origin = "archive"
function = "decompress"
payload = { member = "a.csv", max_members = 5 }
actions = ["GetObject", "HeadObject"]
allowed_features = ["GetObject-Range"]
callers = ["reporting"]
rules = [
    { pattern = "*.png", function = "raw" },
    { pattern = "*.log.gz", functions = ["decompress", "raw"], payloads.decompress = { format = "gzip" } },
]

[access_points.open]
origin = "here"
function = "raw"
anonymous = true
"""
ENVIRON = {"REPORTING_SECRET": "s1"}


@pytest.fixture
def written(tmp_path):
    (tmp_path / "objects").mkdir()
    (tmp_path / "audit.secret").write_text("s2\n")

    def write(text):
        path = tmp_path / "gateway.toml"
        path.write_text(text)
        return path

    return write


def test_reads_all_that_can_be_said(written, tmp_path):
    config = read_config(written(WHOLE), ENVIRON)
    assert (config.host, config.port, config.region, config.domains) == ("0.0.0.0", 8080, "eu-west-1", ("s3.example",))
    assert (config.max_concurrency, config.list_sizes, config.workers, config.drain_seconds) == (8, "stored", 2, 5)
    assert config.tracing is True
    assert (config.cache.folder, config.cache.max_bytes) == (tmp_path / "kept", 1_000_000)
    assert {name: pair.secret_key for name, pair in config.callers.items()} == {"reporting": "s1", "audit": "s2"}
    logs = config.access_points["logs"]
    assert logs.origin == BucketOrigin(
        bucket="company-archive",
        prefix="2026/",
        endpoint_url="https://minio.example",
        region="eu-west-1",
        addressing_style="path",
        profile="archive",
    )
    assert json.loads(logs.steps[0].payload) == {"member": "a.csv", "max_members": 5}
    assert (logs.actions, logs.features) == ({"GetObject", "HeadObject"}, {"GetObject-Range"})
    assert logs.steps_for("a/b.png") == RAW
    assert [step.function for step in logs.steps_for("x/app.log.gz")] == ["decompress", "raw"]
    assert logs.steps_for("x.gz") == logs.steps
    opened = config.access_points["open"]
    assert (opened.origin, opened.anonymous, opened.actions) == ((tmp_path / "objects").resolve(), True, set(ACTIONS))


MINIMAL = '[origins.here]\nfolder = "objects"\n[access_points.files]\nfunction = "decompress"\n'


def test_little_needs_to_be_said(written):
    config = read_config(written(MINIMAL), {})
    assert (config.host, config.workers, config.cache, config.list_sizes) == ("127.0.0.1", 1, None, "exact")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("folder", "foldr"), "needs either folder or bucket"),
        (('"objects"', '"nowhere"'), "is not a folder"),
        (('function = "decompress"', 'function = "unpack"'), "there is no function 'unpack'"),
        (('function = "decompress"', 'function = "decompress"\nfunctions = []'), "either function or functions"),
        (('function = "decompress"', "functions = []"), "at least one function"),
        (('function = "decompress"', 'functions = ["raw", "raw"]'), "each once"),
        (('function = "decompress"', 'functions = ["raw"]\npayloads.x = {}'), "not among the functions"),
        (('function = "decompress"', 'function = "decompress"\npayload = { x = 1 }'), r"\[access_points.files\].*'x'"),
        (('function = "decompress"', 'function = "decompress"\nactions = ["PutObject"]'), "PutObject.*is not one of"),
        (('function = "decompress"', 'function = "pii_redaction"\nactions = []'), "actions: lacks GetObject"),
        (
            ('function = "decompress"', 'functions = ["decompress", "pii_access_control"]\nactions = ["HeadObject"]'),
            "actions: lacks GetObject",
        ),
        (
            (
                'function = "decompress"',
                'function = "decompress"\nactions = ["ListObjects"]\n'
                'rules = [{ pattern = "*.txt", function = "pii_redaction" }]',
            ),
            "actions: lacks GetObject",
        ),
        (
            ('function = "decompress"', 'function = "decompress"\norigin = "there"'),
            r"there is no \[origins.there\] \(did you mean 'here'\?\)",
        ),
        (('function = "decompress"', 'function = "decompress"\ncallers = ["x"]'), r"there is no \[callers.x\]"),
        (('function = "decompress"', 'function = "decompress"\nrules = [{ function = "raw" }]'), "pattern: is missing"),
        (("access_points.files", "access_points.F"), "lower-case"),
        (("[access_points.files]", "[access_point.files]"), "unknown key 'access_point'"),
        (("[origins.here]", "[gateway]\nport = 70000\n[origins.here]"), "port: is not a whole number"),
        (("[origins.here]", '[gateway]\nport = "80"\n[origins.here]'), "port: is not a whole number"),
        (("[origins.here]", "[gateway]\nprot = 80\n[origins.here]"), r"\[gateway\] has the unknown key 'prot'"),
        (("[origins.here]", "[gateway.cache]\n[origins.here]"), "says where transformed objects are kept"),
        (("[origins.here]", '[callers.a]\naccess_key = "A"\nsecret_key = "x"\n[origins.here]'), "must not stand here"),
        (("[origins.here]", '[callers.a]\naccess_key = "A"\n[origins.here]'), "either secret_key_env"),
        (("[origins.here]", '[callers.a]\naccess_key = "A"\nsecret_key_env = "NO"\n[origins.here]'), "holds no secret"),
        (("[origins.here]", '[callers.a]\naccess_key = "A"\nsecret_key_file = "no"\n[origins.here]'), "cannot be read"),
        (("[origins.here]", "[origins.here"), "gateway.toml: "),
    ],
)
def test_every_mistake_is_named(written, change, message):
    with pytest.raises(InvalidSettings, match=message) as caught:
        read_config(written(MINIMAL.replace(*change)), {})
    assert "gateway.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InvalidSettings, match=r"nowhere.toml: No such file"):
        read_config(tmp_path / "nowhere.toml", {})


def test_the_command_line_chains_functions(tmp_path):
    point = parse_access_point("both=decompress+raw,decompress.member=a.csv", tmp_path)
    assert [step.function for step in point.steps] == ["decompress", "raw"]
    assert json.loads(point.steps[0].payload) == {"member": "a.csv"}
    with pytest.raises(InvalidSettings, match=r"function\.key=value"):
        parse_access_point("both=decompress+raw,member=a.csv", tmp_path)


def test_the_readmes_example_is_one(written, tmp_path):
    text = (Path(gateway.__file__).parent / "README.md").read_text()
    example = text.partition("```toml\n")[2].partition("```")[0]
    config = read_config(written(example), {"REPORTING_SECRET_KEY": "s"})
    assert set(config.access_points) == {"logs", "clean"}
    assert config.cache is not None
