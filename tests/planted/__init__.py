"""Loosenings planted on purpose, and whether the checks notice."""
