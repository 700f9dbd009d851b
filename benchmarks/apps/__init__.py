"""The pages that are measured: each of Cacao's beside the same page written by hand."""
