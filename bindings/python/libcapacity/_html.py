"""A plan as HTML tables, for notebooks.

SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Iterable, List, Sequence, Tuple

from ._enums import Answer, BillFlag, Field, Severity, Unit
from ._functions import cost_format

if TYPE_CHECKING:
    from ._handles import Plan
    from ._rows import BillLine

NONE = ""


def plan_html(plan: Plan) -> str:
    """The three answers, the bill and the findings."""
    users = Field.USERS.format(plan.get(Field.USERS))
    heading = (f"{users} concurrent users: {plan.tier_name} tier, {cost_format(plan.get(Field.MONTHLY_UUSD))} a month; "
               f"prices {plan.catalog_name}, formulas of revision {plan.model}")
    return "\n".join((
        '<div class="libcapacity-plan">', f"<p>{escape(heading)}</p>",
        _table("Three answers", ("", "Tier (guide)", "Formula (guide)", "Recommended"), _answers(plan)),
        _table("Bill of a month", ("Item", "Quantity", "Unit", "Rate", "Expected", "High", "Guide"), _bill(plan)),
        _findings(plan), "</div>"))


def _table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in heads)
    body = "\n".join("<tr>" + "".join(_cell(place, cell) for place, cell in enumerate(row)) + "</tr>" for row in rows)
    return (f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
            f"<tbody>\n{body}\n</tbody>\n</table>")


def _cell(place: int, text: str) -> str:
    if place == 0:
        return f'<th style="text-align:left">{escape(text)}</th>'
    return f'<td style="text-align:right">{escape(text)}</td>'


def _span(low: int, high: int) -> str:
    """A range; below zero: the answer has none."""
    if low < 0:
        return NONE
    return str(low) if low == high else f"{low}–{high}"


def _answers(plan: Plan) -> List[Tuple[str, str, str, str]]:
    rows = [(f"{one.name} pods", _span(one.tier_pods, one.tier_pods_max), _span(one.formula_pods, one.formula_pods_max),
             _span(one.pods, one.pods_max)) for one in plan.get_components()]
    rows.append(("nodes", _span(plan.tier_nodes_min, plan.tier_nodes_max), str(plan.formula_nodes),
                 _span(plan.nodes, plan.nodes_max)))
    for name, formula, recommended in (
            ("read units (RCU)", Field.FORMULA_READ_MRCU, Field.READ_MRCU),
            ("write units (WCU)", Field.FORMULA_WRITE_MWCU, Field.WRITE_MWCU)):
        rows.append((name, NONE, formula.format(plan.get(formula)), recommended.format(plan.get(recommended))))
    costs = (Field.TIER_MONTHLY_UUSD, Field.FORMULA_MONTHLY_UUSD, Field.MONTHLY_UUSD)
    tier, formula_cost, recommended_cost = (cost_format(plan.get(field)) for field in costs)
    rows.append(("cost a month", tier, formula_cost, recommended_cost))
    return rows


def _bill(plan: Plan) -> List[Tuple[str, ...]]:
    shown = [line for line in plan.get_bill(Answer.RECOMMENDED)
             if not line.flags & BillFlag.OFF and (line.monthly_high_uusd or line.quantity_m > 0)]
    rows: List[Tuple[str, ...]] = [_bill_row(line) for line in shown]
    rows.append(("total", NONE, NONE, NONE, cost_format(plan.get(Field.MONTHLY_UUSD)),
                 cost_format(plan.get(Field.MONTHLY_HIGH_UUSD)), NONE))
    return rows


def _bill_row(line: BillLine) -> Tuple[str, ...]:
    printed = NONE
    if line.printed_high_uusd:
        printed = f"{cost_format(line.printed_low_uusd)}–{cost_format(line.printed_high_uusd)}"
    quantity = Unit.MRPS.format(line.quantity_m) if line.quantity_m >= 0 else NONE  # thousandths of any unit
    return (line.item or line.key, quantity, line.unit, Unit.NUSD.format(line.rate_nusd),
            cost_format(line.monthly_uusd), cost_format(line.monthly_high_uusd), printed)


def _findings(plan: Plan) -> str:
    items = "\n".join(f"<li><b>{escape(finding.severity.name.lower())}</b> {escape(finding.evidence)} "
                      f"→ {escape(finding.action)}</li>"
                      for finding in plan.get_findings() if finding.severity >= Severity.WARNING)
    return f"<p>Findings, each with what to do</p>\n<ol>\n{items}\n</ol>"
