"""Messages of health care, trade and banks, and logs: records that go from one system to another."""

from __future__ import annotations

from people import marked
from planted import Case

_MSH = "MSH|^~\\&|LAB|B|C|D|20240101||ADT^A01|1|P|2.5\n"
_HL7 = (
    f"{_MSH}PID|1||123^^^H^MR~«identifier of its type|@ssn»^^^USSSA^SS||Lee^Ann^^^||19800101|F|||1 Elm St^^Lynn^MA\n"
    f"NK1|1|Ray^Bob|SPO{'|' * 34}«next of kin (37)|@ssn»\n"
    f"GT1|1||Poe^Carl{'|' * 9}«guarantor (12)|@ssn»\n"
    f"IN1|1|A|B|C{'|' * 12}Fox^Dora|SEL{'|' * 32}«insured (49)|@lines»\nPV1|1|I\n"
    f"{_MSH}PID|1||124||Orr^Eve||19800101|F{'|' * 11}«patient (19)|@ssn»\nOBX|1|TX|||Eve Orr, known\n"
)
_HL7_NOTE = f"{_MSH}PID|1||124||Lee^Ann||19800101|F\nNTE|1||SSN «note|@lines»\n"
_ISA = "ISA*00*          *00*          *ZZ*A              *ZZ*B              *240101*1200*^*00501*000000001*0*P*:~\n"
_834 = (
    _ISA + "GS*BE*A*B*20240101*1200*1*X*005010X220A1~\nST*834*0001~\nINS*Y*18*021*28*A*E**FT~\nREF*0F*12~\n"
    "REF*SY*«REF before the name|@ssn»~\nNM1*IL*1*LEE*ANN****ZZ*1~\nN4*LYNN*MA*01901~\nINS*Y*18*021*28*A*E**FT~\n"
    "NM1*IL*1*RAY*BOB****34*«NM1 of qualifier 34|@ssn»~\nSE*8*0001~\nGE*1*1~\nIEA*1*000000001~\n"
)
_270 = (
    _ISA + "GS*HS*A*B*20240101*1200*1*X*005010X279A1~\nST*270*0001~\nHL*1**20*1~\nNM1*PR*2*X*****PI*1~\n"
    "HL*2*1*22*0~\nNM1*IL*1*LEE*ANN****MI*A1~\nREF*SY*«REF behind the name|@ssn»~\nSE*1*0001~\n"
)
_837 = (
    _ISA + "GS*HC*A*B*20240101*1200*1*X*005010X222A1~\nST*837*0001~\nNM1*85*1*LEE*ANN****XX*1~\n"
    "REF*SY*«provider|@ssn»~\nHL*2*1*22*0~\nSBR*P*18~\nNM1*IL*1*RAY*BOB****MI*A1~\nREF*SY*«subscriber|@ssn»~\n"
    "NM1*QC*1*POE*CARL~\nREF*SY*«patient|@ssn»~\nCLM*1*100~\nSE*1*0001~\n"
)
_EDIFACT = """UNA:+.? '
UNB+UNOC:3+A+B+240101:1200+1'
UNH+1+MEDREQ:0:912:FH'
NAD+PAT+++LEE:ANN+1 ELM ST+LYNN+MA+01901'
RFF+SS:«reference|@ssn»'
NAD+PAT+++RAY:BOB'
FTX+AAI+++SSN «free text|@lines»'
PNA+PAT+++++SU:POE+FO:CARL'
RFF+SS:«reference of a PNA|@ssn»'
UNT+5+1'
UNZ+1+1'
"""
_OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102

<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>
<STMTTRN><TRNTYPE>CREDIT<NAME>Ann Lee<MEMO>SSN «memo|% › MEMO»</STMTTRN>
<STMTTRN>
<NAME>Bob Ray
<MEMO>SSN «memo in a line of its own|% › MEMO»
</STMTTRN></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
_OFX_2 = """<?xml version="1.0"?>
<?OFX OFXHEADER="200" VERSION="211"?>
<OFX><BANKMSGSRSV1>
<STMTTRN><NAME>Ann Lee</NAME><MEMO>SSN «memo|% › MEMO»</MEMO></STMTTRN>
<STMTTRN><NAME>Bob Ray</NAME><MEMO>SSN «next transaction|% › MEMO»</MEMO></STMTTRN></BANKMSGSRSV1></OFX>
"""
_QIF = """!Type:Bank
D01/02/2024
T-100.00
PAnn Lee
MSSN «memo|@memo»
A1 Elm St
^
D01/03/2024
MSSN «memo before the payee|@memo»
PBob Ray
^
!Account
NChecking
DCarl Poe, SSN «description of an account|@description»
^
"""
_NACHA = "\n".join(
    (
        "101 076401251 0764012512401011200A094101DEST                   ORIG".ljust(94),
        "5200ACME                                1234567890PPDPAYROLL   240101240101   1076401250000001".ljust(94),
        f"622076401251{' ' * 17}0000010000«identification»    {'ANN LEE':22}  1076401250000001",
        f"705SSN «addenda» OF BOB RAY{' ' * 56}00010000001",
        "82000000010007640125000000000000000000010000".ljust(94),
        "",
    )
)
_MT940 = """:20:STMT
:25:12345678/0123
:28C:1
:60F:C240101EUR1,00
:61:2401010101DR1,NTRF
:86:Ann Lee SSN «details»
:61:2401010101DR1,NTRF
:86:Bob Ray SSN «details of the next»
:62F:C240101EUR1,00
-
"""

_SYSLOG = '<34>1 2024-01-01T00:00:00Z host app 1 ID [x@1 name="Ann Lee" ssn="«structured data»"] saved\n'
_SYSLOG_3164 = "<34>Jan  1 00:00:00 host app[1]: Ann Lee, SSN «message»\n<34>Jan  1 00:00:00 host app[1]: done\n"
_APACHE = """1.2.3.4 - - [01/Jan/2024:00:00:00 +0000] "GET /x?name=Ann+Lee&ssn=«query» HTTP/1.1" 200 1
1.2.3.4 - - [01/Jan/2024:00:00:00 +0000] "GET /x?ssn=«number before name»&name=Bob%20Ray HTTP/1.1" 200 1
"""
_LOGFMT = """level=info ts=2024 msg="saved" name="Ann Lee" ssn=«key»
level=info ssn=«number before name» name="Bob Ray"
"""
_JSON_LOG = """{"level":"info","name":"Ann Lee","ssn":"«line|@ssn»"}
{"level":"info","ssn":"«number before name|@ssn»","name":"Bob Ray"}
"""
_MIXED_LOG = """2024-01-01 INFO {"name":"Ann Lee","ssn":"«JSON in a line»"}
2024-01-01 INFO Person(name='Bob Ray', ssn='«printed object»')
"""
_TRACE = """2024-01-01 ERROR Bad request
java.lang.IllegalArgumentException: bad SSN «message of an exception» for Ann Lee
\tat x.Y(Z.java:1)
Caused by: y.Z: Person(name=Bob Ray, ssn=«cause»)
\tat a
"""
_REQUEST = """2024-01-01 INFO Request:
  name: Ann Lee
  ssn: «line that goes on»
2024-01-01 INFO done
"""

CASES = [
    *(
        Case("HL7", f"{said}", "a.hl7", marked(_HL7, end))
        for said, end in (("CR", "\r"), ("newline", "\n"), ("CRLF", "\r\n"))
    ),
    Case("HL7", "note", "a.hl7", marked(_HL7_NOTE, "\r")),
    Case("X12", "834", "a.edi", marked(_834)),
    Case("X12", "270", "a.270", marked(_270)),
    Case("X12", "837", "a.837", marked(_837)),
    Case("X12", "834, CRLF", "a.txt", marked(_834, "\r\n")),
    Case("EDIFACT", "MEDREQ", "a.edi", marked(_EDIFACT)),
    Case("OFX", "1.02", "a.ofx", marked(_OFX, "\r\n")),
    Case("OFX", "1.02, QFX", "a.qfx", marked(_OFX)),
    Case("OFX", "2.11", "a.ofx", marked(_OFX_2)),
    Case("QIF", "bank and accounts", "a.qif", marked(_QIF, "\r\n")),
    Case("NACHA", "PPD", "a.ach", marked(_NACHA)),
    Case("SWIFT", "MT940", "a.sta", marked(_MT940, "\r\n")),
    Case("log", "syslog (RFC 5424)", "a.log", marked(_SYSLOG)),
    Case("log", "syslog (RFC 3164)", "a.log", marked(_SYSLOG_3164)),
    Case("log", "Apache", "access.log", marked(_APACHE)),
    Case("log", "logfmt", "a.log", marked(_LOGFMT)),
    Case("log", "JSON", "a.log", marked(_JSON_LOG)),
    Case("log", "objects in lines", "a.log", marked(_MIXED_LOG)),
    Case("log", "stack trace", "a.log", marked(_TRACE)),
    Case("log", "several lines", "a.log", marked(_REQUEST)),
]
