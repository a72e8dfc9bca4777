"""A dataset that is there: what was published, read again. Of a conversion and of a release alike; no stage is known here.

data_package     the files in a folder, their columns and rows
frames           pipeline.load: a published file as a typed data frame
provenance       pipeline.provenance: where a value comes from
page_crop        a place on a page, cut out of the source file
full_text        the index that a release and the search share
accuracy         a sample to check by hand, and the error rates that follow
differences      what changed between two conversions
"""
