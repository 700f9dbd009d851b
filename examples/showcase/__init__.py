"""The gallery of components: a small live demo of each, in the module of its family."""
