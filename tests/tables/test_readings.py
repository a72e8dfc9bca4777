"""Which of several readings of a cell is believed."""

from __future__ import annotations

from pipeline.model import Cell, Column, Reading, Table
from pipeline.tables.readings import choose_readings


def cell(*readings: tuple[str, float]) -> Cell:
    witnesses = ("engine", "engine, other scale", "engine, second choice", "engine, digits")
    found = tuple(Reading(text, witness, sure) for (text, sure), witness in zip(readings, witnesses, strict=False))
    return Cell(found[0].text, found[0].text, confidence=found[0].confidence, readings=found)


def numbers(*cells: Cell) -> list[str]:
    sound = [cell((f"3{digit}.4", 0.99), (f"3{digit}.4", 0.99)) for digit in range(6)]
    table = Table("t", columns=(Column("得分", type="number"),), rows=tuple((each,) for each in (*sound, *cells)))
    return [row[0].printed for row in choose_readings(table).rows[6:]]


def test_in_a_column_of_numbers_a_number_is_believed() -> None:
    assert numbers(cell(("就", 0.9), ("9.4", 0.6))) == ["9.4"]


def test_a_surer_number_takes_the_place_of_a_doubtful_one() -> None:
    assert numbers(cell(("35.4", 0.6), ("38.4", 0.97))) == ["38.4"]


def test_a_little_surer_is_not_enough() -> None:
    assert numbers(cell(("35.4", 0.9), ("38.4", 0.95))) == ["35.4"]


def test_the_usual_number_of_decimals_weighs() -> None:
    assert numbers(cell(("2946", 0.8), ("29.4", 0.75))) == ["29.4"]


def test_without_a_number_the_first_reading_stays() -> None:
    assert numbers(cell(("就", 0.4), ("龙", 0.5))) == ["就"]


def test_a_known_district_weighs_in_a_column_of_names() -> None:
    column = Column("社区名称", type="string", role="name")
    doubtful = cell(("零强县松坊社区", 0.5), ("零强县松坊社区", 0.5), ("枣强县松坊社区", 0.4))
    table = Table("t", columns=(column,), rows=((doubtful,),))
    assert choose_readings(table).rows[0][0].printed == "枣强县松坊社区"


def test_all_readings_stay_on_the_record() -> None:
    column = Column("得分", type="number")
    both = cell(("就", 0.9), ("9.4", 0.6))
    chosen = choose_readings(Table("t", columns=(column,), rows=((both,),))).rows[0][0]
    assert chosen.readings == both.readings


def test_a_cell_read_once_is_left_alone() -> None:
    table = Table("t", columns=(Column("得分", type="number"),), rows=((Cell("就", "就"),),))
    assert choose_readings(table) == table


def test_an_answer_in_digits_does_not_drop_words() -> None:
    """并列4 is a rank in words, (8.7) a negative number: 4 and 8.7 would be other values."""
    for text, digits in (("并列4", "4"), ("(8.7)", "8.7"), ("▲9.5", "9.5")):
        assert numbers(cell((text, 0.95), (text, 0.95), ("x", 0.0), (digits, 0.99))) == [text]


def test_an_answer_in_digits_leaves_out_a_rules_residue() -> None:
    assert numbers(cell(("37.4|", 0.6), ("|37.4", 0.6), ("x", 0.0), ("37.4", 0.95))) == ["37.4"]
