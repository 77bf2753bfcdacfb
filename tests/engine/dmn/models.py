"""Writes small decision models for tests."""

from xml.sax.saxutils import escape, quoteattr

from engine.dmn import DecisionModel, parse_decisions

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def model(*parts: str, namespace: str = DMN) -> DecisionModel:
    """Return the model of these definitions."""
    return parse_decisions(document(*parts, namespace=namespace), "proef.dmn")


def document(*parts: str, namespace: str = DMN) -> bytes:
    inner = "\n".join(parts)
    opening = f'<definitions xmlns="{namespace}" id="proef" name="proef" namespace="x">'
    return f"{opening}\n{inner}\n</definitions>".encode()


def literal(text: str) -> str:
    return f"<literalExpression><text>{escape(text)}</text></literalExpression>"


def decision(name: str, logic: str, *, requires: str = "", type_ref: str = "") -> str:
    """Return a decision whose id is its name in lower case with underscores."""
    kind = f' typeRef="{type_ref}"' if type_ref else ""
    return (
        f'<decision id="{name.lower().replace(" ", "_")}" name={quoteattr(name)}>'
        f"<variable name={quoteattr(name)}{kind}/>{requires}{logic}</decision>"
    )


def needs(kind: str, *ids: str) -> str:
    """Return requirements: kind is Input, Decision or Knowledge."""
    around = "knowledgeRequirement" if kind == "Knowledge" else "informationRequirement"
    return "".join(f'<{around}><required{kind} href="#{one}"/></{around}>' for one in ids)


def table(
    inputs: list[str],
    outputs: list[str],
    rules: list[list[str]],
    *,
    policy: str = "UNIQUE",
    aggregation: str = "",
    values: str = "",
    defaults: list[str] | None = None,
) -> str:
    """Return a decision table; `values` are the output values of the first column."""
    head = f'<decisionTable id="tabel" hitPolicy="{policy}"' + (
        f' aggregation="{aggregation}"' if aggregation else ""
    )
    columns = "".join(
        f'<input id="in{n}"><inputExpression><text>{escape(text)}</text></inputExpression></input>'
        for n, text in enumerate(inputs)
    )
    for n, name in enumerate(outputs):
        listed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values and n == 0 else ""
        default = (
            f"<defaultOutputEntry><text>{escape(defaults[n])}</text></defaultOutputEntry>" if defaults else ""
        )
        columns += f'<output id="out{n}" name="{name}">{listed}{default}</output>'
    rows = ""
    for number, rule in enumerate(rules, 1):
        cells = ""
        for n, cell in enumerate(rule):
            tag = "inputEntry" if n < len(inputs) else "outputEntry"
            cells += f'<{tag} id="c{number}_{n}"><text>{escape(cell)}</text></{tag}>'
        rows += f'\n<rule id="regel{number}">{cells}</rule>'
    return f"{head}>{columns}{rows}</decisionTable>"
