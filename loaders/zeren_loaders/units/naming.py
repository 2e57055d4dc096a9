"""One unit out of the spellings of one body, and the name it goes by.

Which spelling names the unit is decided by what the documents print: the most frequent, then the standard one
by rule. Nothing is spelled out that no document spells out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from zeren_loaders.records import ParsedDocument, Unit
from zeren_loaders.units.identity import Register


def choose(counts: Mapping[str, int], standard: str) -> str:
    """The spelling that names a body; the order of `counts` does not matter.

    >>> choose({"市发改委": 2, "市发展改革委": 2}, "市发展改革委")
    '市发展改革委'
    """
    return min(
        counts, key=lambda name: (-counts[name], name != standard, abs(len(name) - len(standard)), name)
    )


def merge_spellings(document: ParsedDocument, register: Register) -> None:
    """Make one unit of the spellings of each body the document names.

    Spellings that stand side by side in one task mean different bodies: nobody lists the same one twice
    under two names.
    """
    bodies: dict[str, list[str]] = defaultdict(list)
    for name in document.units:
        bodies[register.identify(name).key].append(name)
    several = {key: names for key, names in bodies.items() if len(names) > 1}
    if not several:
        return
    counts = Counter(mention.unit for task in document.tasks for mention in task.mentions)
    beside = _side_by_side(document, {name for names in several.values() for name in names})
    renamed: dict[str, str] = {}
    for key, names in several.items():
        for cluster in _clusters(names, counts, beside):
            if len(cluster) > 1:
                renamed.update(_merge(document.units, cluster, counts, key, register))
    for task in document.tasks:
        for mention in task.mentions:
            mention.unit = renamed.get(mention.unit, mention.unit)
    for unit in document.units.values():
        if unit.parent is not None:
            unit.parent = renamed.get(unit.parent, unit.parent)


def _side_by_side(document: ParsedDocument, names: set[str]) -> set[tuple[str, str]]:
    """The pairs among these names that one task lists together."""
    pairs = set()
    for task in document.tasks:
        listed = [mention.unit for mention in task.mentions if mention.unit in names]
        pairs |= {(one, other) for one in listed for other in listed if one != other}
    return pairs


def _clusters(
    names: Iterable[str], counts: Mapping[str, int], beside: set[tuple[str, str]]
) -> list[list[str]]:
    clusters: list[list[str]] = []
    for name in sorted(names, key=lambda name: (-counts[name], name)):
        for cluster in clusters:
            if all((name, other) not in beside for other in cluster):
                cluster.append(name)
                break
        else:
            clusters.append([name])
    return clusters


def _merge(
    units: dict[str, Unit], cluster: list[str], counts: Mapping[str, int], key: str, register: Register
) -> dict[str, str]:
    """Merge the units of a cluster into the one that names them; returns old names to the new one."""
    curated = [name for name in cluster if register.identify(name).basis == "curated"]
    chosen = choose({name: counts[name] for name in curated or cluster}, key)
    unit = units[chosen]
    for name in cluster:
        if name == chosen:
            continue
        gone = units.pop(name)
        kind = "abbreviation" if len(name) < len(chosen) else "variant"
        unit.names.setdefault(name, (kind, None))
        for spelling, said in gone.names.items():
            unit.names.setdefault(spelling, said if said[0] != "canonical" else (kind, None))
        unit.parent = unit.parent or gone.parent
    return dict.fromkeys(cluster, chosen)
