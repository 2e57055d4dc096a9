"""The YAML header of a saved query: read with line numbers, so that an error names file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import yaml
from zeren_schema.errors import ZerenError

T = TypeVar("T")

NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_HEADER = re.compile(r"\s*/\*(?P<yaml>.*?)\*/", re.DOTALL)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The parameter types of the headers and what they are in DuckDB.
PARAMETER_TYPES: Mapping[str, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(24,6)",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
COLUMN_TYPE = re.compile(
    r"(VARCHAR|BIGINT|INTEGER|BOOLEAN|DATE|TIMESTAMP|DOUBLE|DECIMAL\(\d+,\d+\))(\[\])?\Z"
)


@dataclass(frozen=True, slots=True)
class Label:
    """The same words in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a report. Without a default it has to be given."""

    name: str
    type: str
    description: Label
    default: Any = None
    is_required: bool = False
    allowed: tuple[Any, ...] = ()
    minimum: int | None = None
    must_exist: tuple[str, ...] = ()

    @property
    def duckdb_type(self) -> str:
        """The type of the macro's parameter."""
        return PARAMETER_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """One column of the result, with its DuckDB type and, for a quantity, its unit."""

    name: str
    type: str
    title: Label
    description: Label
    unit: Label | None = None


def split_header(text: str, path: Path) -> tuple[str, int, str, int]:
    """The header's YAML and its first line, the SQL and its first line.

    Raises ZerenError if the file does not begin with a comment.
    """
    match = _HEADER.match(text)
    if match is None:
        raise ZerenError(f"{path}:1: must begin with a /* … */ comment that holds the header")
    body_at = match.end()
    sql = text[body_at:]
    stripped = sql.lstrip()
    body_at += len(sql) - len(stripped)
    return (
        match["yaml"],
        text.count("\n", 0, match.start("yaml")) + 1,
        stripped.rstrip().removesuffix(";").rstrip() + "\n",
        text.count("\n", 0, body_at) + 1,
    )


class Fields:
    """A YAML mapping that knows its lines; each key is taken once, and what is left over is an error."""

    def __init__(self, node: yaml.Node | None, path: Path, first_line: int, what: str) -> None:
        self.path = path
        self.first_line = first_line
        self.what = what
        self.line = first_line if node is None else first_line + node.start_mark.line
        if node is None or not isinstance(node, yaml.MappingNode):
            self.fail(f"{what} must be written as `key: value` lines")
        self._nodes: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if key.value in self._nodes:
                self.fail(f"{what} gives {key.value!r} twice", key)
            self._nodes[key.value] = value

    def fail(self, message: str, node: yaml.Node | None = None) -> NoReturn:
        """Raise ZerenError with file and line."""
        line = self.line if node is None else self.first_line + node.start_mark.line
        raise ZerenError(f"{self.path}:{line}: {message}")

    def take(self, key: str) -> yaml.Node:
        """The node of a key that has to be there."""
        node = self.take_if_given(key)
        if node is None:
            self.fail(f"{self.what} lacks {key!r}")
        return node

    def take_if_given(self, key: str) -> yaml.Node | None:
        """The node of a key that may be missing."""
        return self._nodes.pop(key, None)

    def items_left(self) -> list[tuple[str, yaml.Node]]:
        """The keys nobody took."""
        return list(self._nodes.items())

    def end(self) -> None:
        """Refuse what nobody took: most often a slip of the pen."""
        for key, node in self.items_left():
            self.fail(f"{self.what} has an unknown key {key!r}", node)

    def fields(self, node: yaml.Node, what: str) -> Fields:
        """A mapping inside this one."""
        return Fields(node, self.path, self.first_line, what)

    def items(self, node: yaml.Node, what: str) -> list[tuple[str, yaml.Node]]:
        """The entries of a mapping inside this one, in order."""
        return self.fields(node, what).items_left()

    def text(self, node: yaml.Node, what: str) -> str:
        """A non-empty string on one line."""
        value = plain(node)
        if not isinstance(value, str) or not value.strip():
            self.fail(f"{what} must be a text", node)
        return " ".join(value.split())

    def yes_or_no(self, node: yaml.Node | None, what: str) -> bool:
        """Whether a node says true; a missing key means no."""
        value = False if node is None else plain(node)
        if not isinstance(value, bool):
            self.fail(f"{what} must be true or false", node)
        return value

    def label(self, node: yaml.Node, what: str) -> Label:
        """A text in both languages."""
        inner = self.fields(node, what)
        label = Label(
            zh=inner.text(inner.take("zh"), f"{what} zh"), en=inner.text(inner.take("en"), f"{what} en")
        )
        for key, left_over in inner.items_left():
            inner.fail(
                f"{what} has an unknown key {key!r}; a text with a comma inside {{…}} needs quotes", left_over
            )
        return label


def read_fields(yaml_text: str, path: Path, first_line: int, what: str) -> Fields:
    """Parse YAML; a syntax error becomes a ZerenError with file and line."""
    try:
        node = yaml.compose(yaml_text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise ZerenError(f"{path}:{line}: the header is not YAML: {error.problem}") from error
    return Fields(node, path, first_line, what)


def plain(node: yaml.Node) -> Any:
    """The Python value of a node without references."""
    return yaml.constructor.SafeConstructor().construct_object(node, deep=True)


def is_empty(node: yaml.Node) -> bool:
    """Whether a key stands without a value, as in `plan:`."""
    return isinstance(node, yaml.ScalarNode) and plain(node) is None


def read_parameter(fields: Fields, name: str) -> Parameter:
    """One parameter: type, default, allowed, minimum, must_exist, description."""
    what = f"parameter {name!r}"
    if not NAME.match(name):
        fields.fail(f"{what}: names are lower-case letters, digits and _")
    kind_node = fields.take("type")
    kind = fields.text(kind_node, f"{what} type")
    if kind not in PARAMETER_TYPES:
        fields.fail(f"{what}: unknown type {kind!r}; one of {', '.join(PARAMETER_TYPES)}", kind_node)
    description = fields.label(fields.take("description"), f"{what} description")
    default_node = fields.take_if_given("default")
    default = None if default_node is None else plain(default_node)
    allowed_node = fields.take_if_given("allowed")
    allowed = () if allowed_node is None else _list(fields, allowed_node, f"{what} allowed")
    if allowed and default is not None and default not in allowed:
        fields.fail(f"{what}: the default {default!r} is not among the allowed values", default_node)
    minimum_node = fields.take_if_given("minimum")
    minimum = None if minimum_node is None else plain(minimum_node)
    if minimum is not None and (kind != "integer" or not isinstance(minimum, int)):
        fields.fail(f"{what}: minimum is a whole number, for the type integer", minimum_node)
    exist_node = fields.take_if_given("must_exist")
    must_exist = () if exist_node is None else _list(fields, exist_node, f"{what} must_exist")
    for place in must_exist:
        if not re.fullmatch(r"[a-z_]+\.[a-z_]+", str(place)):
            fields.fail(f"{what}: must_exist names table.column, not {place!r}", exist_node)
    fields.end()
    return Parameter(
        name=name,
        type=kind,
        description=description,
        default=default,
        is_required=default_node is None,
        allowed=allowed,
        minimum=minimum,
        must_exist=must_exist,
    )


def read_column(fields: Fields, name: str) -> OutputColumn:
    """One output column: type, title, description, unit."""
    what = f"column {name!r}"
    if not NAME.match(name):
        fields.fail(f"{what}: names are lower-case letters, digits and _")
    type_node = fields.take("type")
    kind = fields.text(type_node, f"{what} type")
    if not COLUMN_TYPE.match(kind):
        fields.fail(f"{what}: unknown type {kind!r}", type_node)
    unit_node = fields.take_if_given("unit")
    column = OutputColumn(
        name=name,
        type=kind,
        title=fields.label(fields.take("title"), f"{what} title"),
        description=fields.label(fields.take("description"), f"{what} description"),
        unit=None if unit_node is None else _unit(fields, unit_node, f"{what} unit"),
    )
    fields.end()
    return column


def _unit(fields: Fields, node: yaml.Node, what: str) -> Label:
    # A sign such as % is the same in both languages and may be written once.
    if isinstance(node, yaml.ScalarNode):
        sign = fields.text(node, what)
        return Label(sign, sign)
    return fields.label(node, what)


def _list(fields: Fields, node: yaml.Node, what: str) -> tuple[Any, ...]:
    value = plain(node)
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not value:
        fields.fail(f"{what} must be a list", node)
    return tuple(value)


@dataclass(frozen=True)
class Shared:
    """What several headers mean by one name: a bare `plan:` in a header takes it from here."""

    path: Path
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, OutputColumn]


@lru_cache(maxsize=8)
def read_shared(path: Path) -> Shared:
    """The shared parameters and columns of a folder of reports; none if the file is missing."""
    if not path.is_file():
        return Shared(path, {}, {})
    top = read_fields(path.read_text(encoding="utf-8"), path, 1, "the file")
    parameters = _named(top, "parameters", read_parameter)
    columns = _named(top, "columns", read_column)
    top.end()
    return Shared(path, parameters, columns)


def _named(top: Fields, key: str, read: Callable[[Fields, str], T]) -> dict[str, T]:
    node = top.take_if_given(key)
    if node is None:
        return {}
    return {
        name: read(top.fields(inner, f"{key[:-1]} {name!r}"), name) for name, inner in top.items(node, key)
    }


def read_named(
    top: Fields, key: str, read: Callable[[Fields, str], T], shared: Mapping[str, T], shared_path: Path
) -> dict[str, T]:
    """The `parameters` or `columns` of one header; a bare name is looked up among the shared ones."""
    node = top.take_if_given(key)
    if node is None or is_empty(node):
        return {}
    found: dict[str, T] = {}
    for name, inner in top.items(node, key):
        if not is_empty(inner):
            found[name] = read(top.fields(inner, f"{key[:-1]} {name!r}"), name)
        elif name in shared:
            found[name] = shared[name]
        else:
            top.fail(f"{key[:-1]} {name!r} is described neither here nor in {shared_path.name}", inner)
    return found
