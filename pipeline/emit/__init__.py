"""What comes out: CSV files and the data package that describes them.

A page becomes rows (``rows``, ``recipe_rows``; columns by ``fields.toml``), rows go into growing files (``writer``, ``csv``) in
a staging folder (``staging``), and at the end ``datapackage.json`` is written and all is moved into place.
"""

from pipeline.emit.rows import PageRows, page_rows
from pipeline.emit.writer import Writer

__all__ = ["PageRows", "Writer", "page_rows"]
