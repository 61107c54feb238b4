"""What the tests of the walker share."""

from pathlib import Path

from piiscan.model import Outcome, Reason, Source, Status
from piiscan.sources import open_source


def content(source) -> bytes:
    with open_source(source) as stream:
        return stream.read()


def make(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_text(name)
    return root


def paths(items) -> list[str]:
    return [item.path for item in items if isinstance(item, Source)]


def outcomes(items) -> dict[str, tuple[Reason | None, str]]:
    found = [item for item in items if isinstance(item, Outcome)]
    assert all(item.status is Status.NOT_SCANNED for item in found)
    assert all(item.at == () for item in found)
    by_path = {item.source.path: (item.reason, item.detail) for item in found}
    assert len(by_path) == len(found)
    return by_path
