"""Networks of units as files for Gephi, igraph, networkx and spreadsheets.

The nodes are the rows of `unit_workload`, the ties those of `co_responsibility` (undirected) or of
`lead_support` (directed, from the unit that leads to the unit that supports it): a file says what the reports
say.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zeren_schema.errors import ZerenError

from zeren_queries.catalogue import load_catalogue
from zeren_queries.formats.options import GraphFormat
from zeren_queries.snapshot import Snapshot, run_report

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa


# networkx writes the day into a GEXF file; the same network should give the same bytes.
_GEXF_DATE = re.compile(rb' lastmodifieddate="[^"]*"')


def read_network(snapshot: Snapshot, parameters: Mapping[str, Any], *, directed: bool) -> nx.Graph:
    """The network of the snapshot under the reports' parameters (plan, document, jurisdiction, year …).

    Nodes carry label, kind, function, jurisdiction, tasks, lead_tasks, support_tasks and fractional_tasks;
    ties carry weight (tasks in common, or led and supported) and the other figures of their report. Whole
    numbers are int, fractions float, missing words empty text. Nodes and ties are sorted by name. Raises
    UsageError for unknown parameters, ZerenError if there is no unit to draw.
    """
    import networkx as nx  # noqa: PLC0415 - only networks need it

    catalogue = load_catalogue()
    shared = {
        name: value for name, value in parameters.items() if name in catalogue["unit_workload"].parameters
    }
    # min_tasks thins out the ties, not the units.
    shared.pop("min_tasks", None)
    units = _rows(run_report(snapshot, "unit_workload", shared, catalogue))
    if not units:
        raise ZerenError("no task matches, so there is no network to write; ask for less")
    report, source, target, weight = (
        ("lead_support", "lead_unit", "support_unit", "tasks")
        if directed
        else ("co_responsibility", "unit_a", "unit_b", "tasks_together")
    )
    ties = _rows(run_report(snapshot, report, parameters, catalogue))
    graph: nx.Graph = nx.DiGraph() if directed else nx.Graph()
    named = [unit["unit"] for unit in units]
    several = len(set(named)) < len(named)

    def key(jurisdiction: str, unit: str) -> str:
        return f"{jurisdiction} {unit}" if several else unit

    kept = ("kind", "function", "jurisdiction", "tasks", "lead_tasks", "support_tasks", "fractional_tasks")
    for unit in sorted(units, key=lambda unit: (unit["jurisdiction"], unit["unit"])):
        attributes = {name: unit[name] for name in kept}
        graph.add_node(key(unit["jurisdiction"], unit["unit"]), label=unit["unit"], **attributes)
    for tie in sorted(ties, key=lambda tie: (tie["jurisdiction"], tie[source], tie[target])):
        place = tie["jurisdiction"]
        figures = {
            name: value
            for name, value in tie.items()
            if name not in (source, target, weight, "jurisdiction") and value != ""
        }
        graph.add_edge(key(place, tie[source]), key(place, tie[target]), weight=tie[weight], **figures)
    return graph


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row.items()} for row in table.to_pylist()]


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return float(value) if isinstance(value, Decimal) else value


def encode_network(graph: nx.Graph, fmt: GraphFormat) -> bytes:
    """The bytes of one file: GraphML, GEXF 1.2, or node-link JSON."""
    import networkx as nx  # noqa: PLC0415

    buffer = io.BytesIO()
    match fmt:
        case GraphFormat.GRAPHML:
            nx.write_graphml_xml(graph, buffer, named_key_ids=True)
            return buffer.getvalue()
        case GraphFormat.GEXF:
            nx.write_gexf(graph, buffer)
            return _GEXF_DATE.sub(b"", buffer.getvalue())
        case GraphFormat.JSON:
            linked = nx.node_link_data(graph, edges="edges")
            return (json.dumps(linked, ensure_ascii=False, indent=1) + "\n").encode()
        case GraphFormat.CSV:
            raise ValueError("CSV is two files: use encode_tables")


def encode_tables(graph: nx.Graph) -> dict[str, bytes]:
    """`nodes.csv` (Id, Label, …) and `edges.csv` (Source, Target, Type, Weight, …), as Gephi imports them."""
    nodes = [
        {"Id": node, "Label": row["label"], **_without(row, "label")} for node, row in graph.nodes.items()
    ]
    kind = "Directed" if graph.is_directed() else "Undirected"
    edges = [
        {"Source": source, "Target": target, "Type": kind, "Weight": row["weight"], **_without(row, "weight")}
        for (source, target), row in graph.edges.items()
    ]
    return {
        "nodes.csv": _table(nodes, ["Id", "Label"]),
        "edges.csv": _table(edges, ["Source", "Target", "Type", "Weight"]),
    }


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _table(rows: list[dict[str, Any]], header: list[str]) -> bytes:
    text = io.StringIO()
    columns = list(dict.fromkeys([*header, *(name for row in rows for name in row)]))
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
