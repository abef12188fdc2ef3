"""Checks of exported files against the real clients, without network."""
