"""The review desk: a person decides what the machine must not. Served to this machine only, and writes one file: decisions.csv.

cases  the cases of a converted folder, and how they stand      app    what is served, and what may be asked
guard  who may ask: this machine, from the desk's own page      export decisions as test cases

Starlette and uvicorn are needed for serving alone: ``pip install 'jiaokan[review]'``.
"""
