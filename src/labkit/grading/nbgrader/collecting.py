"""What stock ``nbgrader collect`` takes out of the exchange's folder, where learners may put anything: plain folders of plain files.

nbgrader copies what a link leads to, with the instructor's rights: a link to the solved notebook came back as a submission,
and one pipe, or one link to nothing, ended the collection for everybody after it.
"""

import os
import shutil
import stat
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from labkit.grading.nbgrader.stock_submissions import odd_names
from labkit.language import printable


class CollectPlain(ExchangeCollect):
    """``c.ExchangeFactory.collect`` of a course of labkit's."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy one submission, without what is no plain file; nothing where the submission itself is a link or cannot be copied."""
        if not stat.S_ISDIR(os.lstat(src).st_mode):
            self.log.error("Not collected, since it is a link or no folder: %s", printable(src))
            return
        left_out = sorted(odd_names(Path(src)))
        for name in left_out:
            self.log.warning(
                "Left out, since it is a link or no plain file: %s in %s", printable(name), printable(src)
            )
        usual = list(self.coursedir.ignore)
        self.coursedir.ignore = [*usual, *left_out]
        try:
            super().do_copy(src, dest, log)
        except (
            OSError,
            RuntimeError,
        ) as error:  # too large, unreadable, gone meanwhile: the others are still collected
            shutil.rmtree(dest, ignore_errors=True)  # half of it would pass for the whole
            self.log.error("Not collected: %s: %s", printable(src), printable(str(error)))
        finally:
            self.coursedir.ignore = usual

    def _path_to_record(self, path: str) -> dict[str, Any]:
        """A folder whose name says no time counts as the oldest of its learner's, and ends nobody's collection."""
        try:
            return super()._path_to_record(path)
        except Exception:  # whatever a date's parser makes of hostile text
            name = os.path.basename(path)
            self.log.error("The time in this name cannot be read: %s", printable(name))
            return {"username": name.rsplit("+", 3)[0], "filename": name, "timestamp": datetime.min}
