"""The templates in ``pages/``, set up once for the report and the page."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def templates() -> Environment:
    """Return the environment: every text that a template shows is escaped."""
    return Environment(
        loader=PackageLoader("salarypred", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
