"""Does a sentence say what its source says? Pure. What code can tell; the reviewer judges the rest.

In order, the first failure decides: the citation is one that was given; the quote is exact; numbers, dates, times,
addresses and names stand in the source; words that turn a meaning round (not, must, all, before) agree; enough of the
sentence's words stand there at all. Likeness in meaning proves nothing (measured: no better than a coin).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from chalkline.kernel.sentences import Sentence
from chalkline.protect.borne_out.splitting import sentences_of
from chalkline.protect.borne_out.terms import language_of, terms_of, words_of
from chalkline.protect.borne_out.words import Checked, Source, Standing, Written

SHORTEST_QUOTE = 3  # words
ENOUGH, HARDLY = 0.75, 0.5
NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.]+", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][\w’'-]*")
MONTHS_AND_DAYS = """
january february march april may june july august september october november december monday tuesday wednesday
thursday friday saturday sunday enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
diciembre lunes martes miércoles jueves viernes sábado domingo
"""
DATES = frozenset(MONTHS_AND_DAYS.split())
TURNING_WORDS = {
    "not": "not no never none without cannot cant dont doesnt wont isnt arent nunca sin tampoco ningun ninguna",
    "must": "must required require requires mandatory need needs debe deben obligatorio obligatoria",
    "may": "may might can could optional puede pueden opcional",
    "all": "all every each always any todos todas cada siempre",
    "some": "some most few sometimes usually several algunos algunas veces",
    "only": "only except unless excepto solo salvo solamente",
    "before": "before until by earlier antes hasta",
    "after": "after since from later despues desde",
    "more": "more over least above maximum minimum mas menos",
    "less": "less under below fewer up",
}
TURNING = {kind: frozenset(words.split()) for kind, words in TURNING_WORDS.items()}
OPENING = frozenset("¿¡\"“‘'(•- ")


def checked_all(written: tuple[Written, ...], sources: Mapping[int, Source]) -> tuple[Checked, ...]:
    """Every sentence against the passages that were given."""
    return tuple(check(each, sources) for each in written)


def check(written: Written, sources: Mapping[int, Source]) -> Checked:
    """One sentence against the passage it cites."""
    source = sources.get(written.cites)
    if source is None:
        return _said(written, Standing.FAILS, Sentence("It cites no approved passage that was looked at."))
    if not is_quoted(written.quote, source.text):
        return _said(written, Standing.FAILS, Sentence("The words it quotes do not stand in the source."))
    if folded(written.text) == around(written.text, source.text):
        return _said(written, Standing.HOLDS)  # whole sentences, word for word
    missing = specifics_missing(written.text, f"{source.title}\n{source.text}")
    if missing:
        return _said(written, Standing.FAILS, Sentence("Not in the source: {what}.", what=tuple(missing[:4])))
    cover = cover_in(written.text, source)
    if cover < HARDLY:
        return _said(written, Standing.FAILS, Sentence("Most of what it says does not stand in the source."))
    turned = turned_words(written.text, around(written.quote, source.text))
    if turned:
        return _said(written, Standing.LOOK, Sentence("Check these words against the source: {what}.", what=turned))
    if cover < ENOUGH:
        return _said(written, Standing.LOOK, Sentence("Some of what it says does not stand in the source."))
    return _said(written, Standing.HOLDS)


def check_said(text: str, sources: Mapping[int, Source], cites: Collection[int]) -> Checked:
    """A sentence said of these sources, against those it cites; citing none, whichever supports it best."""
    named = [sources[each] for each in cites if each in sources]
    if len(named) < len(cites):
        return _said(Written(text), Standing.FAILS, Sentence("It cites no approved passage that was looked at."))
    if len(named) < 2:
        return check_edited(text, {each.passage_id: each for each in named} or sources)
    titles, texts = "\n".join(each.title for each in named), "\n".join(each.text for each in named)
    return check_edited(text, {named[0].passage_id: Source(named[0].passage_id, titles, texts)})


def check_edited(text: str, sources: Mapping[int, Source]) -> Checked:
    """A sentence a person wrote or changed, against whichever passage supports it best."""
    if not sources:
        return _said(Written(text), Standing.LOOK, Sentence("Nothing approved stands behind it."))
    best = max(sources.values(), key=lambda each: (folded(text) in folded(each.text), cover_in(text, each)))
    quote = max(sentences_of(best.text), key=lambda each: _shared(text, each), default=best.text)
    return check(Written(text, best.passage_id, quote), sources)


def is_quoted(quote: str, text: str) -> bool:
    """Whether the quote stands in the text, word for word, white space aside, and is more than a word or two."""
    return len(quote.split()) >= min(SHORTEST_QUOTE, len(text.split())) and folded(quote) in folded(text)


def around(quote: str, text: str) -> str:
    """The whole sentences that a quote stands in: half of one may leave out the "not"."""
    whole, sought = folded(text), folded(quote)
    start = whole.find(sought)
    if start < 0:
        return ""
    end = start + len(sought)
    held, at = [], 0
    for sentence in map(folded, sentences_of(text)):
        begins = whole.find(sentence, at)
        at = begins + len(sentence)
        if begins < end and at > start:
            held.append(sentence)
    return " ".join(held) or quote


def folded(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def specifics_missing(sentence: str, source: str) -> list[str]:
    """Numbers, times, addresses, months, weekdays and names of the sentence that the source does not have."""
    held_numbers = set(NUMBER.findall(source))
    held_words = set(words_of(source))
    missing = [each for each in ADDRESS.findall(sentence) if each.rstrip(".,;)").lower() not in source.lower()]
    plain = ADDRESS.sub(" ", sentence)
    missing += [each for each in NUMBER.findall(plain) if each not in held_numbers]
    missing += [each for each in _names(plain) if not set(words_of(each)) & held_words]
    if ("a.m" in plain.lower() and "a.m" not in source.lower()) or (
        "p.m" in plain.lower() and "p.m" not in source.lower()
    ):
        missing.append("a.m./p.m.")
    return list(dict.fromkeys(missing))


def cover_in(sentence: str, source: Source) -> float:
    """The share of the sentence's terms that stand in the passage or its title."""
    language = language_of(source.text)
    terms = set(terms_of(sentence, language))
    return len(terms & set(terms_of(f"{source.title}\n{source.text}", language))) / len(terms) if terms else 1.0


def turned_words(sentence: str, quote: str) -> tuple[str, ...]:
    """Kinds of word that turn a meaning round, in one of the two and not in the other."""
    said, quoted = _plain(sentence), _plain(quote)
    return tuple(kind for kind, words in TURNING.items() if bool(said & words) != bool(quoted & words))


def _plain(text: str) -> set[str]:
    return set(words_of(text))


def _names(sentence: str) -> list[str]:
    """Capitalised words that do not begin the sentence, and months and weekdays wherever they stand."""
    found = []
    for match in NAME.finditer(sentence):
        word = match.group()
        before = sentence[: match.start()].rstrip("".join(OPENING))
        begins = not before or before[-1] in ".!?:\n"
        if word.lower() in DATES or (word[0].isupper() and not begins and word not in {"I", "AI"}):
            found.append(word)
    return [each for each in found if each.lower() != "may" or each == "May"]


def _shared(one: str, other: str) -> int:
    return len(_plain(one) & _plain(other))


def _said(written: Written, standing: Standing, *why: Sentence) -> Checked:
    return Checked(written.text, written.cites, written.quote, standing, why)
