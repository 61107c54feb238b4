"""Where options come from: command line, environment, file, default; and which files are not trusted."""

import os

import pytest

from piiscan.cli import cli
from piiscan.cli.settings import Configured, key_of


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A working directory above the share, from which everything is scanned."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith("PIISCAN_"):
            monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def settings(piiscan):
    """The settings a command would run with: name to (value, source)."""

    def settings(command, *arguments):
        result = piiscan(command, "--show-settings", *arguments)
        assert result.code == 0, result.err
        found = {}
        for line in result.out.splitlines()[1:]:
            name, _, rest = line.partition(" = ")
            value, _, source = rest.partition("  # ")
            found[name.lstrip("#")] = (value.strip(), source)
        return found

    return settings


def write(path, text):
    path.write_text(text)
    path.chmod(0o600)
    return path


def test_the_flag_goes_before_the_environment_the_file_and_the_default(here, share, settings, monkeypatch):
    name = "fail-on"
    assert settings("scan", share)[name] == ('"personal_information"', "default")
    file = write(here / "piiscan.toml", '[scan]\nfail-on = "review"\n')
    assert settings("scan", share)[name] == ('"review"', f"file: {file}")
    monkeypatch.setenv("PIISCAN_FAIL_ON", "element_only")
    assert settings("scan", share)[name] == ('"element_only"', "environment: PIISCAN_FAIL_ON")
    assert settings("scan", share, "--fail-on", "any")[name] == ('"any"', "command line")


@pytest.mark.parametrize("command", [name for name, one in cli.commands.items() if isinstance(one, Configured)])
@pytest.mark.usefixtures("here")
def test_every_option_is_shown_and_the_environment_has_a_name_for_each(settings, command):
    said = {"reveal", "show-settings", "no-config", "config"}
    options = {key_of(one) for one in cli.commands[command].params if one.param_type_name == "option"}
    assert set(settings(command, "x")) == options - said
    assert settings(command).keys() == options - said  # nothing is going to be read


def test_a_file_is_used(here, piiscan, share):
    write(here / "piiscan.toml", '[scan]\nfail_on = "none"\nquiet = true\nlimit = ["cells=5"]\nmax-members = 7\n')
    result = piiscan("scan", "-j0", share, "-f", "jsonl")
    assert (result.code, result.err) == (0, "")
    assert result.records[0]["options"]["limits"]["cells"] == 5
    assert result.records[0]["options"]["limits"]["members"] == 7
    assert piiscan("scan", "-j0", "-q", share, "--no-config").code == 1


def test_a_file_is_found_above_and_in_a_project(here, share, settings, monkeypatch):
    write(here / "pyproject.toml", '[tool.piiscan.scan]\nfail-on = "none"\n')
    (here / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(here / "a" / "b")
    write(here / "a" / "pyproject.toml", "[tool.other]\n")
    assert settings("scan", share)["fail-on"][0] == '"none"'
    write(here / "a" / "piiscan.toml", '[scan]\nfail-on = "review"\n')
    assert settings("scan", share)["fail-on"][0] == '"review"'


@pytest.mark.usefixtures("here")
def test_a_file_in_what_is_scanned_is_told_and_not_used_unless_it_is_named(piiscan, share, monkeypatch):
    text = '[scan]\nfail-on = "none"\nexclude = ["*.csv"]\n'
    file = write(share / "piiscan.toml", text)
    monkeypatch.chdir(share)
    result = piiscan("scan", "-j0", ".")
    assert result.code == 1
    assert f"{file}: is not used, because it lies in what is scanned; to use it, say --config {file}" in result.err
    assert piiscan("scan", "-j0", ".", "--config", file).code == 0
    monkeypatch.setenv("PIISCAN_CONFIG", str(file))
    assert piiscan("scan", "-j0", ".").code == 0
    monkeypatch.delenv("PIISCAN_CONFIG")
    monkeypatch.chdir(share / "hr")  # below what is scanned: as bad
    assert piiscan("scan", "-j0", "-q", "..").code == 1
    assert piiscan("scan", "-j0", "-q", "list.csv").code == 0  # one file alone holds no other


def test_a_file_that_others_can_write_or_made_is_not_used(here, piiscan, share, monkeypatch):
    file = write(here / "piiscan.toml", '[scan]\nfail-on = "none"\n')
    file.chmod(0o666)
    result = piiscan("scan", "-j0", share)
    assert result.code == 1
    assert "others can write to it" in result.err
    file.chmod(0o600)
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    if file.stat().st_uid:
        assert "of another user" in piiscan("scan", "-j0", share).err


@pytest.mark.usefixtures("here")
def test_a_pipe_or_a_broken_project_in_what_is_scanned_stops_nothing(piiscan, share, monkeypatch):
    monkeypatch.chdir(share)
    os.mkfifo(share / "piiscan.toml")
    (share / "pyproject.toml").write_text("[" * 100_000)
    result = piiscan("scan", "-j0", ".")
    assert result.code == 1
    assert result.err.count("is not used") == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[scan]\nfail-onn = "x"', "[scan] has no option 'fail-onn'; did you mean 'fail-on'?"),
        ('[scann]\nx = "x"', "'scann' is no table of options; did you mean 'scan'?"),
        ('fail-on = "review"', "'fail-on' is no table of options"),
        ("[scan]\nreveal = true", "reveal can only be given on the command line"),
        ("[scan]\nconfig = 'x'", "no option 'config'"),
        ("[scan]\nocr = 1", "ocr must be true or false"),
        ("[scan]\nexclude = 'x'", "exclude must be a list of texts"),
        ("[scan]\nfail-on = true", "fail-on must be a text or a number"),
        ("[scan]\nfail-on = 'never'", "piiscan.toml: 'never' is not one of"),
        ("[scan]\nmax-members = 'many'", "piiscan.toml: 'many' is not a valid whole number"),
        ("[scan", "Expected ']'"),
    ],
)
def test_a_mistake_in_a_file_is_told_and_nothing_is_scanned(here, piiscan, share, text, words):
    write(here / "piiscan.toml", text)
    result = piiscan("scan", "-j0", share)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


@pytest.mark.usefixtures("here")
def test_a_value_of_the_environment_that_cannot_be_used_is_told_by_its_name(piiscan, share, monkeypatch):
    monkeypatch.setenv("PIISCAN_FAIL_ON", "never")
    assert "PIISCAN_FAIL_ON: 'never' is not one of" in piiscan("scan", share).err


def test_raw_values_are_not_asked_for_by_the_environment(here, piiscan, share, monkeypatch):
    monkeypatch.setenv("PIISCAN_REVEAL", "1")
    out = here / "out.jsonl"
    assert piiscan("scan", "-j0", "-q", "-f", "jsonl", "-o", out, share).code == 1
    assert "010-94" not in out.read_text()


def test_names_of_files_are_relative_to_the_file_of_settings(here, share, settings):
    (here / "etc").mkdir()
    file = write(here / "etc" / "x.toml", '[scan]\nkey-file = "key"\nbaseline = ["marks.toml"]\noutput = "-"\n')
    found = settings("scan", share, "--config", file)
    assert found["key-file"][0] == f'"{here}/etc/key"'
    assert found["baseline"][0] == f'["{here}/etc/marks.toml"]'
    assert found["output"][0] == '"-"'


def test_explain_sees_things_as_the_scan_does(here, share, settings):
    write(
        here / "piiscan.toml",
        '[scan]\nresidency-default = "resident"\nfail-on = "review"\n[compare]\nfail-on = "none"\n',
    )
    assert settings("explain", share / "hr" / "list.csv")["residency-default"][0] == '"resident"'
    assert settings("compare", "a", "b")["fail-on"][0] == '"none"'
    assert settings("report", "x")["format"][0] == '"table"'


@pytest.mark.usefixtures("here")
def test_config_and_no_config_exclude_each_other(piiscan, share):
    assert "exclude each other" in piiscan("scan", share, "--config", "x", "--no-config").err
    assert "No such file" in piiscan("scan", share, "--config", "x").err


def test_a_variable_means_one_thing(here, settings, share, monkeypatch):
    monkeypatch.setenv("PIISCAN_FORMAT", "csv")
    monkeypatch.setenv("PIISCAN_REPORT", f"csv={here}/x.csv")
    assert settings("scan", share)["format"] == ('"csv"', "environment: PIISCAN_FORMAT")
    assert settings("explain", share / "hr" / "list.csv")["format"] == ('"text"', "default")
    assert settings("compare", "a", "b")["format"] == ('"table"', "default")


def test_a_variable_that_is_nearly_one_of_an_option_is_told(here, piiscan, share, monkeypatch):
    assert here
    monkeypatch.setenv("PIISCAN_FAILON", "any")
    monkeypatch.setenv("PIISCAN_KEY", "of the action")
    told = piiscan("scan", "-j0", share, "--show-settings").err
    assert told.splitlines() == ["piiscan: PIISCAN_FAILON is no variable of an option; did you mean PIISCAN_FAIL_ON?"]
    assert piiscan("scan", "-j0", share, "--show-settings", "--quiet").err == ""


def test_a_name_for_standard_input_may_stand_in_a_file_for_the_runs_that_read_it(piiscan, here, share):
    write(here / "piiscan.toml", '[scan]\nstdin-filename = "export.csv"\n')
    assert piiscan("scan", "-j0", "-q", share).code == 1
