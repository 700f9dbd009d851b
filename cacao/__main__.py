"""``python -m cacao`` is the command ``cacao``."""

from cacao_kernel.cli import main

raise SystemExit(main())
