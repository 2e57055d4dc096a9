"""Commands that are told how a run went."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from zeren.schedules.records import Run


def call_hook(command: Sequence[str], run: Run, folder: Path, seconds: float) -> str:
    """Run a command in `folder` with the run record as JSON on its standard input.

    Returns what went wrong, in one line; nothing if all is well, also if there is no command. The command
    is no shell's: its words are passed as they are. After `seconds` it is killed with all it started.
    """
    if not command:
        return ""
    told = json.dumps(run.as_json(), ensure_ascii=False).encode() + b"\n"
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is the owner's, from the owner's file
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return f"hook {command[0]}: cannot be started ({reason})"
    try:
        _, errors = process.communicate(told, timeout=seconds)
    except subprocess.TimeoutExpired:
        return f"hook {command[0]}: took more than {seconds:g} s and was stopped"
    finally:
        # Also when this process is told to stop: nothing it started stays behind.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    if process.returncode == 0:
        return ""
    said = errors.decode(errors="replace").strip().splitlines()
    return f"hook {command[0]}: exit code {process.returncode}{f': {said[-1][:200]}' if said else ''}"
