"""Every option of the gateway, from each of its three sources: none is lost, and the command line wins."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

import pytest

from objectlambda.cli.main import main
from objectlambda.cli.serve import add_parser
from objectlambda.cli.serve_options import read_arguments
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.effective import ACCESS_KEY_ENV, SECRET_KEY_ENV
from objectlambda.gateway.config.model import OPTIONS
from objectlambda.gateway.config.tables import toml_value

FILE = '[origins.here]\nfolder = "objects"\n[access_points.files]\nfunction = "decompress"\n'
BY_NAME = {option.name: option for option in OPTIONS}
NEEDED = {  # what an option needs beside it, or cannot have
    "page_hosts": {"page": True},
    "wire_seconds": {"wire": True},
    **{option.name: {"cache_folder": "kept"} for option in OPTIONS if option.table == "cache"},
    **{option.name: {"cors_origins": ["https://a.example"]} for option in OPTIONS if option.table == "cors"},
    "tls_certificate": {"tls_key": "b.pem"},
    "tls_key": {"tls_certificate": "a.pem"},
}


def two_values(option):
    """Two values that are not the default, as the file writes them."""
    kind, said = option.declared.kind, option.declared
    if kind is bool:
        return True, False
    if said.choices:
        return said.choices[-1], said.choices[-2]
    if kind is int:
        return 3, 4
    if kind is float:
        return 2.5, 3.5
    if option.name in ("tag_key", "page_token"):  # they name secrets
        return "env:A", "env:B"
    if option.name == "cors_origins":
        return ["https://a.example"], ["http://b.example:8080", "https://*.c.example"]
    if option.name == "cors_methods":
        return ["HEAD"], ["GET"]
    if option.table == "cors" and kind is tuple:
        return ["x-a"], ["x-b", "x-c-*"]
    if kind is tuple:
        return ["a.example"], ["b.example", "c.example"]
    return {"tls_certificate": ("a.pem", "c.pem"), "tls_key": ("b.pem", "d.pem")}.get(option.name, ("kept", "also"))


def as_file(values):
    tables = {"": "[gateway]\n", "cache": "[gateway.cache]\n", "tls": "[gateway.tls]\n", "cors": "[cors]\n"}
    for name, value in values.items():
        option = BY_NAME[name]
        tables[option.table] += f"{option.field} = {toml_value(value)}\n"
    return "".join(text for text in tables.values() if "=" in text) + FILE


def as_flags(values):
    flags = []
    for name, value in values.items():
        flag = BY_NAME[name].flag
        if isinstance(value, bool):
            flags.append(flag if value else flag.replace("--", "--no-", 1))
        else:
            flags += [word for item in (value if isinstance(value, list) else [value]) for word in (flag, str(item))]
    return flags


def as_variables(values):
    return {
        BY_NAME[name].variable: ",".join(value) if isinstance(value, list) else str(value).lower()
        if isinstance(value, bool) else str(value)
        for name, value in values.items()
    }  # fmt: skip


def in_force(name, config):
    option = BY_NAME[name]
    value = getattr(getattr(config, option.table) if option.table else config, option.field)
    return Path(value).name if option.declared.kind is Path else list(value) if isinstance(value, tuple) else value


@pytest.fixture
def read(tmp_path, monkeypatch):
    for name in ("a.pem", "b.pem", "c.pem", "d.pem"):
        (tmp_path / name).write_text("PEM")
    (tmp_path / "objects").mkdir()
    monkeypatch.chdir(tmp_path)

    def read(*words, file=None, environ=None):
        if file is not None:
            Path("gateway.toml").write_text(file)
            words = ("--config", "gateway.toml", *words)
        parser = argparse.ArgumentParser()
        add_parser(parser.add_subparsers())
        return read_arguments(parser.parse_args(["serve", *words]), environ or {})

    return read


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_an_option_is_taken_from_each_source_and_the_later_one_wins(read, option):
    first, second = two_values(option)
    needed = {name: value for name, value in NEEDED.get(option.name, {}).items() if name != option.name}
    beside = as_file({**needed, option.name: first})
    assert in_force(option.name, read(file=beside)) == first
    assert in_force(option.name, read(*as_flags({**needed, option.name: first}), file=FILE)) == first
    assert in_force(option.name, read("objects", *as_flags({**needed, option.name: first}))) == first
    assert in_force(option.name, read(file=FILE, environ=as_variables({**needed, option.name: first}))) == first
    assert in_force(option.name, read(file=beside, environ=as_variables({option.name: second}))) == second
    other = as_variables({option.name: first})
    assert in_force(option.name, read(*as_flags({option.name: second}), file=beside, environ=other)) == second


@pytest.mark.parametrize(
    "option", [known for known in OPTIONS if known.declared.kind in (int, float)], ids=lambda option: option.name
)
def test_bounds_are_the_same_in_each_source(read, option):
    needed = {name: value for name, value in NEEDED.get(option.name, {}).items() if name != option.name}
    wrong = {**needed, option.name: -1}
    for given in ({"file": as_file(wrong)}, {"environ": as_variables(wrong), "file": FILE}):
        with pytest.raises(InvalidSettings, match=r": is not a (whole )?number"):
            read(**given)
    with pytest.raises(InvalidSettings, match=rf"{option.flag}: is not a (whole )?number"):
        read(*[word.replace(f"{option.flag} ", "") for word in as_flags(needed)], f"{option.flag}=-1", file=FILE)


def test_nothing_of_the_command_line_is_lost_beside_a_file(read):
    words = [
        "--workers",
        "4",
        "--cache",
        "X",
        "--max-concurrency",
        "7",
        "--allow-anonymous",
        "--stored-sizes",
        "--host",
        "0.0.0.0",
    ]
    config = read(*words, file=FILE)
    assert (config.workers, config.max_concurrency, config.allow_anonymous) == (4, 7, True)
    assert (config.cache.folder, config.list_sizes, config.host) == (Path("X"), "stored", "0.0.0.0")


def test_a_flag_turns_off_what_the_file_turns_on(read):
    file = as_file({"tracing": True, "cache_folder": "kept", "cache_max_bytes": 5})
    assert read("--no-tracing", file=file).tracing is False
    assert read("--cache", "", file=file).cache is None
    assert read("--cache", "", "--wire", file=file).wire is True


@pytest.mark.parametrize(
    ("words", "file", "named"),
    [
        (["--wire", "--cache", "X"], FILE, ("--wire", "--cache")),
        (["--wire"], as_file({"cache_folder": "X"}), ("--wire", "[gateway.cache] folder")),
        (["--cache", "X"], as_file({"wire": True}), ("[gateway] wire", "--cache")),
        (["--cache-bytes", "5"], FILE, ("--cache-bytes", "--cache,")),
        (["--page-host", "a.example"], FILE, ("--page-host", "--page,")),
        (["--wire-seconds", "5"], FILE, ("--wire-seconds", "--wire,")),
        (["--tls-key", "b.pem"], FILE, ("--tls-key", "[gateway.tls] certificate")),
        (["--webhook-origin", "http://minio:9000"], FILE, ("--webhook-origin", "--webhook,")),
        (["--endpoint-url", "http://minio:9000"], FILE, ("--endpoint-url", "--config")),
        (["--region", "eu-west-1"], FILE, ("--region", "--config")),
        (["--access-point", "a=raw"], FILE, ("--access-point", "--config")),
        (["objects"], FILE, ("FOLDER", "--config")),
        (["objects", "--endpoint-url", "http://minio:9000"], None, ("--endpoint-url", "folder 'objects'")),
        (["objects", "--region", "eu-west-1"], None, ("--region", "folder 'objects'")),
        (["--webhook", "decompress", "--endpoint-url", "http://minio:9000"], None, ("--endpoint-url", "FOLDER")),
    ],
)
def test_what_does_not_go_together_is_refused_with_both_names(read, words, file, named):
    with pytest.raises(InvalidSettings) as caught:
        read(*words, file=file, environ={"OBJECTLAMBDA_WEBHOOK_TOKEN": "0" * 32})
    assert [name for name in named if name not in str(caught.value)] == []


def test_callers_are_named_in_one_place(read):
    pair = {ACCESS_KEY_ENV: "AKIAENV", SECRET_KEY_ENV: "s"}
    assert read(file=FILE, environ=pair).callers["caller"].access_key == "AKIAENV"
    file = f'{FILE}[callers.a]\naccess_key = "AKIAFILE"\nsecret_key_env = "S"\n'
    with pytest.raises(InvalidSettings, match=rf"{ACCESS_KEY_ENV} and \[callers.a\]"):
        read(file=file, environ={**pair, "S": "s"})


def test_a_misspelt_variable_is_named(read):
    with pytest.raises(InvalidSettings, match="OBJECTLAMBDA_SERVE_WORKER "):
        read(file=FILE, environ={"OBJECTLAMBDA_SERVE_WORKER": "2"})


def test_the_webhooks_of_the_command_line_win_over_the_file(read):
    file = '[webhooks]\norigins = ["http://a:9000"]\n[webhooks.functions.one]\nfunction = "decompress"\n'
    environ = {"OBJECTLAMBDA_WEBHOOK_TOKEN": "0" * 32, "T": "1" * 32}
    hooks = read("--webhook-origin", "http://b:9000", "--webhook-token-env", "T", file=file, environ=environ).webhooks
    assert ([origin.host for origin in hooks.origins], list(hooks.by_name), hooks.token) == (["b"], ["one"], "1" * 32)
    hooks = read("--webhook", "two=decompress", file=file, environ=environ).webhooks
    assert ([origin.host for origin in hooks.origins], list(hooks.by_name)) == (["a"], ["two"])


def test_what_is_in_force_is_printed_as_a_file_without_secrets(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "S": "very-secret",
        "OBJECTLAMBDA_WEBHOOK_TOKEN": "0" * 32,
        "OBJECTLAMBDA_SERVE_WORKERS": "3",
    }.items():
        monkeypatch.setenv(name, value)
    Path("gateway.toml").write_text(
        '[gateway]\nport = 8080\n[callers.a]\naccess_key = "AKIAFILE"\nsecret_key_env = "S"\n'
        '[origins.far]\nbucket = "b"\nendpoint_url = "http://user:password@minio.example:9000"\n'
        '[access_points.files]\nfunction = "decompress"\npayload = { member = "a.csv" }\n'
        'rules = [{ pattern = "*.png", function = "raw" }]\n'
        '[webhooks]\norigins = ["http://a:9000"]\n[webhooks.functions.one]\nfunction = "decompress"\n'
    )
    assert main(["serve", "--config", "gateway.toml", "--cache", "kept", "--print-config"]) == 0
    shown = capsys.readouterr().out
    assert not any(secret in shown for secret in ("very-secret", "0" * 32, "password"))
    assert "port = 8080  # [gateway] port" in shown
    assert "workers = 3  # OBJECTLAMBDA_SERVE_WORKERS" in shown
    assert "max_requests = 1024  # default" in shown
    parsed = tomllib.loads(shown)
    assert set(parsed["gateway"]) == {option.field for option in OPTIONS if not option.table} | {"cache"}
    assert parsed["gateway"]["cache"]["folder"] == "kept"
    assert parsed["access_points"]["files"]["payloads"] == {"decompress": {"member": "a.csv"}}
    assert parsed["access_points"]["files"]["rules"] == [{"pattern": "*.png", "functions": ["raw"]}]
    assert parsed["origins"]["origin1"]["endpoint_url"] == "http://minio.example:9000"


def test_printing_says_what_is_wrong(tmp_path, capsys):
    assert main(["serve", str(tmp_path), "--host", "0.0.0.0", "--print-config"]) == 2
    assert "no credentials" in capsys.readouterr().err
