"""`zeren path`: where the home, the database, the snapshot and the exports are."""

from __future__ import annotations

from zeren_schema.errors import UsageError, ZerenError

from zeren.settings import Settings

PLACES = ("home", "database", "snapshot", "exports")


def print_places(settings: Settings, what: str | None) -> None:
    """Print one place alone, for scripts, or all of them with their names.

    Raises UsageError for an unknown name, ZerenError where the place asked for does not exist yet.
    """
    if what is not None and what not in PLACES:
        raise UsageError(f"no place called {what!r}; choose from {', '.join(PLACES)}")
    if what is not None:
        where = find_place(settings, what)
        if where is None:
            raise ZerenError(f"no {what} yet in {settings.home}; run `zeren build`")
        print(where)
        return
    for name in PLACES:
        print(f"{name:<9} {find_place(settings, name) or '-'}")


def find_place(settings: Settings, what: str) -> str | None:
    """The path (for a server, the address without its password); None where there is nothing yet."""
    if what == "home":
        return str(settings.home)
    if what == "database":
        from zeren_schema.engine import describe_url  # noqa: PLC0415 - the other places need no database

        return describe_url(settings.database_url)
    if what == "exports":
        latest = settings.exports / "latest"
        return str(latest) if latest.exists() else None
    from zeren_queries.snapshot import current_path, read_pointer  # noqa: PLC0415

    return str(current_path(settings.home)) if read_pointer(settings.home) else None
