"""The frozen dataclass of ours behaves as the standard one."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, replace

import pytest

from verifier.frozen import frozen


@frozen
class Ours:
    """A few fields of every kind."""

    a: int
    b: str = "b"
    c: list[int] = field(default_factory=list)
    d: int = field(default=4, repr=False, compare=False)


@frozen
class Longer(Ours):
    """More fields than the one it comes from."""

    e: int = 0
    size: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", len(self.b))


@frozen(eq=False)
class Itself:
    """Equal only to itself."""

    a: int = 1


@frozen
class Hashed:
    """Nothing in it that cannot be hashed."""

    a: int
    b: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """What `Hashed` is held against."""

    a: int
    b: tuple[int, ...] = ()


def test_it_is_made_like_the_standard_one() -> None:
    assert [one.name for one in fields(Ours)] == ["a", "b", "c", "d"]
    assert asdict(Ours(1, c=[2])) == {"a": 1, "b": "b", "c": [2], "d": 4}
    assert Ours(1).c is not Ours(1).c
    assert Longer(1, "four").size == 4
    assert repr(Longer(1, e=2)) == "Longer(a=1, b='b', c=[], e=2, size=1)"
    assert Ours.__match_args__ == ("a", "b", "c", "d")
    assert not hasattr(Hashed(1), "__dict__")


@pytest.mark.parametrize("wrong", [(), (1, (), 3)])
def test_wrong_arguments_are_refused(wrong: tuple[object, ...]) -> None:
    for _ in range(2):  # the first call compiles what the second one meets
        with pytest.raises(TypeError, match="argument"):
            Hashed(*wrong)  # type: ignore[arg-type]


def test_it_compares_and_hashes_by_its_fields() -> None:
    assert Ours(1, d=5) == Ours(1, d=6) != Ours(2)
    assert Hashed(1) != Standard(1)
    assert hash(Hashed(1, (2,))) == hash(Standard(1, (2,)))
    assert Longer(1) != Ours(1)
    assert Itself() != Itself()
    assert len({Itself(), Itself()}) == 2
    with pytest.raises(TypeError):
        hash(Ours(1))


def test_it_never_changes() -> None:
    one = Hashed(1)
    with pytest.raises(FrozenInstanceError):
        one.a = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.a
    assert replace(one, a=2) == Hashed(2)
    assert one == Hashed(1)


def test_it_can_be_copied_and_sent() -> None:
    one = Longer(1, "x", [1], 2)
    for other in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):  # noqa: S301
        assert other == one
        assert other is not one
        assert other.size == 1
    assert copy.deepcopy(one).c is not one.c
