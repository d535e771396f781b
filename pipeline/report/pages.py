"""How a page is made of its template: the one engine of both pages."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.report.numbers import FILTERS

TEMPLATES = Path(__file__).parent / "templates"


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The page that the template of that name gives for `values`; a value that it lacks is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    return environment.get_template(template).render(values)


def read_parts(*names: str) -> str:
    """The style sheets or scripts of these names beside the templates, one after the other."""
    return "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in names)
