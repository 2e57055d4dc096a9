"""Similarity, matching and keyness against plain Python and scipy, on random texts."""

from __future__ import annotations

import math
import random
import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from scipy.stats import chi2_contingency
from zeren_queries import Snapshot, run_report

from tests.queries.compose import Composer, Job, Outline, Paper
from tests.queries.golden_files import published
from tests.queries.tiny import Rows

WORDS = ["推进", "建设", "教育", "医疗", "数字经济", "海洋", "人工智能", "养老服务", "高质量发展", "乡村"]
WORDS += [
    "改革",
    "完善机制",
    "企业",
    "安全",
    "投资",
    "交通",
    "生态",
    "文化旅游",
    "AI",
    "5G",
    "治理",
    "就业创业",
]
MARKS = "，。、；“” ()"


def random_text(chance: random.Random) -> str:
    return "".join(
        chance.choice(WORDS) + (chance.choice(MARKS) if chance.random() < 0.4 else "")
        for _ in range(chance.randint(2, 14))
    ).strip()


def edited(text: str, chance: random.Random) -> str:
    """The same, a little changed, or quite another text."""
    fate = chance.random()
    if fate < 0.3:
        return text.replace("，", ",") + "。"
    if fate < 0.7:
        at = chance.randrange(len(text))
        return (text[:at] + chance.choice(WORDS) + text[at + 2 :]).strip()
    return random_text(chance)


def random_world(seed: int) -> Rows:
    chance = random.Random(seed)
    governments = ("甲省", "乙省")
    composer = Composer(dict.fromkeys(governments, ("province", None)), {})
    for government in governments:
        texts: list[str] = []
        for year in (2024, 2025, 2026):
            texts = [edited(text, chance) for text in chance.sample(texts, len(texts) * 3 // 4)]
            texts += [random_text(chance) for _ in range(25 - len(texts))]
            jobs = [
                Job(
                    text,
                    f"*省{chance.randint(1, 4)}局、省{chance.randint(5, 8)}局",
                    leader=chance.choice(["王明", "李华"]),
                )
                for text in texts
            ]
            plans = [Outline("annual", jobs)]
            if year != 2025:
                plans.append(Outline("five_year", [Job(random_text(chance)) for _ in range(12)]))
            composer.add(Paper(government, f"{government}{year}", year, plans))
    return composer.rows


@pytest.fixture(scope="module", params=[21, 22])
def world(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[dict[str, Any]], Snapshot]]:
    rows = random_world(request.param)
    sections = {row["section_id"]: row for row in rows["sections"]}
    plans = {row["plan_id"]: row for row in rows["plans"]}
    documents = {row["document_id"]: row for row in rows["documents"]}
    people = {row["leader_id"]: row["name"] for row in rows["leaders"]}
    tasks = []
    for row in rows["tasks"]:
        plan = plans[sections[row["section_id"]]["plan_id"]]
        document = documents[plan["document_id"]]
        tasks.append(
            {
                "code": row["code"],
                "text": row["text"],
                "bare": bare(row["text"]),
                "plan": plan["kind"],
                "document": document["doc_number"],
                "year": document["year"],
                "government": document["jurisdiction_id"],
                "leader": people.get(row["leader_id"]),
                "order": row["task_id"],
            }
        )
    with published(rows, tmp_path_factory.mktemp("texts")) as snapshot:
        yield tasks, snapshot


def bare(text: str) -> str:
    return re.sub(r"[^\w]", "", text.lower()).replace("_", "")


def pieces(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def test_plan_alignment(world: tuple[list[dict[str, Any]], Snapshot]) -> None:
    tasks, snapshot = world
    found = {
        (row["document"], row["task_code"]): row
        for row in run_report(snapshot, "plan_alignment", {"min_similarity": 0.2}).to_pylist()
    }
    assert len(found) == sum(task["plan"] == "annual" for task in tasks)
    for document in {task["document"] for task in tasks}:
        own = [task for task in tasks if task["document"] == document and task["plan"] == "annual"]
        year = own[0]["year"]
        others = [
            task
            for task in tasks
            if task["plan"] == "five_year"
            and task["government"] == own[0]["government"]
            and task["year"] == (2024 if year == 2025 else year)
        ]
        counts = Counter(piece for task in own + others for piece in pieces(task["bare"]))
        weight = {piece: math.log((len(own) + len(others)) / n) for piece, n in counts.items()}

        def mass(shared: set[str], weight: dict[str, float] = weight) -> float:
            return sum(weight[piece] for piece in shared)

        for task in own:
            ranked = sorted(
                (
                    (
                        2
                        * mass(pieces(task["bare"]) & pieces(other["bare"]))
                        / (mass(pieces(task["bare"])) + mass(pieces(other["bare"]))),
                        other,
                    )
                    for other in others
                ),
                key=lambda pair: (-round(pair[0], 6), pair[1]["order"]),
            )
            row = found[task["document"], task["code"]]
            (best, match), (second, _) = ranked[:2]
            assert float(row["similarity"]) == pytest.approx(best, abs=2e-6)
            assert float(row["second_similarity"]) == pytest.approx(second, abs=2e-6)
            assert float(row["margin"]) == pytest.approx(best - second, abs=3e-6)
            assert row["is_carried_on"] == (best >= 0.2)
            if best - second > 1e-5:
                assert row["match_task_code"] == match["code"]
                assert row["match_document"] == match["document"]


def dice(one: str, two: str) -> float:
    total = len(pieces(one)) + len(pieces(two))
    return round(2 * len(pieces(one) & pieces(two)) / total, 6) if total else 0


@pytest.mark.parametrize("earlier", ["all", "甲省2024"])
def test_year_over_year(world: tuple[list[dict[str, Any]], Snapshot], earlier: str) -> None:
    tasks, snapshot = world
    listed: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for task in tasks:
        listed[task["document"], task["plan"]].append(task)
    expected: Counter[tuple[str, str, str, str | None, str | None]] = Counter()
    for (document, plan), later in listed.items():
        place, year = document[:2], later[0]["year"]
        years = [y for y in (2025, 2024) if y < year and (f"{place}{y}", plan) in listed]
        before = f"{place}{years[0]}" if years and earlier == "all" else earlier
        if not years or before not in {f"{place}{y}" for y in years}:
            continue
        old = listed[before, plan]
        score = {
            (new["order"], gone["order"]): (new["bare"] == gone["bare"], dice(new["bare"], gone["bare"]))
            for new in later
            for gone in old
            if dice(new["bare"], gone["bare"]) > 0
        }

        def best(
            task: dict[str, Any], among: list[dict[str, Any]], new_first: bool, score: Any = score
        ) -> Any:
            scored = [
                (
                    score[(task["order"], other["order"]) if new_first else (other["order"], task["order"])],
                    other,
                )
                for other in among
                if ((task["order"], other["order"]) if new_first else (other["order"], task["order"]))
                in score
            ]
            return max(scored, key=lambda pair: (pair[0], -pair[1]["order"]), default=(None, None))[1]

        used = set()
        for new in later:
            gone = best(new, old, True)
            mutual = gone is not None and best(gone, later, False) is new
            if mutual and score[new["order"], gone["order"]][1] >= 0.4:
                used.add(gone["order"])
                kind = "continued" if new["bare"] == gone["bare"] else "reworded"
                expected[document, plan, kind, new["code"], gone["code"]] += 1
            else:
                expected[document, plan, "new", new["code"], None] += 1
        for gone in old:
            if gone["order"] not in used:
                expected[document, plan, "dropped", None, gone["code"]] += 1
    rows = run_report(snapshot, "year_over_year", {"earlier_document": earlier}).to_pylist()
    found = Counter(
        (row["document"], row["plan"], row["change"], row["task_code"], row["earlier_task_code"])
        for row in rows
    )
    assert found == expected
    assert {kind for _, _, kind, _, _ in expected} >= {"continued", "reworded", "new", "dropped"}


def fragments(text: str) -> set[str]:
    """Two to six successive Chinese characters, or a word in letters."""
    found: set[str] = set()
    for run in re.findall(r"[一-鿿]+|[a-z][a-z0-9]+", text.lower()):
        if run[0] in string.ascii_lowercase:
            found.add(run)
        else:
            found |= {run[at : at + n] for n in range(2, 7) for at in range(len(run) - n + 1)}
    return found


@pytest.mark.parametrize("per", ["leader", "plan"])
def test_topic_words(world: tuple[list[dict[str, Any]], Snapshot], per: str) -> None:
    tasks, snapshot = world
    values = {"per": per, "min_uses": 4, "top": 1000, "min_keyness": 0}
    found: dict[Any, dict[str, dict[str, Any]]] = defaultdict(dict)
    for row in run_report(snapshot, "topic_words", values).to_pylist():
        found[row["jurisdiction"], row["who"]][row["word"]] = row
    names = {1: "甲省", 2: "乙省"}
    for government, name in names.items():
        own = [(task[per], fragments(task["text"])) for task in tasks if task["government"] == government]
        everywhere = Counter(word for _, words in own for word in words)
        for who in {member for member, _ in own if member is not None}:
            theirs = [words for member, words in own if member == who]
            inside = Counter(word for words in theirs for word in words)
            expected = {}
            for word, a in inside.items():
                b, rest = everywhere[word] - a, len(own) - len(theirs)
                longer = [
                    n
                    for other, n in inside.items()
                    if len(other) == len(word) + 1 and n >= 4 and word in other
                ]
                if a < 4 or a * rest <= b * len(theirs) or 4 * max(longer, default=0) >= 3 * a:
                    continue
                table = [[a, b], [len(theirs) - a, rest - b]]
                if all(sum(row) for row in table):
                    expected[word] = chi2_contingency(
                        table, correction=False, lambda_="log-likelihood"
                    ).statistic
                else:
                    expected[word] = 0.0
            told = found[name, who]
            assert set(told) == set(expected), (name, who)
            for word, keyness in expected.items():
                assert float(told[word]["keyness"]) == pytest.approx(keyness, abs=1e-5), word
                assert told[word]["tasks"] == inside[word]
                assert told[word]["other_tasks"] == everywhere[word] - inside[word]
            places = sorted(told.values(), key=lambda row: row["place"])
            assert [row["place"] for row in places] == list(range(1, len(places) + 1))
            assert [row["keyness"] for row in places] == sorted(
                (row["keyness"] for row in places), reverse=True
            )


def test_search(world: tuple[list[dict[str, Any]], Snapshot]) -> None:
    tasks, snapshot = world
    for words in ("教育", "ai 5g", "建设 海洋", "推进建设"):
        for match, combine in (("all", all), ("any", any)):
            wanted = words.split()
            expected = {
                (task["document"], task["code"]): sum(task["text"].lower().count(word) for word in wanted)
                for task in tasks
                if combine(word in task["text"].lower() for word in wanted)
            }
            rows = run_report(snapshot, "search", {"words": words, "match": match}).to_pylist()
            assert {(row["document"], row["task_code"]): row["uses"] for row in rows} == expected
            for row in rows:
                assert row["snippet"] in row["task_text"]
                assert any(word in row["snippet"].lower() for word in wanted)
