"""The browser that every browser test uses: Debian's Chromium, driven by pytest-playwright."""

import shutil

import pytest

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    if CHROMIUM is None:
        pytest.fail(
            "the browser tests need Chromium: run `make system-packages`, or `sudo apt-get install chromium`"
        )
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
        ],
    }


@pytest.fixture(autouse=True)
def environments_language():
    """A lab sets the language of its kernel's process: the next test starts from the environment's again."""
    from labkit.language import use

    yield
    use(None)
