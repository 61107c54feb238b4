"""`scan --engine dask`: what may be asked of it, and the way to its workers."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from piiscan.engines import default_workers

if TYPE_CHECKING:
    from piiscan.cli.asked import Options
    from piiscan.cli.output import FileId
    from piiscan.engines.spread_cluster import Spread


def opened(options: Options, stack: contextlib.ExitStack) -> tuple[Spread | None, frozenset[FileId]]:
    """Workers of a scheduler, or here, and the folder of theirs that is not to be read; none unless asked."""
    if options.engine != "dask" and options.scheduler is None and options.parts is None:
        return None, frozenset()
    if (fault := _fault(options)) is not None:
        raise click.UsageError(fault)
    from piiscan.engines.spread_cluster import spread

    workers = default_workers() if options.workers is None else options.workers
    made = stack.enter_context(spread(options.scheduler, workers, options.parts))
    return made, frozenset({made.identity})


def _fault(options: Options) -> str | None:
    """What does not go together."""
    if options.engine != "dask":
        return "--scheduler and --parts are about Dask: use --engine dask"
    if options.reveal:
        return "--reveal: not with --engine dask, whose workers write what they find to files for a while"
    if "-" in options.paths:
        return "standard input cannot be read by other machines: not with --engine dask"
    if options.scheduler is None:
        return "--workers 0 reads in this process: not with --engine dask" if options.workers == 0 else None
    if options.workers is not None:
        return "--workers starts workers here; those of --scheduler are there already"
    if options.parts is None:
        return "--scheduler needs --parts DIR: a folder outside of what is scanned that all workers see and write to"
    return None
