"""`zeren graph`: the network of units as a file for Gephi, igraph or networkx."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from zeren_queries.formats.options import GraphFormat
from zeren_queries.graphs import encode_network, encode_tables, read_network
from zeren_queries.snapshot import open_snapshot
from zeren_schema.errors import UsageError

from zeren.settings import Settings
from zeren.target_file import open_target


def write_graph(
    settings: Settings, parameters: Mapping[str, str], fmt: GraphFormat, path: Path | None, *, directed: bool
) -> None:
    """Write the network of the current snapshot to a file or standard output; CSV into a folder.

    Raises UsageError for unknown parameters or a CSV without a folder, ZerenError if nothing matches.
    """
    if fmt is GraphFormat.CSV and path is None:
        raise UsageError("csv is two files, nodes.csv and edges.csv; give a folder with --output DIR")
    with open_snapshot(settings.home) as snapshot:
        graph = read_network(snapshot, parameters, directed=directed)
    if fmt is not GraphFormat.CSV:
        with open_target(path) as out:
            out.write(encode_network(graph, fmt))
        return
    folder = Path(path or ".")
    if folder.is_file():
        raise UsageError(f"{folder}: is a file; csv needs a folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in encode_tables(graph).items():
        with open_target(folder / name) as out:
            out.write(data)
