"""LTI 1.3: a learning management system (LMS) signs learners in, lists them and receives their marks.

`registration` what the LMS and the hub know of each other · `admission` who may come in, and as what · `sign_in` the hub's
authenticator · `choosing` the page on which a teacher links a lab · `store` what is kept · `lms` the LMS's services ·
`marks`, `roster`, `journal` what the commands do.
"""
