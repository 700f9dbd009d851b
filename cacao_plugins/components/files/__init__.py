"""Files: those that visitors send, and those that are shown to them."""

UPLOADS = "/_cacao-files/uploads/"
"""Where the bytes of files come, below the ticket of each."""

SHOWN = "/_cacao-files/shown/"
"""Where pictures, films and sounds are asked for, each by its name."""
