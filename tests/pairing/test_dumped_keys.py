"""Records as programs, stores and directories print them: keys and values of several persons in a few lines."""

import json

import pytest
from pairs import LEE, RAY, A, B, people

HOLDERS = [("Ann", "Lee", A), ("Bob", "Ray", B)]


def php(value):
    if isinstance(value, dict):
        return f"a:{len(value)}:{{{''.join(php(key) + php(one) for key, one in value.items())}}}"
    return f"i:{value};" if isinstance(value, int) else f's:{len(value)}:"{value}";'


def of(given, surname, number):
    return {"user_id": "76963", "first_name": given, "last_name": surname, "ssn": number}


def test_several_persons_in_a_line_of_php(scan):
    text = php({at: of(*one) for at, one in enumerate(HOLDERS)})
    assert people(scan(f"{text}\n", "a.txt")) == [LEE, RAY]


def test_an_object_of_php_in_a_cell(scan):
    rows = "".join(f"({at}, 'prefs', '{php(of(*one))}'),\n" for at, one in enumerate(HOLDERS))
    text = f"INSERT INTO wp_usermeta (umeta_id, meta_key, meta_value) VALUES\n{rows[:-2]};\n"
    assert people(scan(text, "a.sql")) == [LEE, RAY]


@pytest.mark.parametrize("quote", ['"', "", "'"])
def test_hashes_of_a_store(scan, quote):
    q = quote
    lines = [
        f"HSET user:{at} first_name {q}{given}{q} last_name {q}{surname}{q} ssn {q}{number}{q} city Lowell\n"
        for at, (given, surname, number) in enumerate(HOLDERS)
    ]
    assert people(scan("".join(lines), "a.txt")) == [LEE, RAY]


def test_values_of_a_store_that_are_set_at_once(scan):
    text = f'MSET user:7:name "Ann Lee" user:7:ssn "{A}"\nMSET user:8:name "Bob Ray" user:8:ssn "{B}"\n'
    assert people(scan(text, "a.txt")) == [LEE, RAY]
    assert not people(scan('HSET user:7 name "Ann Lee" batch 773010001\n', "a.txt"))


def test_objects_behind_the_tabs_of_a_queue(scan):
    lines = [
        "\t".join(
            (f"CreateTime:174195{at:07}", "Partition:5", f"cust-{at}", json.dumps({"op": "u", "after": of(*one)}))
        )
        for at, one in enumerate(HOLDERS)
    ]
    assert people(scan("\n".join([*lines, ""]), "a.txt")) == [LEE, RAY]


def test_who_is_over_somebody_by_the_name_of_an_entry(scan):
    text = "GivenName : Ann\nSurname : Lee\nManager : CN=Bob Ray,OU=Staff,DC=ex\nextension4 : SSN 773-01-0001\nEnabled : True\n"
    assert people(scan(text, "a.txt")) == [LEE]


def test_the_licence_of_who_sold_it_is_one_of_a_trade(scan):
    sold = {"insured": {"name": "Ann Lee", "ssn": A}, "agent": {"name": "Bob Ray", "licenseNumber": "5576618"}}
    assert people(scan(json.dumps(sold), "a.json")) == [LEE, ("review", "bob ray", "5576618")]
    sold = {"driver": {"name": "Bob Ray", "licenseNumber": "5576618"}}
    assert people(scan(json.dumps(sold), "a.json")) == [("bob ray", "5576618")]


def test_a_line_number_is_no_last_name(scan):
    rows = "".join(f"{at},{surname},{given},{number}\n" for at, (given, surname, number) in enumerate(HOLDERS, 10))
    assert people(scan(f"LN,Last Name,First Name,SSN\n{rows}", "a.csv")) == [LEE, RAY]
    rows = "".join(f"{surname},{given},{number}\n" for given, surname, number in HOLDERS)
    assert people(scan(f"LASTNAME,FIRSTNME,SSN\n{rows}", "a.csv")) == [LEE, RAY]


def test_who_a_ticket_is_for(scan):
    item = "<item><opened_by display_value='Mai Tran'>b01</opened_by><request_for display_value='Ann Lee'>257</request_for>"
    text = f"<?xml version='1.0'?><unload>{item}<u_ssn>{A}</u_ssn></item></unload>"
    assert people(scan(text, "a.xml")) == [LEE]


def test_a_lead_names_its_customer_in_parts(scan):
    named = "<contact><name part='first'>Ann</name><name part='last'>Lee</name></contact>"
    seller = "<vendor><contact><name part='full'>Bob Ray</name></contact></vendor>"
    text = f"<?xml version='1.0'?><adf><prospect><customer>{named}<id source='SSN'>{A}</id></customer>{seller}</prospect></adf>"
    assert people(scan(text, "a.xml")) == [LEE]
    text = text.replace("SSN", "Lead").replace(A, "773010001")
    assert not people(scan(text, "a.xml"))


def test_symbols_of_lisp_and_its_kin(scan):
    text = f'[{{:person/first-name "Ann" :person/last-name "Lee" :person/ssn "{A}"}}]\n'
    assert people(scan(text, "a.edn")) == [LEE]
    text = f'((:first-name . "Ann") (:last-name . "Lee") (:ssn . "{A}"))\n'
    assert people(scan(text, "a.txt")) == [LEE]


def test_fields_of_hl7_as_an_engine_names_them(scan):
    named = "<PID.5><PID.5.1>LEE</PID.5.1><PID.5.2>ANN</PID.5.2></PID.5>"
    kept = "<PID.18><PID.18.1>773010009</PID.18.1></PID.18>"
    text = f"<?xml version='1.0'?><HL7Message><PID>{named}{kept}<PID.19><PID.19.1>{A}</PID.19.1></PID.19></PID></HL7Message>"
    assert people(scan(text, "a.xml")) == [LEE]
    assert not people(scan("PID 18 1 773010009\nPID 20 2 773010008 Ann Lee\n", "a.txt"))
