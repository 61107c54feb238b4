"""Texts in the layouts that people and programs write: what the readers of text, of tables and of XML are begun with."""

from __future__ import annotations

A, B, C = "773-01-0001", "773-01-0002", "773010003"
TEXTS = {
    "signed": f"I agree\nAnn Lee\t\t{A}\n__________     ___________\nPRINT NAME\t\tSOC. SEC. NO.\n12 Elm St\t\t(617) 555-0100\nADDRESS\t\tPHONE\n",
    "in brackets": f"Ann Lee (Claimant)\n{A} (Social Security No.)\n12 Elm St, Lynn MA 01901 (Address)\n",
    "boxes": f"Staff\nName\nSSN\nTown\nAnn Lee\n{A}\nLynn\nBob Ray\n{B}\nSalem\n",
    "stacked": f"First name\nAnn\nLast name:\nLee\nSSN\n {A}\nCity\nLynn\n",
    "ruled": f"PS> $staff\n\nName      SSN         State\n----      ---         -----\nAnn Lee   {A} MA\nBob Ray   {B} NH\n\nPS>\n",
    "drawn": f"+---------+-------------+\n| Name    | SSN         |\n+---------+-------------+\n| Ann Lee | {A} |\n+---------+-------------+\n",
    "titled": "LAST      FIRST     SSN      ST\n" + f"LEE       ANN       {C}MA\n" * 4,
    "two rows of titles": "Employee,,Spouse,\nLast,SSN,Name,SSN\n" + f"Lee,{A},Bob Ray,{B}\n" * 3,
    "sections": f"Item,Qty\nBolt,7\nNut,9\n\nEmployees\nName,SSN,State\nAnn Lee,{A},MA\nBob Ray,{B},NH\n",
    "dump": f"*** 1. row ***\nname: Ann Lee\n ssn: {A}\n*** 2. row ***\nname: Bob Ray\n ssn: {B}\n",
    "quoted": f"> From: Ann Lee\n>> SSN:\n>> {A}\n> 12 Elm St\n> Lynn, MA 01901\n\nOn Monday Bob Ray wrote:\n> {B}\n",
    "chat": f"[10:01] Ann Lee: hi\n[10:02] Bot: Your Social Security number?\n[10:03] Ann Lee: {A}\n[10:04] Ann Lee: sorry, {B}\n",
    "list": f"Ann Lee, Eastern Bank, 011000015, 8089044058\nBob Ray, TD Bank, 211370545, 4079301126\n1. Eva Cole {A}\n2. Ian Poe {B}\n",
    "statements": f"09:12 TRACE [exec-7] BasicBinder : binding parameter [1] as [VARCHAR] - [Ann Lee]\n09:12 TRACE [exec-7] BasicBinder : binding parameter [2] as [VARCHAR] - [{A}]\n",
    "postgres": f"LOG: execute <unnamed>: INSERT INTO m (name, ssn) VALUES ($1, $2)\nDETAIL: parameters: $1 = 'Ann Lee', $2 = '{A}'\n",
    "mybatis": f"DEBUG ==> Preparing: INSERT INTO m (name, ssn) VALUES (?, ?)\nDEBUG ==> Parameters: Ann Lee(String), {A}(String)\n",
    "insert": f"query=\"INSERT INTO m (name, ssn, note) VALUES ('Ann Lee', '{A}', SHA2('x', 256)), ('Bob Ray', '{B}', NULL)\"\n",
    "letter": f"Ann Lee\n12 Elm St\nLynn, MA 01901\n\nDear Ms. Lee:\n\nYour Social Security number {A} and that of Bob Ray, {B}.\n\nSincerely,\nEva Cole\n",
    "form": f"Employee: Ann Lee        Employer: Elm Co.\nSSN: {A}      Account no: 8089044058\n[x] Married  [ ] Single   Home: 12 Elm St, Lynn MA\n",
    "printed": f"\x0cPAYROLL REGISTER      PAGE 1\n\nLEE, ANN      {A}   1,240.00\nRAY, BOB      {B}     610.00\n\x0cPAGE 2\nTOTAL  1,850.00\n",
    "hearing": f"Q. State your name.\nA. Ann K. Lee.\nQ. And your Social Security number?\nA. It is {A}.\n",
    "kept": f"Patient: [REDACTED]   MRN 1234567   SSN {A}\nAttending: Bob Ray, M.D.\n",
}  # fmt: skip
PAGES = {
    "dbunit": f'<dataset><member id="1" name="Ann Lee" ssn="{A}"/><member id="2" name="Bob Ray" ssn="{B}"/></dataset>',
    "dbunit of tables": (
        "<dataset><table name='member'><column>name</column><column>ssn</column>"
        f"<row><value>Ann Lee</value><value>{A}</value></row><row><value>Bob Ray</value><null/></row></table></dataset>"
    ),
    "jmx": (
        "<jmeterTestPlan><hashTree><elementProp name='SSN' elementType='HTTPArgument'>"
        f"<stringProp name='Argument.value'>{A}</stringProp><stringProp name='Argument.name'>SSN</stringProp>"
        "</elementProp></hashTree></jmeterTestPlan>"
    ),
    "fields": f"<form><field name='Name' value='Ann Lee'/><field name='SSN'>{A}</field><add key='Town' value='Lynn'/></form>",
}
