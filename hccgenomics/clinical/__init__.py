"""Published clinical scores, one per module."""
