"""Tests of jiaokan; the folders mirror ``pipeline``."""
