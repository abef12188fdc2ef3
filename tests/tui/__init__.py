"""Tests of the terminal app. `world` is the policy they play on, `looks` reads screens."""
