"""What comes out: CSV files and the data package that describes them.

A page becomes rows (``rows``, ``recipe_rows``; columns by ``fields.toml``), which are kept as bytes (``packed``) until all
pages are done. Then they go into growing files (``writer``, ``csv``) in a staging folder (``staging``), and at the end
``datapackage.json`` is written and all is moved into place. From there it may go into an object store too (``object_store``).
"""

from pipeline.emit.object_store import refuse_unfit_address, upload
from pipeline.emit.packed import packed, unpacked
from pipeline.emit.rows import PageRows, page_rows, with_page_row
from pipeline.emit.staging import files_stamp
from pipeline.emit.writer import Writer, refuse_unfit

__all__ = [
    "PageRows",
    "Writer",
    "files_stamp",
    "packed",
    "page_rows",
    "refuse_unfit",
    "refuse_unfit_address",
    "unpacked",
    "upload",
    "with_page_row",
]
