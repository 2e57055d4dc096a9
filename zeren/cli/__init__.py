"""The command line: `main` is what the `zeren` command calls."""

from __future__ import annotations

import codecs
import contextlib
import errno
import gc
import io
import os
import sys
from importlib.abc import MetaPathFinder

from zeren_schema.errors import ExitCode, ZerenError

EX_SOFTWARE = 70
EX_INTERRUPTED = 130
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_STOPPED = "stopped; nothing was left half-written"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; every failure is one line on standard error."""
    import typer  # noqa: PLC0415 - `zeren` as a library needs no command line
    from typer.exceptions import TyperException  # noqa: PLC0415

    from zeren.cli.app import app  # noqa: PLC0415

    _prepare_streams()
    try:
        result = app(args=arguments, prog_name="zeren", standalone_mode=False)
        sys.stdout.flush()
    except ZerenError as error:
        return _fail(str(error), error.exit_code)
    except typer.Exit as error:
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return _fail(_STOPPED, EX_INTERRUPTED)
    except TyperException as error:
        return _fail(_explain_usage(error), ExitCode.USAGE)
    except BrokenPipeError:
        return _reader_has_gone()
    except SystemExit as stop:
        # Typer ends the process itself where it meets a closed pipe.
        if isinstance(stop.__context__, BrokenPipeError):
            return _reader_has_gone()
        raise
    except OSError as error:
        return _fail(_explain_os_error(error), ExitCode.REFUSED)
    except Exception as error:  # a defect, but a user still gets one line and a way to say more
        if os.environ.get("ZEREN_DEBUG"):
            raise
        kind = type(error).__name__
        return _fail(
            f"internal error ({kind}: {error}); run again with ZEREN_DEBUG=1 and report it", EX_SOFTWARE
        )
    if result == EX_INTERRUPTED:
        # Ctrl-C inside a command comes back as this number.
        return _fail(_STOPPED, EX_INTERRUPTED)
    return result if isinstance(result, int) else ExitCode.DONE


def run() -> None:
    """The console script."""
    sys.meta_path.insert(0, _DoWithout())
    # Importing and planning make many objects and few cycles: looking for cycles as often as Python does by
    # itself costs a twentieth of a short command. Long ones still have theirs found.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    sys.exit(main())


def _prepare_streams() -> None:
    """Make standard output and error fit to be written to, whatever they are."""
    for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
        if stream is None:
            # Closed, as `>&-` does. Left so, the next file opened would get its number and our words.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif isinstance(stream, io.TextIOWrapper) and name == "stdout":
            # In a locale that lacks a character (GBK has no ⟦) it is written as its number. UTF-8 lacks none:
            # there, only the name of a file can hold bytes that are no text, and they go out as they are.
            known = codecs.lookup(stream.encoding).name == "utf-8"
            stream.reconfigure(errors="surrogateescape" if known else "backslashreplace")


def _reader_has_gone() -> int:
    """Whoever read our output has seen enough, as `zeren report … | head` has."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE


class _DoWithout(MetaPathFinder):
    """Keeps pandas and NumPy from being imported, as if they were not installed.

    Arrow imports them just to know that no cell is a Series or an array, which takes longer than most
    commands do; no command needs them.
    """

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """Refuse the two; leave everything else to the others."""
        if fullname in {"pandas", "numpy"}:
            raise ModuleNotFoundError(f"the command line does without {fullname}", name=fullname)


def _fail(message: str, code: int) -> int:
    # Where even this cannot be written, the exit code says it.
    with contextlib.suppress(OSError):
        print("zeren: " + " ".join(_legible(message).split()), file=sys.stderr, flush=True)
    return int(code)


def _legible(message: str) -> str:
    try:
        message.encode()
    except UnicodeEncodeError:
        from zeren_loaders.file_names import legible  # noqa: PLC0415 - few names are like this

        return legible(message)
    return message


def _explain_usage(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    format_message = getattr(error, "format_message", None)
    said = format_message() if format_message else str(error)
    said = said.replace("Value error, ", "").rstrip(".")
    if not context:
        return said
    return f"{said}{' See' if said.endswith('?') else '; see'} `{context.command_path} --help`"


def _explain_os_error(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    advice = {
        errno.ENOSPC: "the disk is full; free some space and run the command again",
        errno.EDQUOT: "your disk quota is used up; free some space and run the command again",
        errno.EACCES: "permission denied; check who owns it",
        errno.EROFS: "the file system is read-only; choose another folder",
        errno.EFBIG: "the file would be too large for this file system or its limit",
    }
    return where + advice.get(error.errno or 0, error.strerror or str(error))
