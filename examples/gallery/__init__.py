"""The frame of the gallery of components: what stands around the demos of ``showcase``."""
