"""Immutable nouns: no I/O, and no knowledge of who made them."""
