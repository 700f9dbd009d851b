"""The names of the test kit, for type hints; pytest finds the fixture ``cacao_app`` by itself."""

from cacao_kernel.chronicle import Happening
from cacao_kernel.testing import AppUnderTest, ServeForTest
from cacao_kernel.user import User

__all__ = ["AppUnderTest", "Happening", "ServeForTest", "User"]
