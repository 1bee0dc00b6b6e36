"""Our own tables become model values here; the only reader of ``resources/``."""
