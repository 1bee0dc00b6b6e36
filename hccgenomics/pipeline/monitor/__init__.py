"""Serial plasma reports of one patient, and their tissue, to one timeline."""
