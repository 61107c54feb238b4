"""The rooms: who may import whom, and that the tables name everything there is."""

import ast
import pkgutil
from pathlib import Path

import pytest

import piiscan

PACKAGE = Path(piiscan.__file__).parent

# Bottom to top; rooms of one line do not import each other.
RANKS = (
    {"model", "given", "later", "pulse"},
    {"config", "keys", "keyhints", "place"},
    {"sources", "formats", "detectors"},
    {"matcher"},
    {"judge"},
    {"pairing"},
    {"small", "again", "allows", "exposure"},
    {"scan", "stream", "tally"},
    {"reporters", "engines"},
    {"changes", "explain", "ledger", "marks", "progress", "tickets"},
    {"inventory"},
    {"cli"},
    {"__main__"},
)
RANK = {room: rank for rank, rooms in enumerate(RANKS) for room in rooms}
# Dev tools beside the data they make; nothing imports them.
TOOLS = {"data"}


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in TOOLS)


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "piiscan" and len(parts) > 1 and parts[1] in RANK:
                yield parts[1]


def test_every_module_is_in_a_room():
    rooms = {room_of(path) for path in modules()} - {"__init__"}
    assert rooms == set(RANK)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rooms_import_only_rooms_below(path):
    room = room_of(path)
    if room == "__init__":
        assert not list(imported_rooms(path))
        return
    wrong = {other for other in imported_rooms(path) if other != room and RANK[other] >= RANK[room]}
    assert not wrong, f"{room} imports {wrong}"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_responsible_for(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_no_file_outgrows_three_pages():
    sizes = {str(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    long = {path: size for path, size in sizes.items() if size > 320}
    assert not long


def test_every_module_of_a_registry_room_can_be_imported():
    for module in pkgutil.walk_packages([str(PACKAGE)], "piiscan."):
        if not module.name.startswith(("piiscan.data", "piiscan.__main__")):
            __import__(module.name)


def test_the_package_opens_no_network_connection():
    banned = {"urllib.request", "http.client", "requests", "ftplib", "smtplib", "ssl", "asyncio"}
    for path in modules():
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not banned & set(names), path
            # Workers hang on a pair of sockets without an address; nothing else of the module is used.
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket":
                assert node.attr in {"socketpair", "socket", "SOCK_STREAM", "SHUT_WR", "AF_UNIX"}, path
                if node.attr == "socket":
                    assert room_of(path) == "engines", path
