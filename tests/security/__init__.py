"""The security tests: cases of the catalogue, against a server process that serves ``tests/fixtures/app``."""
