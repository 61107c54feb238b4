"""The rooms: who may import whom, and that the tables name everything there is."""

import ast
import functools
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest

import piiscan.pairing

PACKAGE = Path(piiscan.__file__).parent

# Bottom to top; rooms of one line do not import each other.
RANKS = (
    {"hidden"},
    {"compiled", "dense", "model", "given", "later", "part", "pulse", "temporary", "unnamed"},
    {"config", "distinct", "folded", "hash_labels", "keys", "keyhints", "matches", "place"},
    {"sources", "formats", "detectors"},
    {"matcher"},
    {"judge", "titles"},
    {"pairing"},
    {"small", "again", "allows", "exposure"},
    {"copies", "members", "under_way"},
    {"scan", "stream", "tally"},
    {"severity"},
    {"reading_part"},
    {"scan_part"},
    {"reporters", "engines"},
    {"changes", "explain", "ledger", "marks", "merge", "plan", "progress"},
    {"baseline", "tickets"},
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


@functools.cache
def nodes(path: Path) -> list[ast.AST]:
    """The module, and what is in it that a test looks at: imports, and attributes where sockets are spoken of."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    imports = [one for one in statements(tree) if isinstance(one, (ast.Import, ast.ImportFrom))]
    attributes = [one for one in ast.walk(tree) if isinstance(one, ast.Attribute)] if "socket" in text else []
    return [tree, *imports, *attributes]


def statements(tree: ast.Module):
    """All statements of a module, those in others too: expressions, which hold none, are most of a tree."""
    left = list(tree.body)
    while left:
        one = left.pop()
        yield one
        for inside in ("body", "orelse", "finalbody", "handlers", "cases"):
            left += getattr(one, inside, ())


def imported_rooms(path: Path):
    for node in nodes(path):
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


def test_rooms_import_only_rooms_below():
    below = {path: RANK.get(room_of(path), -1) for path in modules()}  # -1: the package itself, which imports none
    assert len(below) > 100
    wrong = [
        f"{path.relative_to(PACKAGE)} imports {other}"
        for path, rank in below.items()
        for other in imported_rooms(path)
        if other != room_of(path) and RANK[other] >= rank
    ]
    assert wrong == []


def test_a_module_says_what_it_is_responsible_for():
    assert [path for path in modules() if not ast.get_docstring(nodes(path)[0])] == []


def test_one_module_says_where_temporary_files_go():
    asked = {path.name for path in modules() for node in nodes(path) if "tempfile" in _imported(node)}
    assert asked == {"temporary.py"}


def _imported(node):
    """What a statement imports that is not of this package."""
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else [getattr(node, "module", None)]


def test_no_file_outgrows_three_pages():
    sizes = {str(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    long = {path: size for path, size in sizes.items() if size > 320}
    assert not long


def test_no_two_modules_of_tests_have_one_name():
    """Those of folders that are no packages are imported by their names alone."""
    folders = [folder for folder in Path(__file__).parent.glob("**/") if not (folder / "__init__.py").exists()]
    names = Counter(path.name for folder in folders for path in folder.glob("*.py") if path.name != "conftest.py")
    assert [name for name, count in names.items() if count > 1] == []


def test_every_module_of_a_registry_room_can_be_imported():
    for module in pkgutil.walk_packages([str(PACKAGE)], "piiscan."):
        if not module.name.startswith(("piiscan.data", "piiscan.__main__")):
            __import__(module.name)


def test_the_package_opens_no_network_connection():
    banned = {"urllib.request", "http.client", "requests", "ftplib", "smtplib", "ssl", "asyncio"}
    for path in modules():
        for node in nodes(path):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            waits = {"asyncio"} if path.parent.name == "remote" else set()  # on what its libraries ask
            assert not (banned - waits) & set(names), path
            # Workers, and who asks file systems, hang on a pair of sockets without an address, and what a driver has
            # opened may be shut; nothing else of the module is used.
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket":
                assert node.attr in {
                    "socketpair",
                    "socket",
                    "SOCK_STREAM",
                    "MSG_DONTWAIT",
                    "SHUT_WR",
                    "SHUT_RDWR",
                    "AF_UNIX",
                    "send_fds",
                    "recv_fds",
                    "gaierror",  # raised where a name is not found, and the numbers of it
                    "EAI_AGAIN",
                }, path
                if node.attr == "socket":
                    assert room_of(path) == "engines" or path.name in {"asker.py", "db_patience.py"}, path


@pytest.mark.parametrize(
    ("room", "others"),
    [
        ("pairing", {"matcher", "judge", "finish"}),
        ("formats", set()),
        ("matcher", {"find"}),
        ("engines", set()),
        ("sources", set()),
        ("reporters", set()),
        ("cli", {"scan"}),
    ],
)
def test_the_maps_of_large_rooms_name_every_file(room, others):
    """`others`: names of something else that a map speaks of."""
    for init in (PACKAGE / room).rglob("__init__.py"):
        named = set(re.findall(r"`([a-z0-9_]+)`", ast.get_docstring(nodes(init)[0])))
        inside = {path.stem for path in init.parent.glob("*.py")} | {
            path.parent.name for path in init.parent.glob("*/*.py")
        }
        assert named - others == inside - {"__init__"}, init


def test_nothing_strays_to_the_top_of_the_repository():
    """A ledger that somebody wrote beside the sources was committed once."""
    made = ("build", "dist", "*.egg-info", "__pycache__")
    kept = {"CHANGELOG.md", "LICENSE", "README.md", "benchmarks", "fixtures", "piiscan", "pyproject.toml", "tests"}
    root = PACKAGE.parent
    if not (root / "tests").is_dir():
        pytest.skip("installed apart from its sources")
    there = {one.name for one in root.iterdir() if not one.name.startswith(".") and not any(map(one.match, made))}
    assert there == kept
