"""Temporary: evaluates the browser's subset until engine.feel exists. To be deleted."""

from engine.forms.browser import browser_tree, paths


class FeelError(ValueError):
    pass


class _X:
    def __init__(s, t):
        s.t = t
        s.names = {p.split(".")[0] for p in paths(t)}

    def evaluate(s, d):
        return ev(s.t, d)


def parse_expression(t):
    tree = browser_tree(t)
    if tree is None:
        raise FeelError("buiten de tijdelijke deelverzameling")
    return _X(tree)


def ev(n, d):
    import datetime

    o = n[0]
    if o == "value":
        return n[1]
    if o == "date":
        return datetime.date.fromisoformat(n[1])
    if o == "list":
        return [ev(x, d) for x in n[1:]]
    if o == "name":
        v = d
        for k in n[1:]:
            v = v.get(k) if isinstance(v, dict) else None
        return v
    v = [ev(x, d) for x in n[1:]]
    if o in ("and", "or"):
        stop = o == "or"
        return stop if any(x is stop for x in v) else (not stop) if all(x is (not stop) for x in v) else None
    if o == "not":
        return (not v[0]) if isinstance(v[0], bool) else None
    if o == "in":
        return v[0] in v[1]
    if o == "list contains":
        return None if v[0] is None else v[1] in v[0]
    a, b = v
    if o == "=":
        return a == b
    if o == "!=":
        return a != b
    try:
        return {"<": lambda: a < b, "<=": lambda: a <= b, ">": lambda: a > b, ">=": lambda: a >= b}[o]()
    except TypeError:
        return None
