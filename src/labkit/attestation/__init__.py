"""What a learner showed, competence by competence, as a page with a signed Open Badges 3.0 credential in it.

The course makes and signs it, and may withdraw it (`issue`); anybody checks it without a network (`verify`), with PyJWT alone.
No server holds a name: the page alone has it, the credential a salted hash of it.
"""
