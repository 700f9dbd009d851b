"""The kernel's parts under the names of the user's guide."""
