"""One hub with its exchange for all tests of this folder, and nbgrader's steps as a person's own server runs them."""

import pytest
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeFactory

from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.hub.exchange.bundle import pack
from labkit.hub.exchange.on_the_hub import use_exchange
from tests.grading import conftest as samples
from tests.grading.grading_sample import LAB
from tests.hub.exchange_hub import NOTEBOOK, running


@pytest.fixture(scope="session")
def hub(tmp_path_factory):
    with running(tmp_path_factory.mktemp("hub")) as hub:
        for who, course in (("prof", "c1"), ("carol", "c2")):
            assert hub.ask(who, "PUT", f"released/{course}/lab1", data=pack(NOTEBOOK)).ok
        yield hub


made_course, sample_content = samples.made_course, samples.sample_content


@pytest.fixture
def step(hub, tmp_path, monkeypatch):
    """One of nbgrader's steps as a person's own server runs it: `nbgrader_config.py` of docs/hub.md, in their home."""

    def run(who, name, lab=LAB, course="c1", root=None, **options):
        home = tmp_path / who
        home.mkdir(exist_ok=True)
        monkeypatch.setenv("LABKIT_EXCHANGE_URL", hub.url)
        monkeypatch.setenv("JUPYTERHUB_API_TOKEN", hub.tokens[who])
        monkeypatch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
        monkeypatch.chdir(root or home)
        config = CourseSettings.load(root).config if root else type(CourseDirectory().config)()
        use_exchange(config)
        config.CourseDirectory.course_id, config.CourseDirectory.assignment_id = course, lab
        factory = ExchangeFactory(config=config)
        parts = {"coursedir": CourseDirectory(config=config), "authenticator": Authenticator(config=config)}
        return getattr(factory, name)(**parts, config=config, **options).start()

    return run
