"""The page a person looks at: a static report that opens from disk, without a network.

``page_files`` makes the files of one page, and ``listed`` its entry in the list of pages, where the page is converted;
``index_files`` makes what all pages share, of these entries, at the end.

cases      all that is said of one row or article, gathered     pictures  the page, and the printed ink of single rows
page       one page as its template wants it                    charts    bars and points
index      the list of pages                                    desk      the cases as the review desk wants them
"""

from pipeline.report.index import index_files, listed
from pipeline.report.page import page_files

__all__ = ["index_files", "listed", "page_files"]
