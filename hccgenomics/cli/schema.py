"""hccgenomics schema."""

from __future__ import annotations

import click

DOCUMENTS = ("report", "knowledge", "clinical", "settings", "validate", "monitor")


@click.command()
@click.argument("document", type=click.Choice(DOCUMENTS), default="report")
def schema(document: str) -> None:
    """Print the JSON Schema of a DOCUMENT.

    The report (default), the exported evidence base, a clinical file, settings, validate's
    object, or a timeline of monitor.
    """
    from hccgenomics.reports import json_schema

    if document == "clinical":
        from hccgenomics.pipeline.clinical_schema import clinical_schema

        click.echo(json_schema.as_text(clinical_schema()), nl=False)
        return
    generate = {
        "report": json_schema.report_schema,
        "knowledge": json_schema.knowledge_schema,
        "settings": json_schema.settings_schema,
        "validate": json_schema.validation_schema,
        "monitor": json_schema.monitor_schema,
    }[document]
    click.echo(json_schema.as_text(generate()), nl=False)
