"""Alterations to judgements that carry their reasons; pure functions."""
