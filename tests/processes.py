"""What tests that start the program as a process share."""

from __future__ import annotations

import signal


def heed_signals():
    """What these tests run under (nohup, a background job) may have had them ignored."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
