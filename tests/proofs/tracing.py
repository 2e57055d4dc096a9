"""Killing a function at its n-th change to the disk: a child process, watched through ptrace.

A seccomp filter stops the child before each system call that changes a file or a folder, whichever library
makes it and in whichever thread: Python's `os`, SQLite or DuckDB. The watcher counts, and at the chosen one
sends SIGKILL, so that this call and all later ones never happen; a write can also be torn: half of it
happens. Linux on x86-64 or AArch64, no privileges.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# Numbers of the calls by which files and folders change, from the kernel's tables.
CALLS = {
    "x86_64": {
        1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 328: "pwritev2", 326: "copy_file_range",
        74: "fsync", 75: "fdatasync", 277: "sync_file_range", 76: "truncate", 77: "ftruncate",
        285: "fallocate", 82: "rename", 264: "renameat", 316: "renameat2", 83: "mkdir", 258: "mkdirat",
        84: "rmdir", 87: "unlink", 263: "unlinkat", 86: "link", 265: "linkat", 88: "symlink",
        266: "symlinkat", 280: "utimensat",
    },
    "aarch64": {
        64: "write", 68: "pwrite64", 66: "writev", 70: "pwritev", 287: "pwritev2", 285: "copy_file_range",
        82: "fsync", 83: "fdatasync", 84: "sync_file_range", 45: "truncate", 46: "ftruncate",
        47: "fallocate", 38: "renameat", 276: "renameat2", 34: "mkdirat", 35: "unlinkat", 37: "linkat",
        36: "symlinkat", 88: "utimensat",
    },
}.get(platform.machine(), {})  # fmt: skip

# A call's third argument, the length of a write, among the registers as PTRACE_GETREGSET gives them.
_LENGTH = {"x86_64": 12, "aarch64": 2}.get(platform.machine(), 0)
WRITES = frozenset({"write", "pwrite64"})

_TRACEME, _CONT, _SETOPTIONS, _GETEVENTMSG = 0, 7, 0x4200, 0x4201
_SYSCALL, _GETREGSET, _SETREGSET, _PRSTATUS = 24, 0x4204, 0x4205, 1
_OPT_FORK, _OPT_CLONE, _OPT_SECCOMP, _OPT_EXITKILL = 1 << 1, 1 << 3, 1 << 7, 1 << 20
_EVENT_SECCOMP = 7
_WALL = 0x40000000
_NO_NEW_PRIVS, _SET_SECCOMP, _SECCOMP_FILTER = 38, 22, 2
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.restype = ctypes.c_long
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


class _Filter(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("jt", ctypes.c_ubyte),
        ("jf", ctypes.c_ubyte),
        ("k", ctypes.c_uint),
    )


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filters", ctypes.POINTER(_Filter)))


@dataclass(frozen=True)
class Watched:
    """How a watched child ended: its changes to the disk, and its exit code (None: killed as told)."""

    calls: tuple[str, ...]
    code: int | None


def watch(function: Callable[[], int], kill_at: int | None = None, *, is_torn: bool = False) -> Watched:
    """Run `function` in a child and count its changes to the disk; SIGKILL before change `kill_at`.

    With `is_torn` that change, if a write, is cut to half its length and happens. The function's result is
    the child's exit code; an exception is 99.
    """
    child = os.fork()
    if child == 0:
        _be_watched(function)
    os.waitpid(child, _WALL)
    options = _OPT_CLONE | _OPT_FORK | _OPT_SECCOMP | _OPT_EXITKILL
    _ptrace(_SETOPTIONS, child, options)
    _ptrace(_CONT, child, 0)
    calls: list[str] = []
    while True:
        thread, status = os.waitpid(-1, _WALL)
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if thread == child:
                killed = os.WIFSIGNALED(status)
                return Watched(tuple(calls), None if killed else os.WEXITSTATUS(status))
            continue
        event, number = status >> 16, os.WSTOPSIG(status)
        if event == _EVENT_SECCOMP:
            message = ctypes.c_ulong()
            _libc.ptrace(_GETEVENTMSG, thread, None, ctypes.byref(message))
            name = CALLS_BY_INDEX[message.value]
            if len(calls) == kill_at:
                if is_torn and name in WRITES:
                    _tear(thread)
                os.kill(child, signal.SIGKILL)
                continue
            calls.append(name)
        # Signals of the child's own are passed on; those by which tracing works are not.
        passed = 0 if event or number in (signal.SIGTRAP, signal.SIGSTOP) else number
        _ptrace(_CONT, thread, passed)


def in_child(function: Callable[[], Any]) -> Any:
    """The result of a function, as JSON has it, run in a child so that nothing of it stays here."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        code = 0
        try:
            told = json.dumps({"result": function()})
        except BaseException:
            told, code = json.dumps({"error": traceback.format_exc()}), 1
        with os.fdopen(write, "w") as out:
            out.write(told)
        os._exit(code)
    os.close(write)
    with os.fdopen(read) as into:
        answer = json.loads(into.read() or '{"error": "the child died"}')
    os.waitpid(child, 0)
    if "error" in answer:
        raise AssertionError(answer["error"])
    return answer["result"]


CALLS_BY_INDEX = tuple(CALLS.values())


def _ptrace(request: int, pid: int, data: int) -> None:
    # A thread may be gone by the time it is spoken to: its end is told by waitpid.
    _libc.ptrace(request, pid, None, data)


def _tear(thread: int) -> None:
    """Let a write that is about to happen happen by half."""
    registers = (ctypes.c_ulong * 64)()
    vector = _Vector(ctypes.cast(registers, ctypes.c_void_p).value, ctypes.sizeof(registers))
    kind = ctypes.c_void_p(_PRSTATUS)
    _libc.ptrace(_GETREGSET, thread, kind, ctypes.byref(vector))
    registers[_LENGTH] //= 2
    _libc.ptrace(_SETREGSET, thread, kind, ctypes.byref(vector))
    # To the end of the call.
    _ptrace(_SYSCALL, thread, 0)
    os.waitpid(thread, _WALL)


def _be_watched(function: Callable[[], int]) -> None:
    code = 99
    try:
        _libc.ptrace(_TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        _install_filter()
        code = function()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _install_filter() -> None:
    """Stop before each of CALLS; the message of the stop is the call's place in CALLS."""
    count = len(CALLS)
    filters = [_Filter(0x20, 0, 0, 0)]  # load the number of the call
    filters += [_Filter(0x15, count, 0, number) for number in CALLS]
    filters += [_Filter(0x06, 0, 0, _ALLOW)]
    filters += [_Filter(0x06, 0, 0, _TRACE | index) for index in range(count)]
    array = (_Filter * len(filters))(*filters)
    program = _Program(len(filters), array)
    if _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or _libc.prctl(
        _SET_SECCOMP, _SECCOMP_FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "no seccomp filter here")
