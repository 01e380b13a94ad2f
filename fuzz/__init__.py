"""Harnesses that feed anything to each parser: see README.md."""
