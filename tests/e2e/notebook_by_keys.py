"""A notebook in JupyterLab without a mouse: Shift + Enter down the lab, arrows to a cell, Enter to write in it."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.waiting import STEP

SLOW = 1000 * STEP  # a server that starts, a first import, on busy cores
RAN = re.compile(r"\[\d+\]:")


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
        connected = False
        for _ in range(self.cells.count()):
            cell = self.cells.nth(self._active())
            if text in cell.inner_text():
                return
            code = "jp-CodeCell" in (cell.get_attribute("class") or "")
            if code and not connected:
                self._until_connected(cell)
                connected = True
            self.keys.press("Shift+Enter")
            if code:
                self.idle()
        raise AssertionError(f"no cell below holds {text!r}")

    def cell(self, text: str) -> Locator:
        """Move with the arrows to the first cell that shows `text`."""
        target = self.cells.filter(has_text=text).first
        target.wait_for(timeout=SLOW)
        self.keys.press("Escape")
        reach(self.page, self.panel.locator(".jp-Notebook"), within=True)
        before = None
        for _ in range(3 * self.cells.count()):
            away = target.evaluate(
                "cell => { const all = [...cell.closest('.jp-Notebook').querySelectorAll('.jp-Cell')];"
                " return all.indexOf(cell) - all.findIndex(each => each.classList.contains('jp-mod-active')); }"
            )
            if not away:
                return target
            if (
                away == before
            ):  # the keys went elsewhere: into an editor, or to what has just appeared on the page
                self.page.wait_for_timeout(200)
                self.keys.press("Escape")
                reach(self.page, self.panel.locator(".jp-Notebook"), within=True)
            before = away
            self.keys.press("ArrowDown" if away > 0 else "ArrowUp")
        raise AssertionError(f"no arrow leads to the cell of {text!r}")

    def write(self, text: str, source: str) -> None:
        """Replace the source of the cell that shows `text`, and run it."""
        self.cell(text)
        self.keys.press("Enter")
        self.keys.press("ControlOrMeta+A")
        self.keys.insert_text(source)
        self.keys.press("ControlOrMeta+Enter")

    def run(self, text: str) -> Locator:
        """Run the cell that shows `text`; what it puts out."""
        cell = self.cell(text)
        prompt = cell.locator(".jp-InputPrompt")
        before = prompt.inner_text()
        self.keys.press("ControlOrMeta+Enter")
        expect(prompt).not_to_have_text(before, timeout=SLOW)
        expect(prompt).to_have_text(RAN, timeout=SLOW)
        self.idle()
        return cell.locator(".jp-Cell-outputArea")

    def save(self) -> None:
        """Save, and wait until JupyterLab says it is."""
        self.keys.press("ControlOrMeta+S")
        expect(
            self.page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current.jp-mod-dirty")
        ).to_have_count(0, timeout=SLOW)

    def _active(self) -> int:
        found = self.cells.evaluate_all(
            "cells => cells.findIndex(each => each.classList.contains('jp-mod-active'))"
        )
        assert found >= 0, "no cell is active"
        return found

    def _until_connected(self, cell: Locator) -> None:
        """A kernel may show idle before it is connected, and JupyterLab forgets what is run then: try again.

        A folded cell shows no number but that of its output.
        """
        expect(self.page.locator("#jp-main-statusbar")).to_contain_text("(ipykernel) |", timeout=SLOW)
        for _ in range(18):
            self.keys.press("ControlOrMeta+Enter")
            try:
                expect(cell).to_contain_text(RAN, timeout=10_000)
                return self.idle()
            except AssertionError:
                continue
        raise AssertionError("the kernel never started")
