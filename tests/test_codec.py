"""The codec: whatever a State may hold comes back as it was, and nothing else comes from what is stored."""

from __future__ import annotations

import enum
import math
import sys
import threading
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import cached_property
from types import ModuleType
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cacao_kernel.codec import CodecError, Codecs
from cacao_kernel.coding import MAX_DEPTH

CODECS = Codecs()


class Color(enum.Enum):
    RED = 1
    CRIMSON = 1  # noqa: PIE796 - another name of the same member
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Tone(enum.StrEnum):
    DARK = "dark"


class Right(enum.Flag):
    READ = 1
    WRITE = 2


@dataclass
class Owner:
    name: str
    rights: Right = Right.READ
    tags: set[str] = field(default_factory=set)

    class Kind(enum.Enum):
        PERSON = "person"

    @cached_property
    def initial(self) -> str:
        return self.name[:1]


@dataclass(frozen=True, slots=True)
class Point:
    x: float
    y: float
    label: str = field(default="", init=False)


class Pair(NamedTuple):
    left: int
    right: int


class Name(str):
    __slots__ = ()


def back(value: Any) -> Any:
    return CODECS.decode(CODECS.encode(value))


def spell(value: Any) -> str:
    """Return a value's text, with the type of every part, zones and orders."""
    if isinstance(value, dict):
        inside = ", ".join(f"{spell(key)}: {spell(item)}" for key, item in value.items())
    elif isinstance(value, list | tuple):
        inside = ", ".join(map(spell, value))
    elif isinstance(value, set | frozenset):
        inside = ", ".join(sorted(map(spell, value)))
    elif isinstance(value, Owner):
        inside = ", ".join(map(spell, (value.name, value.rights, value.tags)))
    elif isinstance(value, datetime | time):
        inside = f"{value!r} {value.fold} {value.tzname()}"
    else:
        inside = repr(value)
    return f"{type(value).__qualname__}({inside})"


ZONES = st.one_of(
    st.none(),
    st.just(UTC),
    st.sampled_from(["Europe/Berlin", "America/New_York", "UTC"]).map(ZoneInfo),
    st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23))),
    st.builds(
        timezone,
        st.timedeltas(timedelta(hours=-23), timedelta(hours=23)),
        st.text(st.characters(codec=None), max_size=3),
    ),
)
TEXTS = st.text(st.characters(codec=None), max_size=6) | st.sampled_from(["$", "v", "(", "{[", '"', "\ud800"])
NUMBERS = (
    st.integers() | st.integers(-(2**63) - 2, 2**64 + 2) | st.floats() | st.sampled_from([10**400, -0.0])
)
_JSON_LEAVES = st.none() | st.booleans() | TEXTS | NUMBERS
_HASHABLE = st.one_of(
    _JSON_LEAVES.filter(lambda value: value == value),
    st.binary(max_size=5),
    st.datetimes(timezones=ZONES, allow_imaginary=True)
    | st.builds(lambda moment, zone: moment.replace(tzinfo=zone, fold=1), st.datetimes(), ZONES),
    st.dates(),
    st.times(timezones=ZONES),
    st.timedeltas(),
    st.decimals(allow_nan=False) | st.sampled_from(["-0", "1.00", "1E+50"]).map(Decimal),
    st.uuids(),
    st.sampled_from([*Color, *Level, *Tone, *Right, Right(0), Right(3), *Owner.Kind]),
    st.builds(Point, st.floats(allow_nan=False), st.integers()),
)


@st.composite
def json_leaves(draw: st.DrawFn) -> Any:
    return draw(_JSON_LEAVES)


@st.composite
def hashables(draw: st.DrawFn) -> Any:
    return draw(_HASHABLE)


JSON_LEAVES, HASHABLE = json_leaves(), hashables()


@st.composite
def keys(draw: st.DrawFn, depth: int = 2) -> Any:
    if not depth or draw(st.booleans()):
        return draw(HASHABLE)
    inside = keys(depth - 1)
    return draw(st.tuples(inside, inside) | st.frozensets(inside, max_size=2))


@st.composite
def values(draw: st.DrawFn, depth: int = 4) -> Any:
    if not depth or draw(st.booleans()):
        return draw(JSON_LEAVES | HASHABLE | st.just(Decimal("sNaN")))
    inside = values(depth - 1)
    return draw(
        st.one_of(
            st.lists(inside, max_size=3),
            st.dictionaries(TEXTS, inside, max_size=3),
            st.dictionaries(keys(), inside, max_size=3),
            st.lists(inside, max_size=3).map(tuple),
            st.sets(keys(), max_size=3),
            st.frozensets(keys(), max_size=3),
            st.builds(Owner, inside, st.sampled_from(Right), st.sets(TEXTS, max_size=2)),
        )
    )


VALUES = values()


@given(VALUES)
@settings(max_examples=150, deadline=None)
def test_whatever_a_state_may_hold_comes_back_as_it_was(value: Any) -> None:
    assert spell(back(value)) == spell(value)


@given(st.recursive(JSON_LEAVES, lambda inside: st.lists(inside) | st.dictionaries(TEXTS, inside)))
@settings(deadline=None)
def test_what_is_json_comes_back_as_it_was(value: Any) -> None:
    assert spell(back(value)) == spell(value)


def test_plain_json_is_stored_as_it_is() -> None:
    value = {"rows": [{"id": 1, "name": "Ada (1)", "score": 0.5, "done": None}], "open": True}

    assert CODECS.encode(value) == orjson.dumps(value)


@given(st.binary(max_size=60))
@settings(deadline=None)
def test_bytes_that_are_nothing_are_told_as_such(data: bytes) -> None:
    _decode(data)


@given(VALUES, st.data())
@settings(max_examples=150, deadline=None)
def test_what_was_cut_or_changed_is_a_value_or_an_error_of_ours(value: Any, data: st.DataObject) -> None:
    stored = bytearray(CODECS.encode(value))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(stored)))
        stored[place : place + data.draw(st.integers(0, 4))] = data.draw(
            st.binary(max_size=3) | st.sampled_from([b"[", b"null", b'"$"', b'"v":1', b"9" * 30, b"{}"])
        )
    _decode(bytes(stored))


@given(
    st.sampled_from(
        "int float str bytes datetime date time timedelta Decimal UUID tuple set frozenset dict enum "
        "dataclass model other".split()
    ),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=4),
        lambda inside: (
            st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=2), inside, max_size=2)
        ),
    ),
)
@settings(max_examples=150, deadline=None)
def test_any_kind_of_any_data_is_a_value_or_an_error_of_ours(kind: str, held: Any) -> None:
    _decode(orjson.dumps({"$": kind, "v": held}))
    _decode(orjson.dumps({"$": held, "v": held}))
    _decode(orjson.dumps([{"$": kind}]))


def _decode(data: bytes) -> Any:
    try:
        return CODECS.decode(data, "count")
    except CodecError as error:
        assert str(error).startswith("count: what is stored fits no more")
    return None


def test_deep_data_is_an_error_of_ours() -> None:
    for opening, closing in (("[", "]"), ('{"$":"tuple","v":[', "]}"), ('{"a":', "}")):
        with pytest.raises(CodecError):
            CODECS.decode((opening * 1_000 + '"$"' + closing * 1_000).encode())


class Zone(tzinfo):
    def utcoffset(self, moment: datetime | None) -> timedelta:
        return timedelta(0)


@dataclass
class Counted:
    name: str

    def __post_init__(self) -> None:
        self.length = len(self.name)


@dataclass
class Box(dict[str, int]):
    name: str = ""


def _local_member() -> enum.Enum:
    class Local(enum.Enum):
        ONE = 1

    return Local.ONE


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (len, ["rows: a value of type builtin_function_or_method cannot be stored", "register a codec"]),
        ([1, {"owner": threading.Lock()}], ["rows[1].owner: a value of type lock cannot be stored"]),
        ({"a b": [lambda: 0]}, ["rows['a b'][0]: a value of type function cannot be stored"]),
        ({(1, 2): {"x": object()}}, ["rows[(1, 2)].x: a value of type object cannot be stored"]),
        ({1: 2, object: 3}, ["a value of type type cannot be stored"]),
        (
            [OrderedDict(a=1)],
            ["rows[0]: a value of type OrderedDict would come back as dict", "Make it a plain dict"],
        ),
        (defaultdict(list), ["rows: a value of type defaultdict would come back as dict"]),
        (Pair(1, 2), ["rows: a value of type Pair would come back as tuple", "Make it a plain tuple"]),
        ([[Name("x")]], ["rows[0][0]: a value of type Name would come back as str"]),
        ({Name("x"): 1}, ["a value of type Name would come back as str"]),
        ([Owner("Ada", tags={len})], ["rows[0].tags[0]: a value of type builtin_function"]),  # type: ignore[arg-type]
        (datetime(2026, 1, 1, tzinfo=Zone()), ["rows: its time zone is of type Zone", "zoneinfo.ZoneInfo"]),
        (Counted("x"), ["rows: its attribute length is no field", "Make it a field."]),
        (Box("x"), ["rows: Box is a dataclass and more"]),
        (_local_member(), ["Local is not found under its own name", "at the top of its module"]),
    ],
)
def test_what_cannot_be_stored_is_told_with_its_place_and_what_to_do(value: Any, parts: list[str]) -> None:
    with pytest.raises(CodecError) as caught:
        CODECS.encode(value, "rows")

    assert [part for part in parts if part not in str(caught.value)] == [], str(caught.value)


def test_a_value_that_contains_itself_or_is_too_deep_is_refused() -> None:
    # Arrange
    ring: list[Any] = [1]
    ring.append({"ring": ring})
    deep: Any = 1
    for _ in range(MAX_DEPTH):
        deep = [deep]
    mixed: Any = 1
    for _ in range(MAX_DEPTH // 2 - 1):
        mixed = Owner(mixed, tags=set())
        mixed = {1: mixed}

    # Act and assert
    assert back(deep) == deep
    assert spell(back(mixed)) == spell(mixed)
    with pytest.raises(CodecError, match="contains itself"):
        CODECS.encode(ring)
    for value in ([deep], {"a": deep, "b": "[" * 100}, (deep,), {1: {1: mixed}}):
        with pytest.raises(CodecError, match="nested past 64 levels"):
            CODECS.encode(value)


def test_what_stands_in_two_places_becomes_two_equal_ones() -> None:
    row = {"a": (1,)}

    first, second = back([row, row])

    assert first == second == row
    assert first is not second


def test_a_class_keeps_up_with_what_is_stored_as_long_as_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    stored = CODECS.encode(Owner("Ada", Right.WRITE))
    here = sys.modules[__name__]

    @dataclass
    class WithDefault:
        name: str
        age: int = 7

    @dataclass
    class WithoutDefault:
        name: str
        age: int

    def become(kind: type) -> None:
        kind.__qualname__ = "Owner"
        monkeypatch.setattr(here, "Owner", kind)

    # Act and assert
    become(WithDefault)
    assert CODECS.decode(stored) == WithDefault("Ada", 7)
    become(WithoutDefault)
    with pytest.raises(CodecError, match=r"name: .*Owner.age has come since and has no default"):
        CODECS.decode(stored, "name")
    become(enum.Enum("Owner", "A B"))
    with pytest.raises(CodecError, match=r"Owner is no dataclass|no class"):
        CODECS.decode(stored)
    monkeypatch.delattr(here, "Owner")
    with pytest.raises(CodecError, match="there is no class Owner"):
        CODECS.decode(stored)


def test_a_member_that_is_gone_is_told() -> None:
    stored = CODECS.encode(Color.BLUE).replace(b"BLUE", b"GREY")

    with pytest.raises(CodecError, match="Color has no member GREY"):
        CODECS.decode(stored)


def test_nothing_is_imported_or_run_by_what_is_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    # Arrange
    lazy = ModuleType("lazy_module")
    asked: list[str] = []
    vars(lazy)["__getattr__"] = asked.append
    monkeypatch.setitem(sys.modules, "lazy_module", lazy)
    monkeypatch.delitem(sys.modules, "wave", raising=False)
    started: list[str] = []
    monkeypatch.setattr(Owner, "__post_init__", started.append, raising=False)

    # Act and assert
    for module, name in [
        ("wave", "Wave_read"),
        ("lazy_module", "Thing"),
        ("os", "system"),
        ("builtins", "dict"),
        ("threading", "Thread"),
        (__name__, "Color"),
        (__name__, "Codecs"),
        (__name__, "ZONES"),
        (__name__, "Owner.__dict__"),
    ]:
        with pytest.raises(CodecError):
            CODECS.decode(orjson.dumps({"$": "dataclass", "v": [module, name, {}]}))
    back(Owner("Ada"))
    assert (asked, started, "wave" in sys.modules) == ([], [], False)


def test_a_plugin_adds_kinds_of_values() -> None:
    # Arrange
    codecs = Codecs()
    codecs.register("complex", complex, lambda value: (value.real, value.imag), lambda data: complex(*data))

    # Act
    stored = codecs.encode({"at": [1 + 2j]})

    # Assert
    assert codecs.decode(stored) == {"at": [1 + 2j]}
    with pytest.raises(CodecError, match="there is no codec str 'complex'"):
        CODECS.decode(stored)
    for name, kind in [("complex", bytearray), ("other", complex), ("set", bytearray), ("other", dict)]:
        with pytest.raises(CodecError, match="already"):
            codecs.register(name, kind, repr, repr)  # type: ignore[arg-type]


def test_a_value_that_raises_when_it_is_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(owner: Owner) -> str:
        raise OSError("gone")

    owner = Owner("Ada")
    monkeypatch.setattr(Owner, "name", property(raising), raising=False)

    with pytest.raises(CodecError, match=r"rows\[0\]: the value cannot be stored: OSError: gone"):
        CODECS.encode([owner], "rows")


def test_a_codec_for_a_class_goes_before_what_all_such_classes_are_stored_as() -> None:
    # Arrange
    codecs = Codecs()
    codecs.register("color", Color, lambda color: color.value, Color)
    codecs.register("point", Point, lambda point: [point.x, point.y], lambda data: Point(*data))

    # Act
    stored = codecs.encode([Color.BLUE, Point(1, 2)])

    # Assert
    assert stored == b'[{"$":"color","v":"blue"},{"$":"point","v":[1,2]}]'
    assert codecs.decode(stored) == [Color.BLUE, Point(1, 2)]


def test_a_codec_that_raises_is_told() -> None:
    codecs = Codecs()
    codecs.register("complex", complex, lambda value: 1 / 0, lambda data: data[0])

    with pytest.raises(CodecError, match=r'rows\[0\]: the codec "complex" raised ZeroDivisionError'):
        codecs.encode([1j], "rows")
    with pytest.raises(CodecError, match="fits no more: TypeError"):
        codecs.decode(b'{"$":"complex","v":1}')


pydantic = pytest.importorskip("pydantic")


class Address(pydantic.BaseModel):  # type: ignore[misc, name-defined]
    street: str
    since: date = date(2026, 1, 1)


class Customer(pydantic.BaseModel):  # type: ignore[misc, name-defined]
    name: str = pydantic.Field(alias="fullName")
    home: Address
    rights: Right = Right.READ
    tags: set[str] = pydantic.Field(default_factory=set)


class Uneven(pydantic.BaseModel):  # type: ignore[misc, name-defined]
    name: str = pydantic.Field(validation_alias="a", serialization_alias="b")


def test_a_model_of_pydantic_comes_back_checked() -> None:
    customer = Customer(fullName="Ada", home=Address(street="Long 1"), rights=Right(3), tags={"a"})

    stored = CODECS.encode([customer])

    assert CODECS.decode(stored) == [customer]
    with pytest.raises(CodecError, match="ValidationError"):
        CODECS.decode(stored.replace(b'"street":"Long 1"', b'"street":17'))
    with pytest.raises(CodecError, match="Uneven does not accept its own dump"):
        CODECS.encode(Uneven(a="x"))


def test_floats_that_are_no_number_keep_their_sign() -> None:
    assert back([math.inf, -math.inf]) == [math.inf, -math.inf]
    assert math.isnan(back({"a": [math.nan]})["a"][0])
    assert math.copysign(1, back(-0.0)) == -1


def test_identifiers_keep_their_value() -> None:
    identifier = uuid4()

    assert back({identifier: identifier}) == {identifier: UUID(str(identifier))}


def test_a_number_of_any_length_comes_back() -> None:
    assert back([10**6000, -(10**6000)]) == [10**6000, -(10**6000)]
