"""Build each `_kernel.c` where the package is built, if there is a compiler: a hook of hatchling, not of the program.

Rule: nothing fails for want of a compiler. What was built is one binary for every Python from 3.11 on (the limited
API), named so that the import system finds it; a wheel that has it says for which platform it is.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path(__file__).parent.parent
SOURCES = tuple(PACKAGE / room / "_kernel.c" for room in ("formats", "matcher", "pairing/tables", "sources"))
NAME = "_kernel.pyd" if sys.platform == "win32" else "_kernel.abi3.so"


class Hook(BuildHookInterface):  # type: ignore[misc]  # hatchling is only there while a wheel is built
    """Compile before the files of the wheel, or of an editable installation, are collected."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # its signature
        """Add what was built to the wheel."""
        if self.target_name != "wheel":
            return
        for source in SOURCES:
            built = source.with_name(NAME)
            try:
                compile_kernel(source)
            except (OSError, subprocess.SubprocessError) as error:
                built.unlink(missing_ok=True)  # one of an older source would be worse than none
                self.app.display_warning(f"without a compiled kernel, which could not be built: {type(error).__name__}")
                continue
            build_data["artifacts"].append(f"/{built.relative_to(Path(self.root)).as_posix()}")
            build_data["pure_python"] = False
        if not build_data["pure_python"]:
            platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
            build_data["tag"] = f"cp311-abi3-{platform}"


def compile_kernel(source: Path) -> None:
    """Compile and link one, beside its source, with the compiler that this Python was built with.

    Raises OSError where there is none, `subprocess.SubprocessError` where it does not succeed.
    """
    include = sysconfig.get_path("include")
    with tempfile.TemporaryDirectory(dir=source.parent) as folder:
        made = Path(folder) / NAME
        if sys.platform == "win32":
            libraries = Path(sys.base_prefix) / "libs"
            command = ["cl", "/nologo", "/O2", "/LD", f"/I{include}", str(source), f"/Fe:{made}"]
            command += ["/link", f"/LIBPATH:{libraries}"]
        else:
            linked = (sysconfig.get_config_var("LDSHARED") or "cc -shared").split()
            command = [*linked, "-O3", "-fPIC", f"-I{include}", str(source), "-o", str(made)]
        subprocess.run(command, check=True, capture_output=True, timeout=300, cwd=folder)  # noqa: S603  # ours alone
        made.replace(source.with_name(NAME))


if __name__ == "__main__":  # by hand, in a checkout
    for each in SOURCES:
        compile_kernel(each)
