"""A made-up roster of any size: usual names of the United States, their families' names, and invented ones."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from chalkline.rulebook.extract import PersonKind, RosterPerson
from texts.invented import FAMILY, GIVEN, ORDINARY

SYLLABLES = """
ba be bi bo bri ca ce chi cla co da de di do dra el fa fe fi fla ga ge gi gra ha he i ja je ji jo ka ke ki ko la
le li lo lu ma me mi mo na ne ni pa pe pi ra re ri ro sa se shi so sta ta te ti tri va ve vi wa ya za
""".split()  # noqa: SIM905 (a list that people read and extend)
ENDS = "n na ne lyn ra s sha th tt x yn den lee ria son ton ez man ski sen er ov ley well ford".split()  # noqa: SIM905 (as above)
USUAL_GIVEN = """
James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph
Jessica Thomas Karen Christopher Sarah Charles Lisa Daniel Nancy Matthew Sandra Anthony Betty Mark Ashley Donald
Emily Steven Kimberly Andrew Margaret Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa
Timothy Deborah Ronald Stephanie George Rebecca Jason Sharon Edward Laura Jeffrey Cynthia Ryan Dorothy Jacob Amy
Nicholas Kathleen Gary Angela Eric Shirley Jonathan Emma Stephen Brenda Larry Pamela Justin Nicole Scott Anna
Brandon Samantha Benjamin Katherine Samuel Christine Gregory Debra Alexander Rachel Patrick Carolyn Frank Janet
Raymond Maria Jack Catherine Dennis Heather Jerry Diane Tyler Olivia Aaron Julie Jose Joyce Adam Victoria Nathan
Ruth Henry Virginia Zachary Lauren Douglas Kelly Peter Christina Kyle Joan Noah Evelyn Ethan Judith Jeremy
Andrea Christian Hannah Walter Jacqueline Keith Megan Austin Cheryl Roger Gloria Terry Teresa Sean Ann Gerald
Sara Carl Madison Dylan Frances Harold Kathryn Jordan Janice Jesse Jean Bryan Alice Lawrence Abigail Arthur
Julia Gabriel Judy Bruce Sophia Logan Grace Billy Denise Joe Amber Alan Doris Juan Marilyn Elijah Danielle
Willie Beverly Albert Isabella Wayne Theresa Randy Diana Mason Natalie Vincent Brittany Liam Charlotte Roy Marie
Bobby Kayla Caleb Alexis Bradley Lori Rose Dawn Summer Autumn Hope Faith Ruby Violet Lily Daisy Ivy Hunter Chase
Carter Parker Lincoln Jaxon Mateo Luna Aria Ximena Aaliyah Nevaeh Jayden Brayden Kaylee Mia Amelia Harper Mila
Camila Avery Ella Scarlett Penelope Layla Chloe Zoe Nora Hazel Aurora Savannah Brooklyn Bella Claire Skylar Lucy
Paisley Everly Caroline Genesis Emilia Kennedy Maya Willow Kinsley Naomi Elena Ariana Allison Gabriella Madelyn
Cora Eva Serenity
""".split()  # noqa: SIM905 (as above)
USUAL_FAMILY = """
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson
Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson
Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall Rivera Campbell
Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes Stewart Morris
Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward
Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel
Myers Long Ross Foster Jimenez Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes
Gonzales Fisher Vasquez Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin Wallace
Moreno West Cole Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro Marshall Owens
Harrison Fernandez Mcdonald Woods Washington Kennedy Wells Vargas Henry Chen Freeman Webb Tucker Guzman Burns
Crawford Olson Simpson Porter Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon Munoz Hunt Hicks Holmes Palmer
Wagner Black Robertson Boyd Rose Stone Salazar Fox Warren Mills Meyer Rice Schmidt Garza Daniels Ferguson
Nichols Stephens Soto Weaver Ryan Gardner Payne Grant Dunn Kelley Spencer Hawkins Arnold Pierce Hansen Peters
Santos Hart Bradley Knight Elliott Cunningham Duncan Armstrong Hudson Carroll Lane Riley Andrews Alvarado Ray
Delgado Berry Perkins Hoffman Johnston Matthews Pena Richards Contreras Willis Carpenter Lawrence Sandoval
Guerrero George Chapman Rios Estrada Ortega Watkins Greene Nunez Wheeler Valdez Harper Burke Larson Santiago
Maldonado Morrison Franklin Carlson Austin Dominguez Carr Lawson Jacobs OBrien Lynch Singh Vega Bishop
Montgomery Oliver Jensen Harvey Williamson Gilbert Dean Sims Espinoza Howell Li Wong Reid Hanson Le McCoy
Garrett Burton Fuller Wang Weber Welch Rojas Lucas Marquez Fields Park Yang Little Banks Padilla Day Walsh
Bowman Schultz Luna Fowler Mejia Lincoln Parks Barton Frost Jefferson Madison Bernard Juarez Villa Do An
""".split()  # noqa: SIM905 (as above)
SECTION = 25
EACH = 6  # sections of a student


def large_roster(students: int, seed: int = 7) -> Iterator[RosterPerson]:
    """Students in the order of their marks: number, e-mail address, home address, six sections of 25 each."""
    chance = random.Random(seed)
    given = [*dict.fromkeys(USUAL_GIVEN + GIVEN + ORDINARY), *(_invented(chance) for _ in range(4000))]
    family = [*dict.fromkeys(USUAL_FAMILY + FAMILY), *(_invented(chance) for _ in range(8000))]
    first = chance.choices(given, _falling(given), k=students)
    last = chance.choices(family, _falling(family), k=students)
    marks = sorted(hashlib.sha256(str(number).encode()).hexdigest()[:16] for number in range(students))
    sections = max(1, students * EACH // SECTION)
    for number, mark in enumerate(marks):
        login = f"{first[number]}.{last[number]}{number % 97}".replace(" ", "").replace("'", "").lower()
        yield RosterPerson(
            mark=mark, kind=PersonKind.STUDENT, role="student", given=first[number], family=last[number],
            identifiers=(str(200000 + number * 7),), emails=(f"{login}@students.district.example",),
            addresses=(f"{chance.randint(1, 9999)} {chance.choice(family)} Street",), school="S1", grade_band="g68",
            sections=frozenset(f"c{(number * 31 + turn * 977) % sections}" for turn in range(EACH)),
        )  # fmt: skip


def large_district(students: int, seed: int = 11) -> Iterator[RosterPerson]:
    """The same students with middle names, days of birth and three guardians for every two of them, each with a roster
    id, an e-mail address, a phone or two, and nine in ten at the student's address."""
    chance = random.Random(seed)
    middles = USUAL_GIVEN[:300]
    for number, student in enumerate(large_roster(students)):
        middle = chance.choice(middles) if chance.random() < 0.8 else ""
        born = date(2008, 1, 1) + timedelta(days=chance.randrange(12 * 365))
        yield msgspec.structs.replace(student, middle=middle, birth_on=born.isoformat())
        for place in range(1 + number % 2):
            given, at_home = chance.choice(USUAL_GIVEN), chance.random() < 0.9
            family = student.family if chance.random() < 0.75 else chance.choice(USUAL_FAMILY)
            mark = hashlib.sha256(f"guardian {number} {place}".encode()).hexdigest()
            phones = tuple(_phone(chance) for _ in range(1 + (chance.random() < 0.5)))
            address = (
                student.addresses[0] if at_home else f"{chance.randint(1, 9999)} {chance.choice(USUAL_FAMILY)} Ave"
            )
            yield RosterPerson(
                mark=mark[:16], kind=PersonKind.FAMILY, role="guardian", given=given, family=family,
                identifiers=(f"G{mark[:10]}",), emails=(f"{given}.{family}{mark[:6]}@mail.example".lower(),),
                phones=phones, addresses=(address,), school="S1", children=frozenset({student.mark}),
            )  # fmt: skip


def _phone(chance: random.Random) -> str:
    return f"{chance.choice((512, 737, 254))}{chance.randint(2000000, 9999999)}"


def _invented(chance: random.Random) -> str:
    return ("".join(chance.choice(SYLLABLES) for _ in range(chance.randint(1, 3))) + chance.choice(ENDS)).capitalize()


def _falling(names: list[str]) -> list[float]:
    """Few names are very common, most are rare (Zipf, softened)."""
    return [1 / (place + 3) ** 0.8 for place in range(len(names))]
