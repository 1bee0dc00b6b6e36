"""The genetic code, against a table written out by another hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hccgenomics.model.codons import translate, translate_to_stop

# As textbooks print it: first base down, second across, third within.
TEXTBOOK = """
F TTT TTC L TTA TTG CTT CTC CTA CTG I ATT ATC ATA M ATG V GTT GTC GTA GTG
S TCT TCC TCA TCG AGT AGC P CCT CCC CCA CCG T ACT ACC ACA ACG A GCT GCC GCA GCG
Y TAT TAC * TAA TAG TGA H CAT CAC Q CAA CAG N AAT AAC K AAA AAG D GAT GAC E GAA GAG
C TGT TGC W TGG R CGT CGC CGA CGG AGA AGG G GGT GGC GGA GGG
"""


def textbook():
    code, residue = {}, ""
    for word in TEXTBOOK.split():
        if len(word) == 1:
            residue = word
        else:
            code[word] = residue
    return code


CODE = textbook()


def test_every_codon():
    assert len(CODE) == 64
    for codon, residue in CODE.items():
        assert translate(codon) == residue


@given(st.lists(st.sampled_from(sorted(CODE)), max_size=400), st.text("ACGT", max_size=2))
def test_codons_do_not_touch_one_another(codons, rest):
    expected = "".join(CODE[codon] for codon in codons)

    assert translate("".join(codons) + rest) == expected
    head, stop, _ = expected.partition("*")
    assert translate_to_stop("".join(codons) + rest) == head + stop


@given(st.text("ACGTN", min_size=3, max_size=3))
def test_an_unknown_base_is_told_only_where_it_does_not_matter(codon):
    possible = {
        residue
        for known, residue in CODE.items()
        if all(asked in ("N", base) for asked, base in zip(codon, known, strict=True))
    }

    assert translate(codon) == (possible.pop() if len(possible) == 1 else "X")
