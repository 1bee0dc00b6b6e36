"""hccgenomics schema."""

from __future__ import annotations

import click

DOCUMENTS = ("report", "settings", "validate")


@click.command()
@click.argument("document", type=click.Choice(DOCUMENTS), default="report")
def schema(document: str) -> None:
    """Print the JSON Schema of a DOCUMENT: the report (default), settings, or validate's object."""
    from hccgenomics.reports import json_schema

    generate = {
        "report": json_schema.report_schema,
        "settings": json_schema.settings_schema,
        "validate": json_schema.validation_schema,
    }[document]
    click.echo(json_schema.as_text(generate()), nl=False)
