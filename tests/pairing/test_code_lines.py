"""Records as programs print them and as source code has them: setters, builders, dumps, and data of other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import LEE, RAY, people

from piiscan.pairing.prose.code_lines import as_fields

S, T = "773010001", "773010002"
ONE = {
    "PHP, serialized": f's:10:"first_name";s:3:"Ann";s:9:"last_name";s:3:"Lee";s:3:"ssn";s:9:"{S}";',
    "PHP, an array": f"$a = [\n  'first_name' => 'Ann',\n  'last_name' => 'Lee',\n  'ssn' => '{S}',\n];\n",
    "PHP, in full": f'return array(\n    "name" => "Ann Lee",\n    "ssn" => "{S}",\n);\n',
    "PHP, print_r": f"Array\n(\n    [first_name] => Ann\n    [last_name] => Lee\n    [ssn] => {S}\n)\n",
    "PHP, var_dump": (
        'array(3) {\n  ["first_name"]=>\n  string(3) "Ann"\n  ["last_name"]=>\n  string(3) "Lee"\n'
        f'  ["ssn"]=>\n  string(9) "{S}"\n}}\n'
    ),
    "Python, pprint": f"[{{'first': 'Ann',\n  'last': 'Lee',\n  'paid': None,\n  'ssn': '{S}'}}]\n",
    "Python, names of a program": f"rows = [\n    {{\n        'first_name': 'Ann',\n        'last_name': 'Lee',\n        'ssn': '{S}'\n    }}\n]\n",
    "Perl, Data::Dumper": f"$VAR1 = {{\n          'name' => 'Ann Lee',\n          'ssn' => '{S}',\n        }};\n",
    "Clojure": f'{{:first-name "Ann" :last-name "Lee" :ssn "{S}"}}\n',
    "Clojure, in lines": f'{{:first-name "Ann",\n :last-name "Lee",\n :ssn "{S}"}}\n',
    "Turtle": f'<#ann> a foaf:Person ;\n  foaf:givenName "Ann" ;\n  foaf:familyName "Lee" ;\n  ex:ssn "{S}" .\n',
    "setters": f'Person p = new Person();\np.setFirstName("Ann");\np.setLastName("Lee");\np.setSsn("{S}");\n',
    "setters of a name": f'    person.setFullName("Ann Lee");\n    person.setSocialSecurityNumber("{S}");\n',
    "a builder": f'Person.builder().firstName("Ann").lastName("Lee").ssn("{S}").build();\n',
    "a builder in lines": f'  Person.newBuilder()\n    .setFirstName("Ann")\n    .setLastName("Lee")\n    .setSsn("{S}")\n',
    "first and last": f"db.people.insertOne({{ first: 'Ann', last: 'Lee', ssn: '{S}' }})\n",
    "properties": f'var a = new Person();\na.FirstName = "Ann";\na.LastName = "Lee";\na.Ssn = "{S}";\n',
    "template literals": f"const a = {{\n  firstName: `Ann`,\n  lastName: `Lee`,\n  ssn: `{S}`,\n}};\n",
    "a factory": f'factory :a do\n  first_name {{ "Ann" }}\n  last_name  {{ "Lee" }}\n  ssn {{ "{S}" }}\nend\n',
    "a command with flags": f'New-Employee -FirstName "Ann" -LastName "Lee" -SSN "{S}" -BadgeId 773010009\n',
    "a command with long flags": f"./enroll --first-name='Ann' --last-name='Lee' --ssn='{S}'\n",
    "columns of an array": f"user['first_name'] = 'Ann'\nuser['last_name'] = 'Lee'\nuser['ssn'] = '{S}'\n",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_a_record_in_code_names_its_person(scan, text):
    assert people(scan(text)) == [LEE]


TWO = {
    "PHP": "[\n"
    + "".join(f"  [\n    'name' => '{n}',\n    'ssn' => '{s}',\n  ],\n" for n, s in (("Ann Lee", S), ("Bob Ray", T)))
    + "]\n",
    "print_r": "".join(
        f"    [{at}] => Array\n        (\n            [first_name] => {f}\n            [last_name] => {n}\n            [ssn] => {s}\n        )\n\n"
        for at, (f, n, s) in enumerate((("Ann", "Lee", S), ("Bob", "Ray", T)))
    ),
    "pprint": "[{"
    + ",\n {".join(
        f"'first': '{f}',\n  'last': '{n}',\n  'ref': 773010009,\n  'ssn': '{s}',\n  'state': 'MA'}}"
        for f, n, s in (("Ann", "Lee", S), ("Bob", "Ray", T))
    )
    + "]\n",
    "builders": "".join(
        f'add(P.builder().firstName("{f}").lastName("{n}").ssn("{s}").build());\n'
        for f, n, s in (("Ann", "Lee", S), ("Bob", "Ray", T))
    ),
    "properties": "".join(
        f'var {v} = new Person();\n{v}.FirstName = "{f}";\n{v}.LastName = "{n}";\n{v}.Ssn = "{s}";\n'
        for v, f, n, s in (("a", "Ann", "Lee", S), ("b", "Bob", "Ray", T))
    ),
    "factories": "".join(
        f'  factory :{f} do\n    first_name {{ "{f}" }}\n    last_name  {{ "{n}" }}\n    ssn {{ "{s}" }}\n  end\n'
        for f, n, s in (("Ann", "Lee", S), ("Bob", "Ray", T))
    ),
    "Clojure": "".join(
        f'{{:first-name "{f}" :last-name "{n}" :ssn "{s}"}}\n' for f, n, s in (("Ann", "Lee", S), ("Bob", "Ray", T))
    ),
}


@pytest.mark.parametrize("text", TWO.values(), ids=TWO)
def test_each_record_is_its_own(scan, text):
    assert sorted(people(scan(text))) == [LEE, RAY]


@pytest.mark.parametrize(
    "text",
    [
        f"if (a => b) ssn = {S}\n",
        f'call("Ann", "Lee", {S})\n',
        f's:2:"id";s:9:"{S}";s:5:"first";s:3:"Ann";\n',
        f'button.setText("Ann Lee");\nbutton.setId("{S}");\n',
    ],
)
def test_what_no_key_says_is_nobodys(scan, text):
    assert not [one for one in people(scan(text)) if one[0] == LEE[0]]


@given(st.text(alphabet=" \t=>()[]{}'\":;,.sx0127setFirstName\n", max_size=80))
def test_every_character_keeps_its_place(text):
    told = as_fields(text)
    assert len(told) == len(text)
    assert all(one == other or other in " :=" for one, other in zip(text, told, strict=True))
    assert [at for at, one in enumerate(told) if one == "\n"] == [at for at, one in enumerate(text) if one == "\n"]


EXAMPLES = (
    "Scenario Outline: an applicant\n  Given <first name>\n\n  Examples:\n    | first name | last name | ssn         |\n"
    "    | Ann        | Lee       | 773-01-0001 |\n    | Bob        | Ray       | 773-01-0002 |\n"
)


def test_examples_of_a_scenario_have_a_header_without_a_rule(scan):
    assert people(scan(EXAMPLES, "apply.feature")) == [LEE, RAY]
    counted = (
        EXAMPLES.replace("ssn         |", "ssn         | line 1 |")
        .replace("0001 |", "0001 | x |")
        .replace("0002 |", "0002 | x |")
    )
    assert people(scan(counted, "apply.feature")) == [LEE, RAY]
    other = EXAMPLES.replace("first name |", "product    |").replace("last name |", "quantity  |")
    assert {one[:2] for one in people(scan(other, "apply.feature"))} <= {("element_only", None)}


def test_a_row_of_values_is_no_header(scan):
    text = "| Name: Ann Lee | SSN: 773-01-0001 |\n| Name: Bob Ray | SSN: 773-01-0002 |\n"
    assert people(scan(text)) == [LEE, RAY]


def test_code_alone_is_no_page(scan):
    text = f"<?php\nreturn [\n  'first_name' => 'Ann',\n  'last_name' => 'Lee',\n  'ssn' => '{S}',\n];\n"
    assert people(scan(text, "seed.php")) == [LEE]
    page = "<?php $a = 1; ?>\n<html><body><table><tr><td>Name</td><td>SSN</td></tr><tr><td>Ann Lee</td><td>773-01-0001</td></tr></table></body></html>"
    assert people(scan(page, "page.php")) == [LEE]


def test_flags_of_things_are_none(scan):
    assert not people(scan('New-Item -Owner "Ann Lee" -Number "773010009" -Order "773010008"\n'))
    assert not people(scan('It is the - Name "Ann Lee" - that - Order "773010008" - had\n'))


ARRAY = "  {} => \n  array (\n    'name' => '{}',\n    'ssn' => '{}',\n    'exp' => '09/28',\n    'home_state' => '{}',\n  ),\n"


def test_an_element_of_an_array_says_where_its_person_lives(scan):
    found = scan(
        "<?php return array (\n" + ARRAY.format(0, "Ann Lee", S, "MA") + ARRAY.format(1, "Bob Ray", T, "NV") + ");\n"
    )
    assert {(one.person.normal, one.residency.value) for one in found.findings} == {
        ("ann lee", "massachusetts"),
        ("bob ray", "elsewhere"),
    }


def test_an_array_in_another_is_of_somebody_else(scan):
    text = f"    'member_name' => 'Ann Lee',\n    'manager' => array (\n      'member_name' => 'Bob Ray',\n    ),\n    'ssn' => '{S}',\n"
    assert (RAY[0], S) not in people(scan(f"array (\n  array (\n{text}  ),\n)\n"))


def test_print_r_with_somebody_else_in_it(scan):
    inner = "    [supervisor] => Array\n        (\n            [first_name] => Bob\n            [last_name] => Ray\n        )\n\n"
    text = f"Array\n(\n    [first_name] => Ann\n    [last_name] => Lee\n{inner}    [ssn] => {S}\n)\n"
    assert people(scan(text)) == [LEE]


def test_numbers_in_brackets_and_outside(scan):
    inner = f"    'coborrower': {{\n      'name': 'Bob Ray',\n      'ssn': '{T}',\n    }},\n"
    assert sorted(people(scan(f"LOANS = [\n  {{\n    'name': 'Ann Lee',\n{inner}    'ssn': '{S}',\n  }},\n]\n"))) == [
        LEE,
        RAY,
    ]


def test_commands_of_a_shell_are_no_paragraph(scan):
    text = (
        """curl -s -X POST https://api.internal/hr/employees -d '{"name":"Bob Ray","ssn":"773-01-0002"}'\n"""
        """psql -c "update emp set acct='6353648917', aba='011000138' where name='Ann Lee'"\n"""
    )
    assert scan(text).owners() == {"773010002": "bob ray", "6353648917": "ann lee"}


@pytest.mark.parametrize(
    "line",
    [
        "cy.get('#{}').type('{}');",
        "cy.get('input[name=\"{}\"]').type('{}')",
        'driver.find_element(By.ID, "{}").send_keys("{}")',
        'driver.findElement(By.name("{}")).sendKeys("{}");',
        "await page.getByTestId('{}').fill('{}');",
        "await page.fill('#{}', '{}');",
        "fill_in '{}', with: '{}'",
        'When I fill in "{}" with "{}"',
        "$('#{}').val('{}');",
    ],
)
def test_what_a_test_of_a_page_types_into_its_fields(scan, line):
    fields = [("firstName", "Ann"), ("lastName", "Lee"), ("ssn", "773010001"), ("orderNo", "773010009")]
    other = [("firstName", "Bob"), ("lastName", "Ray"), ("ssn", "773010002")]
    text = "\n".join(line.format(*one) for one in fields) + "\n\n" + "\n".join(line.format(*one) for one in other)
    assert people(scan(text + "\n", "form.spec.js")) == [LEE, RAY]
