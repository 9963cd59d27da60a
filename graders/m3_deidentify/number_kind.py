"""Builder's task 1: health numbers, the NIR with its key and the RAMQ number by its format."""

import re

from labkit.tasks import Text, case, function_task, laws

from .vocabulary import DEIDENTIFIERS, one_of

NIR, RAMQ = r"[12]\d{4}(\d\d|2[AB])\d{8}", r"[A-Z]{4}\d{8}"

task = function_task(
    points=2,
    forbids=DEIDENTIFIERS,
    why=Text(
        "Right. A number whose key is wrong is hidden as well: one slip of the keyboard separates it from somebody's number. The key serves to warn the ward that the chart may hold a wrong number.",
        "Juste. Un numéro dont la clé est fausse est masqué aussi : une seule faute de frappe le sépare du numéro de quelqu'un. La clé sert à prévenir le service que le dossier contient peut-être un numéro faux.",
    ),
    hints=[
        Text(
            'First take the spaces out and write everything in capitals: written.replace(" ", "").upper(). Then re.fullmatch says whether the whole has a shape: re.fullmatch(r"[A-Z]{4}\\d{8}", plain) for the RAMQ number.',
            'Retirez d\'abord les espaces et mettez tout en majuscules : written.replace(" ", "").upper(). Puis re.fullmatch dit si l\'ensemble a une forme : re.fullmatch(r"[A-Z]{4}\\d{8}", plain) pour le numéro RAMQ.',
        ),
        Text(
            'For the NIR: a 1 or a 2, four digits, a department of two digits (or 2A, 2B), six digits, then the key of two: r"[12]\\d{4}(\\d\\d|2[AB])\\d{8}".',
            'Pour le NIR : un 1 ou un 2, quatre chiffres, un département de deux chiffres (ou 2A, 2B), six chiffres, puis la clé, deux chiffres : r"[12]\\d{4}(\\d\\d|2[AB])\\d{8}".',
        ),
        Text(
            "Take the first 13 characters, read 2A as 19 and 2B as 18, make a whole number n of them, and compare 97 - n % 97 with the last two as a number.",
            "Prenez les 13 premiers caractères, lisez 2A comme 19 et 2B comme 18, faites-en un nombre entier n, puis comparez 97 - n % 97 avec les deux derniers, lus comme un nombre.",
        ),
    ],
    laws=[
        laws.known(
            {"written": "2 55 08 14 168 025 38"},
            "nir",
            Text(
                "The textbook's number, 2 55 08 14 168 025, has the key 38.",
                "Le numéro des manuels, 2 55 08 14 168 025, a pour clé 38.",
            ),
        ),
        laws.known(
            {"written": "2 55 08 14 168 025 83"},
            "nir_wrong_key",
            Text(
                "The same number with 83 in place of 38 has a wrong key: it stays an identifier.",
                "Le même numéro avec 83 au lieu de 38 a une clé fausse : il reste un identifiant.",
            ),
        ),
    ],
)


def _plain(written):
    return written.replace(" ", "").upper()


def _figures(plain):
    return int(plain[:13].replace("2A", "19").replace("2B", "18"))


@task.reference
def by_shape_then_key(written):
    plain = written.replace(" ", "").upper()
    if re.fullmatch(RAMQ, plain):
        return "ramq"
    if not re.fullmatch(NIR, plain):
        return "other"
    body = int(plain[:13].replace("2A", "19").replace("2B", "18"))
    return "nir" if 97 - body % 97 == int(plain[13:]) else "nir_wrong_key"


@task.alternative
def number_and_key_together(written):
    # A number followed by its right key, added up, is a multiple of 97.
    plain = "".join(written.upper().split())
    if plain[:4].isalpha() and len(plain) == 12 and plain[4:].isdigit():
        return "ramq"
    figures = plain[:5] + {"2A": "19", "2B": "18"}.get(plain[5:7], plain[5:7]) + plain[7:]
    if len(plain) != 15 or not plain.startswith(("1", "2")) or not figures.isdigit():
        return "other"
    key = int(figures[13:])
    return "nir" if 0 < key < 98 and (int(figures[:13]) + key) % 97 == 0 else "nir_wrong_key"


@task.alternative
def with_groups(written):
    plain = re.sub(r"\s+", "", written).upper()
    found = re.fullmatch(r"([12]\d{4})(\d\d|2A|2B)(\d{6})(\d\d)", plain)
    if found is None:
        return "ramq" if re.fullmatch(RAMQ, plain) else "other"
    head, department, tail, key = found.groups()
    department = department.replace("2A", "19").replace("2B", "18")
    return "nir" if int(key) == 97 - int(head + department + tail) % 97 else "nir_wrong_key"


@task.mutant(
    Text(
        "You call a number with a wrong key something else, and it would stay in the letter. One mistyped digit, and the rest is still Mrs. Malenfant's neighbour: say nir_wrong_key, and hide it.",
        "Vous classez ailleurs un numéro dont la clé est fausse, et il resterait dans la lettre. Un chiffre mal tapé, et le reste désigne toujours quelqu'un : répondez nir_wrong_key, et masquez-le.",
    ),
)
def wrong_key_is_no_identifier(written):
    found = by_shape_then_key(written)
    return "other" if found == "nir_wrong_key" else found


@task.mutant(
    Text(
        "You compare the key with the remainder itself. The key is what is missing to 97: 97 - n % 97.",
        "Vous comparez la clé au reste lui-même. La clé est ce qui manque jusqu'à 97 : 97 - n % 97.",
    ),
)
def remainder_is_the_key(written):
    found, plain = by_shape_then_key(written), _plain(written)
    if found not in ("nir", "nir_wrong_key"):
        return found
    return "nir" if _figures(plain) % 97 == int(plain[13:]) else "nir_wrong_key"


@task.mutant(
    Text(
        "When n is a multiple of 97 the key is 97, not 0. Your formula turns 97 into 0.",
        "Quand n est un multiple de 97, la clé est 97, et non 0. Votre formule change 97 en 0.",
    ),
)
def key_97_becomes_0(written):
    found, plain = by_shape_then_key(written), _plain(written)
    if found not in ("nir", "nir_wrong_key"):
        return found
    return "nir" if -_figures(plain) % 97 == int(plain[13:]) else "nir_wrong_key"


@task.mutant(
    Text(
        "People born in Corsica have 2A or 2B in their number. Your function does not see it, and it stays in the letter. Read 2A as 19 and 2B as 18.",
        "Les personnes nées en Corse ont 2A ou 2B dans leur numéro. Votre fonction ne le voit pas, et il reste dans la lettre. Lisez 2A comme 19 et 2B comme 18.",
    ),
)
def corsica_forgotten(written):
    return (
        "other"
        if re.search("2[AB]", _plain(written)[5:7]) and len(_plain(written)) == 15
        else by_shape_then_key(written)
    )


@task.mutant(
    Text(
        "You read both 2A and 2B as 20. The rule reads 2A as 19 and 2B as 18.",
        "Vous lisez 2A et 2B comme 20. La règle lit 2A comme 19 et 2B comme 18.",
    ),
)
def corsica_as_20(written):
    plain = _plain(written)
    if len(plain) == 15 and plain[5:7] in ("2A", "2B"):
        return by_shape_then_key(plain[:5] + "20" + plain[7:])
    return by_shape_then_key(written)


@task.mutant(
    Text(
        "Your function wants the number without spaces. People write it in groups: take the spaces out first.",
        "Votre fonction veut le numéro sans espaces. Les gens l'écrivent par groupes : retirez d'abord les espaces.",
    ),
)
def spaces_stay(written):
    return "other" if " " in written else by_shape_then_key(written)


@task.mutant(
    Text(
        "Your function does not see a number typed in small letters (2a, or a RAMQ number). Write everything in capitals first.",
        "Votre fonction ne voit pas un numéro tapé en minuscules (2a, ou un numéro RAMQ). Mettez d'abord tout en majuscules.",
    ),
)
def capitals_only(written):
    return by_shape_then_key(written) if written == written.upper() else "other"


@task.mutant(
    Text(
        "You look for the shape anywhere in what is given. A longer number that contains it is something else: the whole must have the shape (re.fullmatch).",
        "Vous cherchez la forme n'importe où dans ce qui est donné. Un numéro plus long qui la contient est autre chose : c'est l'ensemble qui doit avoir la forme (re.fullmatch).",
    ),
)
def shape_anywhere(written):
    plain = _plain(written)
    found = re.search(RAMQ, plain) or re.search(NIR, plain)
    return by_shape_then_key(found[0]) if found else "other"


def _in_groups(plain):
    return " ".join([plain[:1], plain[1:3], plain[3:5], plain[5:7], plain[7:10], plain[10:13], plain[13:]])


@task.cases
def numbers(rng):
    # Order number 000 and days of birth above 40: nobody's numbers.
    written = []
    for department in ("75", "2A", "33", "2B", "69", "2A", "2B", "06"):
        head = f"{int(rng.integers(1, 3))}{int(rng.integers(10, 99))}{int(rng.integers(1, 13)):02d}"
        body = f"{head}{department}{int(rng.integers(1, 400)):03d}000"
        key = 97 - _figures(body) % 97
        for last in (key, key % 97 + 1, _figures(body) % 97):
            number = f"{body}{last:02d}"
            written.append(one_of(rng, [number, _in_groups(number), number.lower()]))
    # A body that is a multiple of 97: its key is 97, and 00 is wrong.
    first = int(f"1{int(rng.integers(10, 99))}0775101000")
    body = str(next(number for number in range(first, first + 97) if number % 97 == 0))
    written += [f"{body}97", f"{body}00", _in_groups(f"{body}97")]
    # Its remainder is 96: the key is 01; 98, which is as far from the next multiple, is no key.
    last = str(next(number for number in range(first, first + 97) if number % 97 == 96))
    written += [f"{last}01", f"{last}98"]
    letters = "".join(one_of(rng, "ABCDEFGHLMNPRST") for _ in range(4))
    figures = f"{int(rng.integers(20, 99))}{int(rng.integers(51, 63))}{int(rng.integers(41, 72))}{int(rng.integers(10, 99))}"
    written += [
        f"{letters} {figures[:4]} {figures[4:]}",
        f"{letters}{figures}",
        f"{letters.lower()}{figures}",
    ]
    written += [
        f"{letters}{figures}7",
        f"7{letters}{figures}",
        f"{letters[:3]}{figures}",
        f"{letters}{figures[:7]}",
    ]
    written += [
        f"{letters}{figures[:7]}B",
        f"{letters[:3]}4{figures}",
        f"{letters}B{figures[:7]}",
        f"7{letters[:3]}{figures}",
        "418 555 0134",
        "",
    ]
    written += [body, f"{body}971", f"5{body}97", f"3{body[1:]}97", f"{body[:5]}2C{body[7:]}97"]
    written += [f"{body[:7]}2A{body[9:]}97", f"{body}9A"]
    for place in rng.permutation(len(written)):
        yield case(written=written[place])
