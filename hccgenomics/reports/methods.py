"""How things were done, as the page says it; the same for every patient."""

from __future__ import annotations

from typing import Final

METHODS: Final[tuple[tuple[str, str], ...]] = (
    (
        "Transcripts",
        "Every variant is named on the MANE Select transcript of its gene, embedded in the "
        "software and listed under Provenance with the grade of its sequence. Where the sequence "
        "is not known, a consequence is left open with its reason.",
    ),
    (
        "Names",
        "Variants are left-aligned and trimmed, then named by HGVS with the 3′ rule; consequences "
        "are terms of the Sequence Ontology.",
    ),
    (
        "Annotation in the file",
        "What Ensembl VEP, SnpEff, bcftools csq or Funcotator wrote into the file is compared with "
        "this report on the same transcript, and a difference is listed beside the variant. It is "
        "taken over, and marked, only for driver genes without an embedded transcript and where "
        "our sequence is incomplete.",
    ),
    (
        "TERT promoter",
        "Promoter alleles are recognised by their normalised genomic change, never by a predicted "
        "consequence, and carry no protein name.",
    ),
    (
        "Origin",
        "Where a variant comes from is told by the reads of a matched normal if it has enough, "
        "else by what the caller says, by its frequency in a population and by its fraction, as "
        "far as each is known; what was looked at is printed with the variant. A contradiction "
        "leaves the origin open. Only germline DNA shows a germline variant.",
    ),
    (
        "Drivers",
        "A variant is flagged where a stated rule applies and none argues against it; the rules "
        "that applied are printed with the variant.",
    ),
    (
        "Absence and detection limit",
        "A small-variant part is absent only where a depth was given at the bases that decide it. "
        "The computed detection limit is the smallest allele fraction seen with the probability of "
        "the settings, by exact binomial, for the stated calling rule and error rate; it is no "
        "limit of detection that a laboratory has validated. Where the tumour cells are too few "
        "for a clonal variant to reach it, the part is left without a call.",
    ),
    (
        "Forced calls",
        "Fragments are counted once each at every hotspot, variant of the tissue and call: single "
        "bases as samtools mpileup counts them, longer changes by haplotype. Counts are held "
        "against the noise of normal samples, or a stated error rate, with control for their "
        "number. Reads that were not called are no finding, and keep a marker from being absent.",
    ),
    (
        "Plasma",
        "Residual disease is tested over all followed places together and again without each of "
        "them; where it is not detected, the fraction is stated down to which it would have been. "
        "Variants that blood cells may carry stand apart and set no tier. Methods of tumour "
        "fraction are never merged.",
    ),
    (
        "Copy number",
        "Copies of a gene are those of the segments, bins or rows that overlap it, as the tool "
        "states them or from ratio, purity and ploidy; without a purity classes rest on the ratio "
        "alone. Every call is printed with its cut-offs and with how it would read at the "
        "neighbouring ones; what lies just short of a cut-off is borderline, a class of its own. A "
        "gene that nothing covers is no call.",
    ),
    (
        "Structural variants",
        "Mates are paired and every junction is read by which side of each break is kept; a fusion "
        "needs the 5′ part of one gene and the 3′ part of another. Exons and reading frame are "
        "those of the MANE Select transcripts. What a filter or a setting left out is listed.",
    ),
    (
        "Viral integration",
        "Viral sequence is told by the contig or the sequence itself, and is counted to a gene by "
        "its distance and side.",
    ),
    (
        "Markers",
        "A marker is called absent only where coverage shows that it could have been seen. "
        "Without coverage data it is no call or not assayed. A change of copies is absent only "
        "where the whole interval of the gene's copies lies clear of the borderline or, without a "
        "purity, its ratio is no gain (no loss) at all; of fusions nothing is called absent.",
    ),
    (
        "Evidence",
        "Alterations are matched with the rows of a curated, versioned evidence base. Each row "
        "and each citation says whether it was checked against its source.",
    ),
    (
        "Numbers",
        "Fractions are stated to four decimals, or to four significant digits where those are "
        "finer; the page shows them as percentages with three digits.",
    ),
)
