"""Makes newspaper pages for tests: typeset PDF, the same page as a text dump, and the truth of both."""
