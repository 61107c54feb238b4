"""Names in running text, in cells, and what is none: by tables of cases, and by properties."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from name_cases import LABELLED, NAMES, NOT_LABELLED, NOT_NAMES, SEVERAL

from piiscan.pairing.names import in_text as names
from piiscan.pairing.names.in_text import Name, find_names, normal, parse_name, parse_parts
from piiscan.pairing.names.table import fold


def cases(table: str) -> list[list[str]]:
    """The lines of a table, cut at their bars."""
    return [line.split("|") for line in table.splitlines() if line]


def surely(text: str) -> list[Name]:
    """The names of grade 2 or 3."""
    return [name for name in find_names(text) if name.grade > 1]


def test_there_are_enough_cases():
    assert min(len(cases(NAMES)), len(cases(NOT_NAMES))) >= 150


@pytest.mark.parametrize(("text", "first", "last"), cases(NAMES))
def test_names_are_found(text, first, last):
    (name,) = surely(text)
    assert (name.given, name.surname) == (first, last)
    assert fold(last) in fold(text[name.start : name.end])
    assert fold(first) in fold(text[name.start : name.end])


@pytest.mark.parametrize("frame", ["SSN of {} is 010-94-0001.", "1|{}|010-94-0001", "x\n{}\ny", "\t{}\t", "id 7: {}"])
@pytest.mark.parametrize(("text", "first", "last"), cases(NAMES)[::7])
def test_names_are_found_inside_of_other_text(frame, text, first, last):
    assert (first, last) in {(name.given, name.surname) for name in surely(frame.format(text))}


@pytest.mark.parametrize(("text", "persons"), cases(SEVERAL))
def test_several_names(text, persons):
    assert [f"{name.given} {name.surname}" for name in surely(text)] == persons.split("; ")


@pytest.mark.parametrize("text", [text for (text,) in cases(NOT_NAMES)])
def test_what_is_no_name(text):
    assert surely(text) == []


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("Ann Lee", 3),
        ("Lee, Ann", 3),
        ("Maria de la Cruz", 3),
        ("Daniel Young", 3),  # one sure, one either
        ("Daniel Park", 2),  # but parks are named for people
        ("Will Smith", 2),  # one sure, one mostly a word
        ("Armen Phoeung", 2),  # one listed, one unknown
        ("Mr. Ssebo Kiggundu", 2),
        ("A. Lee", 2),
        ("Lee, A.", 2),
        ("Victoria Park", 2),
        ("John Hancock Insurance", 1),
        ("Ann Lee Associates", 1),
        ("Mary Ann", 1),
        ("A Lee", 1),  # an article?
        ("Section B Jones", 1),
        ("Quincy Weymouth", 1),
        ("Ssebo Kiggundu", 0),
        ("Lee Company", 0),
    ],
)
def test_grades(text, grade):
    assert max((name.grade for name in find_names(text)), default=0) == grade


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("Re: da Veiga, Djeny", "da Veiga"),
        ("van den Berg, Ann", "van den Berg"),
        ("12\tde la Cruz, Maria\t3", "de la Cruz"),
        ("la solicitud de García, María Elena", "García"),
    ],
)
def test_a_surname_that_begins_its_field_in_small_letters(text, surname):
    (name,) = find_names(text)
    assert (name.surname, text[name.start :].startswith(surname)) == (surname, True)


@pytest.mark.parametrize("of", ["MA driver's license S69454753", "Mass. driver's license S69454753", "SSN 773-01-0001"])
def test_an_initial_and_an_unlisted_surname_stand_before_what_persons_have(of):
    (name,) = find_names(f"Please add to the fleet policy: B. Phoeung, {of}, clean record.")
    assert (name.given, name.surname, name.grade) == ("B", "Phoeung", 2)
    assert find_names(f"Please add to the fleet policy: B. Phoeung, MA order {of[-9:]}") == []


@pytest.mark.parametrize(
    "between", ["\n", "\t", "  ", "\x1e", "\x1f", "; ", " and ", " - ", "\r\n", "\x0b", "\x0c", "\u2028"]
)
def test_no_name_crosses_a_column_or_a_line(between):
    assert find_names(f"Ann{between}Lee") == []
    assert find_names(f"Lee,{between}Ann") == [] or between == " "


def test_a_field_after_the_name_is_no_organisation():
    assert surely("Ann Lee Bank Account: 12345678")
    assert not surely("Ann Lee Bank Limited")


@pytest.mark.parametrize(("text", "first", "last"), cases(LABELLED))
def test_labelled_names(text, first, last):
    name = parse_name(text, labelled=True)
    assert name is not None
    assert (name.given, name.surname) == (first, last)
    assert name.grade >= 2
    assert name.evidence[0] == "name:labelled"
    assert first in text[name.start : name.end]
    assert last in text[name.start : name.end]


@pytest.mark.parametrize("text", NOT_LABELLED.splitlines())
def test_labelled_but_no_names(text):
    assert parse_name(text, labelled=True) is None


def test_labelled_by_structure_is_strong():
    assert parse_name("Sopheap Phoeung", labelled=True).grade == 3
    assert parse_name("A. Phoeung", labelled=True).grade == 3
    assert parse_name("John Hancock", labelled=True).grade == 1


@pytest.mark.parametrize("text", ["Ann Lee", "Mr. Ann Lee Jr.", "LEE, ANN", "ann lee", "A. Lee"])
def test_unlabelled_cells(text):
    assert normal(parse_name(text, labelled=False)) in {"ann lee", "a lee"}


@pytest.mark.parametrize(
    "text",
    [
        "Ssebo Kiggundu",
        "Ann Lee works here",
        "Ann Lee; Bob Day",
        "paid by",
        "ssebo lee",
        "",
        "Ann Lee 12",
        "Lynn MA",
        "Jordan MN",
    ],
)
def test_unlabelled_cells_hold_nothing_else(text):
    assert parse_name(text, labelled=False) is None


@pytest.mark.parametrize(
    ("first", "last", "key"),
    [
        ("Ann", "Lee", "ann lee"),
        ("Ann M.", "Lee", "ann lee"),
        ("A", "Lee", "a lee"),
        ("A.", "Lee", "a lee"),
        ("MARIA", "DE LA CRUZ", "maria de la cruz"),
        ("José", "O’Brien-Smith", "jose obriensmith"),
        ("Sopheap", "Phoeung", "sopheap phoeung"),
        ("Dr. Ann", "Lee, Jr.", "ann lee"),
        ("小明", "王", "小明 王"),
        ("Mary", "Church", "mary church"),
        ("Joy", "May", "joy may"),
    ],
)
def test_two_cells(first, last, key):
    name = parse_parts(first, last)
    assert normal(name) == key
    assert name.grade == 3


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("", "Lee"),
        ("Ann", ""),
        ("Ann", "L"),
        ("A", "L."),
        ("", "Acme Inc"),
        ("N/A", "Unknown"),
        ("Ann", "12345"),
        ("First Name", "Last Name"),
        ("test", "test"),
        ("Ann", "lee@example.com"),
        ("XXXX", "XXXX"),
        ("Bank of", "Boston Trust Company"),
        ("-", "-"),
    ],
)
def test_two_cells_that_hold_no_name(first, last):
    assert parse_parts(first, last) is None


@pytest.mark.parametrize(
    "texts",
    [
        ("Ann Lee", "LEE, ANN", "Ann M. Lee", "Mrs. Ann Lee", "LEE/ANN", "ann lee", "Ann Lee, Jr."),
        ("José Peña", "Jose Pena", "PEÑA, JOSÉ", "jose pena", "Jose\u0301 Pen\u0303a"),
        ("Mary O'Brien", "O’BRIEN, MARY", "mary obrien"),
    ],
)
def test_one_person_has_one_key(texts):
    assert len({normal(parse_name(text, labelled=True)) for text in texts}) == 1


WORDS = st.sampled_from(
    [
        "Ann",
        "Lee",
        "LEE,",
        "ANN/",
        "M.",
        "O'Brien",
        "de",
        "la",
        "van",
        "Smith-Jones",
        "Mr.",
        "Jr.",
        "Inc",
        "Street",
        "MA",
        "02139",
        "Boston,",
        "will",
        "May",
        "the",
        "A.",
        "B",
        "C",
        "Nguyễn",
        "José",
        "(Bob)",
        '"Al"',
        "St.",
        "Park",
        "Bank",
        "12",
        "Phoeung",
        "and",
        "&",
        "-",
        ";",
        ":",
        ".",
        "'",
        "’",
        "Dear",
        "San",
        "É",
        "Ⅷ",
        "ǅ",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.lists(st.one_of(WORDS, st.sampled_from(" \n\t,/.-'")), max_size=40).map("".join),
)


@settings(max_examples=400)
@given(TEXTS)
@example("")
@example("A" * 50)
@example("İ. İstanbul")
def test_any_text_gives_names_inside_of_it(text):
    last = 0
    for name in find_names(text):
        assert 0 <= last <= name.start < name.end <= len(text)
        assert 1 <= name.grade <= 3
        shown = text[name.start : name.end]
        assert name.given in shown
        assert name.surname in shown
        assert len(normal(name).split()) >= 2
        assert not set(shown) & set("\n\t\x1e\x1f")
        last = name.end


@settings(max_examples=400)
@given(TEXTS, st.booleans())
def test_any_cell_is_a_name_or_not(text, labelled):
    name = parse_name(text, labelled=labelled)
    if name is not None:
        assert 0 <= name.start < name.end <= len(text)
        assert name.given in text[name.start : name.end]
        assert all(word in text[name.start : name.end] for word in name.surname.split())
        assert " " in normal(name)


@given(TEXTS, TEXTS)
def test_any_two_cells_are_a_name_or_not(first, last):
    name = parse_parts(first, last)
    assert name is None or (name.given in first and name.surname in last and " " in normal(name))


@given(st.lists(WORDS.filter(str.isascii), max_size=20).map(" ".join))
def test_a_letter_beyond_ascii_elsewhere_changes_nothing(text):
    assert find_names(text) == find_names(f"{text}\né")


@given(st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=12).map(" ".join))
def test_lines_are_apart(one, two):
    found = find_names(f"{one}\n{two}")
    shift = len(one) + 1
    after = [name._replace(start=name.start + shift, end=name.end + shift) for name in find_names(two)]
    assert found == find_names(one) + after


MIB = 1 << 20


@pytest.mark.long
@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit", ["A", " ", "A ", "A-", "A'a", "A.", "A, ", "A/", "Mr. ", "É", "de ", "A (B) ", "(", "\n"]
)
def test_a_mebibyte_of_anything_ends(unit):
    text = unit * (MIB // len(unit))
    assert find_names(text) == []
    assert parse_name(text, labelled=True) is None


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["Aa ", "Smith, ", "De la ", "Ed de la ", "Ann Lee ", "ÉE "])
def test_long_runs_of_words_are_read_in_linear_steps(unit, monkeypatch):
    """The number of words asked for grows with the text, not with its square."""
    asked = []
    plain = names.pair_grade
    monkeypatch.setattr(names, "pair_grade", lambda given, surname: asked.append(1) or plain(given, surname))
    counts = []
    for times in (500, 4000):
        asked.clear()
        find_names(unit * times)
        counts.append(len(asked))
    assert counts[1] <= 9 * max(counts[0], 100)


_AROUND = (
    *("Taxpayer", "Operator #2,", "my name is", "see", "SSN", "010-94-0001", "/", "(", ")", ",", ".", "the", "order 7"),
    *(
        "Ann Lee",
        "Rithy Touch",
        "Li Li",
        "Ssebo Kiggundu",
        "Glen Allen, VA 23060",
        "Elm Lane",
        "12",
        "A. Lee",
        "Lee, Ann",
    ),
    *("Page Brook", "SMITH JOHN", "Mr.", "Dr", "Harbor Books Inc", "Smith, A nurse", "Day 3", "\n", "'s", " "),
)


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_AROUND), min_size=1, max_size=14), st.integers(0, 60))
def test_a_run_is_read_by_what_is_near_alone(parts, blanks):
    text = "x" * blanks + " ".join(parts)
    whole = [name for start, end in names.runs(text) for name in names._in_run.__wrapped__(text, start, end)]
    assert names.find_names(text) == whole


def test_windows_that_overlap_read_each_run_once(monkeypatch):
    text = " ".join(f"Ann Lee paid {number:03}-11-0001 and Kevin Doyle did not;" for number in range(60))
    read = []
    chunks = names.chunks
    monkeypatch.setattr(names, "chunks", lambda *run: read.append(run) or chunks(*run))
    names._in_run.cache_clear()
    for at in range(0, len(text) - 1500, 500):
        names.find_names(text[at : at + 1500])
    assert len(read) < 1.5 * len(list(names.runs(text)))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SEAWALL MARINE SUPPLY INC", False),
        ("Carver Marine Repair, LLC", False),
        ("Ann Lee was hired by Acme Inc", True),
        ("Ann Lee DOB", True),
        ("Ann Lee Supply", True),
    ],
)
def test_a_legal_form_makes_a_labelled_name_that_of_a_firm(text, named):
    assert (parse_name(text, labelled=True) is not None) is named


def test_in_capitals_am_behind_i_is_no_name():
    assert [names.normal(one) for one in names.find_names("HELLO I AM ANN LEE AND MY SSN IS")] == ["ann lee"]
    assert [names.normal(one) for one in names.find_names("AM SOK, SSN")] == ["am sok"]


@pytest.mark.parametrize(
    "text",
    [
        "Robert M Church",
        "Church, Robert M.",
        "CHURCH, ROBERT M",
        "Robert M Driver Jr",
        "Mr. Robert Swift",
        "MA, ROBERT M",
        "An T Luu",
        "Quach, Thu",
    ],
)
def test_a_surname_that_is_a_word_may_have_an_initial_before_it(text):
    assert parse_name(text, labelled=True) is not None


def test_a_surname_that_is_a_word_stands_beside_a_given_name_with_an_initial():
    assert parse_parts("Robert E", "Church") is not None
    assert parse_parts("Saint Mary", "Church") is None


@pytest.mark.parametrize("text", ["Robert M Bank", "Client M Member", "First M Church"])
def test_such_words_beside_others_are_nobody(text):
    assert parse_name(text, labelled=True) is None


@pytest.mark.parametrize(
    ("text", "given", "surname"),
    [
        ("Agim P. Church", "Agim", "Church"),
        ("Ann Church Jr.", "Ann", "Church"),
        ("Main Street", "", ""),
        ("St. P. Church", "", ""),
    ],
)
def test_a_word_of_places_behind_an_initial_is_a_surname(text, given, surname):
    name = parse_name(text, labelled=True)
    assert (name.given, name.surname) == (given, surname) if given else name is None


@pytest.mark.parametrize("firm", ["John Hancock", "Edward Jones", "JOHN HANCOCK", "Blue Cross", "Beth Israel Lahey"])
@pytest.mark.parametrize("behind", [", SSN 773-01-0001", " / SSN 773-01-0001", " (773-01-0001)"])
def test_a_name_that_is_a_firms_is_weak_before_a_number(firm, behind):
    assert [name.grade for name in find_names(firm + behind) if name.grade > 1] == []


@pytest.mark.parametrize("behind", ["IRA 2047-3916", "JCB card 3569107482539160", "ACH", "FSA account"])
def test_a_few_capitals_behind_a_name_are_none_of_it(behind):
    assert [(name.given, name.surname) for name in find_names(f"Ann Lee {behind}")] == [("Ann", "Lee")]


@pytest.mark.parametrize(
    ("text", "surname"), [("Ann Marie LEE", "LEE"), ("ANN LEE IRA", "IRA"), ("Mary Ann NGO", "NGO")]
)
def test_a_surname_in_capitals_stays(text, surname):
    assert [name.surname for name in find_names(text)] == [surname]


def test_a_surname_with_two_particles_in_capitals():
    (found,) = find_names("Theodore Van Der Meulen")
    assert (found.given, found.surname) == ("Theodore", "Van Der Meulen")


def test_two_first_names_that_a_letter_greets_are_nobody():
    assert find_names("Stefan, Jovana,\n") == []
    assert [one.surname for one in find_names("Lee, Ann,\n")] == ["Lee"]
    assert [one.surname for one in find_names("Joseph, Jean, 773-01-0001\n")] == ["Joseph"]


@pytest.mark.parametrize("form", ["dba", "d/b/a", "DBA", "d.b.a."])
def test_who_does_business_under_a_name_is_named(form):
    name = parse_name(f"Patrick Noonan {form} Noonan Carpentry", labelled=True)
    assert (name.given, name.surname) == ("Patrick", "Noonan")
    assert parse_name(f"Noonan Carpentry Inc {form} Noonan's", labelled=True) is None


@pytest.mark.parametrize("title", ["LT", "Lt.", "Sgt", "Dr."])
def test_surnames_behind_a_title_in_a_roster(title):
    (name,) = find_names(f"ROSTER\n{title} Walsh, Sean     Eng 4\n")
    assert (name.given, name.surname) == ("Sean", "Walsh")
    assert find_names(f"{title} Walsh, Sean is here") == []


@pytest.mark.parametrize(
    ("text", "given", "surname"), [("Chan, Wai Ling", "Wai", "Chan"), ("Wong, Mei Ling", "Mei", "Wong")]
)
def test_two_syllables_behind_a_comma_are_one_given_name(text, given, surname):
    (name,) = find_names(f"{text}      Rate: 29.00")
    assert (name.given, name.surname, name.end) == (given, surname, len(text))
    assert [name.surname for name in find_names("Boston, Ann Lee")] == ["Lee"]
