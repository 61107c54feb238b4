"""Objects as text: JSON, XML, YAML, settings, dumps of databases, cards and directories."""

from __future__ import annotations

import json
from base64 import b64encode

from people import marked, person
from planted import Case, Plant

_LINES = marked(
    '{"name":"Ann Lee","ssn":"«first line|@ssn»"}\n{"ssn":"«number before name|@ssn»","name":"Bob Ray"}\n'
    '{"name":"Nobody","ssn":"010-94-\nno JSON\n{"name":"Carl Poe","ssn":"«behind bad lines|@ssn»"}\n'
    '{"name":"Dora Fox","ssn":"«last line, no line end|@ssn»"}'
)
_INDENTED = """{
  "people": [
    {
      "name": {"first": "Ann", "last": "Lee"},
      "ids": {"ssn": "«nested|@ssn»"}
    },
    {
      "ssn": "«before the name|@ssn»",
      "name": "Bob Ray"
    },
    {"note": "see Carl Poe, SSN «text in a value|@note»"},
    {"columns": ["name", "ssn"], "data": [["Dora Fox", "«rows under columns|@ssn»"]]},
    {"7": {"full_name": "Eve Orr", "ssn": "«object under a key|@ssn»"}},
    {"inner": "{\\"name\\":\\"Flora Kay\\",\\"ssn\\":\\"«JSON in a string|@inner»\\"}"}
  ]
}
"""
_TWICE = '{"name":"Ann Lee","ssn":"«first of two equal keys»","ssn":"none","n":1}\n'
_LARGE = '{"n":' + "9" * 5000 + ',"name":"Ann Lee","ssn":"«behind an integer of 5,000 digits»"}\n'
_DEEP = '{"a":[' * 50_000 + '{"name":"Ann Lee","ssn":"«at a depth of 100,000|@ssn»"}' + "]}" * 50_000
_DEEP_OPEN = "[" * 100_000 + '\n{"name":"Ann Lee","ssn":"«behind 100,000 brackets that never close|@ssn»"}'
_CUT = '[{"name":"Ann Lee","ssn":"«before the cut|@ssn»"},\n{"name":"Bob Ray","ssn":"«in the object that is cut»"'
_COMMENTED = "// Ann Lee, SSN «comment»\n{name: 'Bob Ray', ssn: '«no quotes round keys»'}\n"


_RESULTS = """{"schema": {"fields": [{"name": "full_name"}, {"name": "ssn"}]}, "rows": [
  {"f": [{"v": "Ann Lee"}, {"v": "«BigQuery|@ssn»"}]},
  {"f": [{"v": "Bob Ray"}, {"v": "«BigQuery, the next row|@ssn»"}]}]}
"""
_ATHENA = """{"ResultSet": {"Rows": [
  {"Data": [{"VarCharValue": "full_name"}, {"VarCharValue": "ssn"}]},
  {"Data": [{"VarCharValue": "Ann Lee"}, {"VarCharValue": "«Athena|@ssn»"}]}]}}
"""
_SPARQL = """{"head": {"vars": ["name", "ssn"]}, "results": {"bindings": [{
  "name": {"type": "literal", "value": "Ann Lee"},
  "ssn": {"type": "literal", "value": "«SPARQL|@ssn»"}}]}}
"""
_CEF = """<134>Nov 27 10:00:00 host CEF:0|Acme|HR|1.0|100|Viewed|3|suser=jdoe cs1Label=SSN cs1=«label first|@SSN» cs2Label=Name cs2=Ann Lee
<134>Nov 27 10:00:01 host sshd: Bob Ray, SSN «line between»
<134>Nov 27 10:00:02 host CEF:0|Acme|HR|1.0|100|Viewed|3|cs2=Carl Poe cs1=«label behind|@SSN» src=10.0.0.1 cs1Label=SSN cs2Label=Name
<134>Nov 27 10:00:03 host CEF:0|Acme|HR|1.0|100|Viewed|3|duser=Dora Fox cs1Label=SSN cs1=«user|@SSN» msg=done
"""
_LEEF = """LEEF:2.0|Acme|HR|1.0|100|^|usrName=Ann Lee^cs1=«own mark|@SSN»^cs1Label=SSN
LEEF:1.0|Acme|HR|1.0|100|cs2Label=Name\tcs2=Bob Ray\tcs1Label=SSN\tcs1=«tab|@SSN»
"""


_NOTEBOOK = {
    "cells": [
        {
            "cell_type": "code",
            "source": ["df = people\n", "# Ann Lee, SSN «comment of the code|@source»"],
            "outputs": [
                {
                    "data": {
                        "text/plain": [
                            "     name          ssn\n",
                            "0  Bob Ray  «text of a table|line 13 › column 9 › string › line 2 › column 13»",
                        ],
                        "text/html": [
                            "<table><tr><th>name</th><th>ssn</th></tr>",
                            "<tr><td>Carl Poe</td><td>«HTML of a table|line 17 › column 9 › string › table 1 › row 2 › column 2»</td></tr></table>",
                        ],
                    }
                }
            ],
        }
    ],
    "nbformat": 4,
}
_XML = """<?xml version="1.0"?>
<people xmlns:x="urn:a">
<p name="Ann Lee" ssn="«attribute|% › ssn»"/>
<p><name>Bob Ray</name><ssn>«element|% › ssn»</ssn></p>
<p><name><![CDATA[Carl Poe]]></name><ssn><![CDATA[«CDATA|% › ssn»]]></ssn></p>
<!-- Dora Fox, SSN «comment|% › comment» -->
<x:p><x:name>Eve Orr</x:name><x:ssn>«name space|% › ssn»</x:ssn></x:p>
<p
  name="Flora Kay"
  ssn="«attribute in a line of its own|% › ssn»"/>
<p><note>
Gus Hay,
SSN «line of a text|% › note»
</note></p>
<?hr Helen Day, SSN «instruction|% › comment»?>
<p><field name="ssn">«field that says its name|% › ssn»</field><field name="name">Ida Coe</field></p>
</people>
"""
_XML_DEEP = "<a>" * 1000 + "\n<p><name>Ann Lee</name><ssn>«too deep|% › a»</ssn></p>" + "</a>" * 1000
_XML_CUT = (
    '<?xml version="1.0"?>\n<l><p><name>Ann Lee</name><ssn>«before the damage|% › ssn»</ssn></p>\n'
    "<p><name>Bob Ray</name></b><ssn>«behind it»</ssn></p></l>"
)


def _escaped_xml(plant: Plant) -> bytes:
    name, ssn = person(plant, "entities", "line 2 › ssn")
    number = "".join(f"&#x{ord(sign):x};" if sign == "-" else f"&#{ord(sign)};" for sign in ssn)
    return f'<?xml version="1.0"?>\n<p><name>{name.replace(" ", "&#32;")}</name><ssn>{number}</ssn></p>'.encode()


_YAML = """# Ann Lee, SSN «comment|@comment»
people:
  - name: Bob Ray
    ssn: «item of a list|@ssn»
  -
    ssn: "«number before name, quoted|@ssn»"   # of record
    name: 'Carl Poe'
  - {name: Dora Fox, ssn: «in brackets|@ssn»}
  - name: Eve Orr
    note: |
      first line
      SSN «block of lines|@note»
by_name:
  flora: &f
    full_name: Flora Kay
    ids:
      ssn: «mapping in a mapping|@ssn»
  gus:
    name: Gus Hay
    note: >
      SSN
      «folded block|@note»
copy:
  <<: *f
---
ssn: «second document|@ssn»
name: Helen Day
...
---
name: Ida Coe
ssn:
- «item of a list of values|@ssn»
"""
_YAML_BOMB = (
    'a0: &a0 ["lol", "lol"]\n'
    + "".join(f"a{at}: &a{at} [{', '.join([f'*a{at - 1}'] * 9)}]\n" for at in range(1, 60))
    + "person: {name: Ann Lee, ssn: «behind a bomb of aliases|@ssn»}\n"
)
_YAML_BAD = "a: [1, 2\nname: Ann Lee\nssn: «behind a bracket that never closes|@ssn»\n"
_YAML_TAG = "!!python/object/apply:os.system\n- name: Ann Lee\n  ssn: «below a tag|@ssn»\n"

_INI = """; Ann Lee, SSN «comment»
[bob]
name=Bob Ray
ssn=«key and value»

[carl]
ssn = «number before name»
name = Carl Poe
"""
_PROPERTIES = "person.1.name=Ann Lee\nperson.1.ssn=«numbered keys»\nperson.2.name=Bob Ray\nperson.2.ssn=«second»\n"
_ENV = "FULL_NAME=\"Ann Lee\"\nexport SSN='«exported»'\n"
_TOML = """[owner]
name = "Ann Lee"
ssn = "«table»"

[[people]]
ssn = "«array of tables, number before name»"
name = "Bob Ray"

[x]
p = { name = "Carl Poe", ssn = "«inline table»" }

[notes]
text = \"\"\"
Dora Fox
SSN «text of several lines»
\"\"\"
"""
_REGISTRY = (
    'Windows Registry Editor Version 5.00\n\n[HKEY_CURRENT_USER\\Software\\X]\n"Name"="Ann Lee"\n"SSN"="«value»"\n'
)

_SQL = """-- Ann Lee, SSN «comment»
CREATE TABLE people (
  id int,
  name varchar(20),
  ssn char(11)
);
INSERT INTO people VALUES (1,'Bob Ray','«first row»'),(2,'Carl Poe','«second row of a line»'),
(3,'Dora ''D'' Fox','«row in the next line»');
/* Eve Orr, SSN «comment of C» */
INSERT INTO `people` (`ssn`,`name`) VALUES ('«MySQL»','Flora Kay');
COPY public.people (id, name, ssn) FROM stdin;
5\tGus Hay\t«COPY»
6\tHelen Day\t«COPY, next row»
\\.
INSERT INTO "HR"."PEOPLE" ("NAME","SSN") VALUES (q'[Ida Coe]', '«Oracle»');
INSERT INTO people (name, note, ssn) VALUES (E'Jon\\tDow', $x$it's (odd), yes$x$, $$«PostgreSQL»$$);
UPDATE people SET ssn='«UPDATE»', name='Kate Ely' WHERE id=1;
INSERT [dbo].[people] ([name], [ssn]) VALUES (N'Lou Fay', N'«SQL Server»')
INSERT ALL
 INTO people (name, ssn) VALUES ('Max Gee', '«INSERT ALL»')
SELECT * FROM dual;
"""
_SQL_DEVELOPER = (
    "REM INSERTING into PEOPLE\nSET DEFINE OFF;\nInsert into PEOPLE (NAME,SSN,HIRED) values "
    "('Ann Lee','«row»',to_date('01-JAN-20','DD-MON-RR'));\n"
)

_VCARD = """BEGIN:VCARD
VERSION:3.0
N:Lee;Ann;;;
X-SSN:«property|@ssn»
END:VCARD
BEGIN:VCARD
VERSION:2.1
FN:Bob Ray
NOTE:keep\\, SSN «note|@note»
END:VCARD
"""


def _folded_vcard(plant: Plant) -> bytes:
    name, ssn = person(plant, "folded line", "line 4 › note")
    other, number = person(plant, "quoted-printable, broken line", "line 10 › note")
    return (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nNOTE:SSN {ssn[:7]}\r\n {ssn[7:]}\r\nEND:VCARD\r\nBEGIN:VCARD\r\n"
        f"VERSION:2.1\r\nFN:{other}\r\nNOTE;ENCODING=QUOTED-PRINTABLE:SSN=20{number[:6]}=\r\n{number[6:]}\r\nEND:VCARD\r\n"
    ).encode()


def _ldif(plant: Plant) -> bytes:
    name, ssn = person(plant, "base64", "line 3 › ssn › base64")
    other, number = person(plant, "folded line", "line 8 › description")
    third, its = person(plant, "comment", "line 10 › column 20 (lines)")
    last, hers = person(plant, "attribute", "line 13 › column 6 (ssn)")
    return (
        f"version: 1\ndn: cn=ann,dc=x\nssn:: {b64encode(ssn.encode()).decode()}\ncn: {name}\n\n"
        f"dn: cn=bob,dc=x\ncn: {other}\ndescription: SSN {number[:6]}\n {number[6:]}\n# {third}, SSN    {its}\n\n"
        f"dn: cn=dora,dc=x\nssn: {hers}\ncn: {last}\n"
    ).encode()


CASES = [
    Case("JSON", "lines, one of them bad", "a.jsonl", _LINES),
    Case("JSON", "document", "a.json", marked(_INDENTED)),
    Case("JSON", "document, UTF-16", "a.json", marked(_INDENTED, "\r\n", "utf-16")),
    Case("JSON", "document, CR", "a.json", marked(_INDENTED, "\r")),
    Case("JSON", "two equal keys", "a.json", marked(_TWICE)),
    Case("JSON", "integer of 5,000 digits", "a.json", marked(_LARGE)),
    Case("JSON", "depth of 100,000", "a.json", marked(_DEEP)),
    Case("JSON", "depth of 100,000, not closed", "a.json", marked(_DEEP_OPEN)),
    Case("JSON", "cut off", "a.json", marked(_CUT)),
    Case("JSON", "JSON5", "a.json5", marked(_COMMENTED)),
    Case("JSON", "results of BigQuery", "a.json", marked(_RESULTS)),
    Case("JSON", "results of Athena", "a.json", marked(_ATHENA)),
    Case("JSON", "results of SPARQL", "a.json", marked(_SPARQL)),
    Case("security events", "CEF", "a.log", marked(_CEF)),
    Case("security events", "LEEF", "a.log", marked(_LEEF)),
    Case("Jupyter", "notebook", "a.ipynb", marked(json.dumps(_NOTEBOOK, indent=1, ensure_ascii=False))),
    Case("XML", "every place of a document", "a.xml", marked(_XML)),
    Case("XML", "UTF-16", "a.xml", marked(_XML, "\r\n", "utf-16")),
    Case("XML", "entities", "a.xml", _escaped_xml),
    Case("XML", "depth of 1,000", "a.xml", marked(_XML_DEEP)),
    Case("XML", "not well-formed", "a.xml", marked(_XML_CUT), gaps=True),
    Case("YAML", "every place of a file", "a.yaml", marked(_YAML)),
    Case("YAML", "CRLF", "a.yml", marked(_YAML, "\r\n")),
    Case("YAML", "bomb of aliases", "a.yaml", marked(_YAML_BOMB)),
    Case("YAML", "bracket that never closes", "a.yaml", marked(_YAML_BAD)),
    Case("YAML", "tag that makes an object", "a.yaml", marked(_YAML_TAG)),
    Case("INI", "sections", "a.ini", marked(_INI)),
    Case("properties", "Java", "a.properties", marked(_PROPERTIES)),
    Case("properties", ".env", ".env", marked(_ENV)),
    Case("properties", "Windows registry, UTF-16", "a.reg", marked(_REGISTRY, "\r\n", "utf-16")),
    Case("TOML", "tables", "a.toml", marked(_TOML)),
    Case("SQL", "dump", "a.sql", marked(_SQL)),
    Case("SQL", "by SQL Developer", "a.sql", marked(_SQL_DEVELOPER)),
    Case("vCard", "3.0 and 2.1", "a.vcf", marked(_VCARD, "\r\n")),
    Case("vCard", "lines that go on", "a.vcf", _folded_vcard),
    Case("LDIF", "entries", "a.ldif", _ldif),
]
