"""Words as they are matched: folded, without those that say nothing, by their stem. Pure, for both databases alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LONGEST = 40
MOST = 5000
ENGLISH = """
a about above after again all also am an and any are as at be been before being below but by can could did do does
doing done for from get had has have having he her here hers him his how i if in into is it its just let me my no nor
not of on once or our out over own please she should so some such than that the their them then there these they this
those through to too under up us very was we were what when where which who whom why will with would you your yours hi
hello thanks thank
"""
SPANISH = """
a al algo algun alguna algunas alguno algunos ante antes aqui asi aun aunque cada como con contra cual cuales cuando
cuanto de del desde donde dos e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estan estar estas
este esto estos estoy fue fueron gracias ha han hasta hay hola la las le les lo los mas me mi mis mucho muy nada ni no
nos o os otra otro para pero poco por porque puede pueden puedo que quien se sea ser si sido sin sobre son soy su sus
tal tambien te tengo ti tiene tienen todo todos tu tus un una uno unos usted ustedes y ya yo favor
"""
STOP = {"en": frozenset(ENGLISH.split()), "es": frozenset(SPANISH.split())}
# Where the stemmer parts what belongs together, in words that families use.
IRREGULAR = {"buses": "bus", "busses": "bus", "bussing": "bus", "children": "child", "feet": "foot", "teeth": "tooth"}
SPANISH_SIGNS = re.compile(r"[¿¡ñ]", re.IGNORECASE)
TELLING = {
    "en": STOP["en"] - STOP["es"] - {"me", "no"},
    "es": STOP["es"] - STOP["en"] - {"a", "me", "no"},
}


def words_of(text: str) -> list[str]:
    """The words of a text, folded: lower case, without accents."""
    return [folded(each) for each in WORD.findall(text)[:MOST]]


def folded(word: str) -> str:
    """A word in lower case without accents: "Autobús" and "autobus" are one. "'s" at its end is dropped."""
    plain = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'")
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return plain.removesuffix("'s").replace("'", "")[:LONGEST]


def terms_of(text: str, language: str) -> list[str]:
    """The terms of a text in order, repeated as often as they stand there."""
    stop = STOP.get(language, STOP["en"])
    return [stem(word, language) for word in words_of(text) if word and word not in stop]


def stem(word: str, language: str) -> str:
    """The stem of a folded word. Numbers stay as they are."""
    if word.isdigit():
        return word
    return _stem(word, "spanish") if language == "es" else _stem(IRREGULAR.get(word, word), "english")


@lru_cache(maxsize=50_000)
def _stem(word: str, name: str) -> str:
    return str(_stemmer(name).stemWord(word)) or word


@lru_cache(maxsize=2)
def _stemmer(name: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(name)


def language_of(text: str) -> str:
    """ "es" when its small words are more often Spanish than English, else "en"."""
    words = words_of(text)
    spanish = sum(word in TELLING["es"] for word in words) + 3 * len(SPANISH_SIGNS.findall(text))
    english = sum(word in TELLING["en"] for word in words)
    return "es" if spanish > english else "en"
