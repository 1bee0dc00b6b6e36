"""One page of a browser, and whatever it does that it must not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VIOLATIONS = """
window.__violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__violations.push(event.effectiveDirective + " " + event.blockedURI);
});
"""


class Watched:
    """A page whose messages, errors, dialogs and requests are all kept.

    Attributes:
        page: The page as Playwright drives it.
        told: Messages on the console, errors, dialogs, windows that opened: none is allowed.
        asked: Addresses that were asked for beside the page itself: none is allowed.
    """

    def __init__(self, page) -> None:
        self.page = page
        self.told: list[str] = []
        self.asked: list[str] = []
        self._own = ""
        page.on("console", lambda message: self.told.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.told.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on("popup", lambda _: self.told.append("a window opened"))
        page.on("request", lambda request: self._ask(request.url))
        page.add_init_script(VIOLATIONS)

    def open(self, path: Path) -> None:
        """Load a file; nothing but this file may be asked for."""
        self._own = path.as_uri()
        self.page.goto(self._own)

    @property
    def violations(self) -> list[str]:
        """What the policy of the page had to refuse."""
        return self.page.evaluate("window.__violations ?? []")

    def assert_quiet(self) -> None:
        """Nothing was said, asked for or refused."""
        assert self.told == []
        assert self.asked == []
        assert self.violations == []

    def _dismiss(self, dialog) -> None:
        self.told.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _ask(self, url: str) -> None:
        if url.partition("#")[0] != self._own:
            self.asked.append(url)
