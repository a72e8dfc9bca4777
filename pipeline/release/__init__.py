"""A release: a converted folder as a dataset that others can cite, check and load.

build      the order of the steps                 verify     whether a release is still what it was
values     text as typed values
parquet, sqlite                                   the same tables, typed
derived, rules                                    the tables that are counted anew
codebook, datasheet, documents, about             for people
rocrate, croissant, prov, mets, checksums         for machines
"""

from pipeline.dataset.data_package import read_package
from pipeline.release.build import ReleaseOptions, release
from pipeline.release.verify import verify

__all__ = ["ReleaseOptions", "read_package", "release", "verify"]
