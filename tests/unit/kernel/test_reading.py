"""What is asked several times while one page is made is looked up once, and anew after something was written."""

from __future__ import annotations

from chalkline.kernel.reading import forget_what_was_read, once_a_reading, one_reading

asked: list[tuple[int, int]] = []


@once_a_reading
def counted(one: int, *, more: int = 0) -> int:
    asked.append((one, more))
    return len(asked)


def test_it_is_looked_up_once_a_page_and_each_time_elsewhere() -> None:
    asked.clear()
    assert counted(1) == 1 and counted(1) == 2
    with one_reading():
        assert counted(1) == counted(1) == 3
        assert counted(2) == 4 and counted(1, more=1) == 5
        assert counted(1) == 3
    assert counted(1) == 6
    with one_reading():
        assert counted(1) == 7


def test_what_was_written_is_seen_at_once() -> None:
    asked.clear()
    with one_reading():
        assert counted(1) == counted(1) == 1
        forget_what_was_read()
        assert counted(1) == 2
    forget_what_was_read()
    assert counted(1) == 3
