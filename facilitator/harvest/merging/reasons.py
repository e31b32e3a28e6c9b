"""Why two notes may say the same: the telling words they share."""

from collections.abc import Sequence

from facilitator.harvest.merging.cleaning import bare

Words = frozenset[str]
_SHORT = {"zh": 2}
_MOST = 6
_LONG = 4  # letters; shorter words mostly hold a sentence together


def words_of(text: str, language: str) -> Words:
    """The words of a spelled-out note that tell it from others; in Chinese, each two characters."""
    plain = bare(text)
    if language in _SHORT:
        joined = plain.replace(" ", "")
        return frozenset(joined[at : at + 2] for at in range(len(joined) - 1))
    return frozenset(w for w in plain.split() if len(w) >= _LONG or any(c.isdigit() for c in w))


def shared_words(one: Words, two: Words, common: Words) -> tuple[str, ...]:
    """Up to six, the longest first; words of many notes only where they share no others."""
    both = (one & two - common) or one & two
    return tuple(sorted(both, key=lambda word: (-len(word), word))[:_MOST])


def common_words(every: Sequence[Words]) -> Words:
    """Words of more than a third of the notes."""
    counts: dict[str, int] = {}
    for words in every:
        for word in words:
            counts[word] = counts.get(word, 0) + 1
    return frozenset(word for word, count in counts.items() if count > max(2, len(every) / 3))
