"""Bases of aligned reads at places that are asked about: BAM and CRAM (docs/pileup.md).

A single base is counted as ``samtools mpileup -B -q 20 -Q 20 -d 0`` of samtools 1.13 to 1.19 counts
it (https://www.htslib.org/doc/samtools-mpileup.html), insertions, deletions and changes of several
bases by the haplotype that a fragment shows.

=================  =============================================================================
``opening``        a file and its index, or one sentence why it cannot be used
``header``         what the header says: contigs, order, samples, programs
``bam_index``      where in the file the reads of a place begin
``record_bytes``   the records as bytes, of a BAM as they lie there, of a CRAM through htslib
``reads``          the fixed fields of many reads at once
``stretches``      the CIGARs of many reads: which base of a read lies on which of the reference
``names``          the names of many reads as numbers, and the coin that htslib tosses with them
``mates``          overlapping mates, and what is left of their qualities
``columns``        the bases that lie over the places asked about
``loci``           what has to be looked at for one variant
``haplotypes``     which reads carry an insertion or a deletion
``consensus``      whether a read stands for one molecule
``units``          what all counted reads are
``tallies``        the counts of one locus
``substitutions``  counts of single bases, and of several in a row on one fragment
``batches``        reads that come together with their mates
``counting``       loci over a file, in one process or several
``questions``      what the rest of the program asks
=================  =============================================================================
"""

from __future__ import annotations

from hccgenomics.readers.alignments.opening import Alignments, open_alignments
from hccgenomics.readers.alignments.questions import count_alleles, depth_at

__all__ = ["Alignments", "count_alleles", "depth_at", "open_alignments"]
