"""The command line: `main` is what the `zeren` command calls."""

from __future__ import annotations

import contextlib
import errno
import os
import sys

from zeren_schema.errors import ExitCode, ZerenError

EX_SOFTWARE = 70
EX_INTERRUPTED = 130
_STOPPED = "stopped; nothing was left half-written"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; every failure is one line on standard error."""
    import typer  # noqa: PLC0415 - `zeren` as a library needs no command line
    from typer.exceptions import TyperException  # noqa: PLC0415

    from zeren.cli.app import app  # noqa: PLC0415

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
        # Whoever read our output has seen enough, as `zeren report … | head` does.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
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
    sys.exit(main())


def _fail(message: str, code: int) -> int:
    print("zeren: " + " ".join(message.split()), file=sys.stderr)
    return int(code)


def _explain_usage(error: Exception) -> str:
    context = getattr(error, "ctx", None)
    hint = f"; see `{context.command_path} --help`" if context else ""
    format_message = getattr(error, "format_message", None)
    said = format_message() if format_message else str(error)
    return said.replace("Value error, ", "").rstrip(".") + hint


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
