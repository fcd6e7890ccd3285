"""Files that a gateway keeps to itself may not lie where it serves them."""

from __future__ import annotations

import argparse

import pytest

from objectlambda.cli.main import main
from objectlambda.cli.serve_options import add_options, read_arguments
from objectlambda.errors import InvalidSettings
from objectlambda.gateway.config.exposure import check_exposure
from objectlambda.gateway.config.model import GatewayConfig
from objectlambda.gateway.config.toml_file import read_config

POINT = '[origins.here]\nfolder = "objects"\n[access_points.logs]\nfunction = "decompress"\n'
CALLER = '[callers.a]\naccess_key = "AKIAA"\nsecret_key_file = "{}"\n'
SECRET = "x" * 64
PLACES = ["objects/own", "objects/deep/own", "link/own", "outer", "objects/../objects/own"]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "objects" / "deep").mkdir(parents=True)
    (tmp_path / "beside").mkdir()
    for place in ("objects/own", "objects/deep/own", "beside/own", "beside/certificate"):
        (tmp_path / place).write_text(SECRET)
    (tmp_path / "link").symlink_to(tmp_path / "objects")
    (tmp_path / "outer").symlink_to(tmp_path / "objects" / "own")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(folder, text, environ=None, place="gateway.toml"):
    file = folder / place
    file.write_text(text)
    return read_config(file, environ or {})


def read_words(*words):
    parser = argparse.ArgumentParser()
    add_options(parser)
    return read_arguments(parser.parse_args(["objects", *words]), {})


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("text", "setting"),
    [
        (CALLER + POINT, r"\[callers\.a\] secret_key_file"),
        ('[gateway]\ntag_key = "file:{}"\n' + POINT, r"\[gateway\] tag_key"),
        ('[gateway]\npage = true\npage_token = "file:{}"\n' + POINT, r"\[gateway\] page_token"),
        ('[gateway.tls]\ncertificate = "beside/certificate"\nkey = "{}"\n' + POINT, r"\[gateway\.tls\] key"),
    ],
)
def test_a_secret_in_a_served_folder_is_refused_with_its_setting_and_the_folder(folder, text, setting, place):
    with pytest.raises(InvalidSettings, match=rf"{setting}: .* inside the origin of access point logs.*objects.*move"):
        read(folder, text.replace("{}", place))
    (folder / "objects" / "away").symlink_to(folder / "beside" / "own")
    for harmless in ("beside/own", "objects/away"):  # the store opens no link that leads out of its folder
        assert read(folder, text.replace("{}", harmless)).access_points


def test_the_configuration_itself_and_the_environments_key_are_no_objects(folder):
    with pytest.raises(InvalidSettings, match=r"the configuration: .*gateway.toml lies inside the origin"):
        read(folder, POINT.replace('"objects"', '"."'))
    with pytest.raises(InvalidSettings, match=r"TAG_KEY: .*own lies inside the origin"):
        read(folder, POINT, {"TAG_KEY": "file:objects/own"})


def test_options_without_a_file_are_checked_too(folder):
    with pytest.raises(InvalidSettings, match=r"--tag-key: .* inside the origin of access point files"):
        read_words("--tag-key", "file:objects/own")
    with pytest.raises(InvalidSettings, match=r"--tls-key: .* inside the origin of access point files"):
        read_words("--tls-certificate", "beside/certificate", "--tls-key", "link/deep/own")
    with pytest.raises(InvalidSettings, match=r"--cache: .* inside the origin of access point files"):
        read_words("--cache", "objects/kept")
    assert read_words("--tag-key", "file:beside/own").tag_key


def test_a_folder_that_no_access_point_serves_may_hold_them(folder):
    assert read(folder, CALLER.replace("{}", "beside/own") + '[origins.unused]\nfolder = "beside"\n' + POINT.replace(
        'function = "decompress"', 'function = "decompress"\norigin = "here"'
    )).callers  # fmt: skip


def test_a_configuration_made_by_a_program_is_checked_as_it_starts(folder):
    points = read(folder, POINT).access_points
    with pytest.raises(InvalidSettings, match=r"tag_key: .* inside the origin"):
        check_exposure(GatewayConfig(access_points=points, tag_key=f"file:{folder}/objects/own"))


def test_lists_of_words_to_find_are_no_objects(folder):
    with pytest.raises(InvalidSettings, match=r"RECOGNIZERS_FILE: .* inside the origin"):
        read(folder, POINT, {"RECOGNIZERS_FILE": "objects/own"})
    assert read(folder, POINT, {"RECOGNIZERS_FILE": "beside/own"}).access_points


def test_serving_and_checking_end_with_2_and_say_so(folder, capsys):
    (folder / "gateway.toml").write_text(CALLER.replace("{}", "objects/own") + POINT)
    for words in (["serve", "--config"], ["access-points", "check"]):
        assert main([*words, "gateway.toml"]) == 2
        said = capsys.readouterr().err
        assert "[callers.a] secret_key_file" in said
        assert SECRET not in said
