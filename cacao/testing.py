"""The names of the test kit, for type hints; pytest finds the fixture ``cacao_app`` by itself."""

from cacao_kernel.chronicle import Happening
from cacao_kernel.stage import AppUnderTest
from cacao_kernel.testing import ServeForTest
from cacao_kernel.transfer import Download
from cacao_kernel.user import User

__all__ = ["AppUnderTest", "Download", "Happening", "ServeForTest", "User"]
