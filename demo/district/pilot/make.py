"""Write the invented time diaries of the pilot: python demo/district/pilot/make.py. The same seed gives the same files.

Forty invented middle school teachers. ``with`` and ``without`` are what each would have written in March on either
side; the draw of the demo decides which of the two is handed in. The truth: about 80 minutes a week less,
and so plain that every draw finds it.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCHOOLS = ("Juniper Middle School", "Larkspur Middle School")


def main() -> None:
    chance = random.Random(20261001)  # noqa: S311  (invented people, the same each time)
    teachers, diaries = [], []
    for number in range(40):
        teacher, school = f"{6001 + number}", SCHOOLS[number % 2]
        usual = max(60, chance.gauss(324, 80))
        before = max(20, usual + chance.gauss(0, 15))
        later = usual + chance.gauss(-10, 15)
        teachers.append([teacher, school])
        diaries.append(
            [teacher, round(before), round(max(15, later - chance.gauss(80, 15))), round(max(20, later)),
             "yes" if number % 10 < 3 else "no"]
        )  # fmt: skip
    write("teachers.csv", ["teacher", "school"], teachers)
    write("diaries.csv", ["teacher", "before", "with", "without", "new"], diaries)


def write(name: str, head: list[str], rows: list[list[object]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
