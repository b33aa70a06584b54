"""Patterns of personal data and secrets, for a linear-time engine (RE2): no input can make them slow.

What a pattern can find by itself, without knowing whose it is. Names and everything else that needs the
district's roster are not here. A pattern finds candidates; a check then rejects what only looks alike. None is
longer than ``LONGEST`` characters, so that a text can be looked at in pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chalkline.protect import checks

LONGEST = 320
MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|febrero|marzo|abr|mayo|junio|julio|ago|septiembre|octubre"
    r"|noviembre|dic)[a-z]{0,7}"
)
DATE = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}[/-]\d{1,2}[/-]\d{1,2}"
    rf"|{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?: de)? {MONTH}\.?,?(?: del?)? \d{{4}})"
)
STREET_KINDS = frozenset(
    """
street st avenue ave av road rd drive dr lane ln court ct boulevard blvd place pl circle cir terrace ter way
parkway pkwy trail trl highway hwy square sq loop run path alley crossing
""".split()  # noqa: SIM905 (a list of words that people read and extend)
)
STREET = (
    r"(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln|court|ct|boulevard|blvd|place|pl|circle|cir|terrace|ter"
    r"|way|parkway|pkwy|trail|trl|loop|highway|hwy|square)"
)
STREET_SAID_SMALL = r"(?:street|st|avenue|ave|road|rd|drive|lane|ln|boulevard|blvd)"
UNIT = r"(?:,? {0,2}(?i:apt|apartment|unit|suite|ste|lot|depto|int|#)\.? ?#?\w{1,5})?"
CALLE = (
    r"(?:(?i:calle|av|avda|avenida|calzada|calz|callejon)"
    r"|Blvd|Boulevard|Privada|Cerrada|Carretera|Paseo|Camino|Andador)"
)
CARD = r"\b(\d{4}[- ]\d{4}[- ]\d{4}[- ]\d{1,7}|\d{4}[- ]\d{6}[- ]\d{4,5}|\d{13,19})\b"  # as cards are written
NUMBER = r"(?: {0,2}(?:numbers?|num|no|nr|nums?|numero)\b\.?| ?#)?"
IS = r"\W{0,5}(?:(?:is|was|es|are|son)\b\W{0,3})?"
CALLING = (
    r"(?:phones?|call|called|calling|cell|cellphone|mobile|text|tel|telephone|telefono|telefonos|celular|movil|llamar"
    r"|llame|llama|marque|number|numero|reach|reached|contact|fax|dial|whatsapp|hotline|ring|desk|answering|messages|contesta|contestar|comunicarse|localizar|marcar|recado)"
)
GAP = r"\b(?:[^\d\n+(]{0,40}|[^\d\n+(]{0,3}\n{1,2} {0,4})"
EXTENSION = r"(?: ?(?:x|ext\.?) ?\d{1,6})?"
KEY = "secret", "credentials", "SECRET"
PHONE = "phone", "stu_phone", "PHONE"
ADDRESS = "address", "stu_address", "ADDRESS"
KEYS = (
    r"\b(?:sk|rk|pk)[-_](?:[a-z0-9]{1,10}[-_]){0,3}[A-Za-z0-9_-]{20,180}",  # OpenAI, Anthropic, Stripe and many more
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",  # Amazon
    r"\b(?:gh[pousr]_[A-Za-z0-9]{30,250}|github_pat_[A-Za-z0-9_]{22,250})",
    r"\bgl(?:pat|dt|ptt|rt|cbt)-[A-Za-z0-9_-]{20,60}",  # GitLab
    r"\bxox[abeprs]-[A-Za-z0-9-]{10,200}|\bxapp-[A-Za-z0-9-]{10,200}",  # Slack
    r"\bAIza[0-9A-Za-z_-]{35}|\bya29\.[A-Za-z0-9_-]{20,250}|\bGOCSPX-[A-Za-z0-9_-]{20,40}",  # Google
    r"\beyJ[A-Za-z0-9_-]{8,300}\.eyJ[A-Za-z0-9_-]{8,300}\.[A-Za-z0-9_-]{5,300}",  # a signed web token
    r"\bhf_[A-Za-z0-9]{30,60}|\bnpm_[A-Za-z0-9]{36}|\bpypi-[A-Za-z0-9_-]{50,250}",
    r"\b(?:gsk|r8|pplx|xai|dapi|dop_v1|shpat|shpss|lin_api|ntn|whsec|sq0atp|sq0csp|nvapi|tvly|fw)[-_]?[A-Za-z0-9]{24,120}",
    r"\bSG\.[A-Za-z0-9_-]{16,40}\.[A-Za-z0-9_-]{16,60}|\bkey-[0-9a-f]{32}\b|\bPMAK-[0-9a-f-]{30,80}",
    r"\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b",  # Telegram
    r"\bhttps://hooks\.slack\.com/services/[A-Za-z0-9/]{20,80}",
    r"\bck-[A-Za-z0-9_-]{40,120}",  # a key of this gateway
    r"(?i)\b(?:accountkey|sharedaccesskey)=([A-Za-z0-9+/]{40,100}={0,2})",  # Azure
    r"(?i)\bbearer ([A-Za-z0-9._~+/-]{20,300})",
    r"\b[a-z][a-z0-9+]{1,20}://[^\s/:@]{1,60}:([^\s/:@]{3,80})@",  # a password in an address
)


@dataclass(frozen=True)
class Pattern:
    """One pattern. ``word`` names it in a stand-in; group 1 is what is found, the whole match without one."""

    kind: str
    element: str
    word: str
    regexp: str
    check: Callable[[str], int] = checks.anything


PATTERNS: tuple[Pattern, ...] = (
    Pattern("ssn", "stu_ssn", "SSN", r"(?:\b|_)(\d{3}[-. _]\d{2}[-. _]\d{4})(?:\b|_)", checks.ssn),
    Pattern(
        "ssn",
        "stu_ssn",
        "SSN",
        rf"(?i)\b(?:ssn|itin|social security|seguro social){NUMBER}{IS}(?:number |numero )?"
        r"(\d{3}[-./_~ ]?\n?\d{2}[-./_~ ]?\n?\d{4})\b",
        checks.ssn,
    ),
    Pattern("card", "credentials", "CARD", CARD, checks.card),
    Pattern(
        "card",
        "credentials",
        "CARD",
        r"(?i)\b(?:credit|debit|card|visa|mastercard|maestro|amex|tarjeta)\b[^\d\n]{0,40}\b(\d{12})\b",
        checks.card,
    ),
    Pattern("secret", "credentials", "SECRET", r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    *(Pattern(*KEY, regexp, checks.random_looking) for regexp in KEYS),
    Pattern(
        *KEY,
        r"(?i)\b(?:password|passwd|passcode|passphrase|pwd|contrasena|clave)"
        r"(?: (?:de|del|for|to) (?:la |el |the )?\w{1,20})?"
        r"\s{0,3}(?:is now|is|was|es|era|:|=)\s{0,3}[\"'“]?([^\s\"'”]{6,64})",
        checks.secret,
    ),
    Pattern(
        "account",
        "credentials",
        "ACCOUNT",
        rf"(?i)\b(?:routing|aba|ruta|transit){NUMBER}{IS}(\d{{9}})\b",
        checks.routing,
    ),
    Pattern(
        "account",
        "credentials",
        "ACCOUNT",
        r"(?i)\b(?:(?:bank |checking |savings )?account|acct|a/c|cuenta(?: bancaria| de ahorros| de cheques)?)"
        rf"{NUMBER}{IS}(\d{{8,17}})\b",
    ),
    Pattern(
        "iban",
        "credentials",
        "ACCOUNT",
        r"\b([A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?)\b",
        checks.iban,
    ),
    Pattern(
        "gov_id",
        "stu_gov_id",
        "PASSPORT",
        rf"(?i)\b(?:passport|pasaporte){NUMBER}{IS}([a-z]?\d{{8,9}}|[a-z]{{2}}\d{{7}})\b",
    ),
    Pattern(
        "gov_id",
        "stu_gov_id",
        "LICENSE",
        rf"(?i)\b(?:driver'?s?'? licen[cs]e|driving licen[cs]e|dl|licencia(?: de (?:conducir|manejo))?){NUMBER}{IS}"
        r"([a-z]{0,2}\d[\d-]{4,14}\d)\b",
    ),
    Pattern(
        "email",
        "par_contact",
        "EMAIL",
        r"(?i)[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}",
    ),
    Pattern(
        *PHONE,
        rf"(?:\+?1[-. ]?)?(?:\(\d{{3}}\) ?|\b\d{{3}}[-. ])\d{{3}}[-. ]\d{{4}}{EXTENSION}\b",
        checks.phone,
    ),
    Pattern(
        *PHONE,
        rf"(?i)\b{CALLING}{GAP}(\+?1?\d{{10}})\b",
        checks.phone,
    ),
    Pattern(
        *PHONE,
        r"(?i)\b(?:at|al|en el|on) (1?\d{10})\b",
        checks.phone,
    ),
    Pattern(
        *PHONE,
        r"((?:\+|\b00|\b011[ -])\d{1,3}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{1,5}(?:[ .-]?\d{2,5}){1,4})\b",
        checks.phone_abroad,
    ),
    Pattern(
        *PHONE,
        rf"(?i)\b{CALLING}{GAP}"
        rf"((?:\(\d{{1,4}}\)|\d{{2,5}})(?:[ .-]?\(?\d{{2,4}}\)?){{0,4}}[ .-]\d{{2,7}}{EXTENSION})\b",
        checks.phone_abroad,
    ),
    Pattern(
        *PHONE,
        r"(?i)(?:^|[^\d.-])((?:\(\d{1,4}\)|\d{2,5})(?:[ .-]?\d{2,4}){1,4}) ?-? ?(?:office|fax|mobile|cell|work|home)\b",
        checks.phone_abroad,
    ),
    Pattern(
        "ip",
        "ip_cookies",
        "IP",
        r"(?:^|[^\d.\w])((?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d))\b",
        checks.address_of_network,
    ),
    Pattern(
        "ip",
        "ip_cookies",
        "IP",
        r"(?i)(?:^|[^0-9a-z:.])((?:[0-9a-f]{1,4})?:(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{0,4}(?:\d{0,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})?)",
        checks.address_of_network,
    ),
    Pattern(
        "dob",
        "dob",
        "BIRTHDATE",
        r"(?i)\b(?:born(?: on)?|birth[ _]?day|birth[ _]?date|date[ _]of[ _]birth|d\.?o\.?b\.?"
        r"|nacid[oa](?: el)?|nacio(?: el)?|(?:fecha de )?nacimiento|cumpleanos)\W{0,5}"
        r"(?:(?:is|was|on|es|el|fue)\W){0,3}"
        rf"({DATE})",
    ),
    Pattern(
        "student_number",
        "stu_local_id",
        "STUDENT_NUMBER",
        r"(?i)\b(?:student(?:'s)?[ _]?(?:id|number|no\.?|#)|local id|sis id|lunch (?:number|pin)|id(?: number| no\.?)?"
        r"|matricula|numero de (?:estudiante|alumno|matricula)|clave de alumno)"
        r"\W{0,4}(?:is |es )?(\d{4,12})\b",
    ),
    Pattern(
        *ADDRESS,
        r"\b(\d{1,5}[A-Z]? (?:[NSEW]{1,2}\.? |(?i:north|south|east|west) )?(?:[A-Z0-9][A-Za-z0-9']{0,20}\.? ){1,5}"
        rf"(?i:{STREET})\b\.?{UNIT})",
        checks.street,
    ),
    Pattern(
        *ADDRESS,
        rf"\b(\d{{1,5}} (?:[a-z]{{2,20}} ){{1,3}}{STREET_SAID_SMALL}\b\.?{UNIT})",
        checks.street,
    ),
    Pattern(
        *ADDRESS,
        r"(?i)\b(\d{1,5} (?:county road|state road|state route|route|highway|hwy|county rd|fm|rural route) "
        rf"\d{{1,4}}\b{UNIT})",
    ),
    Pattern(*ADDRESS, r"(?i)\b((?:p\.? ?o\.? ?box|apartado(?: postal)?) \d{1,6})\b"),
    Pattern(
        *ADDRESS,
        rf"\b({CALLE}\.? (?:[A-Za-z0-9']{{1,20}}\.? ){{1,5}}?"
        rf"(?i:# ?|no\.? ?|num\.? ?|numero )?\d{{1,5}}(?:[- ]?[a-z])?\b{UNIT})",
        checks.street,
    ),
)  # fmt: skip

# Elements that can be found and replaced. Blocked elements are never replaced: they are refused.
BY_ROSTER = frozenset(
    {"stu_first_name", "stu_last_name", "par_name", "teacher_names", "stu_username", "par_id", "stu_preferred_name"}
)
REPLACEABLE = BY_ROSTER | {"stu_phone", "stu_email", "par_contact", "dob", "stu_local_id", "stu_address", "ip_cookies"}
