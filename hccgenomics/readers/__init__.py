"""Files from outside become model values here."""
