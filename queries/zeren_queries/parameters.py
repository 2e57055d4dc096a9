"""The values of a report's parameters: coerced to their type and held against what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zeren_schema.errors import UsageError

from zeren_queries.catalogue import Report, suggest
from zeren_queries.header import Parameter

# Given for a parameter whose default is "everything", these words mean just that.
EVERYTHING = frozenset({"", "all", "none", "null"})


def bind(
    report: Report, given: Mapping[str, Any], known_values: Callable[[tuple[str, ...]], list[str]]
) -> dict[str, Any]:
    """Every parameter of the report with its value: those given, and the defaults of the others.

    `known_values` returns the values of some `table.column`s, for parameters that must name something there.
    Raises UsageError, with the nearest names, for an unknown parameter or a value that is not allowed.
    """
    for name in given:
        if name not in report.parameters:
            raise UsageError(
                f"report {report.name} has no parameter {name!r}{suggest(name, list(report.parameters))}"
            )
    missing = [name for name in report.required if given.get(name) is None or given[name] == ""]
    if missing:
        raise UsageError(
            f"report {report.name} needs {' and '.join(missing)}: give {missing[0]}=…"
            f" ({report.parameters[missing[0]].description.en})"
        )
    values = {}
    for name, parameter in report.parameters.items():
        value = coerce(report.name, parameter, given[name]) if name in given else parameter.default
        if value != parameter.default and parameter.must_exist:
            known = known_values(parameter.must_exist)
            if str(value) not in known:
                raise UsageError(
                    f"report {report.name}: {name}={value} names nothing in this snapshot"
                    f"{suggest(str(value), known)}"
                )
        values[name] = value
    return values


def coerce(report: str, parameter: Parameter, given: Any) -> Any:
    """One value in the type of its parameter. Raises UsageError if it does not fit."""
    if isinstance(given, str):
        given = given.strip()
    if given is None or (isinstance(given, str) and given.lower() in EVERYTHING):
        if not parameter.is_required and (not given or parameter.default in {None, "all"}):
            return parameter.default
        if given is None:
            raise UsageError(f"report {report}: {parameter.name} needs a value")
    try:
        value = _CONVERT[parameter.type](given)
    except (ValueError, InvalidOperation, TypeError) as error:
        raise UsageError(
            f"report {report}: {parameter.name}={given} is not {_WANTED[parameter.type]}"
        ) from error
    if parameter.allowed and value not in parameter.allowed:
        listed = ", ".join(str(word) for word in parameter.allowed)
        raise UsageError(f"report {report}: {parameter.name}={given} is not allowed; one of {listed}")
    if parameter.minimum is not None and value < parameter.minimum:
        raise UsageError(f"report {report}: {parameter.name}={given} is less than {parameter.minimum}")
    return value


def _text(given: Any) -> str:
    if isinstance(given, (str, int, Decimal)) and not isinstance(given, bool):
        return str(given)
    raise TypeError


def _integer(given: Any) -> int:
    if isinstance(given, bool):
        raise TypeError
    value = int(given)
    if not isinstance(given, str) and value != given:
        raise ValueError
    if abs(value) >= 2**63:
        raise ValueError
    return value


def _decimal(given: Any) -> Decimal:
    if isinstance(given, bool):
        raise TypeError
    value = Decimal(str(given))
    if not value.is_finite() or abs(value) >= 10**18:
        raise ValueError
    return value


def _boolean(given: Any) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(given, bool):
        return given
    if str(given).lower() not in words:
        raise ValueError
    return words[str(given).lower()]


def _date(given: Any) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given))


_CONVERT: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "integer": _integer,
    "decimal": _decimal,
    "boolean": _boolean,
    "date": _date,
}
_WANTED: Mapping[str, str] = {
    "text": "a text",
    "integer": "a whole number",
    "decimal": "a number",
    "boolean": "true or false",
    "date": "a date such as 2026-12-31",
}
