import pytest

from echelon.engine import names
from echelon.engine.names import colliding, hash64, luck_of


def test_hash_of_a_name_is_the_same_on_every_machine_and_in_every_process():
    assert 0x3D91F1ACC2D2DE53 == hash64("krasnov")
    assert 0x91F1ACC2D2DE53 == luck_of("krasnov")


def test_names_beyond_ascii_are_hashed_as_utf_8():
    assert hash64("Царское Село") != hash64("Tsarskoye Selo")


def test_different_names_have_different_hashes():
    many = [f"{kind}_{number}" for kind in ("unit", "place") for number in range(2_000)]
    assert len(many) == len({hash64(name) for name in many})


def test_no_names_collide_among_a_few_and_a_repeated_name_is_no_collision():
    assert None is colliding(["ostrov", "pskov", "ostrov"])


def test_two_names_that_would_share_their_luck_are_found(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(names, "LUCK_MASK", 0)
    assert ("ostrov", "pskov") == colliding(["ostrov", "ostrov", "pskov"])
