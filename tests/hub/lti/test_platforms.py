"""The judges are judged: the strict platform refuses what a tool must not do, and a second one takes what ours does."""

import time

import jwt
import pytest
import requests

from labkit.hub.lti.columns import line_item
from labkit.hub.lti.lms import Lms, NotTaken
from labkit.hub.lti.marks import Message
from labkit.hub.lti.registration import Registration
from tests.hub.lti.conftest import write_registration
from tests.hub.platform import keys
from tests.hub.platform.second import SecondPlatform
from tests.hub.platform.server import served
from tests.hub.platform.strict import AGS, ROLE

SCORE, COLUMN = f"{AGS}scope/score", f"{AGS}scope/lineitem"


@pytest.fixture(scope="module")
def registration(platform, tmp_path_factory):
    file = write_registration(tmp_path_factory.mktemp("lti"), platform, "http://127.0.0.1/hub")
    found = Registration.read(file)
    platform.tool_keys = found.public_keys
    return found


@pytest.fixture
def ask(platform, registration):
    """Ask the strict platform for a token, with some of the usual claims or fields changed; the answer."""

    def token(key=None, fields=(), **claims):
        now = int(time.time())
        usual = {
            "iss": platform.client_id,
            "sub": platform.client_id,
            "aud": f"{platform.url}/token",
            "iat": now,
            "exp": now + 60,
            "jti": f"{time.monotonic_ns()}",
        }
        kid = registration.public_keys()["keys"][0]["kid"]
        said = {name: value for name, value in {**usual, **claims}.items() if value is not None}
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": jwt.encode(said, key or registration.private_keys[0], "RS256", {"kid": kid}),
            "scope": f"{SCORE} {COLUMN}",
        }
        return requests.post(f"{platform.url}/token", data=form | dict(fields), timeout=180)

    return token


def test_the_usual_request_for_a_token_is_granted(ask):
    assert ask().ok


def _said(wrong):
    """A name for each change that is the same in every process: neither a key nor a time."""
    name, value = next(iter(wrong.items()))
    return name if name == "key" or isinstance(value, int) and value > 1 else f"{name} {value}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "another"},
        {"sub": "another"},
        {"aud": "http://elsewhere/token"},
        {"aud": None},
        {"exp": 1},
        {"exp": None},
        {"exp": int(time.time()) + 10**6},
        {"jti": None},
        {"key": keys.private(4)},
        {"fields": {"client_assertion": "no.token.at-all"}},
        {"fields": {"grant_type": "password"}},
        {"fields": {"scope": "everything"}},
        {"fields": {"scope": ""}},
        {"fields": {"client_assertion_type": "password"}},
    ],
    ids=_said,
)
def test_the_strict_platform_gives_no_token(ask, wrong):
    assert ask(**wrong).status_code in (400, 401)


def test_it_takes_a_jti_once(ask):
    assert ask(jti="once").ok and ask(jti="once").status_code == 401


def test_it_takes_a_score_with_the_right_token_alone(ask, platform):
    column = platform.new_column({"label": "x", "scoreMaximum": 10, "resourceId": "x"})
    url = column["id"].replace("?", "/scores?")
    score = {
        "userId": "17",
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "scoreGiven": 1,
        "scoreMaximum": 2,
        "timestamp": "2026-11-20T10:00:00.000+00:00",
    }
    whole, part = (ask(fields={"scope": s}).json()["access_token"] for s in (f"{SCORE} {COLUMN}", COLUMN))

    def post(token=whole, media="application/vnd.ims.lis.v1.score+json", **changed):
        head = {"Authorization": f"Bearer {token}", "Content-Type": media}
        return requests.post(url, json=score | changed, headers=head, timeout=180).status_code

    assert post("made up") == 401 and post(part) == 403 and post(media="application/json") == 415
    assert post(userId="nobody") == 403 and post(userId="99") == 403, "an instructor has no mark"
    assert post(timestamp="2026-11-20T10:00:00") == 400 and post(gradingProgress="Done") == 400
    assert post() == 204 and post() == 409, "the same moment is not later"
    assert post(timestamp="2026-11-20T10:00:00.001+00:00") == 204
    assert len(platform.scores) == 2


def test_a_second_platform_takes_the_same(registration, tmp_path):
    from dataclasses import replace

    with served(SecondPlatform) as second:
        second.people = [{"user_id": "5", "roles": [f"{ROLE}Learner"], "name": "Ève"}]
        second.know(registration.public_keys())
        there = replace(registration, issuer=f"{second.url}/second", token_url=f"{second.url}/token")
        services = {
            "lineitems": f"{second.url}/lineitems",
            "scopes": [COLUMN, SCORE, f"{AGS}scope/result.readonly"],
            "memberships": f"{second.url}/members",
        }
        lms = Lms(there, services, ())
        column = lms.column(line_item("m4_threshold", "Seuil"))
        assert lms.column(line_item("m4_threshold", "Seuil")).get_id() == column.get_id()
        lms.put(column, lambda: Message("Completed", "PendingManual", 3.5, 8).grade("5"))
        (score,) = second.scores
        assert (score["userId"], score["scoreGiven"], score["scoreMaximum"]) == ("5", 3.5, 8)
        assert score["gradingProgress"] == "PendingManual"
        assert [member["user_id"] for member in lms.members()] == ["5"] and len(second.columns) == 1
        second.know({"keys": [keys.jwk(keys.private(5), "other")]})
        with pytest.raises(NotTaken, match="401"):
            Lms(there, services, (60,)).members()


@pytest.fixture
def read_once(platform, registration):
    """A platform that has read the tool's keys and goes by what it read until it reads again, as an LMS may for a day."""
    known = platform.tool_keys

    def read(published):
        platform.tool_keys = lambda: published

    yield read
    platform.tool_keys = known


def test_our_own_key_is_changed_as_the_page_says_and_no_request_is_refused_meanwhile(
    platform, registration, read_once
):
    from dataclasses import replace

    (old,), new = registration.private_keys, keys.loaded(keys.private(8))
    steps = {
        name: replace(registration, private_keys=held)
        for name, held in {
            "before": (old,),
            "added": (old, new),
            "first": (new, old),
            "alone": (new,),
        }.items()
    }
    services = {"memberships": f"{platform.url}/members"}

    def lists_members(step):
        return len(list(Lms(steps[step], services, ()).members())) == len(platform.people)

    published = {step: there.public_keys() for step, there in steps.items()}
    assert [len(published[step]["keys"]) for step in steps] == [1, 2, 2, 1]
    # The platform reads again some time after each step, never at once.
    read_once(published["before"])
    assert lists_members("before") and lists_members("added")
    read_once(published["added"])
    assert lists_members("added") and lists_members("first") and lists_members("alone")
    read_once(published["alone"])
    assert lists_members("alone")
    with pytest.raises(NotTaken, match="401"):
        lists_members("before")
    # What the page warns of: the new one first, before the platform knows it.
    read_once(published["before"])
    with pytest.raises(NotTaken, match="401"):
        lists_members("first")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("client_id = ", "# "), "`client_id` is missing"),
        (("hub_url = ", "hubb = 1\nhub_url = "), "nothing reads `hubb`"),
        (("lti_key.pem", "no.pem"), "no.pem is no private RSA key"),
        (("deployment = ", "deploy = "), r"\[courses.ai4health\] needs"),
        (("issuer = ", "issuer "), "is not TOML"),
    ],
)
def test_a_registration_that_cannot_be_read_is_told_by_its_key(platform, tmp_path, change, told):
    from labkit.hub.lti.registration import LtiError
    from labkit.language import speaking

    file = write_registration(tmp_path, platform, "http://127.0.0.1/hub")
    file.write_text(file.read_text("utf-8").replace(*change, 1), encoding="utf-8")
    with speaking("en"), pytest.raises(LtiError, match=told):
        Registration.read(file)
