"""A build whose numbers are not checked as they come off the wire: whatever stands there is passed on."""

from cacao_kernel import wire

wire._is_count = lambda value: True
