"""The errors a user can meet. Each is one line that says what, where, and what to do."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns; documented in the README."""

    DONE = 0
    REFUSED = 1  # the data or a check says no
    USAGE = 2  # wrong usage: a name, a path, a parameter
    BUSY = 75  # somebody else holds the file: try again later


class ZerenError(Exception):
    """Something the data does not allow. The message is shown to the user as it is, on one line."""

    exit_code = ExitCode.REFUSED


class UsageError(ZerenError):
    """Something the user can put right in the call: an unknown name, a wrong path, a bad parameter."""

    exit_code = ExitCode.USAGE


class BusyError(ZerenError):
    """Another process holds what this one needs; the same call may work a moment later."""

    exit_code = ExitCode.BUSY
