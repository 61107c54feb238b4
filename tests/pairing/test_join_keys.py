"""Which columns and keys stand for persons, in tables by their name, and in JSON beside each other."""

import json
import sqlite3

import pytest
from pairs import A, B, C

from piiscan.pairing.join_keys import keys_of, meaning_of, persons_of

NAMED = [(101, "Ann", "Lee"), (102, "Bob", "Ray"), (103, "Eva", "Cole")]
HELD = [(103, C), (101, A), (102, B)]


def told(scanned):
    return [(one.classification.value, one.person, *one.reasons) for one in scanned.findings]


def database(tmp_path, people, key, secrets, foreign):
    path = tmp_path / "made.sqlite"
    with sqlite3.connect(path) as made:
        made.execute(f"CREATE TABLE {people} ({key} INTEGER PRIMARY KEY, first TEXT, last TEXT)")
        made.execute(f"CREATE TABLE {secrets} (sid INTEGER PRIMARY KEY, {foreign} INTEGER, ssn TEXT)")
        made.executemany(f"INSERT INTO {people} VALUES (?, ?, ?)", NAMED)
        made.executemany(f"INSERT INTO {secrets} ({foreign}, ssn) VALUES (?, ?)", HELD)
    made.close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("people", "key", "secrets", "foreign"),
    [
        ("people", "id", "secrets", "person_id"),
        ("employees", "id", "tax_ids", "employee_id"),
        ("customer", "cust_id", "ident", "customer_id"),
        ("Person", "PersonKey", "Sensitive", "PersonKey"),
        ("tbl_members", "id", "mbr_pii", "member_fk"),
        ("contractor", "contractorId", "w9", "contractorRef"),
        ("teachers", "id", "teacher_pay", "teacher_id"),
    ],
)
def test_a_key_of_a_table_is_that_of_another_by_its_name(scan, tmp_path, people, key, secrets, foreign):
    scanned = scan(database(tmp_path, people, key, secrets, foreign), "a.sqlite")
    assert told(scanned) == [("review", None, f"joinable:{foreign}", "no-person")] * 3


@pytest.mark.parametrize(
    ("people", "key", "secrets", "foreign"),
    [
        ("people", "id", "secrets", "order_id"),
        ("people", "id", "secrets", "sid2"),
        ("employee_badges", "id", "tax_ids", "employee_id"),
        ("orders", "id", "payments", "order_id"),
        ("managers", "id", "customers", "manager_id"),
        ("branches", "id", "accts", "branch_id"),
    ],
)
def test_a_key_of_a_thing_or_of_who_works_on_the_record_joins_nothing(scan, tmp_path, people, key, secrets, foreign):
    scanned = scan(database(tmp_path, people, key, secrets, foreign), "a.sqlite")
    assert told(scanned) == [("element_only", None, "no-person")] * 3


def test_rows_of_a_dump_are_of_the_table_that_their_statement_names(scan):
    made = "CREATE TABLE `people` (`id` int, `first` varchar(20), `last` varchar(20));\n"
    made += "INSERT INTO `people` VALUES (101,'Ann','Lee'),(102,'Bob','Ray');\n"
    held = "CREATE TABLE `secrets` (`id` int, `rate` decimal(9,2), `person_id` int, `ssn` varchar(11));\n"
    held += f"INSERT INTO `secrets` VALUES (1,2.5,102,'{B}'),(2,2.5,101,'{A}');\n"
    assert told(scan(made + held, "a.sql")) == [("review", None, "joinable:person_id", "no-person")] * 2
    assert told(scan(held, "a.sql")) == [("element_only", None, "no-person")] * 2
    copied = f"COPY public.tenant_secrets (id, tenant_id, ssn) FROM stdin;\n1\t102\t{B}\n2\t101\t{A}\n\\.\n\n"
    copied += "COPY public.tenants (id, full_name) FROM stdin;\n101\tAnn Lee\n102\tBob Ray\n\\.\n"
    assert told(scan(copied, "a.sql")) == [("review", None, "joinable:tenant_id", "no-person")] * 2


def listed(people, secrets, key="personId"):
    persons = [{"id": at, "first": given, "last": surname} for at, given, surname in people]
    return json.dumps({"people": persons, "secrets": [{key: at, "ssn": number} for at, number in secrets]})


def test_lists_in_step_whose_keys_differ_are_of_others(scan):
    assert told(scan(listed(NAMED, HELD), "a.json")) == [("review", None, "joinable:personId", "no-person")] * 3
    in_step = sorted(HELD)
    found = scan(listed(NAMED, in_step), "a.json").findings
    assert [one.person.normal for one in found] == ["ann lee", "bob ray", "eva cole"]


def test_lists_of_other_lengths_are_joined_by_their_keys(scan):
    assert told(scan(listed(NAMED, HELD[:2]), "a.json")) == [("review", None, "joinable:personId", "no-person")] * 2
    for secrets, key in (([(105, A), (106, B)], "personId"), (HELD[:2], "orderId")):
        assert told(scan(listed(NAMED, secrets, key), "a.json")) == [("element_only", None, "no-person")] * 2


def test_keys_of_who_works_on_a_record_count_only_in_a_list_of_theirs():
    assert [key.meaning for key in keys_of(("id", "agent_id", "ssn"), "customers")] == ["customer"]
    assert [key.meaning for key in keys_of(("agent_id", "ssn"), "pay")] == ["agent"]
    assert [key.meaning for key in keys_of(("agent_id", "client_id", "ssn"))] == ["customer"]
    assert not keys_of(("id", "ssn"), "payments")


def test_names_of_tables():
    said = {"hr.Employees": "employee", "vendor_master": "vendor", "Accounts": "", "people_2024": "person", "": ""}
    assert {name: persons_of(name) for name in said} == said
    assert meaning_of("EE ID") == meaning_of("Emp #") == "employee"


@pytest.mark.parametrize(
    "key",
    ["SPRIDEN_PIDM,SPBPERS_PIDM", "person_hk,person_hk", "CLMT_ID,CLMT_ID", "PERNR,PERNR", "CIFNO,CIF", "MRN,MRN"],
)
def test_keys_of_persons_as_systems_call_them(scan, key):
    one, other = key.split(",")
    made = f"CREATE TABLE spriden ({one} int, first_name varchar(20), last_name varchar(20));\n"
    made += "INSERT INTO spriden VALUES (20101,'Ann','Lee'),(20102,'Bob','Ray');\n"
    held = f"CREATE TABLE spbpers ({other} int, ssn varchar(11));\n"
    held += f"INSERT INTO spbpers VALUES (20102,'{B}'),(20101,'{A}');\n"
    assert told(scan(made + held, "a.sql")) == [("review", None, f"joinable:{other}", "no-person")] * 2
