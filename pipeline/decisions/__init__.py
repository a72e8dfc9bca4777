"""What people decide of single cells: ``decisions.csv``, a line a decision, which later conversions replay.

record   the file: read whole, only ever appended to       standing  which decisions hold, and where reviewers disagree
replay   decisions put into a page, and what no longer fits
"""

from pipeline.decisions.record import FILE_NAME, append, read_decisions
from pipeline.decisions.replay import replay
from pipeline.decisions.standing import by_page

__all__ = ["FILE_NAME", "append", "by_page", "read_decisions", "replay"]
