"""Greek letters typed by their names: \\alpha and a completion give the letter."""

_LETTERS = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
).split()


def symbols(line):
    """Gives (what was typed, matches) where a name after a backslash ends the line, else None."""
    start = line.rfind("\\")
    name = line[start + 1 :]
    if start < 0 or not name.isalpha():
        return None
    known = _LETTERS + [letter.capitalize() for letter in _LETTERS]
    if name in known:
        return line[start:], [_letter(name)]
    return line[start:], ["\\" + letter for letter in known if letter.startswith(name)]


def _letter(name):
    from unicodedata import lookup

    case = "CAPITAL" if name[0].isupper() else "SMALL"
    spelled = "LAMDA" if name.lower() == "lambda" else name.upper()
    return lookup("GREEK %s LETTER %s" % (case, spelled))
