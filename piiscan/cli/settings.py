"""Where options come from: the command line, then PIISCAN_* of the environment, then a file, then the default.

Rule: who can write to what is scanned must not decide how it is scanned. A file that nobody named is used only where
it is the operator's own, others cannot write to it, and it does not lie in a directory that is scanned. What is
passed over is told. Imports click alone, so that `--help` is instant.
"""

from __future__ import annotations

import difflib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource
from msgspec import Struct

NAMES = ("piiscan.toml", "pyproject.toml")
_LARGEST = 1 << 20
_HOW = {"config", "no_config", "show_settings"}  # about settings, and in no file
_SPOKEN = _HOW | {"reveal"}  # what is to be said each time
# What a command takes from [scan] where its own table does not say it: it must see things as the scan does.
_SHARED = {
    "explain": ("residency_default", "public_records", "names_file", "password_file", "key_file"),
    "compare": ("fail_on", "fail_on_residency", "color"),
    "report": ("color",),
}


class File(Struct, frozen=True):
    """A file of settings, as far as it is about the command at hand."""

    path: str
    values: Mapping[str, Any]


class Configured(click.Command):
    """A command whose options may be set by the environment or a file."""

    def __init__(self, *args: Any, **extra: Any) -> None:  # noqa: ANN401 - click's own signature
        super().__init__(*args, **extra)
        for option in self.params:
            if isinstance(option, click.Option) and option.envvar is None and self._of_environment(str(option.name)):
                option.envvar = f"PIISCAN_{key_of(option).replace('-', '_').upper()}"

    def _of_environment(self, name: str) -> bool:
        """Whether a variable may set an option. One name means one thing: other commands have other formats."""
        if self.name in {"explain", "compare"}:
            return name in _SHARED[self.name] or name in _HOW
        return name not in _SPOKEN - _HOW

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the file of settings, then let click put everything together."""
        given, *_ = self.make_parser(ctx).parse_args(args=list(args))
        show = given.get("show_settings") is True
        paths = [given.get(str(one.name)) for one in self.params if isinstance(one, click.Argument)]
        if show and not any(isinstance(path, (str, list, tuple)) and path for path in paths):  # click marks "not given"
            args = [*args, "."]  # nothing is going to be read
        self._misspelled(given)
        file = self._file(given)
        if file is not None:
            ctx.default_map = dict(file.values)
        try:
            rest = super().parse_args(ctx, args)
        except click.BadParameter as error:
            _told_where(error, ctx, file)
        if show:
            from piiscan.cli import output

            with output.standard_output(sys.stdout) as out:
                for line in shown(self, ctx, file):
                    out.write(line + "\n")
            ctx.exit(0)
        for name in _HOW:
            ctx.params.pop(name, None)
        return rest

    def _misspelled(self, given: Mapping[str, Any]) -> None:
        """Tell of variables that are nearly those of options: they change nothing, and that would go unseen."""
        from piiscan.cli import cli, tell

        if _quiet(given):
            return
        known = {str(one.envvar) for command in cli.commands.values() for one in command.params if one.envvar}
        for name in sorted(set(os.environ) - known):
            near = difflib.get_close_matches(name, known, 1, 0.9) if name.startswith("PIISCAN_") else ()
            if near:
                tell(f"{name} is no variable of an option; did you mean {near[0]}?")

    def _file(self, given: Mapping[str, Any]) -> File | None:
        named = given.get("config") or os.environ.get("PIISCAN_CONFIG")
        if given.get("no_config") or _true(os.environ.get("PIISCAN_NO_CONFIG")):
            if given.get("config"):
                raise click.UsageError("--config and --no-config exclude each other")
            return None
        if isinstance(named, str):
            table = _table(named)
            if table is None:
                raise click.UsageError(f"{named}: has no [tool.piiscan]")
            return File(named, self._values(named, table))
        paths = given.get("paths")
        quiet = _quiet(given)
        for path in _upwards():
            if (why := _untrusted(path, paths if isinstance(paths, (list, tuple)) else ())) is not None:
                if not quiet and _concerns(path):
                    from piiscan.cli import tell

                    tell(f"{path}: is not used, because {why}; to use it, say --config {path}")
            elif (table := _table(str(path))) is not None:
                return File(str(path), self._values(str(path), table))
        return None

    def _values(self, path: str, tables: Mapping[str, Any]) -> dict[str, Any]:
        """The values for the parameters of this command, checked for their names and shapes."""
        from piiscan.cli import cli

        for name, table in tables.items():
            if not isinstance(cli.commands.get(name), Configured) or not isinstance(table, Mapping):
                known = [key for key, command in cli.commands.items() if isinstance(command, Configured)]
                raise click.UsageError(f"{path}: {name!r} is no table of options{_near(name, known)}; {_say(known)}")
        own = _parameters(self, tables.get(self.name or "", {}), path)
        scan = cli.commands["scan"]
        more = _parameters(scan, tables.get("scan", {}), path) if scan is not self else {}
        return {name: more[name] for name in _SHARED.get(self.name or "", ()) if name in more} | own


def _say(known: Iterable[str]) -> str:
    return "there are " + ", ".join(f"[{name}]" for name in sorted(known))


def key_of(option: click.Parameter) -> str:
    """The name of an option in a file: its long one without the dashes."""
    return max(option.opts, key=len).lstrip("-")


def _parameters(command: click.Command, table: Mapping[str, Any], path: str) -> dict[str, Any]:
    options = {key_of(one): one for one in command.params if isinstance(one, click.Option) and one.name not in _HOW}
    values = {}
    for key, value in table.items():
        option = options.get(key.replace("_", "-"))
        if option is None:
            raise click.UsageError(f"{path}: [{command.name}] has no option {key!r}{_near(key, options)}")
        if option.name in _SPOKEN:
            raise click.UsageError(f"{path}: {key} can only be given on the command line")
        if (fault := _fault(option, value)) is not None:
            raise click.UsageError(f"{path}: {key} must be {fault}")
        values[str(option.name)] = _placed(option, value, path)
    return values


def _fault(option: click.Option, value: object) -> str | None:
    """What a value of TOML must be instead."""
    if option.is_flag:
        return None if isinstance(value, bool) else "true or false"
    if option.multiple:
        texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return None if texts else 'a list of texts, as ["…", "…"]'
    return "a text or a number" if isinstance(value, bool) or not isinstance(value, (str, int, float)) else None


def _placed(option: click.Option, value: Any, path: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """File names in a file are relative to it."""
    if not isinstance(option.type, click.Path):
        return value
    folder = os.path.dirname(os.path.abspath(path))  # noqa: PTH100, PTH120

    def joined(name: str) -> str:
        return name if name == "-" else os.path.join(folder, name)  # noqa: PTH118

    return [joined(one) for one in value] if isinstance(value, list) else joined(str(value))


def _near(word: str, words: Iterable[str]) -> str:
    found = difflib.get_close_matches(word.replace("_", "-").lower(), list(words), 1)
    return f"; did you mean {found[0]!r}?" if found else ""


def _quiet(given: Mapping[str, Any]) -> bool:
    return given.get("quiet") is True or _true(os.environ.get("PIISCAN_QUIET"))


def _true(text: str | None) -> bool:
    return (text or "").lower() in {"1", "true", "yes", "on", "t", "y"}


def _upwards() -> Iterator[Path]:
    """The files that could hold settings, from the current directory up to the top of its file system."""
    try:
        folder = Path.cwd()
        device = folder.stat().st_dev
    except OSError:  # it was removed, or may not be entered: nothing is there to be used
        return
    for place in (folder, *folder.parents):
        try:
            if place.stat().st_dev != device:
                return
        except OSError:
            return
        for name in NAMES:
            if os.path.lexists(place / name):
                yield place / name


def _untrusted(path: Path, roots: Iterable[object]) -> str | None:
    """Why a file that nobody named is not used."""
    try:
        status, own = path.stat(), path.lstat()
    except OSError:
        return "it cannot be read"
    if not stat.S_ISREG(status.st_mode):
        return "it is no regular file"
    if any(_holds(str(root), os.path.realpath(path)) for root in roots):
        return "it lies in what is scanned"
    if not {status.st_uid, own.st_uid} <= {0, os.geteuid()}:
        return "it is of another user"
    return "others can write to it" if status.st_mode & 0o022 else None


def _holds(root: str, real: str) -> bool:
    """Whether a file lies in a folder that is scanned."""
    from piiscan.sources.unsure import Unsure  # not to show a help

    unsure = Unsure()
    inside = unsure.real(root.removeprefix("git-history:"))
    is_folder = unsure.waits(inside) or unsure.is_folder(inside)  # what does not answer is rather taken for one
    return root != "-" and is_folder and os.path.commonpath((inside, real)) == inside


def _concerns(path: Path) -> bool:
    """Whether a file that is not used is about this program: of a pyproject.toml that is not so, nothing is told."""
    if path.name != "pyproject.toml" or not path.is_file():
        return True
    try:
        return _table(str(path)) is not None
    except click.UsageError:
        return True


def _table(path: str) -> Mapping[str, Any] | None:
    """The tables of a file; None: a pyproject.toml that has none of this program's."""
    from piiscan import given

    try:
        document = given.toml(given.read_whole(path, _LARGEST))
    except given.GivenError as error:
        raise click.UsageError(f"{path}: {error}") from None
    if os.path.basename(path) != "pyproject.toml":  # noqa: PTH119
        return document
    tool = document.get("tool")
    table = tool.get("piiscan") if isinstance(tool, Mapping) else None
    return table if isinstance(table, Mapping) else None


def _told_where(error: click.BadParameter, ctx: click.Context, file: File | None) -> NoReturn:
    """Say where a value that cannot be used stands, if it is not on the command line."""
    option = error.param
    source = None if option is None or option.name is None else ctx.get_parameter_source(option.name)
    where = ""
    if option is not None and source is ParameterSource.ENVIRONMENT:
        where = f"{option.envvar}: "
    elif file is not None and source is ParameterSource.DEFAULT_MAP:
        where = f"{file.path}: "
    raise click.BadParameter(f"{where}{error.message}", error.ctx, option, error.param_hint) if where else error


def shown(command: click.Command, ctx: click.Context, file: File | None) -> Iterator[str]:
    """Every option with its value and where that comes from, as a file of settings would have it."""
    from piiscan.reporters.terminal import escape

    yield f"[{command.name}]"
    for option in command.params:
        if not isinstance(option, click.Option) or option.name is None or option.name in _SPOKEN:
            continue
        source = ctx.get_parameter_source(option.name)
        words = {
            ParameterSource.COMMANDLINE: "command line",
            ParameterSource.ENVIRONMENT: f"environment: {option.envvar}",
            ParameterSource.DEFAULT_MAP: "" if file is None else f"file: {file.path}",
        }
        value = ctx.params[option.name]
        text = "(none)" if value is None else json.dumps(_plain(value), ensure_ascii=False)
        sign = "#" if value is None else ""
        yield escape(
            f"{sign}{key_of(option)} = {text}".ljust(44)
            + f"  # {words.get(source or ParameterSource.DEFAULT, 'default')}"
        )


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return [f"{name}={number}" for name, number in value.items()]
    return list(value) if isinstance(value, tuple) else value
