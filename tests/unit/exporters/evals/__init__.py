"""Suites that test a model, and their results."""
