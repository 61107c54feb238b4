"""What machines write: logs, chats, XML, EDI, in other shapes."""

from accuracy.batch import Texts
from accuracy.template import T

_LEAKS = (
    '{iso} level=info svc=onboarding msg="applicant saved" first_name="{first}" last_name="{last}" ssn={ssn} state={state}',
    "{stamp},{n4} - billing.worker - INFO - charging card {card:bare} for {name}",
    "{iso} [main] ERROR o.a.PayrollJob - SSN {ssn} of {name} already exists",
    '<134>1 {iso} host{n4} idcheck - - - user="{name}" drivers_license="{dl:MA}" state="MA"',
    '{ip} - - [09/Jan/2025:16:40:02 +0000] "POST /apply?fname={first:url}&lname={last:url}&social_security_number={ssn} HTTP/2" 302 0',
    "{iso} sql: bind[1]='{name:First Last}' bind[2]='{ssn}' -- INSERT INTO person(name, ssn)",
    "{time} <{name:First Last}> my ssn? ok its {ssn:any}",
    "{time} bot: please confirm: {name:First Last}, card number {card:dash}, exp {expiry}",
    '{iso} ach-gateway credit name="{name:First Last}" routing_number={aba} account_number={bank} account_type=checking',
)
_LINES = (
    '{iso} level=info svc=cart msg="checkout" name="{name}" order_id={n9} total={amount}',
    "{stamp},{n4} - pick.worker - INFO - bin {n9} emptied by {name}",
    "{iso} [pool-{n4}] DEBUG cache miss key={hex16} size={n9} ttl={n5}",
    '<134>1 {iso} host{n4} badge - - - user="{name}" badge={n9} door={n4}',
    '{ip} - - [09/Jan/2025:16:40:02 +0000] "GET /track/{usps} HTTP/2" 200 {n5}',
    "{iso} audit: {name} viewed record {n9} (ssn redacted: {masked_ssn})",
    "{time} <{name:First Last}> my confirmation is {n9} and the tracking number {ups}",
    "{time} bot: ticket {n9} is with {name:First Last}, call {phone}",
    "{epoch} temp={decimal} hum={float} node={hex8} seq={n9}",
    "{iso} git: {name:First Last} pushed {git} to main, pipeline {n9}",
    "dhcpd: DHCPACK on {ip} to 3c:22:fb:00:91:aa ({user}-laptop) via eth0 xid {n9}",
    "{iso} WARN payments: card {masked_card} declined for {name}, auth {n6}, rrn {n12}",
    T("{iso} WARN loader: ssn={ssn} has no owner, skipped", cls="element_only"),
    "0x{hex8}: {hex8}{hex8} {hex8}{hex8} |Long.King.{n9}|",
)
_XML = (
    "<Row><Name>{name}</Name><SocialSecurityNumber>{ssn}</SocialSecurityNumber><Zip>{zip5}</Zip></Row>",
    '<person><given>{first}</given><family>{last}</family><id type="SSN"><ssn>{ssn:bare}</ssn></id></person>',
    '<txn id="{n9}" cardholder="{name:First Last}" cardNumber="{card:bare}" exp="{expiry}"/>',
    "<Applicant>\n  <FullName>{name}</FullName>\n  <DriverLicense>\n    <Number>{dl}</Number>\n    <State>{dlstate}</State>\n  </DriverLicense>\n"
    "</Applicant>",
    "<Cdtr><Nm>{name:First Last}</Nm><IBAN>{iban:bare}</IBAN></Cdtr>",
)
_OTHER_XML = (
    "<Row><Name>{name}</Name><InvoiceNumber>{n9}</InvoiceNumber><Zip>{zip5}</Zip></Row>",
    "<person><given>{first}</given><family>{last}</family><employeeNumber>{n9}</employeeNumber></person>",
    '<txn id="{n9}" cardholder="{name:First Last}" maskedPan="{masked_card}" rrn="{n12}"/>',
    "<company><legalName>{pick:Quabbin Insurance Agency, Inc.|Old Colony Plumbing Supply}</legalName><fein>{ein}</fein><agent>{name}</agent></company>",
    '<device owner="{name:First Last}" imei="{imei}" serial="{n12}"/>',
    T("<orphan><ssn>{ssn}</ssn><batch>{n6}</batch></orphan>", cls="element_only"),
)
_HL7 = (
    "MSH|^~\\&|REG|MERCY|EMR|MERCY|{compact}||ADT^A08|{n8}|P|2.3\nPID|||{mrn}^^^MERCY^MR||{last:upper}^{first:upper}^{mi}^^MR||19550611|M||W|{street}^^"
    "{city}^{state}^{zip5}||{phone}||EN|M||{n9}|{ssn:bare}|||",
    "MSH|^~\\&|REG|MERCY|EMR|MERCY|{compact}||ADT^A28|{n8}|P|2.7\nPID|1||{n8}^^^MERCY^PI~{ssn:bare}^^^USA^SS~{dl:MA}^^^MA^DL||{last}^{first}^{middle}||"
    "19900520|F|||{street}^^{city}^{state}^{zip5}",
    "MSH|^~\\&|BILL|MERCY|PAY|X|{compact}||DFT^P03|{n8}|P|2.3\nPID|1||{mrn}||{last:upper}^{first:upper}|||||||||||||{ssn}\n"
    "GT1|1||{2.last:upper}^{2.first:upper}||||||||||{2.ssn}",
)
_OTHER_HL7 = (
    "MSH|^~\\&|LAB|MERCY|EMR|MERCY|{compact}||ORU^R01|{n9}|P|2.3\nPID|||{mrn}||{last:upper}^{first:upper}\nOBR|1|{n9}|{n9}|GLU^GLUCOSE\nOBX|1|NM|GLU||{n4}",
    "MSH|^~\\&|REG|MERCY|EMR|MERCY|{compact}||ADT^A08|{n9}|P|2.3\nPID|||{mrn}^^^MERCY^MR||{last:upper}^{first:upper}||19550611|M|||{street}^^{city}^"
    "{state}^{zip5}||{phone}|||||{n9}|",
    "MSH|^~\\&|PHA|MERCY|EMR|MERCY|{compact}||RDE^O11|{n9}|P|2.3\nPID|||{mrn}||{last:upper}^{first:upper}\nRXE|1|{ndc}|{n4}|||{n9}",
)
_X12 = (
    "ST*834*0001~\nINS*Y*18*030*XN*A***FT~\nREF*0F*{n9}~\nREF*1L*{n6}~\nNM1*IL*1*{last}*{first}*{mi}***34*{ssn:bare}~\nPER*IP**HP*{n10}~\nN3*{street}~\n"
    "N4*{city}*{state}*{zip5}~\nDMG*D8*19800101*M~\nSE*10*0001~",
    "ST*837*0002*005010X222A1~\nNM1*85*2*MERCY CLINIC*****XX*{npi}~\nREF*EI*{ein}~\nNM1*IL*1*{last:upper}*{first:upper}****MI*{n9}~\nREF*SY*{ssn:bare}~\n"
    "CLM*{n7}*120***11:B:1~\nSE*7*0002~",
)
_OTHER_X12 = (
    "ST*850*0003~\nBEG*00*SA*{n9}**20250304~\nN1*BT*{name:FIRST LAST}*91*{n9}~\nPO1*1*2*EA*{amount}**UP*{upc}~\nSE*5*0003~",
    "ST*271*0004~\nNM1*IL*1*{last:upper}*{first:upper}****MI*{n9}~\nREF*6P*{n7}~\nREF*EJ*{n9}~\nDMG*D8*19710304*F~\nSE*6*0004~",
    "ST*214*0005~\nB10*{n9}*{n9}*SCAC~\nN1*CN*{name:FIRST LAST}~\nL11*{n10}*PO~\nSE*5*0005~",
)
_SWIPES = (
    "%B{card:bare}^{name:LAST/FIRST}^2809101{n10}?",
    T("@ANSI 636002040002DL00410255DLDAQ{dl:MA}\nDCS{last:upper}\nDAC{first:upper}\nDADM\nDBB06111955\nDAG{street}\nDAI{city}\nDAJ{state}\n"
      "DAK{zip5}0000\nDCGUSA", home="massachusetts"),
)  # fmt: skip
_OTHER_SWIPES = (
    "%^{name:LAST/FIRST}^^?;{n9}=4912?",
    "EMP {name:LAST/FIRST} PUNCH {compact} CLOCK {n9}",
)

BATCHES = (
    Texts("service", "log", "log", _LEAKS, _LINES, per_file=40, sep="\n"),
    Texts(
        "feed",
        "xml",
        "xml",
        _XML,
        _OTHER_XML,
        structured=True,
        where="label",
        sep="\n",
        head='<?xml version="1.0"?>\n<rows>\n',
        tail="\n</rows>\n",
    ),
    Texts("adt", "edi", "hl7", _HL7, _OTHER_HL7, structured=True, where="label", per_file=8, sep="\n\n"),
    Texts("edi", "edi", "x12", _X12, _OTHER_X12, structured=True, where="label", per_file=8, sep="\n"),
    Texts("reader", "edi", "txt", _SWIPES, _OTHER_SWIPES, structured=True, where="label", per_file=8, sep="\n\n"),
)
