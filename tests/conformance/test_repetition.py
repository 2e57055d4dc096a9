"""A piece repeated hundreds of times costs no more than its length: no rule tries what it tried before."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator

import pytest
from zeren_schema.errors import ZerenError

from tests.conformance.genre import TOKENS
from tests.conformance.reading import parse_text

TIMES = 200
# Reading takes hundredths of a second; a rule that tries all divisions of a repetition takes for ever.
SECONDS = 4
FRAMES = {
    "task": "1. 新建停车位{}2000个。\n责任单位:市建设局\n2. 修路10条。\n责任单位:市建设局\n",
    "list": "1. 新建停车位2000个。\n责任单位:市建设局、{}市公安局\n2. 修路10条。\n责任单位:市建设局\n",
    "bracket": "1. 新建停车位2000个。（{}市建设局、市公安局{}）\n2. 修路10条。（市建设局）\n",
    "table": "| 序号 | 任务 | 责任单位 |\n| --- | --- | --- |\n| 1 | 新建{}停车位2000个 | 市建设局 {} |\n",
}
# Words that begin or end each other are where a rule can divide a repetition in several ways.
DIVISIBLE = (
    *("达到", "到达", "达到达", "到达到至", "分别为各", "年均全年", "和及以及", "总数达到总数"),
    *("各各市", "第一一", "％％、", "))((", "签约", "目标", "新签约", "关闭窗口", "预期目标达成", "年均复合"),
)


class TooSlowError(Exception):
    """The time is up."""


@contextlib.contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Raise TooSlowError when the time is up, also inside a regular expression."""

    def stop(number: int, frame: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no alarm signal")
@pytest.mark.parametrize("frame", FRAMES)
def test_repeated_pieces_are_read_in_time(frame: str) -> None:
    for token in (*TOKENS, *DIVISIBLE):
        text = "青石市2026年重点工作责任分解\n" + FRAMES[frame].replace("{}", token * TIMES)
        try:
            with contextlib.suppress(ZerenError), time_limit(SECONDS):
                parse_text(text)
        except TooSlowError:
            pytest.fail(f"{token!r} repeated {TIMES} times takes more than {SECONDS} seconds")
