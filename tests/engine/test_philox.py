"""Known-answer vectors of Random123's distribution (kat_vectors, philox4x32-10)."""

import numpy as np
import pytest

from echelon.engine.philox import philox

PI_KEY = (0xA4093822, 0x299F31D0)


@pytest.mark.parametrize(
    ("expected", "counter", "key"),
    [
        ("6627e8d5 e169c58d bc57ac4c 9b00dbd8", (0, 0, 0, 0), (0, 0)),
        ("408f276d 41c83b0e a20bc7c6 6d5451fd", (2**32 - 1,) * 4, (2**32 - 1,) * 2),
        (
            "d16cfe09 94fdcceb 5001e420 24126ea1",
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            PI_KEY,
        ),
    ],
    ids=["zero", "ones", "pi"],
)
def test_philox_gives_the_published_words(
    expected: str, counter: tuple[int, ...], key: tuple[int, int]
):
    words = philox(*(np.uint64(word) for word in counter), np.uint64(key[0] | key[1] << 32))
    assert expected == " ".join(f"{int(word):08x}" for word in words)


def test_each_bit_of_counter_and_key_changes_about_half_of_the_output():
    def bits(words: list[int]) -> int:
        result = philox(*(np.uint64(word) for word in words[:4]), np.uint64(words[4]))
        return sum(int(word) << (32 * place) for place, word in enumerate(result))

    base = [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0x299F31D0A4093822]
    flips = []
    for place in range(5):
        for bit in range(64 if place == 4 else 32):
            changed = [word ^ (1 << bit) if place == i else word for i, word in enumerate(base)]
            flips.append((bits(base) ^ bits(changed)).bit_count())
    assert 192 == len(flips)
    assert 35 < min(flips)
    assert 93 > max(flips)
