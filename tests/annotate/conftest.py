"""Properties over real transcripts read a whole gene once; that example may take its time."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("transcripts", deadline=None)
settings.load_profile("transcripts")
