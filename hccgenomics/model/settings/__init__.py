"""What a laboratory may choose; printed in every report, never looked up from afar."""

from __future__ import annotations

from hccgenomics.model.settings.callability import CallabilitySettings
from hccgenomics.model.settings.copy_number import CopyNumberSettings
from hccgenomics.model.settings.judgement import JudgementSettings
from hccgenomics.model.settings.origin import OriginSettings
from hccgenomics.model.settings.plasma import PlasmaSettings
from hccgenomics.model.settings.sample_check import SampleCheckSettings
from hccgenomics.model.settings.sieve import RegionThresholds, SieveSettings
from hccgenomics.model.settings.structural import StructuralSettings

__all__ = ["RegionThresholds", "Settings"]


class Settings(  # the last base comes first in a settings file and on the page
    PlasmaSettings,
    CallabilitySettings,
    JudgementSettings,
    StructuralSettings,
    CopyNumberSettings,
    SampleCheckSettings,
    OriginSettings,
    SieveSettings,
):
    """A laboratory's choices; every field has a default and a description."""
