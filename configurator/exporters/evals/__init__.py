"""Whether a model keeps to what it is told: suites of tests made, and their results read."""
