"""`车桩比达到2.3:1`: two numbers with a colon are a ratio only where the words before them name one."""

from __future__ import annotations

import re

from zeren_loaders.targets.quantities import Quantity

# Neither a score nor a time of day.
_NAMED = re.compile(
    r"(?<![评对同环相])(?:比|比例|比值|倍差)(?:约|总体)?(?:(?:由|从)[\d.:]+)?"
    r"(?:(?:力争|确保)?(?:不低于|不高于|不超过|低于|高于|超过|突破|达到|达|为|保持|维持"
    r"|(?:保持|稳定|控制|优化|缩小|降低?|下降|提高|提升|调整)(?:在|到|至|为))约?)?$"
)
_GLUED = "+*×·#-_/:."


def is_ratio(quantity: Quantity, clause: str) -> bool:
    """Whether the two numbers are what the clause before them measures.

    Of 1:5以上 nobody can tell whether more is meant of the first or of the second.
    """
    if quantity.after and quantity.low < 1:
        return False
    return not clause.endswith(tuple(_GLUED)) and bool(_NAMED.search(clause))
