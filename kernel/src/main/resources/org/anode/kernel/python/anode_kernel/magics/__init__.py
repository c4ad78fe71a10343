"""The magics by name. Each is loaded when it is first used: LINE holds f(shell, line), CELL f(shell, line, cell)."""

_MODULES = {
    "about": "lsmagic pdoc pinfo pinfo2 psource pip conda debug",
    "code": "%capture prun tb time timeit xmode",
    "extensions": "autoreload load_ext reload_ext unload_ext",
    "files": "cd dirs env %file pwd run set_env %writefile",
    "history": "hist history recall rerun save",
    "programs": "%! %bash cat cp ll ls mkdir mv %perl %python3 rm rmdir %ruby %script %sh sx system %sx %system",
    "shown": "config %html %javascript %js %latex %markdown matplotlib pprint precision %svg",
    "variables": "reset reset_selective who who_ls whos xdel",
}
_ALSO_CELLS = ("prun", "time", "timeit")


def _table(cells):
    found = {}
    for module, names in _MODULES.items():
        for name in names.split():
            if name.startswith("%") == cells:
                found[name.lstrip("%")] = module
            elif cells and name in _ALSO_CELLS:
                found[name] = module
    return found


LINE = _table(False)
CELL = _table(True)


def load(name, cell=False):
    """The function of %name, or of %%name; None if there is none."""
    module = (CELL if cell else LINE).get(name)
    if module is None:
        return None
    loaded = __import__(__name__ + "." + module, fromlist=["_"])
    return (loaded.CELL if cell else loaded.LINE)[name]


def options(line, with_value, without=""):
    """Splits "-n 10 -o rest" into ({"n": "10", "o": ""}, "rest"); letters as getopt has them."""
    found = {}
    rest = line.strip()
    while rest.startswith("-") and len(rest) > 1 and rest[1] in with_value + without:
        letter = rest[1]
        if letter in without and rest[2:3] not in ("", " "):
            found[letter] = ""  # several in one: -oq
            rest = "-" + rest[2:]
        elif letter in without:
            found[letter] = ""
            rest = rest[2:].lstrip()
        else:
            value, _, rest = rest[2:].lstrip().partition(" ")
            found[letter] = value
            rest = rest.lstrip()
    return found, rest
