"""Expressions come from diagrams that others draw. None may escape, hang, or fill the memory."""

from itertools import pairwise

import pytest

from engine.feel import FeelError, FeelLimitError, parse_expression, parse_unary_tests
from engine.feel.expression import _expression
from tests.counting import counted

BOUND = 400_000  # calls; a twentieth of a second or so

NOT_FEEL = {
    "import in an expression": "__import__('os').system('id')",
    "import with double quotes": '__import__("os").system("id")',
    "lambda": "lambda: 1",
    "walrus": "(x := 5)",
    "assignment of a list": "a[0] += 1",
    "while loop": "while true: 1",
    "def statement": "def f(): return f()",
    "class statement": "class A: x",
    "try statement": "try: 1 except: 2",
    "with statement": 'with open("x") as f: 1',
    "decorator": "@f def g(): 1",
    "f-string": 'f"{zaak}"',
    "percent padding": '"%1000000000d" % 1',
    "shift bomb": "1 << 1000000000",
    "bit not": "~1",
    "star arguments": "max(*zaak)",
    "double star arguments": "f(**zaak)",
    "list comprehension": "[x for x in zaak]",
    "generator": "sum(x for x in 1..10)",
    "set display": "{1, 2}",
    "slice": "zaak[1:2]",
    "tuple walk": "().__class__.__base__.__subclasses__()",
    "dunder on text": '"".__class__.__mro__',
    "dunder on list": "[].__class__.__base__",
    "dunder on variable": "zaak.__dict__",
    "dunder on function": "count.__globals__",
    "globals": "globals()",
    "builtins": "__builtins__",
    "eval": 'eval("1")',
    "exec": 'exec("1")',
    "compile": 'compile("1", "x", "eval")',
    "open": 'open("/etc/passwd")',
    "read a file by method": 'open("/etc/passwd").read()',
    "getattr": 'getattr(zaak, "keys")',
    "type": "type(zaak)",
    "vars": "vars(zaak)",
    "breakpoint": "breakpoint()",
    "exit": "exit()",
    "format call": 'format(1, "1000000000d")',
    "range bomb": "range(1, 1000000000)",
    "external function": 'function(x) external {java: {class: "java.lang.System", method: "exit(int)"}}',
    "unknown type": "zaak instance of os.system",
    "statement separator": "1; 2",
    "backslash": "\\x",
    "null byte": "1 + \x00",
    "unclosed text": '"aaa',
    "bracket tower": "(" * 2000,
    "list tower": "[" * 1999 + "]" * 1999,
    "parentheses tower": "(" * 1990 + "1" + ")" * 1990,
    "minus tower": "-" * 3999 + "1",
    "context tower": "{a:" * 1000 + "1" + "}" * 1000,
    "if tower": "if true then " * 250 + "1" + " else 2" * 250,
    "type tower": "zaak instance of " + "list<" * 700 + "number" + ">" * 700,
    "sum of a thousand terms": "+".join(["1"] * 1000),
    "four thousand characters": "1 + " * 1001 + "1",
    "spaces after a key": "{a" + " " * 3990,
    "spaces after a parameter": "f(a" + " " * 3990,
    "unclosed comments": "/*" * 1990,
    "words without end": "( a" * 1300,
    "backslashes in a text": '"' + "\\" * 3990,
    "open ranges": "[1.." * 900,
    "brackets after a range": "[1..a" + "[ " * 1900,
    "commas": "[" + "," * 3900,
    "very long name": "a" * 5000,
    "number literal": "1E999999999",
}

# Sixteen lists of two times the previous list: small in memory, 65,536 items on paper.
SHARED = "{a: [1, 1]" + "".join(f", {new}: [{old}, {old}]" for old, new in pairwise("abcdefghijklmnop"))

BOMBS = {
    "power tower": "10 ** 10 ** 10",
    "power tower on its head": "10 ** (10 ** 10)",
    "large power": "9 ** 999999",
    "power of a power": "(10 ** 40) ** 6000",
    "factor bomb": "1E6000 * 1E6000",
    "exp": "exp(100000)",
    "nested for": "for a in 1..1000, b in 1..1000, c in 1..1000 return 1",
    "for in for": "for a in 1..1000 return for b in 1..1000 return 1",
    "long range": "for a in 1..1000000000 return a",
    "descending range": "for a in 1000000000..1 return a",
    "date range": "count(for d in @\"0001-01-01\"..@\"9999-12-31\" return d)",
    "nested some": "some a in 1..9000, b in 1..9000 satisfies a + b < 0",
    "nested every": "every a in 1..9000, b in 1..9000 satisfies a + b > 0",
    "filter in filter": "(for a in 1..900 return a)[count((for b in 1..900 return b)[item > 0]) > 0]",
    "partial": "for a in 1..9999 return count(partial[item = partial])",
    "endless recursion": "{f: function(g, n) g(g, n + 1), x: f(f, 0)}.x",
    "forked recursion": "{f: function(g, n) g(g, n + 1) + g(g, n + 1), x: f(f, 0)}.x",
    "the Y combinator": "(function(f) f(f))(function(f) f(f))",
    "doubling text": "{a: \"aaaaaaaaaaaaaaaa\", b: a+a+a+a+a+a+a+a, c: b+b+b+b+b+b+b+b, d: c+c+c+c+c+c+c+c,"
    " e: d+d+d+d+d+d+d+d}",
    "doubling list": "{a: [1,2,3,4,5,6,7,8], b: concatenate(a,a,a,a,a,a,a,a),"
    " c: concatenate(b,b,b,b,b,b,b,b), d: concatenate(c,c,c,c,c,c,c,c), e: concatenate(d,d,d,d,d,d,d,d)}",
    "shared lists": SHARED + "}.p",
    "comparing shared lists": SHARED + ", x: p = p}.x",
    "flattening shared lists": SHARED + ", x: flatten(p)}.x",
    "writing shared lists": SHARED + ", x: string(p)}.x",
    "joining": 'string join(for i in 1..9000 return "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaa")',
    "replacing": 'replace(string join(for i in 1..9000 return "a"), "a", "' + "a" * 40 + '")',
    "distinct of many": "distinct values(for i in 1..4000 return {a: i})",
    "duplicates of many": "duplicate values(for i in 1..4000 return i)",
    "sorting with a function": "sort(for i in 1..3000 return -i, function(a, b) a < b)",
    "unpicking a long text": 'for i in 1..9000 return string length(upper case("' + "a" * 3000 + '"))',
    "backtracking": 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")',
    "backtracking in a choice": 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a|aa)+$")',
    "backtracking in a row": f'matches("{"a" * 100}!", "a*a*a*a*a*a*a*b")',
    "backtracking over optionals": 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "(a?){29}a{29}")',
    "backtracking in replace": 'replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a*)*b", "x")',
    "backtracking in split": 'split("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(.*a){20}")',
    "powers in a loop": "for i in 1..9000 return 1.234567 ** 1234.567",
    "logarithms in a loop": "for i in 1..9000 return log(i)",
    "patterns in a loop": 'for i in 1..9000 return matches(string(i), string(i) + "a{1,100}b?c*")',
    "long texts in a loop": f'for i in 1..9000 return matches("{"a" * 1000}", "a.*b")',
    "ranges in a loop": 'for i in 1..9000 return range("[" + string(i) + "..9]")',
    "paths over a list in a loop": "{x: for i in 1..3000 return {a: i}, y: for i in 1..3000 return x.a}",
    "comparing in a loop": "{x: for i in 1..3000 return {a: i}, y: for i in 1..3000 return x = x}",
    "membership in a loop": "{x: for i in 1..3000 return i, y: for i in 1..3000 return i in x}",
    "writing in a loop": "{x: for i in 1..3000 return [i], y: for i in 1..3000 return string(x)}",
    "types in a loop": "{x: for i in 1..3000 return [i], y: for i in x return x instance of list<any>}",
    "dates in a loop": 'for i in 1..9000 return date("2026-01-01") + duration("P1D") + duration("P1M")',
    "merging in a loop": "for i in 1..9000 return context merge([{a: 1}, {b: for j in 1..9 return j}])",
    "counted repeat of a counted repeat": 'matches("a", "((a{1000}){1000}){1000}")',
}  # fmt: skip

UNKNOWN = {
    "import statement": "import os",
    "from import statement": "from os import system",
    "del statement": "del zaak.ernst",
    "java method": 'java.lang.Runtime.getRuntime().exec("id")',
}

HARMLESS = {
    "format specification": '"{:1000000000}".format(1)',
    "text times number": '"a" * 1000000000',
    "list times number": "[0] * 1000000000",
    "division by zero": "1 / 0",
    "zero to the power of minus one": "0 ** -1",
    "method of a text": '"a".upper',
    "mapping method": "zaak.keys",
    "calling a method of a context": "zaak.items()",
    "calling a text": '"a"()',
    "duration beyond time": 'duration("P999999999999D")',
    "date beyond time": '@"9999-12-31" + duration("P1D")',
    "month beyond time": '@"9999-12-31" + duration("P999999999999M")',
    "huge duration": 'duration("P999999999D") * 1000000',
    "zone outside the zone folder": '@"10:00:00@../../etc/passwd"',
    "property of nothing": "null.a.b.c",
    "scale beyond decimals": "decimal(1, 999999999999)",
    "months without number": 'duration("P1M") * 1E6000',
    "position without number": "[1][1E6000]",
    "range without number": "for i in 1..1E6000 return i",
    "parity of a huge number": "odd(1E6000)",
    "bounded text": 'substring("abc", 999999999999)',
}


def within_bound(source):
    """Compile and evaluate as for the first time; return the value or the refusal."""
    parse_expression("1")  # makes the parser
    _expression.cache_clear()
    with counted(BOUND):
        try:
            return parse_expression(source).evaluate({"zaak": {"ernst": 3}})
        except FeelError as error:
            return error


@pytest.mark.parametrize("source", NOT_FEEL.values(), ids=NOT_FEEL)
def test_what_is_no_feel_is_refused_when_it_is_compiled(source):
    assert isinstance(within_bound(source), FeelError)
    with pytest.raises(FeelError):
        parse_expression(source)


@pytest.mark.parametrize("source", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_before_it_bursts(source):
    assert isinstance(within_bound(source), FeelLimitError)


@pytest.mark.parametrize("source", HARMLESS.values(), ids=HARMLESS)
def test_what_has_no_meaning_is_null(source):
    assert within_bound(source) is None


@pytest.mark.parametrize("source", UNKNOWN.values(), ids=UNKNOWN)
def test_words_that_name_nothing_are_refused_by_the_checker_and_null_without_it(source):
    assert within_bound(source) is None
    with pytest.raises(FeelError):
        parse_expression(source, names=["zaak"], strict=True)


def test_there_are_at_least_as_many_attacks_as_were_found_against_other_evaluators():
    assert len({**NOT_FEEL, **BOMBS, **UNKNOWN, **HARMLESS}) >= 46


@pytest.mark.parametrize("source", [*NOT_FEEL.values(), *BOMBS.values()], ids=[*NOT_FEEL, *BOMBS])
def test_an_attack_in_a_decision_cell_is_refused_too(source):
    try:
        passes = parse_unary_tests(f"> {source}").matches(3, {"zaak": {}})
    except FeelError:
        passes = False
    assert not passes


def test_a_context_that_contains_itself_is_refused():
    circle: dict[str, object] = {}
    circle["zelf"] = circle
    for source in (
        "zaak",
        "zaak = zaak",
        "string(zaak)",
        "[zaak, zaak]",
        "zaak instance of context<zelf: any>",
    ):
        with pytest.raises(FeelLimitError):
            parse_expression(source).evaluate({"zaak": circle})


def test_data_cannot_take_the_place_of_a_function():
    expression = parse_expression("count([1, 2])", names=["count"])
    assert expression.evaluate({"count": 99}) == 2


def test_a_python_object_in_the_context_is_refused():
    with pytest.raises(FeelError):
        parse_expression("zaak").evaluate({"zaak": object()})


def test_a_function_from_the_context_is_not_callable():
    with pytest.raises(FeelError):
        parse_expression("f(1)", names=["f"]).evaluate({"f": print})
