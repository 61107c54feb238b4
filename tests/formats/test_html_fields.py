"""What the markup of a page says is a label and its value is one line "Label: value", wherever the two stand."""

from __future__ import annotations

import pytest
from format_samples import read

FIELDS = "First name: Ann\nSSN: 010-94-0001\n"


def text_of(page: str) -> str:
    return read(f"<html>{page}</html>".encode(), "a.html").text


@pytest.mark.parametrize(
    "page",
    [
        "<label>First name</label><input value=Ann>\n\n<label>SSN</label><input value=010-94-0001>",
        (
            "<label for=a>First name:</label>\n<div><input id=a value=Ann></div>"
            "<p><label for=b>SSN *</label><span>*</span><p><input id=b name=x2 value='010-94-0001'>"
        ),
        (
            "<div><input id=a value=Ann><label for=a>First name</label></div>\n"
            "<div><input id=b value=010-94-0001>\n<label for=b>SSN</label></div>"
        ),
        "<p><label>First name <input value=Ann></label></p>\n\n<p><label><input id=b value=010-94-0001> SSN</label></p>",
        "First name <input name=f1 value=Ann><br>SSN: <input name=f2 value=010-94-0001><br>",
        "<input placeholder='First name' value=Ann><input aria-label=SSN name=f value=010-94-0001>",
        "<input title='First name' value=Ann><input name=SSN value=010-94-0001>",
        "<label>First name</label><textarea>Ann</textarea>\n<label>SSN</label><textarea>\n010-94-0001</textarea>",
        "<dl><dt>First name</dt>\n<dd>Ann</dd>\n\n<dt><b>SSN:</b></dt>\n<dd><p>010-94-0001</p></dd></dl>",
        "<dl><div><dt>First name</dt><dd>Ann</dd></div>\n<div><dt>SSN<dd>010-94-0001</div></dl>",
        "<label>First name</label><span>Ann</span><br><label>SSN</label>\n<div class=readonly>010-94-0001</div>",
        (
            "<label>First name</label><select><option>Bob<option selected>Ann</select>"
            "<label>SSN</label><input value=010-94-0001>"
        ),
        (
            "<input placeholder='First name' id=a value=Ann><label for=a>First name</label>\n"
            "<label>SSN</label><input value=010-94-0001><fieldset><legend><span>SSN</span></legend></fieldset>"
        ),
    ],
)
def test_a_label_and_its_value_are_one_line(page):
    lines = [line.strip() for line in text_of(page).split("\n") if line.strip()]
    assert "\n".join(lines) + "\n" == FIELDS


def test_between_fields_is_no_blank_line_that_nobody_sees():
    page = "\n".join(f"<div>\n <label>{label}</label>\n <input value=x>\n</div>" for label in ("City", "State", "Zip"))
    assert "City: x\nState: x\nZip: x\n" in text_of(page)
    assert "City: x\n\n" in text_of(
        "<label>City</label><input value=x><h2></h2>\n\n<label>State</label><input value=x>"
    )


@pytest.mark.parametrize(
    "page",
    [
        "<label>SSN</label><input><p>010-94-0001</p>",  # nothing was typed
        "<label for=a>SSN</label><input id=b value=x><p>010-94-0001</p>",
        "<label for=a>SSN</label><p>010-94-0001</p>",  # its control is another
        "<label>SSN</label><h2>010-94-0001</h2>",
        "<label>SSN</label><table><tr><td>010-94-0001</td></tr></table>",
        "<dl><dt>SSN</dt><dd></dd></dl><p>010-94-0001</p>",
        "<dl><dt>SSN</dt><dt>x</dt><dd>010-94-0001</dd></dl>",
        "<label>SSN</label><select><option>1<option>2</select><p>010-94-0001</p>",
        "<label>SSN <input type=checkbox></label><p>010-94-0001</p>",
        "<input id=a value=x><label for=b>SSN</label><input id=b><p>010-94-0001",
    ],
)
def test_a_label_without_a_value_names_nothing_behind_it(page):
    lines = text_of(page).split("\n")
    assert "010-94-0001" in lines or "x: 010-94-0001" in lines


def test_a_label_far_from_its_control_is_said_again():
    page = "<label for=a>SSN</label><small>as on your card</small><br><input id=a value=010-94-0001>"
    assert "\nSSN: 010-94-0001\n" in text_of(page)


def test_a_label_that_says_little_has_the_name_behind_it():
    assert "Number (ssn): 010-94-0001\n" in text_of("<label>Number</label><input name='user[ssn]' value=010-94-0001>")
    assert "Last name: Lee\n" in text_of("<label>Last name</label><input name=f17 id=q_99 value=Lee>")


def test_of_a_list_to_choose_from_what_is_chosen_and_what_may_have_a_number():
    page = (
        "<label>State</label><select name=st><option value=AL>Alabama</option>\n<option value=MA selected>Massachusetts"
        "</option><option>010-94-0001 Ann Lee</option><option value=010-94-0002>Bob Ray</option></select>after"
    )
    found = text_of(page)
    assert "Alabama" not in found
    assert "State: Massachusetts\n010-94-0001 Ann Lee\n010-94-0002 Bob Ray\nafter" in found
    assert "never closed" in text_of("<select><option>x<p>never closed")


def test_a_control_in_a_cell_is_called_by_the_cell_beside_or_above():
    form = "<table><tr><td>Name</td><td><input name=q1 value='Ann Lee'></td></tr><tr><td>SSN<td><input name=q2 value=010-94-0001></table>"
    assert text_of(form).endswith("Name: Ann Lee\nSSN: 010-94-0001\n")
    table = (
        "<tr><th>Name<th>SSN</tr>"
        + "<tr><td><input name=n1 value='Ann Lee'><td><input name=s1 value=010-94-0001></tr>" * 2
    )
    assert read(f"<html><table>{table}</table>".encode(), "a.html").text.count("Ann Lee\x1f010-94-0001") == 2
    one = "<table><tr><td><label>First</label><input value=Ann> <label>Last</label><input value=Lee></td></tr></table>"
    assert "First: Ann | Last: Lee" in " ".join(text_of(one).split())


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<b>Name</b><span>Ann Lee</span>", "Name Ann Lee"),
        ("<b>DL #</b><i>S12345678</i>", "DL #S12345678"),
        ("<b>SSN</b><i>010-94-0001</i>", "SSN 010-94-0001"),
        ("<b>No.:</b><i>010-94-0001</i>", "No.: 010-94-0001"),
        ("<b>12</b><b>3-45</b>", "123-45"),
        ("<b>Ann</b><b>abel</b>", "Annabel"),
        ("<b>S</b><b>12345678</b>", "S12345678"),
        ("A<b></b><b></b>B Mc<i>Carthy</i>", "AB McCarthy"),
    ],
)
def test_elements_side_by_side_are_no_one_word(page, wanted):
    wanted = wanted.replace("#S", "# S")
    assert wanted in text_of(f"<p>{page}</p>")
    assert wanted in text_of(f"<p>{'<i></i> ' * 40}{page}</p>")


def test_text_behind_a_control_is_all_there():
    page = "<table><tr><td>Name<td><input value='Ann Lee'>" + "words of it " * 9 + "<tr><td>x<td>y</table>"
    assert "words of it " * 8 in text_of(page)
    assert "words of it" in text_of("<input value=x>" + "words of it " * 9)


def test_places_are_those_of_the_source():
    page = "<html>\n<label for=a>SSN</label>\n\n <input id=a\n value='010-94-0001'>\n<dl><dt>SSN</dt>\n<dd> 010-94-0002</dd></dl>"
    assert read(page.encode(), "a.html").places == {
        "010-94-0001": ["LINE 5 COLUMN 9"],
        "010-94-0002": ["LINE 7 COLUMN 6"],
    }


APPLICANTS = """<html><fieldset><legend>Applicant</legend>
<label for=a1>First name</label><input id=a1 name=f1 value=Kwame> <label for=a2>Last name</label><input id=a2 value=Young>
<label for=a3>Social</label> <input id=a3 value=010-94-0001>
<label for=a4>State</label><select id=a4><option value=NY>NY<option value=MA selected>MA</select>
<label for=a5>Zip</label><input id=a5 value=02118></fieldset>
<fieldset><legend>Co-Applicant</legend>
<label for=b3>Social</label> <input id=b3 value=010-94-0002>
<label for=b1>First name</label><input id=b1 name=f1 value=Priya> <label for=b2>Last name</label><input id=b2 value=Patel>
<label for=b4>State</label><select id=b4><option value=NY selected>NY<option value=MA>MA</select>
<label for=b5>Zip</label><input id=b5 value=12207></fieldset></html>"""


def as_list(page: str) -> str:
    import re

    page = re.sub(r"<option[^>]*>(\w\w)(?=<option|</select>)", lambda one: one[1] if "selected" in one[0] else "", page)
    page = re.sub(
        r"<label for=\w+>(.*?)</label>\s*(?:<input[^>]*value=([\w-]+)>|<select[^>]*>(\w+)</select>)",
        r"<dt>\1</dt>\n<dd>\2\3</dd>\n",
        page,
    )
    return page.replace("</legend>", "</legend><dl>").replace("</fieldset>", "</dl></fieldset>")


def as_cards(page: str) -> str:
    return as_list(page).replace("dt>", "div>").replace("dd>", "div>").replace("<dl>", "").replace("</dl>", "")


@pytest.mark.parametrize("form", [str, as_list, as_cards])
def test_two_persons_are_never_mixed(scan, form):
    found = [
        (one.person and one.person.name, one.elements[0].value, one.classification.value, one.residency.value)
        for one in scan(form(APPLICANTS).encode(), "a.html").findings
    ]
    assert found == [
        ("Kwame Young", "010940001", "personal_information", "massachusetts"),
        ("Priya Patel", "010940002", "non_resident", "elsewhere"),
    ]


@pytest.mark.parametrize("end", ["", "\n", " "])
def test_a_title_in_its_element_stands_over_what_is_behind_it_in_a_cell(scan, end):
    cells = (("Last Name", "LEE"), ("First Name", "ANN"), ("SSN/TIN", "773-01-0001"), ("Sex", "F"))
    row = "".join(f'<td><span class="lbl">{label}</span>{value}{end}</td>' for label, value in cells)
    found = scan(f"<html><body><h1>Application</h1><table><tr>{row}</tr></table></body></html>", "a.html")
    assert [(one.person.normal, one.elements[0].value) for one in found.findings] == [("ann lee", "773010001")]


def test_a_word_in_an_element_of_a_cell_is_no_title(scan):
    rows = "".join(f"<tr><td><b>Ann</b>Lee{at}</td><td>773-01-000{at}</td></tr>" for at in range(1, 5))
    found = scan(f"<table><tr><th>Name</th><th>SSN</th></tr>{rows}</table>", "a.html")
    assert len(found.findings) == 4


def _rows_of(element: str, *, titles: bool = True) -> bytes:
    people = (("Ann Lee", "773-01-0001", "Lynn, MA 01901"), ("Lee, Bob", "773-01-0002", "Keene, NH 03431"))
    rows = [("Employee", "SSN", "City/State/ZIP"), *people][not titles :]
    cells = ("".join(f"<{element}>{cell}</{element}>" for cell in row) for row in rows)
    return "".join(f"<div>{row}</div>" for row in cells).encode()


@pytest.mark.parametrize("page", [_rows_of("div"), _rows_of("p"), _rows_of("span", titles=False)])
def test_tables_made_of_boxes(scan, page):
    found = scan(page, "a.html").findings
    assert [(one.person.normal, one.elements[0].value, one.residency.value) for one in found] == [
        ("ann lee", "773010001", "massachusetts"),
        ("bob lee", "773010002", "elsewhere"),
    ]


def test_titles_over_other_things_make_no_rows():
    page = b"<div>Part no.</div><div>Phone</div><div>773-01-0001</div><div>617-555-0100</div>"
    assert "Part no.: 773" not in read(page, "a.html").text
    page = b"<div>Name</div><div>SSN</div><div>617-555-0100</div><div>773-01-0001</div>"
    assert "Name: 617" not in read(page, "a.html").text
