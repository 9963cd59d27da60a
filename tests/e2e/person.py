"""A person at a hub, with a browser of their own and no mouse: Tab, Enter, arrows, typing."""

import re
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from tests.e2e.notebook_by_keys import SLOW, SOON, TRIES, NotebookByKeys, drawn, reach


class Person:
    """Somebody who signs in to `url` and then works in their own JupyterLab."""

    def __init__(self, browser: Browser, url: str, name: str, password: str) -> None:
        self.url, self.name, self._password = url, name, password
        self.context = browser.new_context(viewport={"width": 1280, "height": 1000})
        self.context.set_default_timeout(SLOW)
        self.page: Page = self.context.new_page()
        self.keys = self.page.keyboard

    # ---- signing in ----

    def sign_in(self) -> None:
        """Give name and password; the server then starts by itself."""
        self.page.goto(self.url)
        expect(self.page.locator("#username_input")).to_be_focused(timeout=SLOW)
        self.keys.type(self.name)
        self.keys.press("Tab")
        self.keys.type(self._password)
        self.keys.press("Enter")

    def at_work(self) -> None:
        """Wait until JupyterLab is there."""
        self.page.locator("#jp-main-dock-panel").wait_for(timeout=4 * SLOW)
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0, timeout=SLOW)

    def told_what_to_do(self) -> None:
        """Wait for the page on which a learner's first server opens: JupyterLab shows it late, in front of what one opened meanwhile."""
        self.page.locator(".jp-MarkdownViewer:visible").get_by_role("heading", name="Welcome").wait_for(
            timeout=SLOW
        )

    # ---- JupyterLab ----

    def press(self, target: Locator) -> None:
        """Reach a button or a link, and press Enter."""
        reach(self.page, target)
        self.keys.press("Enter")

    def menu(self, bar: str, command: str) -> None:
        """Choose a command of the menu bar; while JupyterLab still adds menus to it, an open one closes again.

        It may do so just before the last Enter: who calls looks for what the command brings about, and asks again.
        """
        item = self.page.locator(f'.lm-Menu-item[data-command="{command}"]')
        for _ in range(TRIES):
            self._open(bar)
            try:
                item.wait_for(timeout=SOON)
            except TimeoutError:
                continue
            if self._down_to(item):
                self.keys.press("Enter")
                return
        raise AssertionError(f"the menu {bar} does not stay open")

    def _down_to(self, item: Locator) -> bool:
        """Press the arrow until the item of an open menu is the active one; False once the menu has closed."""
        for _ in range(40):
            drawn(self.page)
            shown = item.evaluate_all("found => found.map(each => each.className)")
            if not shown or "lm-mod-active" in shown[0]:
                return bool(shown)
            self.keys.press("ArrowDown")
        return False

    def _open(self, bar: str) -> None:
        self.keys.press("Escape")
        bars = self.page.locator(".lm-MenuBar-item")
        wanted = bars.filter(has_text=bar)
        wanted.wait_for()
        reach(self.page, self.page.locator('.lm-MenuBar-item[tabindex="0"]').first)
        for _ in range(bars.count()):
            drawn(self.page)
            if "lm-mod-active" in (wanted.get_attribute("class") or ""):
                break
            self.keys.press("ArrowRight")
        self.keys.press("Enter")

    def to_tab(self, label: str) -> None:
        """Go to a tab that is open: of a notebook, Tab does not lead out."""
        self.close_dialogs()
        self.keys.press("Escape")
        tabs = self.page.locator("#jp-main-dock-panel .lm-TabBar-tab")
        for _ in range(3 * tabs.count()):
            drawn(self.page)
            if label in self.page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current").inner_text():
                return
            self.keys.press("ControlOrMeta+Shift+BracketLeft")
        raise AssertionError(f"no tab {label!r}")

    def terminal(self, home: Path) -> Callable[..., str]:
        """A terminal of their own server: a function that types a line and returns what came out."""
        if (
            "Terminal"
            not in self.page.locator("#jp-main-dock-panel .lm-TabBar-tab.jp-mod-current").inner_text()
        ):
            self.press(self.page.locator(".jp-LauncherCard").filter(has_text="Terminal"))
        expect(self.page.locator(".jp-Terminal:visible textarea")).to_be_focused(timeout=SLOW)

        lines = count()

        def type_line(line: str, code: int = 0, seconds: int = 900) -> str:
            # A file a line: what comes late of one is not taken for the next one's.
            number = next(lines)
            out, ended = home / f"out-{number}.txt", home / f"ended-{number}.txt"
            ended.unlink(missing_ok=True)
            self.keys.insert_text(f"({line}) > {out} 2>&1; echo $? > {ended}")
            self.keys.press("Enter")
            for _ in range(5 * seconds):
                if ended.exists() and (said := ended.read_text().strip()):
                    assert int(said) == code, out.read_text()
                    return out.read_text()
                self.page.wait_for_timeout(200)
            raise TimeoutError(f"{line} did not end")

        for _ in range(TRIES):  # what is typed before the shell is there may be lost
            with suppress(TimeoutError):
                type_line("true", seconds=15)
                return type_line
        raise AssertionError("no shell answers in the terminal")

    def notebook(self) -> NotebookByKeys:
        """The notebook in front."""
        return NotebookByKeys(self.page)

    def close_dialogs(self) -> None:
        """Read what JupyterLab says, and close it."""
        dialogs = self.page.locator(".jp-Dialog")
        for _ in range(60):
            if not dialogs.count():
                return
            self.keys.press("Escape")
            self.page.wait_for_timeout(300)
        raise AssertionError(dialogs.all_inner_texts())

    # ---- nbgrader's list ----

    def assignments(self) -> None:
        """Open the list of assignments, and wait for it; a menu that JupyterLab rebuilds meanwhile swallows the Enter."""
        there = self.page.locator("#released_assignments_list")
        for _ in range(4):
            self.menu("Nbgrader", "nbgrader:open-assignment-list")
            try:
                there.wait_for(timeout=SLOW / 4)
                break
            except TimeoutError:
                self.close_dialogs()
        else:
            raise AssertionError(
                f"the list of assignments did not open: {self.page.locator('body').inner_text()[:2000]}"
            )
        self.listed()

    def refresh(self) -> None:
        self.press(self.page.locator("#refresh_assignments_list"))
        self.listed()

    def listed(self) -> None:
        expect(self.page.locator("[id$=_assignments_list_loading]:visible")).to_have_count(0, timeout=SLOW)

    def row(self, which: str, lab: str) -> Locator:
        """A lab in one of the three lists: ``released``, ``fetched``, ``submitted``."""
        rows = self.page.locator(f"#{which}_assignments_list > .list_item")
        return rows.filter(has=self.page.get_by_text(lab, exact=True))

    def fetch(self, lab: str) -> None:
        self.press(self.row("released", lab).get_by_role("button", name="Fetch"))
        self.row("fetched", lab).wait_for(timeout=SLOW)
        self.listed()

    def open(self, lab: str) -> NotebookByKeys:
        """Open a fetched lab's notebook from the list."""
        self.press(self.row("fetched", lab).locator(".assignment-notebooks-link"))
        self.press(self.row("fetched", lab).locator(".nested_list_item a"))
        return NotebookByKeys(self.page)

    def submit(self, lab: str) -> None:
        """Hand in from the list; what was there before stays listed."""
        before = self.submissions(lab)
        self.press(self.row("fetched", lab).get_by_role("button", name="Submit"))
        expect(self.handed_in(lab)).to_have_count(before + 1, timeout=SLOW)
        self.listed()

    def handed_in(self, lab: str) -> Locator:
        """The lines of what was handed in of a lab, oldest first."""
        return self.row("submitted", lab).locator(".nested_list_item")

    def submissions(self, lab: str) -> int:
        self.listed()
        return self.handed_in(lab).count()

    def fetch_feedback(self, lab: str) -> None:
        self.listed()
        self.press(self.row("submitted", lab).get_by_role("button", name="Fetch Feedback"))
        expect(self.row("submitted", lab)).to_contain_text("view feedback", timeout=SLOW)
        self.listed()

    # ---- the exchange's own pages ----

    def my_labs(self, menu: str) -> Page:
        """Open the page of marks and receipts from JupyterLab's menu; it comes in a tab of its own."""
        for _ in range(4):
            try:
                with self.context.expect_page(timeout=SLOW / 4) as opened:
                    self.menu(menu, "help:open")
            except TimeoutError:  # the menu was rebuilt meanwhile, and swallowed the Enter
                continue
            opened.value.get_by_role("heading", level=1).wait_for(timeout=SLOW)
            return opened.value
        raise AssertionError(f"no page came of the menu {menu!r}")

    # ---- Formgrader ----

    def mark(self, lab: str, points: str, comment: str) -> str:
        """Mark the explanation of a lab's one submission in Formgrader, in a tab of its own; the rubric that stood there."""
        tab = self.context.new_page()
        tab.goto(f"{self.url}/user/{self.name}/formgrader/gradebook/{lab}/{lab}")
        tab.get_by_role("link", name="Submission #1").first.click(timeout=SLOW)
        # Only what Formgrader's script has marked so is saved when it changes.
        score, said = tab.locator("#explain.needs_manual_grade"), tab.locator("#explain-comment[placeholder]")
        said.wait_for()
        rubric = tab.locator(".cell, .jp-Cell").filter(has_text=re.compile("Rubric|Barème|Grille")).last
        text = rubric.inner_text(timeout=SLOW)
        tab.wait_for_load_state("networkidle")
        for field, value, kind in ((said, comment, "comment"), (score, points, "grade")):
            with tab.expect_response(
                lambda it, kind=kind: f"/api/{kind}/" in it.url and it.request.method == "PUT"
            ):
                field.focus()
                tab.keyboard.type(value)
                tab.keyboard.press("Tab")
        tab.close()
        return text
