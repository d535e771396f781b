"""Gold annotation: what careful readers found in the texts of `raw/`, and the tools for those who add to it.

`brat` reads lines, `load` makes records of them; `split` says which documents are for development; `check`, `diff`,
`draft` and `agreement` are the tools behind `khronika gold`. The format is `tests/gold/README.md`.
"""

from pipeline.gold.load import GoldDocument, GoldEvent, derived_role, load_gold, read_gold

__all__ = ["GoldDocument", "GoldEvent", "derived_role", "load_gold", "read_gold"]
