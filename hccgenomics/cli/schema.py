"""hccgenomics schema."""

from __future__ import annotations

import click

DOCUMENTS = ("report", "settings")


@click.command()
@click.argument("document", type=click.Choice(DOCUMENTS), default="report")
def schema(document: str) -> None:
    """Print the JSON Schema of a DOCUMENT: the report (default), or a laboratory's settings."""
    from hccgenomics.reports.json_schema import as_text, report_schema, settings_schema

    generate = {"report": report_schema, "settings": settings_schema}[document]
    click.echo(as_text(generate()), nl=False)
