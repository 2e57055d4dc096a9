"""What the parameters leave in and out of a network."""

from __future__ import annotations

import pytest

from tests.queries.networks.conftest import Ask
from tests.queries.networks.governments import BUNDLED, Government, Responsibility, kind_of
from tests.queries.networks.oracle import network, units_by_task, without_groups

DRAWN_FROM_UNITS = ("breadth_depth", "communities", "core_periphery", "structural_holes", "unit_centrality")


def half(government: Government, year: int) -> Government:
    """The tasks of one year: the first half stands in the document of 2025, the second in that of 2026."""
    tasks = list(units_by_task(government))
    middle = (len(tasks) + 1) // 2
    kept = set(tasks[:middle] if year == 2025 else tasks[middle:])
    return [responsibility for responsibility in government if responsibility.task in kept]


@pytest.mark.parametrize(
    ("given", "year"),
    [
        ({"year": 2025}, 2025),
        ({"plan": "annual"}, 2026),
        ({"document": f"{BUNDLED}〔2026〕1号"}, 2026),
        ({"document": f"{BUNDLED}〔2025〕1号", "plan": "five_year", "year": 2025}, 2025),
    ],
)
def test_part_of_the_documents(
    ask: Ask, drawn: dict[str | None, Government], given: dict[str, object], year: int
) -> None:
    graph = network(without_groups(half(drawn[BUNDLED], year)))
    (row,) = ask("network_summary", jurisdiction=BUNDLED, **given)
    assert (row["units"], row["ties"]) == (len(graph), graph.number_of_edges())


def test_the_network_of_one_leader(ask: Ask, drawn: dict[str | None, Government]) -> None:
    graph = network([one for one in without_groups(drawn[BUNDLED]) if one.leader == "刘捷"])
    (row,) = ask("network_summary", jurisdiction=BUNDLED, leader="刘捷")
    assert (row["units"], row["ties"]) == (len(graph), graph.number_of_edges())


@pytest.mark.parametrize("kind", ["government", "party", "group"])
def test_units_of_one_kind(ask: Ask, drawn: dict[str | None, Government], kind: str) -> None:
    graph = network([one for one in drawn[BUNDLED] if kind_of(one.unit) == kind])
    (row,) = ask("network_summary", jurisdiction=BUNDLED, kind=kind)
    assert (row["units"], row["ties"]) == (len(graph), graph.number_of_edges())


def test_collective_names_on_demand(ask: Ask, drawn: dict[str | None, Government]) -> None:
    name = "有集合称谓"
    for include, government in ((False, without_groups(drawn[name])), (True, drawn[name])):
        graph = network(government)
        (row,) = ask("network_summary", jurisdiction=name, include_groups=include)
        assert (row["units"], row["ties"]) == (len(graph), graph.number_of_edges())
        assert ("各有关单位" in graph) == include


def test_a_collective_name_has_a_network_if_asked_for(ask: Ask, drawn: dict[str | None, Government]) -> None:
    graph = network(drawn["有集合称谓"])
    rows = ask("ego_network", unit="各有关单位", jurisdiction="有集合称谓")
    assert {row["unit_b"] for row in rows if row["is_own_tie"]} == set(graph["各有关单位"])


@pytest.mark.parametrize("name", [*DRAWN_FROM_UNITS, "network_summary", "network_backbone", "leader_overlap"])
def test_nothing_selected_is_no_rows(ask: Ask, name: str) -> None:
    assert ask(name, year=1999) == []
    assert ask("shortest_path", unit_a="01局", unit_b="03局", year=1999) == []
    assert ask("ego_network", unit="01局", year=1999) == []


@pytest.mark.parametrize("name", DRAWN_FROM_UNITS)
def test_a_government_is_the_same_alone_and_among_others(ask: Ask, name: str) -> None:
    everything = ask(name)
    for jurisdiction in (BUNDLED, "格", "随机05"):
        alone = ask(name, jurisdiction=jurisdiction)
        assert alone == [row for row in everything if row["jurisdiction"] == jurisdiction]
        assert alone


def test_what_the_fixture_holds(drawn: dict[str | None, Government]) -> None:
    assert len(units_by_task(drawn[BUNDLED])) == 240
    assert sum(name is not None and name.startswith("随机") for name in drawn) >= 20
    assert Responsibility("1.2.1", "省发展改革委", True, "徐文光") in drawn[BUNDLED]
