"""Inputs that are no longer sound, what reads them, and what must hold of whatever comes out; run by ``benchmarks/fuzz.py``."""
