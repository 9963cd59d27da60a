"""An attestation says what the records say, is refused when a character changes, and can be withdrawn."""

import base64
import json
import os
import re
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3Verifier

from labkit.attestation.envelope import in_page, opened
from labkit.attestation.issue import issue, withdraw
from labkit.attestation.keys import FOLDER
from labkit.attestation.shown import lab_shown
from labkit.attestation.verify import verify
from labkit.cli import main
from labkit.content import Content
from labkit.errors import CourseError
from labkit.grading.nbgrader.course_settings import CourseSettings
from labkit.language import LANGUAGES, speaking
from labkit.tasks.load import load_grader
from tests.browser.test_pages_that_stand_alone import looked_at
from tests.grading.grading_sample import LAB, book

NEEDS = ("m6_cost",)


def told(file: Path, course: Path) -> tuple[bool, str]:
    with speaking("en"):
        verdict = verify(file, course=course)
    return verdict.good, "\n".join(verdict.lines)


def test_ada_showed_both_kinds_and_the_page_tells_them_apart(graded, attested):
    html = attested.read_text(encoding="utf-8")
    assert "<td>1 of 1</td><td>1 of 1</td><td>ppv; threshold</td>" in html
    good, said = told(attested, graded)
    assert good and "GENUINE" in said and "Not withdrawn" in said
    assert "On unseen cases: 1 of 1 · Single answers: 1 of 1 · ppv; threshold" in said


def test_tasks_are_called_as_the_labs_headings_call_them_in_the_pages_language():
    content = Content(Path(__file__).parents[2])
    lab = lab_shown(content, "m6_cost", {task.id: True for task in load_grader(content, "m6_cost").tasks})
    for language, one in {"en": "Minutes for one catch", "fr": "Minutes par découverte"}.items():
        said = lab.which(language)
        assert one in said and len(said.split(";")) == len(lab.unseen.right) + len(lab.answers.right)
        assert not {*lab.unseen.right, *lab.answers.right} & {part.strip() for part in said.split(";")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_answer_is_never_said_to_be_on_unseen_cases(course, language):
    (file,) = issue(CourseSettings.load(course), "bob", language)
    html = file.read_text(encoding="utf-8")
    of = {"en": "{} of 1", "fr": "{} sur 1"}[language].format
    assert f"<td>{of(0)}</td><td>{of(1)}</td><td>threshold</td>" in html
    assert f'<html lang="{language}">' in html and told(file, course)[0]
    assert not re.search("certif", html.replace(opened(html.encode(), "x").token, ""), re.IGNORECASE)


def test_nothing_is_attested_that_does_not_stand(course):
    settings_ = CourseSettings.load(course)
    for learner in ("cleo", "dan", "nobody", "../ada"):
        with pytest.raises(CourseError, match="no task that was judged right"):
            issue(settings_, learner, "en")
    with book(course) as gradebook:  # a person takes Ada's function away
        submission = gradebook.find_submission(LAB, "ada")
        next(g for n in submission.notebooks for g in n.grades if g.name == "ppv").manual_score = 0
        gradebook.db.commit()
    (file,) = issue(settings_, "ada", "en")
    assert "<td>0 of 1</td><td>1 of 1</td><td>threshold</td>" in file.read_text(encoding="utf-8")


def test_the_credential_is_an_open_badge_that_another_library_takes_and_holds_no_name(graded, attested):
    token = opened(attested.read_bytes(), "x").token
    pem = (graded / FOLDER / "public.pem").read_bytes()
    restored = OB3Verifier(pubkey_pem=pem).verify(token)
    assert restored.issuer.name == "Hospital of Example"
    assert [r.value for r in restored.results] == ["1/1 1/1"]
    payload = base64.urlsafe_b64decode(token.split(".")[1] + "==").decode()
    assert "Lovelace" not in payload and '"ada"' not in payload
    assert "Lovelace" in attested.read_text(encoding="utf-8")
    kept = [file for file in (graded / FOLDER).iterdir() if b"Lovelace" in file.read_bytes()]
    assert kept == []


def test_the_key_is_the_owners_alone(course):
    folder = course / FOLDER
    mode = {f.name: stat.S_IMODE(f.stat().st_mode) for f in [folder, *folder.iterdir()]}
    assert (mode["attestations"], mode["private.pem"], mode["issued.jsonl"]) == (0o700, 0o600, 0o600)
    (folder / "private.pem").chmod(0o640)
    with pytest.raises(CourseError, match="chmod 600"):
        issue(CourseSettings.load(course), "ada", "en")


# ---- altered ----


def changed(attested: Path, tmp_path: Path, *swaps: tuple[str, str]) -> Path:
    text = attested.read_text(encoding="utf-8")
    for before, after in swaps:
        assert before in text
        text = text.replace(before, after, 1)
    (tmp_path / "changed.html").write_text(text, encoding="utf-8")
    return tmp_path / "changed.html"


@pytest.mark.parametrize(
    ("swap", "said"),
    [
        (("<td>1 of 1</td><td>1 of 1</td><td>ppv", "<td>9 of 9</td><td>1 of 1</td><td>ppv"), "the file says 9 of 9"),
        (("Ada Lovelace", "Bob Lovelace"), "The name is not the one that was signed."),
        (("Hospital of Example", "Hospital of Dreams"), "Issued by: the file says Hospital of Dreams, signed was Hospital of Example."),
        (("</tbody>", '<tr><th scope="row">Surgery</th><td>all of it</td></tr></tbody>'), "Not signed: Surgery | all of it"),
        (("color: #1a1a1a", "color: #ffffff"), "The tables agree: something else was changed"),
    ],
)  # fmt: skip
def test_what_was_altered_is_refused_and_named(graded, attested, tmp_path, swap, said):
    good, lines = told(changed(attested, tmp_path, swap), graded)
    assert not good and lines.startswith("REFUSED") and said in lines
    assert "Hospital of Example" in lines  # what was signed


@settings(max_examples=150)
@given(st.data())
def test_no_character_can_be_changed(graded, attested, tmp_path, data):
    whole = attested.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[place]))
    file = tmp_path / "changed.html"
    file.write_bytes(whole[:place] + bytes([other]) + whole[place + 1 :])
    try:
        assert not told(file, graded)[0]
    except CourseError as refused:
        assert "signed credentials" in str(refused)


def test_another_spelling_of_the_signature_is_refused(graded, attested, tmp_path):
    """Of a signature's last letter four bits are passed over by many decoders."""
    token, letters = (
        opened(attested.read_bytes(), "x").token,
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    )
    same = letters[letters.index(token[-1]) ^ 1]
    assert base64.urlsafe_b64decode(token[:-1] + same + "==") == base64.urlsafe_b64decode(token + "==")
    assert not told(changed(attested, tmp_path, (token, token[:-1] + same)), graded)[0]


def forgeries(attested: Path, public: bytes) -> dict[str, str]:
    """A credential that says more, signed in ways that must not count."""
    token = opened(attested.read_bytes(), "x").token
    claims = jwt.decode(token, options={"verify_signature": False})
    claims["credentialSubject"]["result"][0]["value"] = "9/9 9/9"
    own = Ed25519PrivateKey.generate()
    raw = own.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": base64.urlsafe_b64encode(raw).rstrip(b"=").decode()}
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=").decode()
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    algorithm = jwt.get_algorithm_by_name("HS256")
    mac = base64.urlsafe_b64encode(algorithm.sign(f"{head}.{body}".encode(), public)).rstrip(b"=").decode()
    return {
        "a key of one's own": jwt.encode(claims, own, algorithm="EdDSA", headers={"jwk": jwk}),
        "the public key as a secret": f"{head}.{body}.{mac}",
        "no algorithm": jwt.encode(claims, None, algorithm="none") + "AAAA",
        "another body": ".".join([token.split(".")[0], body, token.split(".")[2]]),
    }


@pytest.mark.parametrize(
    "how", ["a key of one's own", "the public key as a secret", "no algorithm", "another body"]
)
def test_a_forged_credential_is_refused(graded, attested, tmp_path, how):
    forged = forgeries(attested, (graded / FOLDER / "public.pem").read_bytes())[how]
    token = opened(attested.read_bytes(), "x").token
    good, said = told(changed(attested, tmp_path, (token, forged)), graded)
    assert not good and "not signed with this key" in said


def test_what_the_same_key_signed_for_another_end_is_no_attestation(graded, tmp_path):
    token = (graded / FOLDER / "revoked.jwt").read_text()
    file = tmp_path / "list.html"
    file.write_bytes(in_page('<pre id="credential"></pre>', token))
    assert "it is no attestation" in told(file, graded)[1]


def test_a_date_to_come_is_refused(graded, attested, tmp_path):
    token = opened(attested.read_bytes(), "x").token
    claims = jwt.decode(token, options={"verify_signature": False})
    claims["nbf"] = int((datetime.now(UTC) + timedelta(days=30)).timestamp())
    later = jwt.encode(claims, (graded / FOLDER / "private.pem").read_text(), algorithm="EdDSA")
    good, said = told(changed(attested, tmp_path, (token, later)), graded)
    assert not good and "dated in the future" in said


def test_two_credentials_or_none_are_no_attestation(graded, attested, tmp_path):
    html = attested.read_text(encoding="utf-8")
    pre = re.search('<pre id="credential">.*?</pre>', html)[0]
    for text, n in ((html.replace(pre, pre + pre), 2), (html.replace(pre, ""), 0), ("", 0)):
        (tmp_path / "x.html").write_text(text, encoding="utf-8")
        with pytest.raises(CourseError, match=f"holds {n} signed credentials"):
            told(tmp_path / "x.html", graded)


# ---- withdrawn ----


def test_a_withdrawn_one_is_refused_and_the_others_stand(course, tmp_path):
    (first,) = (course / "attestations").glob("*.html")
    (second,) = issue(CourseSettings.load(course), "bob", "en")
    earlier = (course / FOLDER / "revoked.jwt").read_bytes()
    assert withdraw(course, first.stem) == course / FOLDER / "revoked.jwt"
    assert told(first, course)[0] is False and "withdrew" in told(first, course)[1]
    assert told(second, course)[0]
    withdraw(course, f"urn:uuid:{second.stem}")
    assert not told(second, course)[0] and not told(first, course)[0]
    with pytest.raises(CourseError, match="made no attestation of number"):
        withdraw(course, "1234")
    # a list of another course says nothing of this one
    own = Ed25519PrivateKey.generate()
    forged = jwt.encode(
        {"iss": "x", "iat": 1, "revoked": []}, own, algorithm="EdDSA", headers={"typ": "labkit-revoked+jwt"}
    )
    (tmp_path / "other.jwt").write_text(forged)
    with pytest.raises(CourseError, match="not a list of withdrawn attestations"):
        verify(second, course=course, revoked=tmp_path / "other.jwt")
    assert earlier != (course / FOLDER / "revoked.jwt").read_bytes()


# ---- the commands ----


def test_the_commands_in_both_languages(course, capsys, monkeypatch, tmp_path):
    assert (
        main(["attest", "bob", "--course", str(course), "--language", "fr", "--name", "Zoé <i>Côté</i>"]) == 0
    )
    file = Path(capsys.readouterr().out.splitlines()[0])
    assert "Zoé &lt;i&gt;Côté&lt;/i&gt;" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.chdir(tmp_path)
    assert main(["verify", str(file), "--language", "fr"]) == 2
    assert "avec quelle clé" in capsys.readouterr().err
    key = str(course / FOLDER / "public.pem")
    assert main(["verify", str(file), "--key", key, "--language", "fr"]) == 0
    out = capsys.readouterr().out
    assert "AUTHENTIQUE" in out and "Impossible de vérifier si elle a été retirée" in out
    assert main(["attest", "--withdraw", file.stem, "--course", str(course), "--language", "en"]) == 0
    assert main(["verify", str(file), "--course", str(course), "--language", "fr"]) == 1
    assert "REFUSÉE" in capsys.readouterr().out
    (course / FOLDER / "issuer.json").unlink()
    assert main(["attest", "bob", "--course", str(course), "--language", "en"]) == 2
    assert "--issuer" in capsys.readouterr().err


_ALONE = """
import socket, sys
for name in ("openbadgeslib", "nbgrader", "labkit.grading", "sqlalchemy"):
    sys.modules[name] = None
def refuse(*_):
    raise AssertionError("a network was asked")
socket.socket.connect = refuse
from labkit.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_who_checks_needs_neither_a_network_nor_the_grader_nor_the_library_that_signed(graded, attested):
    key = graded / FOLDER / "public.pem"
    command = [sys.executable, "-c", _ALONE, "verify", str(attested), "--key", str(key), "--language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ})
    assert (done.returncode, done.stderr) == (0, "") and done.stdout.startswith("GENUINE")


@pytest.mark.browser
def test_an_attestation_and_its_print(page, course):
    for language in LANGUAGES:
        html, pdf = issue(CourseSettings.load(course), "ada", language, pdf=True)
        looked_at(page, html)
        assert verify(html, course=course).good and verify(pdf, course=course).good
    assert (
        opened(pdf.read_bytes(), "x").rest.rstrip().endswith(b"%%EOF")
    )  # what precedes the credential is a whole PDF
    data = pdf.read_bytes()
    pdf.write_bytes(data.replace(b"/Type", b"/Typo", 1))
    refused = verify(pdf, course=course)
    assert not refused.good and "signed" in " ".join(refused.lines)
