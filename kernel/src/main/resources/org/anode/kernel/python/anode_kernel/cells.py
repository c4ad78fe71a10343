"""From the source of a cell to code objects: statements to execute, then perhaps one expression whose value is shown.

Top-level await is rewritten: a statement that awaits runs inside a coroutine function whose names are all global.
"""

import _ast
import sys

_AST_ONLY = 0x400  # ast.PyCF_ONLY_AST, without importing ast
RUNNER = "__anode_cell__"


class Step:
    """A code object and how to run it."""

    __slots__ = ("code", "shows", "awaits")

    def __init__(self, code, shows=False, awaits=False):
        self.code = code
        self.shows = shows  # its value is the result of the cell
        self.awaits = awaits  # it defines the coroutine function to run


def parse(source, filename, flags=0):
    """The tree of source, or None if it is not Python as it stands."""
    try:
        return compile(source, filename, "exec", _AST_ONLY | flags, dont_inherit=True)
    except (SyntaxError, ValueError, OverflowError, RecursionError, MemoryError):
        return None


def steps(source, filename, flags=0, every=False, tree=None):
    """Compiles a cell; with every, each expression that is a statement is shown, not only the last.

    tree: what parse() gave, if it was asked. Gives (steps, flags with the __future__ features it turns on). Raises
    SyntaxError.
    """
    if tree is None:
        tree = compile(source, filename, "exec", _AST_ONLY | flags, dont_inherit=True)
    flags |= _futures(tree)
    body = tree.body
    last = body[-1] if body and isinstance(body[-1], _ast.Expr) else None
    awaiting = "await" in source or "async" in source
    made = []
    plain = []
    for statement in body[:-1] if last else body:
        if every and isinstance(statement, _ast.Expr):
            _add_plain(made, plain, filename, flags)
            made.append(_last(statement, source, filename, flags, awaiting))
            plain = []
        elif awaiting and _awaits(statement):
            _add_plain(made, plain, filename, flags)
            made.append(_coroutine(statement, filename, flags, shows=False))
            plain = []
        else:
            plain.append(statement)
    _add_plain(made, plain, filename, flags)
    if last is not None:
        made.append(_last(last, source, filename, flags, awaiting))
    return made, flags


def _add_plain(made, statements, filename, flags):
    if statements:
        tree = _ast.Module(body=list(statements), type_ignores=[])
        made.append(Step(compile(tree, filename, "exec", flags, dont_inherit=True)))


def _last(statement, source, filename, flags, awaiting):
    shows = not _ends_quietly(source, statement)
    if awaiting and _awaits(statement):
        return _coroutine(statement, filename, flags, shows)
    tree = _ast.Expression(body=statement.value)
    return Step(compile(tree, filename, "eval", flags, dont_inherit=True), shows)


def _ends_quietly(source, statement):
    """Whether a semicolon follows the last expression: then its value is not shown."""
    rest = source.split("\n")[statement.end_lineno - 1 :]
    if rest:
        rest[0] = _after_column(rest[0], statement.end_col_offset)
    for line in rest:
        after = line.split("#", 1)[0].lstrip(" \t)\\")
        if after:
            return after[0] == ";"
    return False


# columns count UTF-8 bytes in CPython and code points in GraalPy
_COUNTS_BYTES = compile("'é'", "<probe>", "eval", _AST_ONLY).body.end_col_offset == 4


def _after_column(line, column):
    if not _COUNTS_BYTES:
        return line[column:]
    return line.encode("utf-8", "surrogatepass")[column:].decode("utf-8", "replace")


def _futures(tree):
    """Flags of the __future__ imports that may stand at the head of a module."""
    found = 0
    for statement in tree.body:
        if isinstance(statement, _ast.ImportFrom) and statement.module == "__future__":
            import __future__

            for alias in statement.names:
                feature = getattr(__future__, alias.name, None)
                found |= getattr(feature, "compiler_flag", 0)
        elif not (isinstance(statement, _ast.Expr) and isinstance(statement.value, _ast.Constant)):
            break
    return found


# top-level await

_OWN_SCOPE = (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.Lambda, _ast.ClassDef)
_AWAITING = (_ast.Await, _ast.AsyncFor, _ast.AsyncWith)


def _children(node):
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, _ast.AST):
            yield value
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, _ast.AST):
                    yield item


def _awaits(node):
    if isinstance(node, _AWAITING) or (isinstance(node, _ast.comprehension) and node.is_async):
        return True
    if isinstance(node, _OWN_SCOPE) or isinstance(node, _ast.GeneratorExp):
        return False
    return any(_awaits(child) for child in _children(node))


def _bound_names(node, found):
    """Names that the statement binds in its own scope."""
    if isinstance(node, (_ast.FunctionDef, _ast.AsyncFunctionDef, _ast.ClassDef)):
        found.add(node.name)
        return
    if isinstance(node, _ast.Lambda):
        return
    if isinstance(node, _ast.Name) and not isinstance(node.ctx, _ast.Load):
        found.add(node.id)
    elif isinstance(node, _ast.alias):
        found.add((node.asname or node.name).split(".")[0])
    elif isinstance(node, _ast.ExceptHandler) and node.name:
        found.add(node.name)
    elif isinstance(node, (_ast.MatchAs, _ast.MatchStar)) and node.name:
        found.add(node.name)
    elif isinstance(node, _ast.MatchMapping) and node.rest:
        found.add(node.rest)
    for child in _children(node):
        if isinstance(node, _COMPREHENSIONS) and isinstance(child, _ast.comprehension):
            _bound_by_walrus(child, found)
        else:
            _bound_names(child, found)


_COMPREHENSIONS = (_ast.ListComp, _ast.SetComp, _ast.DictComp, _ast.GeneratorExp)


def _bound_by_walrus(node, found):
    """A comprehension's own targets stay inside it; := in its conditions does not."""
    if isinstance(node, _ast.NamedExpr):
        _bound_names(node.target, found)
    for child in _children(node):
        _bound_by_walrus(child, found)


def _coroutine(statement, filename, flags, shows):
    names = set()
    _bound_names(statement, names)
    where = {
        "lineno": statement.lineno,
        "col_offset": statement.col_offset,
        "end_lineno": statement.end_lineno,
        "end_col_offset": statement.end_col_offset,
    }
    body = [_ast.Global(names=sorted(names), **where)] if names else []
    body.append(_ast.Return(value=statement.value, **where) if shows else statement)
    nothing = _ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
    extra = {"type_params": []} if sys.version_info >= (3, 12) else {}
    function = _ast.AsyncFunctionDef(
        name=RUNNER, args=nothing, body=body, decorator_list=[], returns=None, **extra, **where
    )
    tree = _ast.Module(body=[function], type_ignores=[])
    return Step(compile(tree, filename, "exec", flags, dont_inherit=True), shows, awaits=True)
