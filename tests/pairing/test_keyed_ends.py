"""A value of a key ends where code does in Markdown, a sentence, or bold letters."""

import pytest


@pytest.mark.parametrize("end", ["", "`", ".", "*", "**", "~", "/", "` x=1"])
@pytest.mark.parametrize(
    ("home", "residency"), [("zip=48227", "elsewhere"), ("zip=02139", "massachusetts"), ("state=NH", "elsewhere")]
)
def test_a_home_is_read_to_its_end(scan, home, residency, end):
    scanned = scan(f"first_name=Ann last_name=Lee ssn=014-30-9643 {home}{end}\n", "a.md")
    ((_, lives, person, _),) = scanned.classes()
    assert (lives, person) == (residency, "ann lee")


def test_a_name_is_read_to_the_end_of_the_code(scan):
    ((_, _, person, _),) = scan("- `ssn=014-30-9643 last_name=Lee first_name=Ann`\n", "a.md").classes()
    assert person == "ann lee"


@pytest.mark.parametrize(
    "statement",
    [
        "LOG:  statement: UPDATE employees SET last_name='O''Connor', first_name='Brendan', ssn='798-15-1498' WHERE id=5",
        "EXEC dbo.AddJuror @LastName=N'O''Connor', @FirstName=N'Brendan', @SSN='798151498', @Pool=35303",
        "EXEC dbo.AddJuror @Middle='', @LastName='O''Connor', @Suffix='', @FirstName='Brendan', @SSN='798151498'",
    ],
)
def test_a_quote_that_is_doubled_ends_no_value(scan, statement):
    ((_, _, person, elements),) = scan(f"2018-01-14T09:46:24Z {statement}\n", "a.log").classes()
    assert (person, elements) == ("brendan oconnor", ("ssn:798151498",))
