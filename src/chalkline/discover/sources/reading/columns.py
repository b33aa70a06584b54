"""Which column holds what? By what the header calls it, then by what its values look like.

No filter vendor publishes its headers, and no two districts export in one language. So header words are
compared without case, accents and punctuation against a list that grows; what they leave open is decided
by the values. What the district itself has said about a header comes before either.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalkline.discover.sources.reading.deeds import kind_of_deed
from chalkline.discover.sources.reading.further_words import FURTHER_WORDS
from chalkline.discover.sources.reading.times import FAR_AHEAD, form_of
from chalkline.tools.register.hosts import normal_host


class Part(StrEnum):
    """What a column can be to us. Everything else in a file is left where it is."""

    TIME = "time"
    DAY = "day"  # only the date; the clock stands in a column of its own
    CLOCK = "clock"
    USER = "user"
    HOST = "host"  # a URL or a host name
    ACTION = "action"
    BYTES_OUT = "bytes_out"
    ADDRESS = "address"
    APP_ID = "app_id"
    APP_NAME = "app_name"
    EVENT = "event"
    SCOPES = "scopes"
    CLIENT_TYPE = "client_type"
    HOMEPAGE = "homepage"
    USERS = "users"  # how many people
    DEVICES = "devices"  # how many devices
    DEVICE = "device"  # one device
    ACCESS = "access"  # what the district lets an app do
    PLACE = "place"  # a school, a building, an organizational unit
    PUBLISHER = "publisher"
    VENDOR = "vendor"
    DESCRIPTION = "description"
    AMOUNT = "amount"
    FUND = "fund"
    ORDER = "order"  # the number of a purchase order
    PAID_ON = "paid_on"
    ORDERED_ON = "ordered_on"
    ROLE = "role"
    TOOLS = "tools"  # which tools somebody says to use


WORDS: dict[Part, str] = {
    Part.TIME: (
        "date and time; datetime; timestamp; time stamp; date time; event time; log time; time; date; when; "
        "occurred; created; start time; request time; access time; visited; time utc; date utc; fecha y hora; "
        "fecha hora; marca de tiempo; fecha; momento; date et heure; horodatage; date heure; zeitstempel; "
        "zeitpunkt; datum uhrzeit; datum und uhrzeit; data e hora; data hora; ts; _time; local time; hora del "
        "evento; epochtime; devtime; rt; event timestamp"
    ),
    Part.DAY: ("day; dia; jour; tag; datum; data"),
    Part.CLOCK: ("time of day; clock; hour; hora; heure; uhrzeit; zeit"),
    Part.USER: (
        "user email; useremail; email; e-mail; email address; user name; username; user; userid; user id; "
        "login; login name; account; identity; most granular identity; student; student email; person; who; "
        "upn; userprincipalname; user principal name; samaccountname; actor; actor email; actor user; display "
        "user; source user; src user; cs-username; usuario; correo; correo electronico; nombre de usuario; "
        "cuenta; alumno; estudiante; utilisateur; courriel; identifiant; adresse e-mail; benutzer; "
        "benutzername; anmeldename; usuario email; nome de usuario; utilizador; "
        "suser; usrname; ologin; unauthuser"
    ),
    Part.HOST: (
        "url; domain; host; hostname; host name; site; website; web site; web address; address visited; "
        "destination; destination domain; destination host; dest host; fqdn; query; requested url; full url; "
        "link; page; uri; cs-host; cs-uri; server name; domain name; dominio; sitio; sitio web; direccion "
        "url; direccion web; pagina; enlace; domaine; adresse url; site visite; webseite; adresse; ziel; "
        "zieladresse; site acessado; endereco; website url; url visited; resource; "
        "eurl; qname; query name; dhost; dsthost; request"
    ),
    Part.ACTION: (
        "action; status; result; verdict; decision; disposition; allowed blocked; blocked; allowed; outcome; "
        "policy action; filter action; access; response; accion; resultado; estado; permitido; bloqueado; "
        "resultat; statut; aktion; ergebnis; status da acao; acao; was blocked; is blocked; block status; act"
    ),
    Part.BYTES_OUT: (
        "bytes out; bytes sent; sent bytes; upload; uploaded; upload bytes; uploaded bytes; request size; "
        "request bytes; bytes uploaded; bytes up; cs-bytes; out bytes; bytes enviados; enviados; octets "
        "envoyes; gesendete bytes; request size bytes; "
        "requestsize; reqsize; reqdatasize; sentbyte; out"
    ),
    Part.ADDRESS: (
        "ip; ip address; device ip; client ip; source ip; src ip; internal ip; internal ip address; local ip; "
        "direccion ip; adresse ip; ip adresse; c-ip; user ip; lan ip; endereco ip; ip del equipo; clientip; "
        "cip; srcip; src; client address; client; clientinternalip; clientpublicip"
    ),
    Part.APP_ID: (
        "app id; application id; client id; oauth client id; id de la aplicacion; appid; id de l application; "
        "anwendungs id"
    ),
    Part.APP_NAME: (
        "app name; application name; app; application; oauth app; nombre de la aplicacion; aplicacion; nom de "
        "l application; app display name; name der app"
    ),
    Part.EVENT: (
        "oauth event; event; event name; oauth event name; evento de oauth; evento; evenement; ereignis; activity"
    ),
    Part.SCOPES: ("scope; scopes; oauth scope; permissions; alcance; permisos; ambito; portee"),
    Part.CLIENT_TYPE: ("client type; app type; tipo de cliente; type de client"),
}  # in order of trust: where two columns fit, the one named earlier here is taken

EMAIL = re.compile(r"[^@\s(<]+@[^@\s)>]+\.[^@\s)>]+")
ADDRESS = re.compile(r"^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]+)$")
CLOCK = re.compile(r"^\d{1,2}:\d\d(:\d\d)?(\s*[APap]\.?\s*[Mm]\.?)?$")
VALUE = re.compile(r"^[\d.:/ -]+$|^\d{4}-\d\d-\d\dT")
MOST_COLUMNS = 250  # what is wider is no table of visits, and looking at every column of it would take minutes
DATE_ONLY = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}$")


def plain_word(text: str) -> str:
    """A header word without case, accents and punctuation: "Correo electrónico:" -> "correo electronico"."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split())


_MEANING: dict[str, dict[Part, int]] = {}
_MEANT: set[Part] = set()
for _part, _words in (*WORDS.items(), *((Part(_name), _more) for _name, _more in FURTHER_WORDS.items())):
    for _place, _word in enumerate(_words.split("; "), start=1_000 if _part in _MEANT else 0):
        _MEANING.setdefault(plain_word(_word), {}).setdefault(_part, _place)
    _MEANT.add(_part)


@dataclass(frozen=True)
class Columns:
    """Where each part stands, counted from 0; and the columns whose header meant nothing to us."""

    places: Mapping[Part, int]
    not_understood: tuple[str, ...] = ()

    def get(self, part: Part) -> int | None:
        """The place of a part, or None."""
        return self.places.get(part)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names columns: it holds words, and nothing that only a value could be."""
    if not rows:
        return False
    first = rows[0]
    if any(
        EMAIL.search(cell) or ADDRESS.match(cell) or "://" in cell or re.match(r"^[\d.:/ -]+$", cell) for cell in first
    ):
        return False
    return any(plain_word(cell) in _MEANING for cell in first) or len(rows) > 1


def understand(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    parts: Sequence[Part],
    mapping: Mapping[str, str] | None = None,
    is_user: Callable[[str], bool] = lambda _: False,
) -> Columns:
    """The columns of a file with (or, with an empty ``header``, without) header words."""
    width = min(len(header) or max((len(row) for row in rows), default=0), MOST_COLUMNS)
    header = header[:MOST_COLUMNS]
    values = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(width)]
    places: dict[Part, int] = {}
    parts = [part for part in parts if (mapping or {}).get(part) != ""]  # somebody said that no column has it
    for part, name in (mapping or {}).items():
        if name and part in parts and name in header:
            places[Part(part)] = list(header).index(name)
    _by_words(header, parts, places)
    _split_day_and_clock(header, values, parts, places)
    for part in parts:
        if part not in places:
            found = _by_values(part, values, set(places.values()), is_user)
            if found is not None:
                places[part] = found
    _distrust(places, values, is_user, set(mapping or {}))
    taken = set(places.values())
    return Columns(places, tuple(name for place, name in enumerate(header) if place not in taken and name))


def _by_words(header: Sequence[str], parts: Sequence[Part], places: dict[Part, int]) -> None:
    """Give each part the column whose header word stands earliest in its list; no column twice."""
    offers = sorted(
        (rank, place, part)
        for place, name in enumerate(header)
        for part, rank in _MEANING.get(plain_word(name), {}).items()
        if part in parts
    )
    for _, place, part in offers:
        if part not in places and place not in places.values():
            places[part] = place


def _split_day_and_clock(
    header: Sequence[str], values: Sequence[Sequence[str]], parts: Sequence[Part], places: dict[Part, int]
) -> None:
    """ "Date" and "Time" side by side are the two halves of one time."""
    if Part.TIME not in parts:
        return
    clocks = [place for place, each in enumerate(values) if each and all(CLOCK.match(value) for value in each[:50])]
    days = [place for place, each in enumerate(values) if each and all(DATE_ONLY.match(value) for value in each[:50])]
    if clocks and days and not (Part.TIME in places and places[Part.TIME] not in {*clocks, *days}):
        places.pop(Part.TIME, None)
        places[Part.DAY], places[Part.CLOCK] = days[0], clocks[0]


def _by_values(
    part: Part, values: Sequence[Sequence[str]], taken: set[int], is_user: Callable[[str], bool]
) -> int | None:
    tests: dict[Part, Callable[[Sequence[str]], bool]] = {
        Part.TIME: lambda each: form_of(each, "UTC", FAR_AHEAD) is not None,
        Part.USER: lambda each: _most(each, lambda value: bool(EMAIL.search(value)) or is_user(value)),
        Part.HOST: _are_hosts,
        Part.ACTION: lambda each: len(set(each)) <= 12 and _most(each, lambda value: kind_of_deed(value) != "unknown"),
        Part.ADDRESS: lambda each: _most(each, lambda value: bool(ADDRESS.match(value))),
    }
    test = tests.get(part)
    if test is None:
        return None
    return next((place for place, each in enumerate(values) if place not in taken and each and test(each)), None)


def _are_hosts(values: Sequence[str]) -> bool:
    def is_host(value: str) -> bool:
        host = normal_host(value)
        return "." in host and not EMAIL.search(value) and not host.rsplit(".", 1)[-1].isdigit()

    return _most(values, is_host)


def kind_of_values(values: Sequence[str]) -> str:
    """What the values of a column without a name are: "time", "address", "e-mail", "web", "number", "" for words."""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("address", lambda value: bool(ADDRESS.match(value))),
        ("number", lambda value: value.isdigit()),
        ("e-mail", lambda value: bool(EMAIL.search(value))),
    )
    if not values:
        return ""
    if form_of(values, "UTC", FAR_AHEAD) is not None:
        return "time"
    found = next((kind for kind, test in tests if _most(values, test)), "")
    return found or ("web" if _are_hosts(values) else "")


def _most(values: Sequence[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, values)) >= 0.7 * len(values)


def _distrust(
    places: dict[Part, int], values: Sequence[Sequence[str]], is_user: Callable[[str], bool], said: set[str]
) -> None:
    """A header word can mislead: "Address" over e-mails, "Site" over schools. Values have the last word."""
    host = places.get(Part.HOST)
    if host is not None and Part.HOST not in said and values[host] and not _are_hosts(values[host]):
        better = _by_values(Part.HOST, values, set(places.values()) - {host}, is_user)
        if better is not None:
            places[Part.HOST] = better
        elif not _most(values[host], lambda value: bool(ADDRESS.match(value)) or "." in value):
            del places[Part.HOST]
    user = places.get(Part.USER)
    if user is not None and Part.USER not in said and not any(map(is_user, values[user])):
        better = next(
            (
                place
                for place, each in enumerate(values)
                if place not in places.values() and each and _most(each, is_user)
            ),
            None,
        )
        if better is not None:
            places[Part.USER] = better
