"""The language in force: of a block in its own thread or task, else of the process, else of the environment."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from jupyter_client.manager import start_new_kernel

from labkit import language
from labkit.language import current, number, parse, speaking, use
from tests.waiting import STEP


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fr_CA.UTF-8", "fr"),
        ("fr_CA:en", "fr"),
        ("de_DE:fr:en", "fr"),
        ("en:fr", "en"),
        ("FR", "fr"),
        ("fr-FR", "fr"),
        ("fr_FR@euro", "fr"),
        ("C.UTF-8", "en"),
        ("POSIX", "en"),
        ("de_DE", None),
        ("", None),
        (None, None),
    ],
)
def test_a_locale_s_language_is_the_first_of_ours(written, meant):
    assert parse(written) == meant


def test_the_environment_speaks_in_gettext_s_order(monkeypatch):
    for variable, value in [("LANG", "fr_FR.UTF-8"), ("LC_ALL", "en_GB"), ("LANGUAGE", "fr")]:
        monkeypatch.setenv(variable, value)
    for variable in ("LABKIT_LANGUAGE", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    said = [current()]
    for variable in ("LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.delenv(variable)
        said.append(current())
    assert said == ["fr", "en", "fr", "en"]


def test_a_block_speaks_and_gives_back_what_was_in_force():
    use("en")
    with speaking("fr"):
        assert (current(), number(1.5)) == ("fr", "1,50")
        with speaking("en"):
            assert current() == "en"
        with speaking(None):
            assert current() == "fr"
        with pytest.raises(RuntimeError), speaking("en"):
            raise RuntimeError
        use("fr")
        assert current() == "fr"
        use("en")
        assert current() == "fr", "what is spoken here goes before the process's language"
    assert current() == "en"


@pytest.mark.parametrize("say", [use, lambda code: speaking(code).__enter__()])
def test_a_language_that_labkit_does_not_speak_is_refused(say):
    with pytest.raises(ValueError, match="'de'"):
        say("de")


def test_two_threads_do_not_disturb_each_other():
    both = threading.Barrier(2, timeout=STEP)
    said = {}

    def speak(code):
        with speaking(code):
            both.wait()  # the other speaks by now
            said[code] = (current(), number(0.5))
            both.wait()

    threads = [threading.Thread(target=speak, args=(code,)) for code in language.LANGUAGES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == {"en": ("en", "0.50"), "fr": ("fr", "0,50")}


def test_two_asyncio_tasks_do_not_disturb_each_other():
    async def speak(code):
        with speaking(code):
            await asyncio.sleep(0)  # the other speaks by now
            return number(0.5)

    async def both():
        return await asyncio.gather(speak("en"), speak("fr"))

    # In a thread of its own: a browser's test may have left a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(both())).result() == ["0.50", "0,50"]


def test_a_lab_sets_the_language_of_its_kernel_for_all_later_cells(tmp_path):
    # A cell that awaits runs in a copy of the context, and a thread begins with an empty one.
    cells = {
        "from labkit.language import current": "",
        "import asyncio, threading; from labkit import Lab\n"
        "await asyncio.sleep(0); lab = Lab('m0_none', language='fr')": "",
        "print(current())": "fr",
        "threading.Thread(target=lambda: print(current())).start()": "fr",
        "await asyncio.sleep(0); print(current())": "fr",
    }
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(tmp_path))
    try:
        for code, expected in cells.items():
            said = []
            client.execute_interactive(
                code, timeout=STEP, output_hook=lambda m, said=said: said.append(m["content"])
            )
            assert not any("ename" in content for content in said), said
            assert "".join(content.get("text", "") for content in said).strip() == expected, code
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
