"""Statements of SQL whose values a log gives apart from them: whose the numbers are."""

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pairs import CARD, LEE, RAY, A, B, C, digits, numbers, people

from piiscan import matcher
from piiscan.matcher import bound, titled
from piiscan.matcher.bound import may_be_bound
from piiscan.pairing.prose import statements
from piiscan.pairing.prose.bound_values import group_at
from piiscan.pairing.prose.statements import values_round

INTO = "INSERT INTO member (first_name, last_name, ssn, state) VALUES"
HIBERNATE = (
    "09:12:44 TRACE [exec-{}] o.h.type.descriptor.sql.BasicBinder : binding parameter [{}] as [VARCHAR] - [{}]\n"
)
SIX = "09:12:44 TRACE [exec-{}] org.hibernate.orm.jdbc.bind : binding parameter ({}:VARCHAR) <- [{}]\n"
SPRING = (
    "09:12 TRACE [exec-{}] Utils - column index {}, parameter value [{}], value class [java.lang.String], SQL type x\n"
)


def a_line_each(line, values, thread=1, first=1):
    return "".join(line.format(thread, number, value) for number, value in enumerate(values, first))


def postgres(values, word="parameters"):
    given = ", ".join(f"${number} = '{value}'" for number, value in enumerate(values, 1))
    return f"EST [7] LOG:  execute <unnamed>: {INTO} ($1, $2, $3, $4)\nEST [7] DETAIL:  {word}: {given}\n"


def mybatis(values):
    typed = ", ".join(f"{value}(String)" for value in values)
    return f"[exec-7] DEBUG - ==>  Preparing: {INTO} (?, ?, ?, ?)\n[exec-7] DEBUG - ==> Parameters: {typed}\n"


def entity_framework(values):
    named = ", ".join(f"@p{number}='{value}' (Size = 40)" for number, value in enumerate(values))
    into = "INSERT INTO [Members] ([FirstName], [LastName], [Ssn], [State])\n      OUTPUT INSERTED.[Id]"
    return (
        f"Executed DbCommand (4ms) [Parameters=[{named}], CommandType='Text']\n      {into}\n      "
        "VALUES (@p0, @p1, @p2, @p3);\n\n"
    )


def entity_framework_6(values):
    lines = "".join(f"\n-- @{number}: '{value}' (Type = String, Size = 50)\n" for number, value in enumerate(values))
    into = "INSERT [dbo].[Members]([FirstName], [LastName], [SSN], [State])\nVALUES (@0, @1, @2, @3)"
    return f"{into}\nSELECT [Id] FROM [dbo].[Members] WHERE @@ROWCOUNT > 0\n\n{lines}\n-- Completed in 3 ms\n\n"


def profiler(values):
    kinds = ",".join(f"@p{number} nvarchar(50)" for number in range(len(values)))
    named = ",".join(f"@p{number}=N'{value}'" for number, value in enumerate(values))
    return f"exec sp_executesql N'{INTO} (@p0, @p1, @p2, @p3)',N'{kinds}',{named}\ngo\n"


def oracle(values):
    binds = "".join(f' Bind#{at}\n  oacdty=01 mxl=32(10)\n  value="{value}"\n' for at, value in enumerate(values))
    return f"PARSING IN CURSOR #1 len=7\n{INTO} (:B1, :B2, :B3, :B4)\nEND OF STMT\nBINDS #1:\n{binds}EXEC #1:c=0\n\n"


LOGS = {
    "PostgreSQL": postgres,
    "PostgreSQL 16": lambda values: postgres(values, "Parameters"),
    "MyBatis": mybatis,
    "Hibernate": lambda values: f"DEBUG [exec-1] SQL : {INTO} (?, ?, ?, ?)\n" + a_line_each(HIBERNATE, values),
    "Hibernate 6": lambda values: f"DEBUG [exec-1] SQL : {INTO} (?, ?, ?, ?)\n" + a_line_each(SIX, values),
    "Hibernate, in lines": lambda values: (
        "DEBUG SQL : \n    insert \n    into\n        member\n        (first_name, last_name, ssn, state) \n    values\n"
        "        (?, ?, ?, ?)\n" + a_line_each(SIX, values)
    ),
    "Spring": lambda values: f"DEBUG [exec-1] JdbcTemplate - [{INTO} (?, ?, ?, ?)]\n" + a_line_each(SPRING, values),
    "Entity Framework": entity_framework,
    "Entity Framework 6": entity_framework_6,
    "SQL Server Profiler": profiler,
    "SQLAlchemy": lambda values: (
        f"INFO sqlalchemy.engine.Engine {INTO} (?, ?, ?, ?)\nINFO sqlalchemy.engine.Engine [generated in 0.0002s] "
        f"{tuple(values)!r}\n"
    ),
    "Rails": lambda values: (
        f"  Member Create (1.2ms)  {INTO} ($1, $2, $3, $4) RETURNING id  "
        + str(list(map(list, zip(("first_name", "last_name", "ssn", "state"), values, strict=True)))).replace("'", '"')
        + "\n"
    ),
    "Ecto": lambda values: f'{INTO} ($1,$2,$3,$4) RETURNING "id" {list(values)!r}\n'.replace("'", '"'),
    "TypeORM": lambda values: f"query: {INTO} ($1, $2, $3, $4) -- PARAMETERS: {list(values)!r}\n".replace("'", '"'),
    "Doctrine": lambda values: (
        f"Executing: {INTO} (?, ?, ?, ?) (parameters: array{{"
        + ",".join(f'"{number}":"{value}"' for number, value in enumerate(values, 1))
        + '}, types: array{"1":2})\n'
    ),
    "datasource-proxy": lambda values: f'Query:["{INTO} (?, ?, ?, ?)"], Params:[({",".join(values)})]\n',
    "knex": lambda values: f"  bindings: {list(values)!r},\n  sql: '{INTO} (?, ?, ?, ?)'\n}}\n",
    "Oracle": oracle,
    "NHibernate": lambda values: (
        f"NHibernate: {INTO} (@p0, @p1, @p2, @p3);"
        + ", ".join(f"@p{at} = '{value}' [Type: String (50:0:0)]" for at, value in enumerate(values))
        + "\n"
    ),
    "JavaScript": lambda values: f"await pool.query('{INTO} ($1, $2, $3, $4)', {list(values)!r});\n",
    "Python": lambda values: f'cur.execute("{INTO} (%s, %s, %s, %s)", {tuple(values)!r})\n',
    "Java": lambda values: (
        f'PreparedStatement ps = c.prepareStatement("{INTO} (?, ?, ?, ?)");\n'
        + "".join(f'    ps.setString({at}, "{value}");\n' for at, value in enumerate(values, 1))
    ),
    "C#": lambda values: (
        f'var cmd = new SqlCommand("{INTO} (@FirstName, @LastName, @Ssn, @State)");\n'
        + "".join(
            f'cmd.Parameters.AddWithValue("@{name}", "{value}");\n'
            for name, value in zip(("FirstName", "LastName", "Ssn", "State"), values, strict=True)
        )
        + "\n"
    ),
}


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
@pytest.mark.parametrize("write", [str, digits], ids=["parted", "digits alone"])
def test_values_that_stand_apart_from_their_statement(scan, log, write):
    if log is LOGS["Doctrine"] and write is digits:
        return  # its values stand behind keys: there are too many of these
    found = scan(log(("Ann", "Lee", write(A), "MA")) + log(("Bob", "Ray", write(B), "NV")), name="app.log")
    assert numbers(found) == [LEE]
    assert {(one.person.normal, one.residency.value) for one in found.findings} == {
        ("ann lee", "massachusetts"),
        ("bob ray", "elsewhere"),
    }


@pytest.mark.parametrize("log", ["Entity Framework", "SQL Server Profiler", "TypeORM", "SQLAlchemy", "NHibernate"])
def test_statements_in_strings_of_json(scan, log):
    lines = [LOGS[log](values) for values in (("Ann", "Lee", A, "MA"), ("Bob", "Ray", B, "NV"))]
    found = scan("".join(json.dumps({"@m": line, "level": "debug"}) + "\n" for line in lines), name="app.jsonl")
    assert {(one.person.normal, one.residency.value) for one in found.findings} == {
        ("ann lee", "massachusetts"),
        ("bob ray", "elsewhere"),
    }


def test_rows_of_a_statement_each_have_their_values(scan):
    rows = [("Ann Lee", A), ("Bob Ray", B)]
    log = f"INSERT INTO t (full_name, ssn) VALUES (?, ?)\n[generated in 0.0003s] {rows!r}\n"
    assert numbers(scan(log, name="app.log")) == [LEE, RAY]


def test_values_that_columns_are_listed_for(scan):
    rows = (
        f"<==    Columns: id, name, ssn\n<==        Row: 17, Ann Lee, {digits(A)}\n<==        Row: 18, Bob Ray, {B}\n"
    )
    assert numbers(scan(rows, name="app.log")) == [LEE, RAY]


def test_a_line_that_only_seems_to_give_values_is_read_once():
    """Each of its numbers stands as a value does, and no value has an end."""
    line = "==> Parameters: " + f"'{CARD}' " * 500
    begun = time.process_time()
    assert not [at for at in range(200, 8000, 38) if values_round(line.encode(), at, digits=False)]
    assert time.process_time() - begun < 1.5  # a tenth of it


def test_what_is_set_and_what_is_compared_are_of_one_row(scan):
    log = "UPDATE t SET ssn = $1, card_number = $2 WHERE first_name = $3 AND t.last_name ILIKE $4"
    given = f"DETAIL:  parameters: $1 = '{digits(A)}', $2 = '{CARD}', $3 = 'Ann', $4 = 'Lee'"
    assert numbers(scan(f"LOG: {log}\n{given}\n", name="app.log")) == [(LEE[0], CARD), LEE]


def test_a_statement_that_names_nobody_is_of_nobody(scan):
    log = postgres(("Bob", "Ray", B, "MA")) + (
        f"EST [7] LOG: execute: UPDATE t SET ssn = $1 WHERE id = $2\nEST [7] DETAIL: parameters: $1 = '{A}', $2 = '7'\n"
    )
    assert people(scan(log, name="app.log")) == [RAY, ("element_only", None, LEE[1])]


def test_threads_that_speak_at_once(scan):
    ann, bob = (
        [HIBERNATE.format(thread, number, value) for number, value in enumerate(values, 1)]
        for thread, values in ((1, ("Ann", "Lee", A, "MA")), (2, (B, "Bob", "Ray")))
    )
    lines = [line for pair in zip(ann, bob, strict=False) for line in pair] + ann[len(bob) :]
    log = (
        f"DEBUG [exec-1] SQL : {INTO} (?, ?, ?, ?)\n"
        "DEBUG [exec-2] SQL : insert into t (ssn, first_name, last_name) values (?, ?, ?)\n"
    )
    assert numbers(scan(log + "".join(lines), name="app.log")) == [LEE, RAY]


@pytest.mark.parametrize("column", ["parcel_no", "order_id", "id", "waybill"])
def test_digits_under_another_column_are_nothing(scan, column):
    log = postgres(("Ann", "Lee", digits(A), "MA")) + (
        f"EST [7] LOG: execute: INSERT INTO t (full_name, {column}) VALUES ($1, $2)\n"
        f"EST [7] DETAIL: parameters: $1 = 'Bob Ray', $2 = '{digits(B)}'\n"
    )
    assert people(scan(log, name="app.log")) == [LEE]


def test_values_of_another_statement(scan):
    log = f"LOG: {INTO} ($1, $2, $3, $4)\nDETAIL: parameters: $1 = 'Ann', $2 = 'Lee', $3 = '{digits(C)}'\n"
    assert people(scan(log, name="app.log")) == []


def test_only_lines_that_give_values_are_looked_at():
    assert may_be_bound(f"parameters: $1 = '{A}'".encode(), 18)
    assert not may_be_bound(f"the value '{A}'".encode(), 11)
    assert group_at("nothing here", 3) is None
    assert values_round(b"parameters: $1 = '773010001'", 18, digits=True) == []


def test_only_what_is_near_is_looked_at():
    told = b"parameters: $1 = '"
    for between in (5 << 10, 7 << 10):
        line = told + b"x, " * (between // 3) + b"'"
        assert may_be_bound(line + A.encode(), len(line)) is (between < statements.REACH)


def test_of_a_long_line_what_is_near_is_read(monkeypatch):
    read = []
    monkeypatch.setattr(statements, "group_at", lambda text, at: read.append((len(text), text[at : at + len(A)])))
    line = b"x, " * 20_000 + b"'"
    assert values_round(line + A.encode() + line, len(line), digits=False) == []
    assert [found for _, found in read] == [A] * 2
    assert max(size for size, _ in read) <= 2 * statements.REACH


def test_values_far_down_in_a_string(scan):
    said = "read and passed over, 4 of 5\n" * 400 + postgres(("Ann", "Lee", A, "MA"))
    assert people(scan(json.dumps({"log": said}), name="app.json")) == [LEE]


@pytest.mark.parametrize(
    "line",
    [
        {
            "message": f"execute s: {INTO} ($1, $2, $3, $4)",
            "detail": "Parameters: $1 = '{}', $2 = '{}', $3 = '{}', $4 = 'MA'",
        },
        {"sql": f"{INTO} (?, ?, ?, ?)", "bindings": ["{}", "{}", "{}", "MA"], "ms": 3},
        {"params": ["{}", "{}", "{}", "MA"], "query": f"{INTO} ($1, $2, $3, $4)".replace("ssn", '"ssn"')},
    ],
)
def test_values_in_another_string_of_json_than_their_statement(scan, line):
    made = json.dumps({"ts": "2024-06-14", "pid": 773010009, **line})
    said = [made.replace("{}", "%s") % one for one in (("Ann", "Lee", digits(A)), ("Bob", "Ray", digits(B)))]
    assert people(scan("".join(f"{one}\n" for one in said), name="postgresql.json")) == [LEE, RAY]


def test_lists_of_json_beside_a_statement_that_is_not_theirs(scan):
    said = {"query": "SELECT ssn FROM member WHERE id = ?", "values": [digits(A)], "name": "Ann Lee"}
    assert people(scan(json.dumps(said) + "\n", name="app.json")) == []


PIECES = [
    "value=",
    "-- ",
    "args",
    '["',
    "', (",
    "generated in ",
    "ssn",
    "license ",
    "(",
    "[",
    "]",
    ")",
    ",",
    ", ",
    " ",
    "'",
    '"',
    ": ",
    "=",
    "\n",
]
PIECES += ["\r\n", "010940001", "S12345678", "ABC1234567", "1234567", "12345678901234567890", "x", "N'"]


REFERENCE = re.compile(
    rb"(?:(?<=[ =\[(,N]['\"])(?<!['\"]: ['\"])|(?<=[\[(])|(?<=[,:] )(?<!['\"]: ))[A-Za-z]{0,2}[0-9]{7,19}(?=['\"\])(,\r\n])"
)


def sought(data):
    """Where values of statements begin in each block of a text, by the program and by a pattern, without the padding."""
    told, expected = [], []
    plain = titled.see

    def see(kept, area, *rest):
        found, text = bound.behind_signs(area, area.survey.given), area.text.tobytes()
        told.extend(found.tolist())
        for value in REFERENCE.finditer(text):
            line = text[max(text.rfind(b"\n", 0, value.start()) + 1, 0) : value.start()]
            if any(sign in line for sign in bound._SIGNS):
                expected.append(value.start())
        plain(kept, area, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(titled, "see", see)
        matcher.look(data)
    return told, expected


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([1, 100]))
def test_values_are_sought_as_a_pattern_would(pieces, times):
    told, expected = sought(("ssn " + "".join(pieces)).encode() * times)
    assert told == expected


@pytest.mark.parametrize("times", [1, 1000])
def test_values_are_sought(times):
    told, _ = sought(b"SELECT ssn\nargs ('010940001', ['S12345678'\n" * times)
    assert len(told) == 2 * times
    assert sought(b"SELECT ssn\n('010940001', [S12345678]\n" * times)[0] == []


@pytest.mark.parametrize("values", ["VALUES (", "values("])
def test_values_of_a_statement_in_a_string_of_an_object(scan, values):
    rows = "'Ann', 'Lee', '773010001', 'MA'), ('Bob', 'Ray', '773-01-0002', 'NH')"
    found = scan(f'{{"up": "INSERT INTO people (first_name, last_name, ssn, state) {values}{rows};"}}\n', "a.json")
    assert [(one[1], one[2]) for one in found.classes()] == [("massachusetts", "ann lee"), ("elsewhere", "bob ray")]


def test_numbers_of_a_statement_in_a_string_are_of_their_columns(scan):
    found = scan(
        f"{{\"sql\": \"INSERT INTO people (name, ssn, batch) VALUES ('Ann Lee', '{A}', '773010009')\"}}\n", "a.json"
    )
    assert set(found.owners()) == {"773010001"}
