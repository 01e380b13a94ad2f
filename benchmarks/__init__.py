"""Measurements of quality and speed. They never run with the tests; `make bench` runs them all."""
