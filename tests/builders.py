"""Whole documents with every field filled; a test names the fields it is about.

The patients are invented. Names and places of the variants are those of the published hotspots.
"""

from __future__ import annotations

from typing import Any

from hccgenomics.model.judgement import Criterion, Tier, Tiers
from hccgenomics.model.provenance import (
    InputFile,
    PanelGene,
    Provenance,
    Resource,
)
from hccgenomics.model.quality import (
    Quality,
    QualityFailure,
    QualityMetric,
)
from hccgenomics.model.report import (
    Alteration,
    AnnotationDisagreement,
    Clinical,
    ClinicalScore,
    Component,
    DriverFinding,
    FollowUp,
    GenomeWide,
    GenomeWideMeasure,
    Limit,
    Marker,
    Oncogenicity,
    Report,
    SampleSection,
    TranscriptEffect,
)
from hccgenomics.model.report_evidence import CrossCheck, Evidence, Hypothesis, Regimen
from hccgenomics.model.report_ledger import (
    Ledger,
    SetAsideFinding,
)
from hccgenomics.model.settings import Settings
from hccgenomics.model.statement import Citation

SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
NOT_COVERED = "No coverage file was given, so nothing can be said of what is not in the VCF."
NO_COPY_NUMBER = "No copy-number file was given."
MARKERS = (
    "TERT promoter",
    "TP53",
    "CTNNB1 exon 3",
    "FGF19 amplification",
    "AXIN1",
    "ARID1A",
    "ARID2",
    "TSC1/TSC2/PTEN",
    "MET",
    "VEGFA amplification",
    "NFE2L2/KEAP1",
    "RPS6KA3",
    "CDKN2A/RB1",
    "IDH1/IDH2/FGFR2 (entity question)",
    "DNAJB1::PRKACA",
    "tumour-agnostic set (BRAF V600, KRAS G12C, NTRK1–3 and RET fusions, ERBB2, MSI, TMB)",
)


def a_citation(**overrides: Any) -> Citation:
    fields = {
        "text": "Rebouissou 2016, Hepatology",
        "doi": "10.1002/hep.28638",
        "pmid": "27177928",
        "trial": None,
        "verification": "verified",
    }
    return Citation(**{**fields, **overrides})


def an_evidence(**overrides: Any) -> Evidence:
    fields = {
        "biomarker_id": "CTNNB1-04",
        "statement": "In 31 patients on checkpoint inhibitors, disease control was less frequent.",
        "figures": "Disease control 0 of 10 against 11 of 21; median PFS 2.0 against 7.4 months.",
        "direction": "supports",
        "study_design": "retrospective",
        "trial_selected_on": "none",
        "n_patients": 31,
        "n_patients_note": "",
        "statement_zh": "",
        "effects": (),
        "lines": (),
        "line_note": "",
        "approvals": (),
        "trials": (),
        "table": "biomarkers.tsv",
        "disease_context": "advanced HCC",
        "regulatory_note": "",
        "regulatory_as_of": "",
        "verification": "verified",
        "citations": (a_citation(text="Harding 2019, Clin Cancer Res", doi=None, pmid="30373752"),),
    }
    return Evidence(**{**fields, **overrides})


def no_tier(why: str = "Tiers come with a later part.") -> Tier:
    return Tier(tier=None, trace=(why,))


def a_hypothesis(**overrides: Any) -> Hypothesis:
    fields = {
        "biomarker_id": "CTNNB1-04",
        "alterations": ("CTNNB1:chr3-41224645-T-C",),
        "implication": "reduced_sensitivity",
        "therapy": ("anti-PD-1 or anti-PD-L1 alone",),
        "disease_match": "same entity",
        "facts": (),
        "outranked_by": (),
        "asks_for": "",
        "specificity": "exon",
        "why": "The row asks for a change of CTNNB1 exon 3 codons 32 to 45; codon 45 is changed.",
        "tiers": Tiers(amp=no_tier(), escat=no_tier(), mtb=no_tier()),
        "evidence": (an_evidence(),),
        "evidence_against": (
            an_evidence(
                direction="does_not_support",
                statement="In 44 patients on nivolumab, PFS was longer with the change in plasma.",
                figures="p = 0.04",
                n_patients=44,
                verification="partly_verified",
                citations=(
                    a_citation(
                        text="Plasma cohort 2024, Cancer Biomark",
                        doi="10.3233/CBM-230431",
                        pmid="39269823",
                        verification="unverified",
                    ),
                ),
            ),
        ),
        "caveats": ("Small cohorts; no randomised comparison by genotype was published.",),
        "citations": (a_citation(),),
        "review_status": "not clinically reviewed",
    }
    return Hypothesis(**{**fields, **overrides})


def an_oncogenicity(**overrides: Any) -> Oncogenicity:
    fields: dict[str, Any] = {
        "class": None,
        "points": None,
        "criteria": (
            Criterion("OS3", fired=True, points=4, evaluated=True, why="A known hotspot residue."),
        ),
        "why": "The five-class scheme is not part of this version.",
    }
    return Oncogenicity(**{**fields, **overrides})


def an_alteration(**overrides: Any) -> Alteration:
    fields = {
        "id": "CTNNB1:chr3-41224645-T-C",
        "kind": "small",
        "gene": "CTNNB1",
        "gene_role": "oncogene",
        "contig": "chr3",
        "pos": 41224645,
        "ref": "T",
        "alt": "C",
        "as_written": ("3:41224645 T>C",),
        "transcript": "ENST00000349496.11",
        "consequence": ("missense_variant",),
        "hgvs_g": "NC_000003.12:g.41224645T>C",
        "hgvs_c": "NM_001904.4:c.133T>C",
        "hgvs_p": "NP_001895.1:p.Ser45Pro",
        "short_name": "CTNNB1 p.S45P",
        "exon": "3/15",
        "intron": None,
        "vrs_id": None,
        "vaf": 0.2764,
        "depth": 412,
        "ref_depth": 298,
        "alt_depth": 114,
        "normal_vaf": 0.0,
        "normal_alt_depth": 0,
        "filter": (),
        "population_af": None,
        "annotation_disagreements": (),
        "copies": None,
        "log2_ratio": None,
        "origin": "likely_somatic",
        "promoter": None,
        "other_transcripts": (),
        "oncogenicity": an_oncogenicity(),
        "driver": True,
        "driver_findings": (
            DriverFinding(
                code="hotspot", drives=True, why="Codon 45 is a hotspot of CTNNB1 exon 3."
            ),
        ),
        "why": "A hotspot of an oncogene in HCC.",
        "notes": (),
    }
    return Alteration(**{**fields, **overrides})


def a_promoter_hit(**overrides: Any) -> Alteration:
    fields = {
        "id": "TERT:chr5-1295113-G-A",
        "gene": "TERT",
        "contig": "chr5",
        "pos": 1295113,
        "ref": "G",
        "alt": "A",
        "as_written": ("5:1295113 G>A",),
        "transcript": "ENST00000310581.10",
        "consequence": ("upstream_gene_variant",),
        "hgvs_g": "NC_000005.10:g.1295113G>A",
        "hgvs_c": "NM_198253.3:c.-124C>T",
        "hgvs_p": None,
        "short_name": "TERT c.-124C>T",
        "exon": None,
        "vaf": 0.3415,
        "depth": 41,
        "ref_depth": 27,
        "alt_depth": 14,
        "promoter": "hotspot_activating",
        "driver_findings": (
            DriverFinding(
                code="promoter",
                drives=True,
                why="c.-124C>T (C228T) creates an ETS site in the TERT promoter.",
            ),
        ),
        "why": "The most frequent promoter hotspot in HCC.",
        "notes": ("Covered by 41 reads; this GC-rich window is often covered thinly.",),
    }
    return an_alteration(**{**fields, **overrides})


def a_tp53_hit(**overrides: Any) -> Alteration:
    fields = {
        "id": "TP53:chr17-7674216-C-A",
        "gene": "TP53",
        "gene_role": "tumour_suppressor",
        "contig": "chr17",
        "pos": 7674216,
        "ref": "C",
        "alt": "A",
        "as_written": ("17:7674216 C>A",),
        "transcript": "ENST00000269305.9",
        "hgvs_g": "NC_000017.11:g.7674216C>A",
        "hgvs_c": "NM_000546.6:c.747G>T",
        "hgvs_p": "NP_000537.3:p.Arg249Ser",
        "short_name": "TP53 p.R249S",
        "exon": "7/11",
        "vaf": 0.4512,
        "annotation_disagreements": (
            AnnotationDisagreement(
                source="VEP",
                field="transcript",
                ours="ENST00000269305.9",
                theirs="ENST00000420246.6",
            ),
        ),
        "why": "A hotspot of a tumour suppressor, linked to aflatoxin B1 in cohorts.",
    }
    return an_alteration(**{**fields, **overrides})


def a_frameshift(**overrides: Any) -> Alteration:
    fields = {
        "id": "ARID2:chr12-45850711-AC-A",
        "gene": "ARID2",
        "gene_role": "tumour_suppressor",
        "contig": "chr12",
        "pos": 45850711,
        "ref": "AC",
        "alt": "A",
        "as_written": ("12:45850711 AC>A",),
        "transcript": "ENST00000334344.11",
        "consequence": ("frameshift_variant",),
        "hgvs_g": "NC_000012.12:g.45850712del",
        "hgvs_c": "NM_152641.4:c.2588del",
        "hgvs_p": "NP_689854.2:p.Thr863LysfsTer7",
        "short_name": "ARID2 p.T863Kfs*7",
        "exon": "15/21",
        "vaf": 0.2309,
        "driver_findings": (
            DriverFinding(
                code="truncating",
                drives=True,
                why="A premature stop in a tumour suppressor, before the last exon.",
            ),
        ),
        "other_transcripts": (
            TranscriptEffect(
                transcript="ENST00000422737.7",
                refseq="NM_001347839.2",
                mane="MANE Plus Clinical",
                consequence=("frameshift_variant",),
                hgvs_c="NM_001347839.2:c.2588del",
                hgvs_p=None,
                exon="15/20",
                intron=None,
                sequence_grade="cds",
                notes=(),
            ),
        ),
        "why": "Truncation of a tumour suppressor of HCC.",
    }
    return an_alteration(**{**fields, **overrides})


def a_passenger(number: int = 1, **overrides: Any) -> Alteration:
    fields = {
        "id": f"ALB:chr4-{73404300 + number}-C-T",
        "gene": "ALB",
        "gene_role": "likely_passenger",
        "contig": "chr4",
        "pos": 73404300 + number,
        "ref": "C",
        "alt": "T",
        "consequence": ("stop_gained", "splice_region_variant"),
        "hgvs_c": f"NM_000477.7:c.{100 + number}C>T",
        "hgvs_p": f"NP_000468.1:p.Arg{34 + number}Ter",
        "short_name": f"ALB p.R{34 + number}*",
        "vaf": 0.0871,
        "driver": False,
        "driver_findings": (
            DriverFinding(
                code="passenger",
                drives=False,
                why="Truncations of ALB are frequent in HCC and likely passengers; a role as "
                "driver is disputed.",
            ),
        ),
        "why": "A rule argues against a driver.",
    }
    return an_alteration(**{**fields, **overrides})


def a_component(**overrides: Any) -> Component:
    fields: dict[str, Any] = {
        "gene": "TP53",
        "class": "small",
        "state": "present",
        "limit": None,
        "callable_fraction": None,
        "why": "A small variant was seen.",
    }
    return Component(**{**fields, **overrides})


def a_marker(name: str = "TP53", **overrides: Any) -> Marker:
    state = overrides.get("state", "not_assayed")
    gene = name.replace("/", " ").partition(" ")[0]
    fields = {
        "marker": name,
        "state": state,
        "detection_limit_vaf": None,
        "depth": None,
        "why": NOT_COVERED,
        "alterations": (),
        "components": (a_component(gene=gene, state=state, why=NOT_COVERED),),
    }
    return Marker(**{**fields, **overrides})


def the_markers(**states: Any) -> tuple[Marker, ...]:
    """All sixteen; those named in ``states`` (by place, m0 to m15) with their fields."""
    return tuple(
        a_marker(name, **states.get(f"m{place}", {})) for place, name in enumerate(MARKERS)
    )


def a_regimen(**overrides: Any) -> Regimen:
    fields = {
        "biomarker_id": "SOC-01",
        "therapy": ("atezolizumab + bevacizumab",),
        "status": "standard_of_care",
        "lines": ("first_line",),
        "setting": "Child-Pugh A",
        "statement": "Longer overall survival than with sorafenib in a randomised trial.",
        "figures": "OS HR 0.66 (0.52 to 0.85); median 19.2 against 13.4 months.",
        "regulatory_note": "US, EU, CN, JP",
        "statement_zh": "",
        "effects": (),
        "study_design": "randomised_phase_3",
        "n_patients": 501,
        "n_patients_note": "",
        "child_pugh": "5-6",
        "aetiology": "",
        "excluded": (),
        "for_this_patient": (),
        "approvals": (),
        "trials": (),
        "table": "regimens.tsv",
        "regulatory_as_of": "2025",
        "caveats": ("Varices are treated before bevacizumab is given.",),
        "verification": "partly_verified",
        "citations": (
            a_citation(
                text="Cheng 2022, J Hepatol (IMbrave150)",
                doi="10.1016/j.jhep.2021.11.030",
                pmid=None,
                trial="NCT03434379",
            ),
        ),
    }
    return Regimen(**{**fields, **overrides})


def a_provenance(**overrides: Any) -> Provenance:
    fields = {
        "software_version": "0.1.0",
        "settings": Settings(),
        "resources": (
            Resource(name="biomarkers.tsv", version="2025-11", sha256=SHA256),
            Resource(name="transcripts.bin", version="MANE 1.4", sha256=SHA256[::-1]),
        ),
        "knowledge_as_of": "2025-11-01",
        "knowledge_review_status": "not clinically reviewed",
        "knowledge_warning": None,
        "assembly_evidence": (
            "Contig lengths of the header are those of GRCh38.",
            "112 of 112 REF alleles that could be checked agree.",
        ),
        "assay_note": "No panel and no coverage file was given: what was sequenced is not known.",
        "reference": None,
        "panel": tuple(
            PanelGene(
                gene=f"GENE{n}",
                transcript=f"ENST{n:011d}.1",
                refseq=f"NM_{n:06d}.1",
                sequence_grade=("genomic", "cds", "partial")[n % 3],
            )
            for n in range(130)
        ),
        "inputs": (
            InputFile(
                name="HCC-001.vcf.gz",
                sha256=SHA256,
                size=48211,
                container="bgzip",
                file_format="VCFv4.2",
                caller="mutect2",
                records=512,
            ),
        ),
    }
    return Provenance(**{**fields, **overrides})


def a_sample(**overrides: Any) -> SampleSection:
    fields = {
        "id": "HCC-001",
        "assembly": "GRCh38",
        "specimen": "tissue",
        "disease": "hcc",
        "tumour_sample": "HCC-001-T",
        "normal_sample": "HCC-001-N",
        "callers": ("mutect2",),
        "annotated_by": ("VEP",),
        "purity": 0.7,
        "ploidy": 2.1,
        "sex": "male",
        "collected": "2025-10-02",
        "reported": None,
        "reviewed_by": None,
    }
    return SampleSection(**{**fields, **overrides})


def a_measure(**overrides: Any) -> GenomeWideMeasure:
    fields = {
        "value": None,
        "unit": "",
        "denominator": None,
        "confidence": "not_assessed",
        "why": "The size of the sequenced territory is not known.",
    }
    return GenomeWideMeasure(**{**fields, **overrides})


def a_report(**overrides: Any) -> Report:
    """A rich case: four drivers, a passenger, alleles set aside, every section filled."""
    drivers = (a_promoter_hit(), an_alteration(), a_tp53_hit(), a_frameshift())
    fields = {
        "report_id": SHA256,
        "status": "preliminary",
        "sample": a_sample(),
        "summary": (
            "TERT promoter c.-124C>T, an activating hotspot, at 34.2 % of reads.",
            "CTNNB1 p.S45P, an exon 3 hotspot; the evidence on checkpoint inhibitors conflicts.",
            "TP53 p.R249S, seen in cohorts exposed to aflatoxin B1.",
            "ARID2 p.T863Kfs*7 truncates a tumour suppressor.",
        ),
        "ledger": Ledger(
            read=512,
            kept=5,
            dropped={
                "outside_panel": 431,
                "filtered_by_caller": 58,
                "non_coding_without_rule": 15,
                "too_few_alternate_reads": 2,
                "joined_into_one_codon_change": 1,
            },
        ),
        "set_aside": (
            SetAsideFinding(
                gene="NFE2L2",
                name="NFE2L2 p.D29H",
                contig="chr2",
                pos=177234231,
                ref="C",
                alt="G",
                reason="filtered_by_caller",
                why="The caller's filters are strand_bias and weak_evidence.",
                vaf=0.0312,
                alt_depth=4,
            ),
        ),
        "quality": Quality(
            verdict="not_assessed",
            metrics=(
                QualityMetric(
                    name="REF alleles that disagree",
                    value=0,
                    unit="of 112",
                    threshold=0.1,
                    why="Alleles were compared with the embedded sequence.",
                ),
            ),
            reasons=("Without coverage the quality of the run cannot be judged.",),
        ),
        "markers": the_markers(
            m0={
                "state": "present",
                "alterations": (drivers[0].id,),
                "depth": 41,
                "why": "A promoter hotspot was seen.",
            },
            m1={"state": "present", "alterations": (drivers[2].id,), "why": "A variant was seen."},
            m2={"state": "present", "alterations": (drivers[1].id,), "why": "A variant was seen."},
            m4={
                "state": "absent",
                "detection_limit_vaf": 0.05,
                "depth": 320,
                "why": "Covered throughout.",
                "components": (
                    a_component(
                        gene="AXIN1",
                        state="absent",
                        limit=Limit(value=0.05, unit="VAF"),
                        callable_fraction=0.993,
                    ),
                ),
            },
            m6={"state": "present", "alterations": (drivers[3].id,), "why": "A variant was seen."},
            m8={"state": "no_call", "depth": 14, "why": "Depth 14 is too low to decide."},
        ),
        "alterations": (*drivers, a_passenger()),
        "hypotheses": (
            a_hypothesis(),
            a_hypothesis(
                biomarker_id="TP53-02",
                alterations=(drivers[2].id,),
                implication="aetiology",
                therapy=(),
                specificity="exact",
                why="The row asks for this exact change.",
                evidence=(
                    an_evidence(
                        biomarker_id="TP53-02",
                        statement="R249S was seen in 18 of 50 tumours of a region with high "
                        "aflatoxin exposure.",
                        figures="18 of 50",
                        n_patients=50,
                        citations=(a_citation(text="CEBP 2001", doi=None, pmid="11401911"),),
                    ),
                ),
                evidence_against=(),
            ),
        ),
        "standard_of_care": (
            a_regimen(),
            a_regimen(
                biomarker_id="SOC-09",
                therapy=("a drug",),
                status="negative_trial",
                statement="Did not prolong overall survival over placebo.",
                caveats=(),
            ),
        ),
        "cross_checks": (
            CrossCheck(
                code="r249s",
                question="TP53 R249S without a stated hepatitis B or aflatoxin history: is the "
                "history complete?",
                question_zh="TP53 R249S：病史是否完整？",
                why="TP53 R249S was found.",
                biomarkers=(),
                alterations=(drivers[2].id,),
                facts=(),
                rates=(),
                rate="11 of 363 tumours in TCGA carry it; 8 of the 11 patients were Asian.",
                citations=(a_citation(),),
            ),
        ),
        "follow_up": (
            FollowUp(
                rank=1,
                test="Copy number of FGF19 (11q13)",
                why=NO_COPY_NUMBER,
                markers=("FGF19 amplification",),
            ),
            FollowUp(
                rank=2, test="Depth at MET", why="Depth 14 decides nothing.", markers=("MET",)
            ),
        ),
        "genome_wide": GenomeWide(
            tmb=a_measure(
                value=4.2, unit="per Mb", denominator="1.1 Mb", confidence="insufficient"
            ),
            msi=a_measure(),
            signatures=a_measure(),
        ),
        "clinical": Clinical(
            scores=(
                ClinicalScore(
                    name="ALBI",
                    value=-2.71,
                    grade="grade 1",
                    inputs=("bilirubin 12 µmol/L", "albumin 41 g/L"),
                    why="Computed from the values given.",
                ),
            ),
            why="",
        ),
        "limits": (
            NO_COPY_NUMBER,
            "No fusion was looked for: DNAJB1::PRKACA, NTRK1–3, RET and FGFR2 stay open.",
            NOT_COVERED,
            "Low tumour content hides variants; the purity stated is 70%.",
            "Viral integration (HBV) cannot be seen in this file.",
            "Of 9 genes the embedded sequence is only partly known.",
        ),
        "provenance": a_provenance(),
    }
    return Report(**{**fields, **overrides})


def an_empty_report(**overrides: Any) -> Report:
    """A readable file in which nothing was found."""
    nothing = {
        "summary": (),
        "ledger": Ledger(read=0, kept=0, dropped={}),
        "set_aside": (),
        "markers": the_markers(),
        "alterations": (),
        "hypotheses": (),
        "standard_of_care": (),
        "cross_checks": (),
        "follow_up": (),
        "clinical": Clinical(scores=(), why="No clinical values were given."),
    }
    return a_report(**{**nothing, **overrides})


def a_failed_report(**overrides: Any) -> Report:
    """A run whose quality does not carry a report (exit 4)."""
    quality = Quality(
        verdict="insufficient",
        metrics=(
            QualityMetric(
                name="Median depth over the panel",
                value=11.5,
                unit="reads",
                threshold=100.0,
                why="The laboratory's setting.",
            ),
        ),
        reasons=(
            "The median depth over the panel is 11.5; the setting asks for 100.",
            "The TERT promoter is covered by 2 reads.",
        ),
        carries_report=False,
        failures=(
            QualityFailure(
                code="too_shallow",
                why="The median depth over the panel is 11.5; the setting asks for 100. The TERT "
                "promoter is covered by 2 reads.",
                measure="median depth over the panel",
                value=11.5,
                threshold=100.0,
                unit="reads",
            ),
        ),
        next_steps=("Sequence again, or deeper; then make the report again.",),
    )
    return an_empty_report(**{"quality": quality, **overrides})


def a_crowded_report(count: int = 500, **overrides: Any) -> Report:
    """A hypermutated tumour with long names."""
    long_name = "NP_000468.1:p." + "AlaGlyTrpCys" * 16 + "fsTer7"
    others = tuple(a_passenger(n) for n in range(count - 5))
    longest = a_frameshift(
        id="ARID1A:long",
        short_name="ARID1A p." + "AGWC" * 48,
        hgvs_p=long_name,
        ref="ACGT" * 50,
    )
    drivers = (a_promoter_hit(), an_alteration(), a_tp53_hit(), a_frameshift(), longest)
    fields = {
        "sample": a_sample(id="S" * 200),
        "alterations": (*drivers, *others),
        "ledger": Ledger(read=count, kept=count, dropped={}),
    }
    return a_report(**{**fields, **overrides})
