"""Forms as browsers send them, in dumps and logs: the fields of one form are one record."""

import pytest
from pairs import LEE, RAY, A, B, people

ENDS = ["\n", "\r\n"]
MARK = "----WebKitFormBoundary7MA4YWxk"


def form(*fields, mark=MARK, end="\n", closed=True):
    """A form with some fields."""
    parts = [
        f'--{mark}{end}Content-Disposition: form-data; name="{name}"{end}{end}{value}{end}' for name, value in fields
    ]
    return "".join(parts) + (f"--{mark}--{end}" if closed else "")


@pytest.mark.parametrize("end", ENDS, ids=["LF", "CRLF"])
class TestForms:
    """The name of a field is the key of what stands in it."""

    @pytest.mark.parametrize("number", [A, "773010001"])
    def test_the_person_is_found(self, scan, end, number):
        text = form(("full_name", "Ann Lee"), ("ssn", number), ("state", "MA"), end=end)
        found = scan(text, "a.txt")
        assert people(found) == [LEE]
        assert found.findings[0].residency.value == "massachusetts"

    def test_parts_of_a_name_behind_the_number(self, scan, end):
        text = form(("ssn", A), ("colour", "blue"), ("first_name", "Ann"), ("last_name", "Lee"), end=end)
        assert people(scan(text, "a.txt")) == [LEE]

    def test_in_a_request_in_a_log(self, scan, end):
        head = f"POST /apply HTTP/1.1{end}Host: example.com{end}Content-Type: multipart/form-data{end}{end}"
        text = (
            f"12:01 INFO Mark Hill{end}{head}{form(('name', 'Ann Lee'), ('ssn', '773010001'), end=end)}12:02 INFO{end}"
        )
        assert people(scan(text, "a.log")) == [LEE]

    @pytest.mark.parametrize(
        ("name", "number"),
        [("checking_account_number", "4411209812"), ("drivers_license", "S20304050"), ("dl_number", "20304050")],
    )
    def test_other_numbers(self, scan, end, name, number):
        text = form(("name", "Ann Lee"), (name, number), ("colour", "blue"), end=end)
        assert people(scan(text, "a.txt")) == [("ann lee", number)]

    def test_one_that_is_cut_off(self, scan, end):
        text = form(("name", "Ann Lee"), ("ssn", A), end=end, closed=False)
        assert people(scan(text, "a.txt")) == [LEE]

    @pytest.mark.parametrize("behind", [b"x" * 1700, b""])
    def test_among_much_else(self, scan, end, behind):
        """A form that few numbers stand in, and not at its beginning, in a long text."""
        lines = f"nothing was said of it{end}" * 4000
        text = form(("ssn", f"{behind.decode()} 773-01-0001"), ("name", "Ann Lee"), end=end)
        assert people(scan(lines + text + lines, "a.txt")) == [LEE]

    def test_names_with_whose_they_are(self, scan, end):
        fields = ("applicant[name]", "Ann Lee"), ("applicant[ssn]", A), ("spouse[name]", "Bob Ray"), ("spouse[ssn]", B)
        assert people(scan(form(*fields, end=end), "a.txt")) == [LEE, RAY]

    def test_other_headers_of_a_field(self, scan, end):
        text = form(("name", "Ann Lee"), ("ssn", "773010001"), end=end)
        text = text.replace(f'"{end}{end}', f'"{end}Content-Type: text/plain; charset=UTF-8{end}{end}')
        assert people(scan(text, "a.txt")) == [LEE]

    @pytest.mark.parametrize("other", [MARK, "XyZ123"])
    def test_forms_are_apart(self, scan, end, other):
        one = form(("name", "Ann Lee"), ("ssn", A), end=end)
        two = form(("ssn", "773010002"), ("name", "Bob Ray"), mark=other, end=end)
        assert people(scan(one + two, "a.txt")) == [LEE, RAY]

    def test_the_person_of_one_form_has_nothing_of_another(self, scan, end):
        one = form(("name", "Ann Lee"), ("colour", "blue"), end=end)
        two = form(("ssn", A), ("colour", "blue"), mark="XyZ123", end=end)
        assert people(scan(one + two, "a.txt")) == [("element_only", None, LEE[1])]

    @pytest.mark.parametrize("name", ["order", "invoice_id", "phone", "colour"])
    def test_digits_in_other_fields_are_none(self, scan, end, name):
        text = form(("name", "Ann Lee"), ("ssn", ""), (name, "773010001"), end=end)
        assert people(scan(text, "a.txt")) == []


def test_what_is_no_form_stays_text(scan):
    text = f'Use Content-Disposition: form-data; name="ssn" for it.\n\nName: Ann Lee\nSSN: {A}\n'
    assert people(scan(text, "a.txt")) == [LEE]


def test_many_numbers_behind_a_form_are_read_as_before(scan):
    lines = "".join(f"Name: Ann Lee, SSN 773-01-{at:04}\n" for at in range(1, 500))
    assert len(people(scan(form(("name", "Bob Ray"), ("ssn", B)) + lines, "a.txt"))) >= 2
