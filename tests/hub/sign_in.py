"""A browser's sign-in by JupyterHub's own form, without a browser."""

import requests


def signed_in(url: str, name: str, password: str) -> requests.Session:
    """A session of this person on the hub at `url`."""
    session = requests.Session()
    session.get(f"{url}/hub/login", timeout=180).raise_for_status()
    form = {"username": name, "password": password, "_xsrf": session.cookies.get("_xsrf", path="/hub/")}
    # Not followed: the next page starts a server.
    done = session.post(f"{url}/hub/login", data=form, timeout=180, allow_redirects=False)
    assert done.status_code == 302, done.text
    return session
