"""Every word inside the pictures of genes; their captions stand in ``templates/lollipop.html``."""

from __future__ import annotations

from typing import Final

MINUS: Final = "\N{MINUS SIGN}"
TITLE: Final = "{gene}: what is changed along its {residues} codons"
PROMOTER_TITLE: Final = "{gene}: what is changed in its promoter and along its {residues} codons"
IN_PROMOTER: Final = "promoter"
IN_EXONS: Final = "exons"
IN_PARTS: Final = "domains"
IN_HOTSPOTS: Final = "hotspots"
IN_CODONS: Final = "codon"
TOLD_CODON: Final = "{label} at codon {codon}"
TOLD_CODONS: Final = "{label} at codons {first} to {last}"
TOLD_BORDER: Final = "{label} at the border of an exon, between coding bases {start} and {end}"
TOLD_PROMOTER: Final = "{label}, {bases} bases before the start codon"
TOLD_NEW_STOP: Final = "new stop at codon {stop}"
TOLD_DRIVER: Final = "driver"
TOLD_OTHER: Final = "met no driver rule"
TOLD_VAF: Final = "VAF {vaf}"
TOLD_MORE: Final = "{count} more changes"
TOLD_LIVER: Final = "hotspot {residues}, tumours of the liver: {count}"
TOLD_TCGA: Final = "hotspot {residues}, liver tumours of TCGA: {count}"
