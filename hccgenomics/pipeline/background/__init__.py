"""``hccgenomics background``: how often normal samples show each change by error."""
