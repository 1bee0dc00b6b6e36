"""Other doors than VCF: MAF and plain tables of variants, row by row, read as records.

A row becomes one line of VCF columns with the alleles as the file spells them, so that everything
behind the door (what touches the panel, the ledger, the assembly) is the same for every input.
"""
