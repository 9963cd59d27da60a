"""The Open Badges 3.0 credential of an attestation: openbadgeslib writes and signs it as a JWT.

What the page says stands in the credential: each competency is a result, each lab a piece of evidence, and the digest of the
page or of the print is the last one. The learner is there as a salted hash of their name, so that the page proves whose it is.
"""

from datetime import datetime
from typing import Any

from labkit.attestation.binding import FILE, digest_of, hash_of
from labkit.attestation.keys import ALGORITHM, need
from labkit.attestation.shown import Shown, counts
from labkit.content import Content
from labkit.language import catalogue


def build(
    shown: Shown,
    content: Content,
    *,
    id: str,
    salt: str,
    name: str,
    issuer: str,
    did: str,
    when: datetime,
    language: str,
) -> Any:
    """The credential, before a file's digest is in it.

    Parameters
    ----------
    id : str
        ``urn:uuid:...``, by which it can be withdrawn.
    salt : str
        Hashed with the name.
    did : str
        The issuer's identifier; it holds the public key.
    """
    ob3 = need("openbadgeslib.ob3")
    model = need("openbadgeslib.ob3.credential")
    _ = catalogue("attestation", language)
    described, results = [], []
    for number, (says, value) in enumerate(shown.by_competency(content), start=1):
        place = f"{id}#competency-{number}"
        described.append(model.ResultDescription(place, says.in_language(language), "ext:tasksRight"))
        results.append(model.Result(value=value, result_description=place))
    achievement = ob3.Achievement(
        id=f"{id}#shown",
        name=_("AI for health: what was shown in graded labs"),
        description=_(
            "Functions judged by a program on cases that the learner had not seen, and single answers found."
        ),
        criteria_narrative=_(
            "A function counts when it was right on every hidden case, asked in a sandbox; a single answer when it was found, however often it was tried. Nothing else is said of the person."
        ),
        achievement_type="Assessment",
        result_descriptions=described,
    )
    return ob3.OpenBadgeCredential(
        issuer=ob3.Issuer(id=did, name=issuer),
        recipient_id=None,
        achievement=achievement,
        id=id,
        issuance_date=when,
        identifiers=[model.IdentityObject(hash_of(name, salt), "name", True, salt)],
        evidence=[
            model.Evidence(
                name=lab.title.in_language(language),
                description=counts([lab]),
                narrative=lab.which(language),
            )
            for lab in shown.labs
        ],
        results=results,
    )


def signed(credential: Any, file: bytes, private: bytes) -> str:
    """The credential as a compact JWT, with the digest of the file that it lies in."""
    model, ob3 = need("openbadgeslib.ob3.credential"), need("openbadgeslib.ob3")
    own = model.Evidence(id=digest_of(file), genre=FILE)
    whole = credential.__class__(**{**vars(credential), "evidence": [*credential.evidence, own]})
    return str(ob3.OB3Signer(privkey_pem=private, algorithm=ALGORITHM).sign(whole))
