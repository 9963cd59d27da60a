"""A notebook in JupyterLab without a mouse: Shift + Enter down the lab, arrows to a cell, Enter to write in it.

A key that is pressed while JupyterLab is still drawing may reach nobody. So each step ends with what it should have brought about, and is
done again where that did not come.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

SLOW = 90_000  # a server that starts, a first import, on two busy cores
SOON = 10_000  # what a key brings about at once, if anybody heard it
TRIES = 9
RAN = re.compile(r"\[\d+\]:")
# What the last keys asked for is on the page two frames later; a page that nobody sees may draw none.
_DRAWN = """() => Promise.race([
    new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))),
    new Promise(done => setTimeout(done, 500)),
])"""


def drawn(page: Page) -> None:
    """Wait until the page shows what the last keys did."""
    page.evaluate(_DRAWN)


def reach(page: Page, target: Locator, *, within: bool = False) -> None:
    """Press Tab until the focus is on `target`, or within it."""
    target.wait_for(timeout=SLOW)
    focused = "it => it.contains(document.activeElement)" if within else "it => it === document.activeElement"
    for _ in range(400):
        if target.evaluate(focused):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {target}")


class NotebookByKeys:
    """The notebook in front."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, page.keyboard
        self.panel = page.locator(".jp-NotebookPanel:visible")
        self.cells = self.panel.locator(".jp-Notebook .jp-Cell")
        self.panel.wait_for(timeout=SLOW)
        expect(page.locator(".jp-MainAreaWidget:visible .jp-Spinner")).to_have_count(0, timeout=SLOW)
        self.idle()

    def idle(self) -> None:
        self.panel.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=SLOW)

    def work_down_to(self, text: str) -> None:
        """Shift + Enter from the cell that is active to the one that holds `text`: arrows pass over folded cells."""
        self.cells.filter(has_text=text).first.wait_for(
            state="attached", timeout=SLOW
        )  # they come one by one
        connected = False
        for _ in range(2 * self.cells.count()):
            cell = self.cells.nth(self._active())
            if text in cell.inner_text():
                return
            code = "jp-CodeCell" in (cell.get_attribute("class") or "")
            if code and not connected:
                self._until_connected(cell)
                connected = True
            self.keys.press("Shift+Enter")
            drawn(self.page)
            if code:
                self.idle()
        raise AssertionError(f"no cell below holds {text!r}")

    def cell(self, text: str) -> Locator:
        """Move with the arrows to the first cell that shows `text`."""
        target = self.cells.filter(has_text=text).first
        target.wait_for(timeout=SLOW)
        self._go_to(target)
        return target

    def write(self, text: str, source: str) -> None:
        """Replace the source of the cell that shows `text`, and run it."""
        self.cell(text)
        here = self.cells.nth(self._active())  # its text changes
        editor = here.locator(".cm-content")
        self._until(here, "Enter", lambda: expect(editor).to_be_focused(timeout=SOON))
        self.keys.press("ControlOrMeta+A")
        self.keys.insert_text(source)
        expect(editor).to_contain_text(source.splitlines()[0], timeout=SLOW)
        if "jp-CodeCell" in (here.get_attribute("class") or ""):
            self._execute(here)
        else:
            shown = re.compile("jp-mod-rendered")
            self._until(here, "ControlOrMeta+Enter", lambda: expect(here).to_have_class(shown, timeout=SOON))

    def run(self, text: str) -> Locator:
        """Run the cell that shows `text`; what it puts out."""
        cell = self.cell(text)
        self._execute(self.cells.nth(self._active()))
        return cell.locator(".jp-Cell-outputArea")

    def save(self) -> None:
        """Save, and wait until JupyterLab says it is."""
        unsaved = self.page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current.jp-mod-dirty")
        for _ in range(TRIES):
            self.keys.press("ControlOrMeta+S")
            try:
                return expect(unsaved).to_have_count(0, timeout=SOON)
            except AssertionError:  # a dialog took the key, or the line is only just back
                while self.page.locator(".jp-Dialog").count():
                    self.keys.press("Escape")
                    drawn(self.page)
        raise AssertionError("JupyterLab does not save")

    def _go_to(self, target: Locator) -> None:
        self.keys.press("Escape")
        reach(self.page, self.panel.locator(".jp-Notebook"), within=True)
        before = None
        for _ in range(4 * self.cells.count()):
            drawn(self.page)
            away = target.evaluate(
                "cell => { const all = [...cell.closest('.jp-Notebook').querySelectorAll('.jp-Cell')];"
                " return all.indexOf(cell) - all.findIndex(each => each.classList.contains('jp-mod-active')); }"
            )
            if not away:
                return
            if away == before:
                # The keys went elsewhere: into an editor, or to what has just appeared on the page.
                self.page.wait_for_timeout(200)
                self.keys.press("Escape")
                reach(self.page, self.panel.locator(".jp-Notebook"), within=True)
            before = away
            self.keys.press("ArrowDown" if away > 0 else "ArrowUp")
        raise AssertionError(f"no arrow leads to {target}")

    def _execute(self, here: Locator) -> None:
        """Run the cell that is active, and wait for its number."""
        prompt = here.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        self._until(
            here, "ControlOrMeta+Enter", lambda: expect(prompt).not_to_have_text(before, timeout=SOON)
        )
        expect(prompt).to_have_text(RAN, timeout=SLOW)
        self.idle()

    def _until(self, here: Locator, key: str, came: Callable[[], None]) -> None:
        """Press a key in the cell `here`, again where nothing came of it."""
        for _ in range(TRIES):
            self.keys.press(key)
            try:
                return came()
            except AssertionError:
                self._go_to(here)
        raise AssertionError(f"{key} does nothing in {here}")

    def _active(self) -> int:
        expect(self.panel.locator(".jp-Notebook .jp-Cell.jp-mod-active")).to_have_count(1, timeout=SLOW)
        return self.cells.evaluate_all(
            "cells => cells.findIndex(each => each.classList.contains('jp-mod-active'))"
        )

    def _until_connected(self, cell: Locator) -> None:
        """A kernel may show idle before it is connected, and JupyterLab forgets what is run then: try again.

        A folded cell shows no number but that of its output.
        """
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("(ipykernel) |", timeout=SLOW)
        for _ in range(3 * TRIES):
            self.keys.press("ControlOrMeta+Enter")
            try:
                expect(cell).to_contain_text(RAN, timeout=SOON)
                return self.idle()
            except AssertionError:
                continue
        raise AssertionError("the kernel never started")
