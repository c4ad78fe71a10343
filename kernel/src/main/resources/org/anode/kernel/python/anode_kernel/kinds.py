"""What an expression would give, told without running code of the notebook: for completions after a call."""

import _ast

from .names import NOTHING, node_value

_PURE = (str, bytes, int, float, complex, tuple, frozenset)
_GROWS = ("format", "format_map", "expandtabs")  # a short text may make a long one of these
SIZE_MAX = 10_000  # items of a value whose method is called
BITS_MAX = 1_000  # of a number whose method is called
NUMBER_MAX = 1_000  # of an argument: ljust(10**9) would take all memory


def kind_before(text, namespace):
    """An object with the attributes of the expression that ends the text; NOTHING where only running it could tell."""
    try:
        tree = compile(_expression_before(text), "<name>", "eval", 0x400, dont_inherit=True).body
        return _kind(tree, namespace)
    except Exception:
        return NOTHING


def _kind(node, namespace):
    if not isinstance(node, _ast.Call):
        return node_value(node, namespace)
    if isinstance(node.func, _ast.Attribute):
        owner = _kind(node.func.value, namespace)
        if type(owner) in _PURE:
            return _called(owner, node, namespace)
        called = NOTHING if owner is NOTHING else getattr(owner, node.func.attr, NOTHING)
    else:
        called = node_value(node.func, namespace)
    if isinstance(called, type):
        return called
    given = getattr(called, "__annotations__", {}).get("return")
    return given if isinstance(given, type) else NOTHING


def _called(owner, node, namespace):
    """A method of a plain immutable value changes nothing, so it may be called, with arguments that are written out."""
    name = node.func.attr
    if node.keywords or name.startswith("_") or name in _GROWS or _is_large(owner):
        return NOTHING
    arguments = [_ast_constant(argument) for argument in node.args]
    if any(isinstance(value, (int, float)) and not -NUMBER_MAX < value < NUMBER_MAX for value in arguments):
        return NOTHING
    return getattr(owner, name)(*arguments)


def _is_large(owner):
    return owner.bit_length() > BITS_MAX if type(owner) is int else hasattr(owner, "__len__") and len(owner) > SIZE_MAX


def _ast_constant(node):
    if not isinstance(node, _ast.Constant):
        raise ValueError("not written out")
    return node.value


def _expression_before(text):
    """The expression of names, dots, brackets and quoted texts that ends a text."""
    position = len(text)
    while position > 0:
        sign = text[position - 1]
        if sign.isalnum() or sign in "_.":
            position -= 1
        elif sign in ")]}":
            position = _opening(text, position - 1)
        elif sign in "\"'":
            position = _opening_quote(text, position - 1)
            break
        else:
            break
    return text[max(0, position) :]


def _opening_quote(text, closing):
    position = text.rfind(text[closing], 0, closing)
    while position > 0 and text[position - 1] == "\\":
        position = text.rfind(text[closing], 0, position)
    return position


def _opening(text, closing):
    depth = 0
    position = closing
    while position >= 0:
        sign = text[position]
        if sign in ")]}":
            depth += 1
        elif sign in "([{":
            depth -= 1
            if depth == 0:
                return position
        elif sign in "\"'":
            position = _opening_quote(text, position)
        position -= 1
    return -1


def bound_names(text):
    """Names that a text, which need not be whole, gives a value."""
    import re

    pattern = r"\b(?:def|class|import|as|for|global)[ \t]+(\w+)|^[ \t]*(\w+)[ \t]*(?::[^=\n]*)?=(?!=)"
    found = {name for pair in re.findall(pattern, text, re.MULTILINE) for name in pair if name}
    for parameters in re.findall(r"\bdef[ \t]+\w+[ \t]*\(([^()]*)\)", text):
        found.update(re.findall(r"(?:^|,)\s*\*{0,2}(\w+)", parameters))
    return found
