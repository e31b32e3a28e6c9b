"""Nothing is collected while thousands are served, and everything is again afterwards."""

import gc

import pytest

from facilitator.kit.memory import undisturbed


def test_no_rubbish_is_collected_meanwhile_and_it_is_afterwards():
    assert gc.isenabled()
    with undisturbed():
        assert not gc.isenabled()
        with undisturbed():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_so_it_is_after_a_failure():
    with pytest.raises(ZeroDivisionError), undisturbed():
        raise ZeroDivisionError
    assert gc.isenabled()
