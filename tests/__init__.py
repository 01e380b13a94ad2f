"""The tests. Behaviour is specified by the case files in `cases/`; their format is in `cases/README.md`."""
