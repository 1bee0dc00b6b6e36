"""What an allele of the TERT promoter is: every sentence of it, as templates with slots."""

from __future__ import annotations

from typing import Final

ETS: Final = "creates a new ETS binding site (GGAA)"
FIRST: Final = f"the promoter hotspot of hepatocellular carcinoma; {ETS}"
SECOND: Final = f"the second promoter hotspot; {ETS}"
FIRST_TO_A: Final = (
    "a rarer change of the first hotspot base; creates a new ETS binding site (GGAT)"
)
NEAR_START: Final = f"a rare activating change near the transcription start; {ETS}"
TANDEM: Final = f"a rare tandem change; {ETS}"
TANDEM_FIRST: Final = f"a rare tandem change that includes the first hotspot base; {ETS}"
POLYMORPHISM: Final = "rs2853669, a common germline polymorphism and not a driver"
ALSO: Final = "the same allele also changes {named}"
NEAR_HOTSPOT: Final = (
    "it changes c.{pos}, a base of an activating event, but not to the activating base or not "
    "together with its partner: a promoter variant of unknown significance"
)
UNKNOWN: Final = (
    "not among the established activating alleles: a promoter variant of unknown significance"
)
