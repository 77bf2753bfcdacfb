"""Functions on contexts."""

from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.limits import size_checked
from engine.feel.values import Value, adopt

Context = dict[str, Any]


@builtin("get value(m: context, key: text)")
def get_value(context: Context, key: str) -> Value:
    return adopt(context.get(key))


@builtin("get value(context: context, keys: list)")
def get_value_on_path(context: Context, keys: list[Value]) -> Value:
    value: Any = context
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return adopt(value) if keys else None


@builtin("get entries(m: context)")
def get_entries(context: Context) -> list[Context]:
    return [{"key": key, "value": adopt(value)} for key, value in context.items()]


@builtin("context(entries: list)")
def context_of(entries: list[Value]) -> Context | None:
    outcome: Context = {}
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("key"), str) or "value" not in entry:
            return None
        if entry["key"] in outcome:
            return None
        outcome[entry["key"]] = entry["value"]
    return outcome


@builtin("context put(context: context, key: text, value: any)")
def context_put(context: Context, key: str, value: Value) -> Context:
    return size_checked({**context, key: value})


@builtin("context put(context: context, keys: list, value: any)")
def context_put_on_path(context: Context, keys: list[Value], value: Value) -> Context | None:
    if not keys or len(keys) > 20 or not all(isinstance(key, str) for key in keys):
        return None
    first, *rest = keys
    if not rest:
        return context_put(context, first, value)
    inner = context.get(first, {})
    if not isinstance(inner, dict):
        return None
    replaced = context_put_on_path(inner, rest, value)
    return None if replaced is None else context_put(context, first, replaced)


@builtin("context merge(contexts: list)")
def context_merge(contexts: list[Value]) -> Context | None:
    if not all(isinstance(part, dict) for part in contexts):
        return None
    outcome: Context = {}
    for part in contexts:
        outcome.update(part)
        size_checked(outcome)
    return outcome
