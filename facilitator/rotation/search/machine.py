"""The search as numba compiles it, where numba is; its results are those of plain Python.

All whole numbers of arrays are of one kind (64 bits; only who met whom is in bytes), so that each
function is compiled for one kind of arguments. That takes some twenty seconds once; it is kept for
the next process, in a directory named after the sources: a change of any compiles all anew.
"""

import sys
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Final, NamedTuple

from facilitator.rotation.search import (
    anneal,
    counting,
    course,
    dice,
    difference,
    exchanges,
    fetching,
    groups,
    kernel,
    starter,
    turns,
)

SOURCES: Final = (
    *(dice, kernel, counting, course, exchanges, turns, fetching, groups, anneal),
    *(difference, starter),
)
HOT: Final = (
    *(dice.throw, dice.below, kernel.off_band, kernel.shift_cost, kernel.alone_cost),
    *(kernel.company, kernel.swap_cost, kernel.move_cost, kernel.pinch, course.takes),
    *(course.keep, anneal.try_one, exchanges.try_swap, anneal.try_seat, difference.cell),
    *(starter.leave, starter.enter),
)
"""Called so often that their arguments should not be handed over."""

UNCOUNTED: Final = {"error_model": "numpy", "_nrt": False}
"""Nothing here makes an array, so nobody need count who holds one: a search is six times as fast
without. (Numba counts on every reading of a field, with an atomic instruction.) The switch has no
public name; numba refuses words it does not know, so no version can drop it unnoticed."""


class Machine(NamedTuple):
    """The doors of the search, and whether they are compiled."""

    seat_all: Callable[..., None]
    total_cost: Callable[..., int]
    anneal: Callable[..., tuple[int, int, int]]
    clashes: Callable[..., int]
    fewer_clashes: Callable[..., int]
    mix: Callable[..., int]
    fewer_repeats: Callable[..., int]
    compiled: bool


DOORS: Final = Machine._fields[:-1]
PLAIN: Final = Machine(
    counting.seat_all,
    counting.total_cost,
    anneal.anneal,
    difference.clashes,
    difference.fewer_clashes,
    starter.mix,
    starter.fewer_repeats,
    compiled=False,
)


def can_compile() -> bool:
    """Whether numba is installed. Does not load it."""
    return find_spec("numba") is not None


@lru_cache(maxsize=1)
def compiled() -> Machine:
    """Loads numba and the search; the first call in a process takes one to two seconds."""
    numba = import_module("numba")
    kept = _keep_in(numba)
    known: dict[str, Any] = {}
    hot = {each.__name__ for each in HOT}
    for source in SOURCES:
        twin = _twin(source)
        for name, value in vars(twin).items():
            is_own = isinstance(value, FunctionType) and value.__module__ == twin.__name__
            if is_own:
                jit = numba.njit(cache=kept, forceinline=name in hot, **UNCOUNTED)
                known[name] = jit(value)
            if name in known:
                setattr(twin, name, known[name])
    return Machine(**{door: known[door] for door in DOORS}, compiled=True)


def as_arrays(value: Any) -> Any:
    """A named tuple with numpy's views of its arrays' memory; its numbers stay."""
    parts = [each if isinstance(each, int | float) else as_array(each) for each in value]
    return type(value)(*parts)


def as_array(value: Any) -> Any:
    """Numpy's view of an array's memory."""
    numpy = import_module("numpy")
    types = {"B": numpy.uint8, "q": numpy.int64}
    kind = types[memoryview(value).format]
    return numpy.frombuffer(value, kind) if len(value) else numpy.zeros(0, kind)


def _twin(source: ModuleType) -> ModuleType:
    """A second copy of a module, whose functions may be exchanged; numba looks it up by name."""
    spec = spec_from_file_location(f"{source.__name__}_compiled", source.__file__)
    if spec is None or spec.loader is None:
        raise ImportError(source.__name__)
    twin = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(twin)
    return twin


def _keep_in(numba: Any) -> bool:
    """Names the directory for what is compiled; False where there is none to write to."""
    paths = [__file__, *(str(source.__file__) for source in SOURCES)]
    files = [Path(path).read_bytes() for path in paths]
    name = sha256(b"\0".join([*files, numba.__version__.encode()])).hexdigest()[:16]
    home = numba.config.CACHE_DIR or Path.home() / ".cache" / "facilitator"
    place = Path(home) / name
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    numba.config.CACHE_DIR = str(place)
    return True
