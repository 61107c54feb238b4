"""A fixture for tests that are to hold with the compiled loops and without."""

from __future__ import annotations

import pytest

from piiscan.formats import kernel


def both_ways(*names: str):
    """Each test of a module with these compiled loops, where there are some, and with their twins."""

    @pytest.fixture(autouse=True, params=["compiled", "python"])
    def each_way(request, monkeypatch):
        for name in names:
            if request.param == "python":
                monkeypatch.setattr(kernel, name, None)
            elif getattr(kernel, name) is None:
                pytest.skip("the kernel was not built here")

    return each_way
