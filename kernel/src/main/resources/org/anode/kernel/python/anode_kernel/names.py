"""Looks values up by name without running code that a person only points at."""

import _ast
import builtins

NOTHING = object()


def primary_before(text):
    """The expression of names, dots and brackets that ends the text: "x = a.b[0].c" gives "a.b[0].c"."""
    position = len(text)
    while position > 0:
        sign = text[position - 1]
        if sign.isalnum() or sign in "_.":
            position -= 1
        elif sign == "]":
            opening = _opening(text, position - 1)
            if opening <= 0 or not (text[opening - 1].isalnum() or text[opening - 1] in "_]"):
                break
            position = opening
        else:
            break
    return text[position:]


def called_before(text):
    """The name before the innermost bracket that is open at the end of the text."""
    depth = 0
    for position in range(len(text) - 1, -1, -1):
        if text[position] == ")":
            depth += 1
        elif text[position] == "(":
            if depth == 0:
                return primary_before(text[:position])
            depth -= 1
    return ""


def _opening(text, closing):
    """The bracket that the one at closing ends, on the same line; -1 if there is none."""
    depth = 0
    for position in range(closing, -1, -1):
        if text[position] == "]":
            depth += 1
        elif text[position] == "[":
            depth -= 1
            if depth == 0:
                return position
        elif text[position] == "\n":
            break
    return -1


def value_of(expression, namespace):
    """The value of names, attributes and constant indices; NOTHING for all else. Calls are never made."""
    try:
        tree = compile(expression.strip(), "<name>", "eval", 0x400, dont_inherit=True).body
        return node_value(tree, namespace)
    except Exception:
        return NOTHING


def node_value(node, namespace):
    """As value_of, for a parsed expression; may raise what a property raises."""
    if isinstance(node, _ast.Constant):
        return node.value
    if isinstance(node, _ast.Name):
        return namespace[node.id] if node.id in namespace else getattr(builtins, node.id, NOTHING)
    if isinstance(node, _ast.Attribute):
        owner = node_value(node.value, namespace)
        return NOTHING if owner is NOTHING else getattr(owner, node.attr)
    if isinstance(node, _ast.Subscript) and isinstance(node.slice, (_ast.Constant, _ast.Name, _ast.UnaryOp)):
        owner = node_value(node.value, namespace)
        index = _index(node.slice, namespace)
        if owner is not NOTHING and index is not NOTHING and type(owner) in (list, tuple, dict, str):
            return owner[index]
    return NOTHING


def _index(node, namespace):
    if isinstance(node, _ast.UnaryOp) and isinstance(node.op, _ast.USub) and isinstance(node.operand, _ast.Constant):
        return -node.operand.value
    return node_value(node, namespace)
