"""Which part of a web page is the document: the article, its title, and the box that describes it.

Known containers and noise are named in `curation/page_parts.csv`; where a site uses none of them, the page
is followed inwards for as long as everything with sentences or table cells stays inside.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

# These hold no text for reading, whatever they hold.
UNREAD = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "button",
    "input", "select", "option", "textarea", "head", "link", "meta", "map", "audio", "video", "rt", "rp",
    "del",
}  # fmt: skip
_CELLS = {"td", "th"}
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.IGNORECASE
)
_PROSE = re.compile("[。；]|责任单位|牵头")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BLANKS = re.compile(r"\s+")
_PUBLISHED = re.compile(r"(?:时间|日期)[:：]?(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2})")
# A part that holds more of the page's text than this is not noise, whatever its class is called.
_NOISE_SHARE = 0.35
_MAIN_SHARE = 0.4
_LINK_SHARE = 0.6
_MAX_METADATA = 1500


@dataclass(frozen=True, slots=True)
class PartNames:
    """The curation list by part and attribute."""

    names: dict[tuple[str, str], frozenset[str]]

    def has(self, part: str, attribute: str, name: str) -> bool:
        """Whether the list names it."""
        return name in self.names.get((part, attribute), frozenset())


@cache
def load_part_names() -> PartNames:
    """The bundled list."""
    path = files("zeren_loaders") / "curation" / "page_parts.csv"
    names: dict[tuple[str, str], set[str]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        names.setdefault((row["part"], row["attribute"]), set()).add(row["name"])
    return PartNames({key: frozenset(found) for key, found in names.items()})


@dataclass(slots=True)
class _Weight:
    """Characters of an element and all in it: outside links, in links, in stretches that read as prose."""

    text: int = 0
    links: int = 0
    prose: int = 0
    n_links: int = 0


@dataclass(slots=True)
class PageParts:
    """The elements to read, in the order of the page, and those inside them to leave out."""

    read: list[Any]
    unread: set[Any] = field(default_factory=set)
    n_dropped: int = 0
    published: str | None = None


def find_parts(body: Any, article_title: str | None, *, show_hidden: bool = False) -> PageParts:
    """The parts of a page that are the document. `show_hidden` reads what the page hides as well."""
    return _Page(body, show_hidden=show_hidden).parts(article_title)


class _Page:
    def __init__(self, body: Any, *, show_hidden: bool) -> None:
        self.body = body
        self.names = load_part_names()
        self.unread: set[Any] = set()
        self.order: list[Any] = []
        waiting = [body]
        while waiting:
            element = waiting.pop()
            if not isinstance(element.tag, str):
                continue
            # Some sites hide the article until a script has run.
            is_shown = show_hidden or not is_hidden(element) or self._is_named_main(element)
            if element.tag in UNREAD or not is_shown:
                self.unread.add(element)
                continue
            self.order.append(element)
            waiting.extend(reversed(element))
        self.weights = self._weigh()
        everything = self.weights[body].text
        for element in self.order[1:]:
            if self._is_noise(element, everything):
                self.unread.add(element)
        self._drop_unread()
        self.weights = self._weigh()

    def _drop_unread(self) -> None:
        gone: set[Any] = set()
        kept = []
        for element in self.order:
            if element in self.unread or element.getparent() in gone:
                gone.add(element)
            else:
                kept.append(element)
        self.order = kept

    def _weigh(self) -> dict[Any, _Weight]:
        weights = {element: _Weight() for element in self.order}
        in_link: set[Any] = set()
        for element in self.order:
            if element.tag == "a" or element.getparent() in in_link:
                in_link.add(element)
        for element in reversed(self.order):
            weight = weights[element]
            self._add(weight, element.text, element in in_link)
            for one in element:
                if one not in weights:
                    self._add(weight, one.tail, element in in_link)
            weight.n_links += element.tag == "a"
            if element is self.body:
                continue
            outer = weights.get(element.getparent())
            if outer is not None:
                self._add(outer, element.tail, element.getparent() in in_link)
                outer.text += weight.text
                outer.links += weight.links
                outer.prose += weight.prose
                outer.n_links += weight.n_links
        return weights

    def _add(self, weight: _Weight, text: str | None, linked: bool) -> None:
        if not text or not (length := len(_BLANKS.sub("", text))):
            return
        if linked:
            weight.links += length
        else:
            weight.text += length
            if _PROSE.search(text):
                weight.prose += length

    def _is_noise(self, element: Any, everything: int) -> bool:
        weight = self.weights[element]
        if weight.text > _NOISE_SHARE * everything:
            return False
        tag, role = element.tag, (element.get("role") or "").lower()
        if self.names.has("noise", "tag", tag) or self.names.has("noise", "role", role):
            return True
        if tag in {"a", "td", "th", "tr", "tbody", "p", "span"}:
            return False
        return any(self.names.has("noise", "word", word) for word in _names(element))

    def parts(self, article_title: str | None) -> PageParts:
        main = self._known_main()
        if main is None:
            main = self._densest()
        inside = set(main.iter())
        read = [main]
        place = {element: at for at, element in enumerate(self.order)}
        metadata = self._metadata(main, inside)
        if metadata is not None:
            read.append(metadata)
        title = self._title(main, inside, article_title)
        if title is not None and (metadata is None or title not in set(metadata.iter())):
            read.append(title)
        read.sort(key=lambda element: place[element])
        n_read = sum(self.weights[element].text + self.weights[element].links for element in read)
        whole = _BLANKS.sub("", "".join(_visible_texts(self.body)))
        self._prune_links(main)
        dated = _PUBLISHED.search(whole)
        return PageParts(read, self.unread, max(0, len(whole) - n_read), dated.group(1) if dated else None)

    def _known_main(self) -> Any | None:
        """The heaviest element with a known name; among those that hold the same, the innermost."""
        best, best_weight = None, 0
        for element in self.order:
            if self.weights[element].text < max(
                best_weight * 0.95, _MAIN_SHARE * self.weights[self.body].text, 1
            ):
                continue
            if self._is_named_main(element) and self._holds_prose(element):
                best, best_weight = element, max(best_weight, self.weights[element].text)
        return best

    def _is_named_main(self, element: Any) -> bool:
        return (
            self.names.has("main", "tag", element.tag)
            or self.names.has("main", "id", element.get("id") or "")
            or self.names.has("main", "role", element.get("role") or "")
            or any(self.names.has("main", "class", name) for name in (element.get("class") or "").split())
        )

    def _holds_prose(self, element: Any) -> bool:
        """Whether nearly all sentences of the page are in an element."""
        return self.weights[element].prose >= 0.8 * self.weights[self.body].prose

    def _densest(self) -> Any:
        node = self.body
        while True:
            inner = self._contents(node)
            if not inner:
                return node
            best = max(inner, key=lambda one: (self.weights[one].prose, self.weights[one].text))
            weight, whole = self.weights[best], self.weights[node]
            if best.tag not in _CELLS and _contained(best):
                return node
            enough = weight.prose == whole.prose if whole.prose else weight.text >= 0.85 * whole.text
            if not enough or weight.text < 0.5 * whole.text:
                return node
            node = best

    def _contents(self, node: Any) -> list[Any]:
        """What an element can be narrowed down to: its children, and the cells of tables among them."""
        found = []
        waiting = [one for one in node if one in self.weights]
        while waiting:
            one = waiting.pop()
            if one.tag in {"table", "tbody", "thead", "tr", "tfoot"}:
                waiting.extend(inner for inner in one if inner in self.weights)
            else:
                found.append(one)
        return found

    def _prune_links(self, main: Any) -> None:
        """Leave out the lists of links inside the article, such as related documents."""
        for element in main.iter("ul", "ol", "div", "dl", "section"):
            weight = self.weights.get(element)
            if weight is None or element is main or weight.n_links < 3:
                continue
            if weight.links > _LINK_SHARE * (weight.text + weight.links) and not weight.prose:
                self.unread.add(element)

    def _metadata(self, main: Any, inside: set[Any]) -> Any | None:
        """The smallest element beside the article that holds two or more of the labels of such boxes."""
        labels = self.names.names.get(("metadata", "label"), frozenset())
        best, best_key = None, (1, 0)
        for element in self.order:
            weight = self.weights[element]
            if element in inside or weight.text > _MAX_METADATA or weight.text == 0:
                continue
            if element.tag in {"tr", "td", "th", "tbody", "li", "p", "span", "b", "strong"}:
                continue
            text = _BLANKS.sub("", "".join(element.itertext()))
            key = (sum(label in text for label in labels), -len(text))
            if key > best_key and main not in set(element.iter()):
                best, best_key = element, key
        return best

    def _title(self, main: Any, inside: set[Any], article_title: str | None) -> Any | None:
        """The heading beside the article, unless the article says it itself."""
        wanted = _BLANKS.sub("", article_title or "")
        best, best_rank = None, 0
        is_before = True
        for element in self.order:
            is_before = is_before and element is not main
            if element in inside or element.tag == "a" or self.weights[element].text > 200:
                continue
            text = _BLANKS.sub("", "".join(element.itertext()))
            rank = self._title_rank(element, text, wanted) if 6 <= len(text) <= 150 else 0
            # A line that only ends like a title is one if it is the last before the article.
            if rank > best_rank or (rank == best_rank == 1 and is_before):
                best, best_rank = element, rank
        if best is None:
            return None
        start = _BLANKS.sub("", "".join(main.itertext()))[:800]
        return None if _BLANKS.sub("", "".join(best.itertext())) in start else best

    def _title_rank(self, element: Any, text: str, wanted: str) -> int:
        if wanted and text == wanted:
            return 5
        if element.tag == "h1":
            return 4
        if any(self.names.has("title", "word", word) for word in _names(element)):
            return 3
        if element.tag == "h2":
            return 2
        endings = tuple(self.names.names.get(("title", "ending"), ()))
        return int(not self.weights[element].links and text.rstrip("）)").endswith(endings))


def is_hidden(element: Any) -> bool:
    """Whether the page itself says not to show an element."""
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _contained(element: Any) -> bool:
    """Whether an element is a paragraph or a list: a part of an article, not a place for one."""
    return element.tag in {
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "h1",
        "h2",
        "h3",
        "h4",
        "b",
        "strong",
        "font",
        "a",
        "pre",
    }


def _names(element: Any) -> list[str]:
    """The words of an element's id and classes, in lower case: whole names and their parts."""
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    return [name.lower() for name in names] + [
        word.lower() for name in names for word in _WORDS.findall(name)
    ]


def _visible_texts(body: Any) -> list[str]:
    texts = []
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if isinstance(element.tag, str) and element.tag not in UNREAD and not is_hidden(element):
            texts.append(element.text or "")
            waiting.extend(element)
        if element is not body:
            texts.append(element.tail or "")
    return texts
