"""The engine over Dask's workers, as tests use it: two of them in this process, started once."""

import atexit
import functools

from piiscan import engines


class _Dask(int):
    """Stands for a number of workers, and for whose they are."""


DASK = _Dask(2)


@functools.cache
def client():
    from contextlib import ExitStack

    from piiscan.engines.spread_cluster import spread

    kept = ExitStack()  # as long as the tests run
    atexit.register(kept.close)
    return kept.enter_context(spread(None, 2, None)).client


def run(items, config, *, workers, **options):
    """As `engines.run`, and by Dask's workers where `workers` says so."""
    if not isinstance(workers, _Dask):
        return engines.run(items, config, workers=workers, **options)
    return on_dask(items, config, client(), **options)


def on_dask(items, config, workers, **options):
    """As `run` with a client."""
    from piiscan.engines.spread_cluster import Spread, parts_folder

    with parts_folder(None) as folder:
        yield from engines.run(items, config, spread=Spread(workers, folder), **options)
