"""One run of `piiscan plan`: the walk, the look at first bytes, the sample, and what is said of it."""

from __future__ import annotations

import json
import os
import resource
import sys
from time import perf_counter

import click
from msgspec import Struct

from piiscan.cli import Failure, gate, hush, output, tell
from piiscan.cli.look import look
from piiscan.config import Config
from piiscan.engines import EngineError, default_workers
from piiscan.plan import document, estimate, survey, write
from piiscan.sources import Choice, SourceError, compile_filters, found, ignores


class Options(Struct, frozen=True):
    """What the command line said, as click read it."""

    paths: tuple[str, ...]
    form: str
    exclude: tuple[str, ...]
    include: tuple[str, ...]
    one_file_system: bool
    no_ignore_files: bool
    workers: tuple[int, ...]
    sample: float


def run(options: Options) -> int:
    """Look and tell; the exit code. Raises `Failure` with a message that may be shown."""
    if "-" in options.paths:
        raise click.UsageError("standard input is read once, and not for a plan")
    try:
        filters = compile_filters(options.exclude, options.include)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a memory image would hold what was being read
    left_out, remarks = ({}, []) if options.no_ignore_files else ignores(options.paths)
    for words in remarks:
        tell(words)
    choice = Choice(
        filters,
        one_file_system=options.one_file_system,
        ignores={root: [rule] for root, rule in left_out.items()},
    )
    config = Config(key=os.urandom(32))
    began = perf_counter()
    try:
        with hush.hushed(), found(options.paths, choice) as items:
            there = survey(items, config.limits)
            took = perf_counter() - began
            time = estimate(there, config, options.sample)
        processors = default_workers()
        workers = sorted(
            {*options.workers} or {1, processors, *(1 << power for power in range(processors.bit_length()))}
        )
        with output.standard_output(sys.stdout) as out:
            if options.form == "json":
                out.write(json.dumps(document(there, time, workers, processors), indent=1) + "\n")
            else:
                write(there, time, workers, processors, took, out, look("auto", file=False, show=(), reveal=False))
    except (SourceError, EngineError) as error:
        raise Failure(str(error)) from None
    return gate.OK
