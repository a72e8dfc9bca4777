"""Questions asked of many issues together. All of it reads published tables, as a user's own notebook would.

across_issues    pipeline.one_witness, pipeline.link, pipeline.changes: one ranking through several issues
names_alike      how alike two names are
article_search   pipeline.search: articles by their words
shared_text      pipeline.reprints: articles that share their text
"""
