"""dvc.yaml, the plan of stages and what stages really read are one thing."""

import shutil
import subprocess
import sys

import pytest
import yaml
from conftest import ROOT

from pipeline.annotate import STEPS, fingerprint
from pipeline.stages import STAGES
from pipeline.stages.plan import PLANS, dependencies, dvc_file

WATCH = """
import sys
seen = set()
sys.addaudithook(lambda event, values: seen.add(str(values[0])) if event == "open" and isinstance(values[0], (str,
bytes)) or
                 event == "open" and hasattr(values[0], "__fspath__") else None)
from pipeline.stages.__main__ import main
code = main(sys.argv[1:])
print("\\n".join(sorted({name.decode() if isinstance(name, bytes) else name for name in seen})))
modules = [getattr(m, "__file__", "") or "" for n, m in sys.modules.items() if n.split(".")[0] == "pipeline"]
print("\\n".join(modules))
sys.exit(code)
"""


def test_dvc_yaml_is_made_from_the_plan():
    assert (ROOT / "dvc.yaml").read_text(encoding="utf-8") == dvc_file()
    assert list(PLANS) == list(STAGES)


def test_every_dependency_exists():
    for name in PLANS:
        for path in dependencies(name):
            assert path.startswith("processed/") or (ROOT / path).exists(), (name, path)


def test_a_stage_depends_on_no_other_stages_components():
    assert "pipeline/components/slovnet.py" in dependencies("annotate")
    for name in PLANS:
        if name != "annotate":
            assert "pipeline/components/slovnet.py" not in dependencies(name)
    assert not [path for path in dependencies("annotate") if "report" in path or "merge" in path or "/dates" in path]


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("stages")
    shutil.copytree(ROOT / "raw", base / "raw")  # the gold set and the lists in tests/corpus speak of all of it
    text = (ROOT / "raw" / "ois-azerbaijan.txt").read_text(encoding="utf-8")
    (base / "raw" / "old.txt").write_bytes(text[:2000].encode("koi8-r", "ignore"))
    return [f"--{name}={base / folder}" for name, folder in
            (("raw", "raw"), ("work", "processed/stages"), ("out", "processed"), ("cache", "cache"))]  # fmt: skip


@pytest.mark.parametrize("name", list(STAGES))
def test_deps_are_what_the_stage_imports_and_opens(name, folders):
    """In the order of the stages, each in a process of its own, with an ear at every file that it opens."""
    done = subprocess.run(
        [sys.executable, "-c", WATCH, name, *folders], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    root = f"{ROOT}/"
    opened = {line.removeprefix(root) for line in done.stdout.splitlines()}
    own = {path for path in opened if path.startswith(("pipeline/", "models/", "raw/", "tests/"))}
    own = {path for path in own if "__pycache__" not in path}
    stated = dependencies(name)
    unstated = {path for path in own if not any(path == dep or path.startswith(f"{dep}/") for dep in stated)}
    assert not unstated
    needless = {
        dep for dep in stated if dep.startswith("models/") and not any(p == dep or p.startswith(f"{dep}/") for p in own)
    }
    assert not needless


def test_a_fingerprint_hears_a_lexicon_and_not_the_report(monkeypatch, tmp_path):
    import pipeline.annotate as module

    shutil.copytree(ROOT / "models", tmp_path / "models")
    monkeypatch.setattr(module, "MODELS", tmp_path / "models")
    by_name = {step.name: step for step in STEPS}

    def prints():
        fingerprint.cache_clear()
        return {name: fingerprint(step) for name, step in by_name.items()}

    before = prints()
    lexicon = next((tmp_path / "models" / "dates").glob("*.csv"))
    lexicon.write_text(lexicon.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    after = prints()
    fingerprint.cache_clear()
    assert {name for name in before if before[name] != after[name]} == {"dates"}


def test_the_lock_names_every_stage():
    lock = yaml.safe_load((ROOT / "dvc.lock").read_text(encoding="utf-8"))
    assert set(lock["stages"]) == set(PLANS)
