"""A page printed as PDF by Chromium, where it is installed."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from labkit.errors import CourseError
from labkit.language import catalogue

_ = catalogue("attestation")

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


def as_pdf(html: bytes) -> bytes:
    """The PDF of a page.

    Raises
    ------
    CourseError
        Where no Chromium is found or it does not print.
    """
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        raise CourseError(
            _("no Chromium was found to print the PDF: the page can be printed from any browser")
        )
    with tempfile.TemporaryDirectory() as scratch:
        page, pdf = Path(scratch) / "page.html", Path(scratch) / "page.pdf"
        page.write_bytes(html)
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [
            program,
            "--headless",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            *root,
            f"--user-data-dir={scratch}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={pdf}",
            page.as_uri(),
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=120)
        except subprocess.TimeoutExpired:
            raise CourseError(
                _("Chromium did not print within two minutes: print the page from a browser")
            ) from None
        if done.returncode or not pdf.is_file():
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise CourseError(
                _("Chromium did not print the page ({said}): print it from a browser").format(
                    said=said[-1] if said else done.returncode
                )
            )
        return pdf.read_bytes()
