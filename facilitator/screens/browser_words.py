"""The words that the browser's own modules say, in each language."""


def browser_words(locale: str) -> dict[str, str]:
    return {}
