"""Which files of the project a module needs, read from its source: for the cache's fingerprints and for dvc.yaml's
test.

Static on purpose: nothing is imported. Imports by name (`import_module`) are invisible, which is how the tables of
factories and stages avoid dragging every component into every stage.
"""

import ast
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipeline.paths import ROOT

PACKAGE = "pipeline"


def import_closure(modules: Iterable[str]) -> list[Path]:
    """The source files of `modules` (dotted names) and of all that they import from the project, sorted."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        for path in _files(waiting.pop()):
            if path not in found:
                found.add(path)
                waiting += _imported(path)
    return sorted(found)


def _files(module: str) -> list[Path]:
    """The files that importing a module runs: its own and those of the packages that it lies in."""
    parts = module.split(".")
    files = [ROOT.joinpath(*parts[:n], "__init__.py") for n in range(1, len(parts) + 1)]
    files.append(ROOT.joinpath(*parts).with_suffix(".py"))
    return [path for path in files if path.is_file()]


@cache
def _imported(path: Path) -> list[str]:
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [name for name in names if name.split(".")[0] == PACKAGE]
