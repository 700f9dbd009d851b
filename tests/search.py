"""Tests that search for a counter-example: no clock may fail them."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def examples(number: int) -> settings:
    """Return the decorator of a Hypothesis test that tries this many examples, however slow the machine."""
    return settings(max_examples=number, deadline=None, suppress_health_check=[HealthCheck.too_slow])
