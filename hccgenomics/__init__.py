"""From the variants of a hepatocellular carcinoma to a molecular report a board can trust."""

__version__ = "0.1.0"
