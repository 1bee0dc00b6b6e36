"""A report document to bytes: layout, never content."""
