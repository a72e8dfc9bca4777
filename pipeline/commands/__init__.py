"""The commands, by what they are about: converting, looking at pages and tables, reviewing, and the dataset made of it all.

Each module brings its commands to the command line with ``add_to``. The stages are imported where a command needs them, so
that ``--help`` is quick.
"""
