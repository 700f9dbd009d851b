"""History: the addresses that lie behind and ahead of a simulated user."""

from __future__ import annotations


class History:
    """What the buttons back and forward go through.

    Args:
        path: the first address.
    """

    def __init__(self, path: str) -> None:
        self._paths = [path]
        self._place = 0

    @property
    def path(self) -> str:
        """The address that the address bar shows."""
        return self._paths[self._place]

    def push(self, path: str) -> None:
        """Go to another address; what was ahead is forgotten. The same one again is no step."""
        if path != self.path:
            self._paths[self._place + 1 :] = [path]
            self._place += 1

    def replace(self, path: str) -> None:
        """Show another address in the place of the present one, as a redirect does."""
        self._paths[self._place] = path

    def step(self, steps: int) -> None:
        """Go back or forward by so many steps.

        Raises:
            AssertionError: if nothing lies there.
        """
        if not 0 <= self._place + steps < len(self._paths):
            raise AssertionError(f"nothing lies {'ahead' if steps > 0 else 'behind'}: {self._paths}")
        self._place += steps
