"""What does the work of the widgets' scripts in tests without a browser; the test kit alone imports it."""
