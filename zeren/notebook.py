"""For notebooks: Altair pictures whose Chinese is readable on any machine."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from zeren_schema.errors import UsageError

FONT = "Noto Sans SC"


def use_chinese_font() -> str:
    """Draw Altair's pictures as PNG in a Chinese font that comes with the `notebook` extra.

    A browser would draw them in whatever fonts its machine has, and empty boxes where it has none; a PNG
    looks the same everywhere and stays in the notebook. Returns the name of the font. Raises UsageError
    if the `notebook` extra is not installed.
    """
    try:
        import altair as alt  # noqa: PLC0415 - in the notebook extra
        import pylopdf_fonts_zh_cn  # noqa: PLC0415
        import vl_convert  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(f"{error.name} is not installed; run pip install 'zeren[notebook]'") from error

    vl_convert.register_font_directory(str(files(pylopdf_fonts_zh_cn)))
    alt.theme.register("zeren", enable=True)(_theme)
    alt.renderers.enable("png", scale_factor=2)
    return FONT


def _theme() -> Any:
    labels = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": 12, "titleFontSize": 12}
    return {
        "config": {
            "font": FONT,
            "title": {"font": FONT, "fontSize": 16, "anchor": "start"},
            "axis": labels,
            "legend": labels,
            "header": labels,
            "view": {"strokeWidth": 0},
        }
    }
