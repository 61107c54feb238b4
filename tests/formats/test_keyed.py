"""Records of fields with keys: a long one is cut into several of the same person, and every place is kept."""

import json

from piiscan.formats.segments.keyed import FULL, TEXT, Record, Records


def written(record):
    records = Records()
    records.put(record)
    return [json.loads(line) for segment in records.finish() for line in segment.data.decode().splitlines()]


def test_a_long_field_is_cut_where_no_word_goes_on_and_nothing_is_lost():
    record = Record()
    record.add(FULL, "Ann Lee", 1, 1)
    text = " ".join(str(number) for number in range(10_000))
    record.add(TEXT, text, 1, 1)
    found = written(record)
    assert len(found) > 5
    assert all(one[FULL] == "Ann Lee" for one in found)
    assert "".join(one.get(TEXT, "") for one in found) == text


def test_pieces_of_a_field_know_their_line_and_column():
    record = Record()
    text = "\n".join(f"line {number}" for number in range(2000))
    record.add(TEXT, text, 10, 5)
    records = Records()
    records.put(record)
    (segment,) = records.finish()
    where = {step.axis.name: step.at for step in segment.locate(segment.data.index(b"line 1500"))}
    assert (where["LINE"], where["COLUMN"]) == (1510, 1)


def test_more_names_than_a_record_takes_are_each_written_once():
    record = Record()
    for number in range(3000):
        record.add(FULL, f"Ann Lee{number}", number, 1)
    assert [name for one in written(record) for name in one[FULL]] == [f"Ann Lee{number}" for number in range(3000)]
