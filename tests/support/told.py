"""Sentences of a story without a page around them."""

from emulation.vocabulary.sentences import Fragment, Sentence


def plain(sentence: Sentence) -> str:
    """The sentence in Vietnamese, values as they are."""
    values = {
        key: getattr(value.value, "name_vi", value.value)
        if isinstance(value, Fragment)
        else ", ".join(map(plain, value))
        for key, value in sentence.values.items()
    }
    return sentence.template % values
