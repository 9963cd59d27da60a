"""Sign-in through a real JupyterHub, configured as docs/lti.md says: who the LMS sends comes in, every forgery stays out."""

import base64
import hashlib
import hmac
import html
import json
import re
import time
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
import requests

from labkit.hub.lti.admission import hub_name
from labkit.hub.lti.columns import labs, line_item
from labkit.hub.lti.lms import Lms
from labkit.hub.lti.marks import Message
from labkit.hub.lti.registration import Registration
from labkit.hub.lti.store import Store
from tests.hub.lti.hub import Browser, hidden, running
from tests.hub.platform import keys
from tests.hub.platform.second import Asked, Configuration, Launch
from tests.hub.platform.server import Request
from tests.hub.platform.strict import CLAIM, ROLE, keys_at


@pytest.fixture(scope="module")
def hub(platform, tmp_path_factory):
    with running(tmp_path_factory.mktemp("hub"), platform) as hub:
        yield hub


@pytest.fixture
def visitor(hub, platform):
    with Browser(hub, platform) as visitor:
        yield visitor


def test_who_the_lms_sends_comes_in_with_the_groups_of_their_role(hub, platform):
    for sub in platform.people:
        with Browser(hub, platform) as visitor:
            answer = visitor.launch(sub)
            assert (answer.status_code, answer.headers["Location"]) == (302, "/hub/user-redirect/lab")
            assert visitor.signed_in()
    found = {name: user["groups"] for name, user in hub.users().items()}
    names = [hub_name(sub) for sub in platform.people]
    assert len(set(names)) == 5 and names[0] == "lti-17", "no two are one, also where only the case differs"
    expected = dict.fromkeys(names[:4], ["nbgrader-ai4health"]) | {names[4]: ["formgrade-ai4health"]}
    assert found == expected
    assert not [user for user in hub.users().values() if user["admin"]]


def test_a_role_that_the_lms_takes_back_is_gone_at_the_next_launch(hub, platform, visitor):
    visitor.launch("99", **{f"{CLAIM}roles": [f"{ROLE}Learner"]})
    assert hub.users()["lti-99"]["groups"] == ["nbgrader-ai4health"]
    visitor.launch("99")
    assert hub.users()["lti-99"]["groups"] == ["formgrade-ai4health"]


def put(**changes):
    def change(claims):
        for name, value in changes.items():
            claims[name] = value
            if value is None:
                del claims[name]

    return change


def lti(**changes):
    return put(**{CLAIM + name: value for name, value in changes.items()})


def unsigned(claims):
    head, body = ({"alg": "none", "typ": "JWT"}, claims)
    parts = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (head, body)
    )
    return ".".join(parts) + "."


def by_the_public_key(claims):
    """HS256, with the platform's public key as if it were a secret."""
    head = {"alg": "HS256", "typ": "JWT", "kid": "first"}
    text = ".".join(
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (head, claims)
    )
    mac = hmac.new(keys.public(keys.private(0)).encode(), text.encode(), hashlib.sha256).digest()
    return text + "." + base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def other_key(kid):
    return lambda claims: jwt.encode(claims, keys.private(3), "RS256", {"kid": kid})


def own_key(name, value):
    """Signed by a key that the token's own header brings along, or says where to fetch."""
    return lambda claims: jwt.encode(claims, keys.private(3), "RS256", {"kid": "first", name: value})


NOW = int(time.time())
FORGED = {
    "another issuer": put(iss="https://evil.example"),
    "the issuer with a slash more": lambda claims: claims.update(iss=claims["iss"] + "/"),
    "no issuer": put(iss=None),
    "another tool's audience": put(aud="another-tool"),
    "no audience": put(aud=None),
    "two audiences, meant for the other": put(aud=["labkit-tool", "other"], azp="other"),
    "two audiences, for nobody": put(aud=["labkit-tool", "other"]),
    "expired": put(exp=NOW - 60),
    "no expiry": put(exp=None),
    "an hour old": put(iat=NOW - 3600, exp=NOW + 3600),
    "from tomorrow": put(iat=NOW + 86400, exp=NOW + 90000),
    "not valid before tomorrow": put(nbf=NOW + 86400, exp=NOW + 90000),
    "no time of issue": put(iat=None),
    "another key under the known name": other_key("first"),
    "another key": other_key("mine"),
    "a key in its own header": own_key("jwk", keys.jwk(keys.private(3), "first")),
    "a key set by its own address": own_key("jku", "http://127.0.0.1:9/keys"),
    "not signed": unsigned,
    "signed with the public key": by_the_public_key,
    "another nonce": put(nonce="0" * 64),
    "no nonce": put(nonce=None),
    "another deployment": lti(deployment_id="dep-2"),
    "no deployment": lti(deployment_id=None),
    "another course": lti(context={"id": "Ctx 43"}),
    "a course by another case": lti(context={"id": "ctx 42"}),
    "no course": lti(context=None),
    "no role": lti(roles=[]),
    "an observer": lti(roles=[f"{ROLE}Mentor"]),
    "an administrator of the institution": lti(
        roles=["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"]
    ),
    "a role by its short name": lti(roles=["Instructor"]),
    "roles that are no list": lti(roles=f"{ROLE}Instructor"),
    "nobody": put(sub=None),
    "a name that is a number": put(sub=17),
    "another version": lti(version="1.1.0"),
    "another message": lti(message_type="LtiSubmissionReviewRequest"),
}


@pytest.mark.parametrize("forgery", FORGED.values(), ids=FORGED.keys())
def test_a_forged_launch_is_refused(hub, visitor, forgery):
    before = hub.users().keys()
    answer = visitor.forged(forgery)
    assert answer.status_code in (400, 401, 403), answer.status_code
    assert not visitor.signed_in() and hub.users().keys() == before


@pytest.mark.parametrize(
    "start", [{"iss": "https://evil.example"}, {"client_id": "another-tool"}, {"iss": ""}, {"login_hint": ""}]
)
def test_a_login_that_another_platform_begins_leads_to_the_registered_one_or_nowhere(
    hub, platform, visitor, start
):
    said = platform.start("17", f"{hub.url}/user-redirect/lab") | start
    answer = visitor.post(f"{hub.url}/lti13/oauth_login", data=said, allow_redirects=False)
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith(f"{platform.url}/authorize?")
    else:
        assert answer.status_code in (400, 401, 403)
    assert not visitor.signed_in()


def test_nobody_is_led_away_from_the_hub(hub, visitor):
    """Whatever the launch says that it opens."""
    for elsewhere in ("https://evil.example/x", "//evil.example/x", "javascript:alert(1)"):
        answer = visitor.launch("17", elsewhere, **{f"{CLAIM}target_link_uri": elsewhere})
        assert "evil" not in answer.headers.get("Location", "").split("?")[0], answer.headers
        assert answer.status_code in (302, 400) and not answer.headers.get("Location", "").startswith("java")


def test_a_launch_that_is_changed_in_nothing_is_let_in(visitor):
    assert visitor.forged(put()).status_code == 302, "what refuses the forgeries is what was forged"
    assert visitor.signed_in()


def test_a_state_of_another_browser_is_refused(hub, platform, visitor):
    form = visitor.form("17")
    with Browser(hub, platform) as other:
        assert other.hand_over(form).status_code == 400, "no state of its own"
        own = other.form("17")
        assert other.hand_over({**form, "state": own["state"]}).status_code == 400, "the nonce is the other's"
        assert not other.signed_in()
    assert visitor.hand_over({**form, "state": form["state"] + "x"}).status_code == 400
    assert not visitor.signed_in()


def test_a_launch_comes_once(visitor):
    form = visitor.form("17")
    cookies = visitor.cookies.copy()
    assert visitor.hand_over(form).status_code == 302
    visitor.cookies = cookies
    answer = visitor.hand_over(form)
    assert answer.status_code == 403 and not visitor.signed_in()
    assert "déjà servi" in answer.content.decode(), "told in the language in which the LMS shows itself"


def test_a_key_that_was_changed_is_known_at_once_and_the_old_one_no_longer(hub, platform, visitor):
    old = next(iter(platform.signing.values()))
    platform.rotate("second", 1)
    assert visitor.launch("17").status_code == 302
    with Browser(hub, platform) as late:
        answer = late.forged(lambda claims: jwt.encode(claims, old, "RS256", {"kid": "first"}))
        assert answer.status_code == 400 and not late.signed_in()


def test_a_course_that_is_not_registered_is_named(visitor):
    answer = visitor.launch("99", **{f"{CLAIM}context": {"id": "<b>51</b>"}})
    assert answer.status_code == 403
    assert "dep-1" in answer.text and "&lt;b&gt;51" in answer.text and "<b>51" not in answer.text


def test_a_teacher_links_a_lab_and_learners_open_it(hub, platform, visitor):
    platform.tool_keys = keys_at(f"{hub.url}/lti13/keys")
    there = f"{hub.url}/lti13/choose"
    answer = visitor.launch("99", there, **platform.linking())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/hub/lti13/choose")
    page = visitor.get(there).content.decode()
    assert '<html lang="fr">' in page and "<h1>Quel TP\u00a0?</h1>" in page
    forms = re.findall(r'<form method="post" action="([^"]*)">(.*?)</form>', page)
    assert len(forms) == len(labs("fr")) > 10 and len({hidden(form)["JWT"] for _to, form in forms}) == len(
        forms
    )
    (to, form) = next(found for found in forms if "sans écrire de code" in found[1])
    assert html.unescape(to) == f"{platform.url}/linked?a=1&b=2"
    added = visitor.post(html.unescape(to), data=hidden(form))
    assert added.text == "added"
    assert visitor.post(html.unescape(to), data=hidden(form)).status_code == 400, "the platform takes it once"
    (item,) = platform.linked
    assert item["lineItem"]["resourceId"] == item["custom"]["lab"] and item["custom"]["lab"].endswith(
        "_explorer"
    )
    with Browser(hub, platform) as learner:
        assert learner.launch("17", item["url"]).headers["Location"] == "/hub/user-redirect/lab"
        assert learner.get(there).status_code == 404, "nobody asked this learner for a lab"
        refused = learner.forged(put(**platform.linking()))
        assert refused.status_code == 403


@pytest.mark.parametrize(
    "settings",
    [{}, {"deep_link_return_url": "javascript:alert(1)"}, {"accept_types": ["file"]}, {"accept_types": None}],
)
def test_a_request_for_a_lab_that_cannot_be_answered_is_refused(platform, visitor, settings):
    (name, usual) = platform.linking().popitem()
    wrong = {**platform.linking(), name: {**usual, **settings} if settings else None}
    assert visitor.launch("99", **wrong).status_code == 403


def test_who_has_not_signed_in_chooses_nothing(hub):
    answer = requests.get(f"{hub.url}/lti13/choose", allow_redirects=False, timeout=180)
    assert answer.status_code == 302 and "/hub/login" in answer.headers["Location"]


def test_a_second_platform_s_launch_is_let_in(hub, platform, visitor):
    """lti1p3platform writes and signs the launch, under the strict one's name and another key."""
    pem = keys.private(2)
    theirs = Configuration(
        iss=platform.issuer,
        client_id=platform.client_id,
        deployment_id=platform.deployment,
        launch_url=f"{hub.url}/user-redirect/lab",
        platform_private_key=pem,
    )
    kid = theirs.get_registration().get_kid()
    platform.signing = {kid: pem}
    start = platform.start("51", f"{hub.url}/user-redirect/lab")
    asked = visitor.post(f"{hub.url}/lti13/oauth_login", data=start, allow_redirects=False)
    query = dict(parse_qsl(urlsplit(asked.headers["Location"]).query))
    launch = Launch(Asked(Request("GET", "/authorize", query, {}, b"")), theirs)
    launch.set_user_data("51", [f"{ROLE}Learner"], full_name="Ève Curie")
    launch.set_resource_link_claim("link-1")
    launch.set_launch_context_claim(platform.context, context_label="IA1")
    launch.set_ags("http://127.0.0.1:9/lineitems").set_nrps("http://127.0.0.1:9/members")
    form = launch.lti_launch()
    assert form["launch_url"] == platform.redirect_uri
    answer = visitor.hand_over({"id_token": form["id_token"], "state": form["state"]})
    assert answer.status_code == 302 and visitor.signed_in()
    assert hub.users()["lti-51"]["groups"] == ["nbgrader-ai4health"]


def test_what_the_hub_kept_of_a_launch_and_the_keys_it_publishes_open_the_services(hub, platform, visitor):
    visitor.launch("17")
    platform.tool_keys = keys_at(f"{hub.url}/lti13/keys")
    registration = Registration.read(hub.folder / "lti.toml")
    store = Store(registration.database)
    lms = Lms(registration, store.services("ai4health"), ())
    assert {member["user_id"] for member in lms.members()} == set(platform.people)
    grade = Message("Completed", "FullyGraded", 3, 6).grade(store.people()["lti-17"].sub)
    lms.put(lms.column(line_item("m4_threshold", "Seuil")), lambda: grade)
    assert platform.standing("m4_threshold") == {"17": ("Completed", "FullyGraded", 50)}
    store.close()


def test_the_key_set_holds_nothing_private(hub):
    (key,) = requests.get(f"{hub.url}/lti13/keys", timeout=180).json()["keys"]
    assert set(key) == {"kty", "kid", "n", "e", "alg", "use"}
