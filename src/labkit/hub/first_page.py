"""A learner's first page on a hub: an empty folder says how a lab comes into it. An extension of Jupyter's server."""

from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import RedirectWithParams

PAGE = "welcome-bienvenue.md"

# One page in both languages: JupyterLab shows each person the menus in their own, nbgrader's stay in English.
_TEXT = """\
# Welcome

1. In the menu **Nbgrader**, choose **Assignment List**, and press **Fetch** beside a lab: its folder appears on the left.
2. Open its notebook (of the two pathways, the one that you were given), and run the cells one by one with **Shift + Enter**.
3. When you have finished, save, go back to **Assignment List**, and press **Submit**. You may hand in again until the deadline.

Marks, feedback and receipts are in the menu **My labs**. This page opens once; you may delete it.

# Bienvenue

1. Dans le menu **Nbgrader**, choisissez **Assignment List**, puis **Fetch** à côté d'un TP : son dossier apparaît à gauche.
2. Ouvrez son notebook (des deux parcours, celui qu'on vous a donné) et exécutez les cellules une à une avec **Maj + Entrée**.
3. Quand vous avez terminé, enregistrez, revenez à **Assignment List** et choisissez **Submit**. Vous pouvez rendre le TP de nouveau jusqu'à l'échéance.

Notes, retours et reçus sont dans le menu **Mes TP**. Cette page s'ouvre une seule fois ; vous pouvez la supprimer.
"""


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Write the page into a folder that holds nothing yet, and open on it; elsewhere nothing changes."""
    folder = Path(server.root_dir)
    try:
        if any(not entry.name.startswith(".") for entry in folder.iterdir()):
            return
        (folder / PAGE).write_text(_TEXT, encoding="utf-8")
    except OSError as error:  # a folder that cannot be read or written is the server's to tell
        server.log.warning(f"{PAGE}: {error}")
        return
    # Jupyter has fixed by now where its own root leads: a handler added later is asked first.
    page = f"{server.base_url}lab/tree/{PAGE}"
    root = (f"{server.base_url}?", RedirectWithParams, {"url": page, "permanent": False})
    server.web_app.add_handlers(".*$", [root])
