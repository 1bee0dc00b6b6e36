"""The command line: one module per command, and no thinking in any of them."""

from __future__ import annotations


def main() -> None:
    """Placeholder replaced before the first commit."""
