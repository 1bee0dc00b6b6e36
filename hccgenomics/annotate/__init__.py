"""Variants to consequences and names; pure functions."""
