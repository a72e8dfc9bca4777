"""What comes out: CSV files and the data package that describes them.

A page becomes rows (``rows``, ``recipe_rows``; columns by ``fields.toml``) and these the bytes that it adds to the files
(``page_parts``, ``csv``, ``packed``), which are kept until all pages are done. Then they are joined (``shared_files``,
``writer``) in a staging folder (``staging``), and all is moved into place. From there it may go into an object store too
(``object_store``).
"""

from pipeline.emit.object_store import refuse_unfit_address, upload
from pipeline.emit.page_parts import PageParts, page_parts
from pipeline.emit.rows import PageRows, page_rows, with_page_row
from pipeline.emit.writer import Writer, refuse_unfit

__all__ = [
    "PageParts",
    "PageRows",
    "Writer",
    "page_parts",
    "page_rows",
    "refuse_unfit",
    "refuse_unfit_address",
    "upload",
    "with_page_row",
]
