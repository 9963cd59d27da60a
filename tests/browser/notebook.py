"""What a person does with a notebook in JupyterLab: click in a cell, type, Shift + Enter, read what appears."""

import re

from playwright.sync_api import Locator, Page, TimeoutError, expect

RAN = re.compile(r"\[\d+\]:")
RUN = re.compile("^(Run|Exécution)$")
SLOW = 60_000  # a first import on two busy cores
SOON = 10_000  # what a click brings about at once, if anybody heard it


class Notebook:
    """The notebook in front."""

    def __init__(self, page: Page):
        self.page = page
        page.locator(".jp-NotebookPanel:visible").wait_for(timeout=SLOW)
        self.tab = page.locator("#jp-main-dock-panel .lm-TabBar-tab", has_text=".ipynb").last
        self.idle()

    def idle(self) -> None:
        """Wait until the kernel is idle."""
        indicator = self.page.locator(
            '.jp-NotebookPanel:visible .jp-Notebook-ExecutionIndicator[data-status="idle"]'
        )
        indicator.wait_for(timeout=SLOW)

    def cell(self, text: str) -> Locator:
        """The code cell whose source holds `text`."""
        return self.page.locator(".jp-NotebookPanel:visible .jp-CodeCell").filter(
            has=self.page.locator(".cm-content", has_text=text)
        )

    @property
    def cells(self) -> Locator:
        """All cells, in order."""
        return self.page.locator(".jp-NotebookPanel:visible .jp-Notebook .jp-Cell")

    def run_everything(self) -> None:
        """Run all cells from the Run menu, and wait for the last."""
        codes = self.page.locator(".jp-NotebookPanel:visible .jp-CodeCell")
        self._run_first(codes.first)  # the kernel is connected, and what ran before counts no more
        last = codes.last.locator(".jp-InputPrompt")
        before = last.inner_text()
        self._choose("runmenu:run-all")
        for _ in range(900):
            said = last.inner_text()
            if RAN.fullmatch(said) and said != before:
                break
            if errors := self.errors():  # JupyterLab runs nothing after a cell that failed
                raise AssertionError(errors)
            if dialogs := self.page.locator(".jp-Dialog").all_inner_texts():
                raise AssertionError(dialogs)
            self.page.wait_for_timeout(1000)
        else:
            raise AssertionError(f"the last cell was not run: {said}")
        self.idle()

    def _choose(self, command: str) -> None:
        """A command of the Run menu; while JupyterLab still adds menus to the bar, an open one closes again."""
        item = self.page.locator(f'.lm-Menu-item[data-command="{command}"]')
        for _ in range(9):
            self.page.locator(".lm-MenuBar-item").filter(has_text=RUN).click()
            try:
                return item.click(timeout=SOON)
            except TimeoutError:
                self.page.keyboard.press("Escape")
        raise AssertionError("the Run menu does not stay open")

    def write(self, cell: Locator, source: str) -> None:
        """Replace a cell's source by typing."""
        inside = cell.locator(".cm-content")
        for _ in range(9):
            self._enter(cell)
            try:
                expect(inside).to_be_focused(timeout=SOON)
                break
            except AssertionError:  # the click went to what JupyterLab had just drawn there
                continue
        handle = inside.element_handle()  # its text changes, by which it may have been found
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(source)
        first = source.splitlines()[0].strip()
        self.page.wait_for_function(
            "([it, text]) => it.innerText.includes(text)", arg=[handle, first], timeout=SLOW
        )

    def errors(self) -> list[str]:
        """What cells that failed say."""
        return self.page.locator(
            '.jp-NotebookPanel:visible [data-mime-type="application/vnd.jupyter.error"]'
        ).all_inner_texts()

    def run_all(self) -> None:
        """Run every code cell from the keyboard, top to bottom."""
        codes = self.page.locator(".jp-NotebookPanel:visible .jp-CodeCell")
        expect(self.cell("lab.progress()")).to_have_count(1, timeout=SLOW)  # cells appear one by one
        count = codes.count()  # running the last cell adds an empty one
        self._run_first(codes.first)
        for number in range(1, count):
            self._enter(codes.nth(number))
            self.page.keyboard.press("Shift+Enter")
        for number in range(count):
            expect(codes.nth(number).locator(".jp-InputPrompt")).to_have_text(RAN, timeout=SLOW)
        self.idle()

    def _run_first(self, cell: Locator) -> None:
        """A kernel may show idle before it is connected, and JupyterLab forgets what is run then: try again."""
        for _ in range(27):
            self._enter(cell)
            self.page.keyboard.press("Shift+Enter")
            self.page.wait_for_timeout(300)
            which_kernel = self.page.locator(".jp-Dialog .jp-mod-accept")
            if (
                which_kernel.count()
            ):  # asked too early, JupyterLab offers its list: the one it proposes will do
                which_kernel.click()
            try:
                expect(cell.locator(".jp-InputPrompt")).to_have_text(RAN, timeout=SOON)
                return
            except AssertionError:
                continue
        raise AssertionError("the kernel never started")

    def _enter(self, cell: Locator) -> None:
        """Click in a cell; a click on the bar of a folded one opens it.

        While JupyterLab still puts its layout together, on a busy machine, the first page can come back in front: its reader clicks on the tab.
        """
        inside = cell.locator(".cm-content:visible, .jp-Placeholder:visible").first
        for _ in range(5):
            try:
                inside.click(timeout=SOON)
                return
            except TimeoutError:
                if not self.page.locator(".jp-NotebookPanel:visible").count():
                    self.tab.click()
        inside.click()

    def type_in(self, cell: Locator, source: str) -> None:
        """Replace a cell's source by typing, and run it."""
        self.write(cell, source)
        self.page.keyboard.press("Shift+Enter")
        self.idle()

    def run(self, cell: Locator) -> Locator:
        """Run a cell; its output."""
        self._enter(cell)
        before = cell.locator(".jp-InputPrompt").inner_text()
        self.page.keyboard.press("Shift+Enter")
        expect(cell.locator(".jp-InputPrompt")).not_to_have_text(before, timeout=SLOW)
        self.idle()
        return cell.locator(".jp-Cell-outputArea")
