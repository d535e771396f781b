"""Where things lie: the repository's root, the models, the cache. Nothing else in the code knows a path."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = Path(os.environ.get("KHRONIKA_MODELS", ROOT / "models"))


def user_cache() -> Path:
    """The folder for caches of runs outside DVC: `$XDG_CACHE_HOME/khronika`, by default `~/.cache/khronika`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "khronika"
