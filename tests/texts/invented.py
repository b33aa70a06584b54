"""The invented people of the labelled texts: ten sections, families, some staff. Made once, then kept in a file."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import asdict, dataclass


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words("""
María José Sofía Mateo Valentina Santiago Camila Sebastián Ximena Emiliano Guadalupe Ángel Itzel Joaquín Renata Iker
Lucía Andrés Beatriz Rubén Noemí Jesús Yaretzi Óscar Fátima Ignacio Jaylen Aaliyah DeShawn Imani Malik Zuri Tyrone
Keisha
Xavier Nia Trevon Ebony Emma Liam Olivia Noah Ava Ethan Madison Logan Abigail Wyatt Harper Caleb Brooklyn Jordan
Savannah
Austin Chloe Tanner Haley Colton Mei Jun Priya Arjun Ananya Rohan Minh Linh Thuy Kenji Yuki Hana Ji-woo Seo-yeon Amir
Layla Yusuf Zahra Omar Noor Ibrahim Samira Oluwaseun Chiamaka Kwame Amara Tadeusz Zofia Nikolai Svetlana Siobhan Zoë
Anaïs Björn Leilani Kaimana Nalani Tehya Dakota Anthony Katherine Michael Elizabeth Alexander Jennifer Christopher
Samantha
Daniel Joshua Matthew Benjamin Nicholas Rebecca Victoria Jo Ty Bea Kai An Thi
""")
ORDINARY = _words("""
Will Grace May Hope Art Mark Summer Faith Joy Rose Dean Chase Paz Luz Rosario Domingo Autumn Grant River Sky
""")
FAMILY = _words("""
López García Hernández Martínez Rodríguez González Pérez Sánchez Ramírez Flores Rivera Gómez Díaz Cruz Reyes Morales
Ortiz Gutiérrez Chávez Ramos Núñez Muñoz Ibarra Quiñones Zavala Peña Lebrón Treviño Echeverría Washington Jefferson
Banks Freeman Booker Okafor Adeyemi Mensah Nguyen Tran Pham Le Vo Kim Park Choi Lee Chen Wang Li Zhang Patel Singh
Sharma
Khan Hussein Abdi Farah Hassan Haddad Kowalski Nowak Petrov Volkov O'Brien O'Neill McDonald MacLeod D'Angelo Müller
Schröder Johansson Begay Yazzie Kealoha Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore
Young King Long Price Hill Wood Page Baker Carter Hunter Fox Day Bell Stone Rich Winters Church Rivers Fields
""")
TWO_FAMILY = [
    "de la Cruz", "del Río", "García-Peña", "López Ibarra", "St. Clair", "Van Houten", "de León", "Smith-Jones",
]  # fmt: skip
TWO_GIVEN = ["María del Carmen", "José Luis", "Ana Sofía", "Mary Kate", "Juan Pablo", "Luz María"]
KNOWN_NICKNAMES = {
    "José": "Pepe", "Guadalupe": "Lupe", "Ignacio": "Nacho", "Sebastián": "Seba", "Valentina": "Vale",
    "Anthony": "Tony", "Katherine": "Katie", "Michael": "Mike", "Elizabeth": "Lizzie", "Alexander": "Alex",
    "Jennifer": "Jenny", "Christopher": "Chris", "Samantha": "Sam", "Daniel": "Danny", "Joshua": "Josh",
    "Matthew": "Matt", "Benjamin": "Ben", "Nicholas": "Nick", "Rebecca": "Becky", "Victoria": "Vicky",
    "María": "Mari", "Jesús": "Chuy",
}  # fmt: skip
OWN_NICKNAMES = ["JJ", "Tito", "Bubba", "Kiki", "Deuce", "Nena", "Mimi", "Zaz", "Bibi", "Tre", "Lulu", "Coco"]
PARENTS = _words("""
Teresa Roberto Alma Ricardo Norma Hugo Silvia Armando Denise Curtis Latoya Reginald Karen Todd Brenda Scott Hong Anh Wei
Sunita Rajesh Fatima Hakim Abena Kofi Ewa Piotr Irina Moira Declan Leah Kalani Patricia Gary Monica Eduardo
""")
STREETS = ["Maple Street", "Oak Ridge Drive", "W 4th Ave", "Larkspur Ln", "Mission Blvd", "Cedar Hollow Road", "Elm Ct"]
SECTIONS, IN_SECTION = 10, 24


@dataclass(frozen=True)
class Invented:
    """One person. ``household``: the number that a student and the student's family share."""

    number: int
    kind: str
    role: str
    given: str
    family: str
    nicknames: tuple[str, ...]
    says_nickname: str
    identifiers: tuple[str, ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    addresses: tuple[str, ...]
    sections: tuple[str, ...]
    household: int

    def line(self) -> dict[str, object]:
        """The person as one line of the file."""
        return asdict(self)


def plain(text: str) -> str:
    """Without accents."""
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def invent(seed: int = 41) -> list[Invented]:
    """The same people each time."""
    chance = random.Random(seed)
    people: list[Invented] = []
    names: set[tuple[str, str]] = set()
    for number in range(SECTIONS * IN_SECTION):
        place = number % IN_SECTION
        pool = ORDINARY if place < 3 else TWO_GIVEN if place == 3 else GIVEN
        while True:
            given = chance.choice(pool)
            family = chance.choice(TWO_FAMILY if place == 5 else FAMILY)
            if (given, family) not in names:
                break
        names.add((given, family))
        people += _household(chance, number, given, family)
    for number in range(30):
        given, family = chance.choice(PARENTS + GIVEN), chance.choice(FAMILY)
        emails = (f"staff{number}@cedarhollow.example",)
        people.append(_person(5000 + number, "staff", "teacher", given, family, emails=emails))
    return people


def _household(chance: random.Random, number: int, given: str, family: str) -> list[Invented]:
    known = KNOWN_NICKNAMES.get(given, "")
    own = chance.choice(OWN_NICKNAMES) if number % 6 == 4 else ""
    says = own or known
    address = f"{chance.randint(11, 9800)} {chance.choice(STREETS)}"
    login = plain(f"{given.split()[0]}.{family.split()[-1]}").replace("'", "").replace("-", "").lower()
    student = _person(
        number, "student", "student", given, family,
        nicknames=(says,) if says and (own or number % 2) else (), says_nickname=says,
        identifiers=(str(204000 + number * 37), str(7310000000 + number * 9173)),
        emails=(f"{login}{number % 90 + 10}@students.cedarhollow.example",),
        addresses=(address,), sections=(f"sec-{number // IN_SECTION}",), household=number,
    )  # fmt: skip
    parent = chance.choice(PARENTS)
    at = chance.choice(["gmail.com", "yahoo.com", "outlook.com"])
    family_member = _person(
        1000 + number, "family", "parent", parent, family if number % 4 else chance.choice(FAMILY),
        emails=(f"{plain(parent).lower()}{number}.{login.split('.')[1]}@{at}",),
        phones=(f"512-{chance.randint(220, 989)}-{chance.randint(1000, 9999)}",), addresses=(address,),
        household=number,
    )  # fmt: skip
    return [student, family_member]


def _person(number: int, kind: str, role: str, given: str, family: str, **more: object) -> Invented:
    nothing: dict[str, object] = dict.fromkeys(
        ("nicknames", "identifiers", "emails", "phones", "addresses", "sections"), ()
    )
    return Invented(number, kind, role, given, family, **{**nothing, "says_nickname": "", "household": -1, **more})  # type: ignore[arg-type]  # one dict of two kinds of values
