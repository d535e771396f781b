"""Shared by all tests: hypothesis made repeatable, the pipeline loaded once, the seed's tables written once."""

from pathlib import Path

import pytest
from hypothesis import settings

import pipeline  # noqa: F401  pins BLAS threads before numpy comes in

settings.register_profile("khronika", derandomize=True, deadline=None)
settings.load_profile("khronika")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def nlp():
    """The whole pipeline of models/."""
    from pipeline.annotate import STEPS, load_pipeline

    return load_pipeline(tuple(name for step in STEPS for name in step.components))


@pytest.fixture(scope="session")
def run_cache(tmp_path_factory):
    """One cache for all runs of the test session, so that a text is annotated once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def tables(tmp_path_factory, run_cache):
    """The tables of the repository's own sources, as `khronika run` writes them."""
    from pipeline.run import run

    out = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(run_cache))
        run(ROOT / "raw", out)
    return out
