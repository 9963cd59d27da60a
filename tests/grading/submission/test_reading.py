"""What is read of a file, before any of it runs."""

import pytest

from labkit.grading.submission.reading import UnreadableNotebook, read


def test_four_mebibytes_of_empty_objects_are_no_notebook():
    content = b'{"cells": [' + b"{}," * 1_400_000 + b"{}]}"
    with pytest.raises(UnreadableNotebook) as error:
        read(content)
    assert error.value.reason == "too_large"
