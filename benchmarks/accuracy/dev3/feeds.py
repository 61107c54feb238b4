"""Logs of clusters, gateways and proxies, chats and text messages; HL7, X12 and card reader feeds."""

from accuracy.batch import Texts
from accuracy.template import T

_LEAKS = (
    '{"ts":"{iso}","level":"debug","logger":"enroll.api","msg":"payload","first_name":"{first}","last_name":"{last}","ssn":"{ssn}","zip":"{zip5}"}',
    'Mar  4 05:12:07 edge-{n4} haproxy[{n5}]: {ip}:{n5} "GET /lookup?fn={first:url}&ln={last:url}&ssn={ssn:bare} HTTP/1.1" 200',
    '{iso} stdout F E0304 05:12:07.{n6}       1 reconcile.go:214] failed to sync person name="{name:First Last}" ssn="{ssn}"',
    "{iso} kafka-consumer-{n4} offset={n8} value=Person(firstName={first}, lastName={last}, ssn={ssn}, state={state})",
    "{stamp} SMS to {phone}: Hi {name:First Last}, we got your Social Security number as {ssn}. Reply Y if right.",
    "[3/4/25, 10:11:12 AM] {name:First Last}: sure, my social security number is {ssn}",
    "[3/4/25, 10:11:12 AM] {name:First Last}: here is my card number {card:space} exp {expiry}",
    '{iso} WARN  [http-nio-8080-exec-{n4}] PosService - swipe fallback cardholder="{name:FIRST LAST}" card_number={card:bare} exp={expiry}',
    '{iso} INFO  dmv-check: driver="{name:First Last}" driver_license={dl:MA} state=MA result=VALID',
    "{iso} payroll[{n5}]: direct deposit for {name:First Last} changed: routing={aba} checking_account={bank}",
    '{iso} ivr: transcript caller="{name:First Last}" text="my social is {ssn} and i moved"',
    'ERROR:  duplicate key value violates unique constraint "person_ssn_key" DETAIL:  Key (name, ssn)=({name:First Last}, {ssn}) already exists.',
)  # fmt: skip
_LINES = (
    '{"ts":"{iso}","level":"info","logger":"order.api","msg":"placed","customer":"{name}","order_id":{n9},"trace":"{hex16}"}',
    'Mar  4 05:12:07 edge-{n4} haproxy[{n5}]: {ip}:{n5} "GET /orders/{n9} HTTP/1.1" 304 0/0/1/{n4}',
    "{iso} stdout F I0304 05:12:07.{n6}       1 controller.go:88] scaled deployment uid={uuid} resourceVersion={n9}",
    "{iso} kafka-consumer-{n4} offset={n9} value=Ticket(id={n9}, owner={name:First Last})",
    "{stamp} SMS to {phone}: Hi {given}, your code is {n6}. Pickup number {n9}.",
    "[3/4/25, 10:11:12 AM] {name:First Last}: my order number is {n9}, where is it?",
    "[3/4/25, 10:11:12 AM] {name:First Last}: i will not write my social here, the last four are {last4}",
    '{iso} WARN  [http-nio-8080-exec-{n4}] PosService - declined cardholder="{name:FIRST LAST}" card={masked_card} rrn={n12}',
    '{iso} INFO  fleet: driver="{name:First Last}" vehicle={vin} trip={n9} at={geo}',
    "{iso} payroll[{n5}]: run {n9} approved by {name:First Last}, total {amount}",
    "Mar  4 05:12:07 bastion sshd[{n5}]: Accepted publickey for {user} from {ip} port {n5} ssh2: SHA256:{hex16}{hex16}",
    '{iso} ivr: transcript caller="{name:First Last}" text="my confirmation number is {n9}"',
    '{iso} audit pid={n5} actor="{name:First Last}" action=view object=member/{n9}',
    "{epoch}.{n6} {n7} {ip} TCP_MISS/200 {n9} GET http://cdn.example.com/{hex16} - HIER_DIRECT/{ip}",
    T("{iso} ERROR person-merge: ssn={ssn} matched 0 records", cls="element_only"),
    "{iso} WARN enroll: field ssn={masked_ssn} rejected for {name:First Last}, request {n9}",
)  # fmt: skip

_MSH = "MSH|^~\\&|SCHED|HARBORVIEW|ADT|HARBORVIEW|{compact}||{pick:ADT^A01|ADT^A03|ADT^A31}|{n9}|P|2.5.1\n"
_HL7 = (
    _MSH
    + "PID|1||{n8}^^^HV^MR~{ssn:bare}^^^SSA^SS||{last:upper}^{first:upper}^{mi}^^^^L||19580914|F|||{street}^^{city}^{state}^{zip5}^USA^H||{phone}\n"
    "NK1|1|{9.last:upper}^{9.first:upper}|SPO\nPV1|1|I|4W^{n4}^1",
    _MSH
    + "EVN||{compact}\nPID|1||{n8}^^^HV^MR||{last}^{first}||19911130|M|||{street}^^{city}^{state}^{zip5}||{phone}|||S||{n10}|{ssn}",
    _MSH
    + "PID|1||{n8}||{last:upper}^{first:upper}||19491201|M||||||||||{n9}|{ssn:bare}|{dl:MA}^MA",
)  # fmt: skip
_OTHER_HL7 = (
    _MSH
    + "PID|1||{n9}^^^HV^MR||{last:upper}^{first:upper}||19580914|F|||||{phone}|||||{n9}\nPV1|1|I|4W^{n4}^1|||||||||||||||||{n9}",
    "MSH|^~\\&|SCHED|HARBORVIEW|ADT|HARBORVIEW|{compact}||SIU^S12|{n9}|P|2.5.1\nSCH|{n9}|{n9}|||||CHECKUP\nPID|1||{n8}||{last}^{first}\nAIL|1||ROOM {n4}",
    "MSH|^~\\&|IMM|HARBORVIEW|MIIS|DPH|{compact}||VXU^V04|{n9}|P|2.5.1\nPID|1||{n9}^^^HV^MR||{last}^{first}\n"
    "RXA|0|1|{compact}||140^Influenza^CVX|0.5|mL|||{npi}^{2.last}^{2.first}||||{n9}",
)
_X12 = (
    "ST*270*{n4}*005010X279A1~\nBHT*0022*13*{n9}*20250304*0512~\nHL*3*2*22*0~\nNM1*IL*1*{last:upper}*{first:upper}*{mi}~\nREF*SY*{ssn:bare}~\n"
    "N3*{street}~\nN4*{city}*{state}*{zip5}~\nDMG*D8*19660708*F~\nSE*9*{n4}~",
    "ST*834*{n4}*005010X220A1~\nINS*Y*18*001*AI*A***FT~\nREF*0F*{n9}~\nREF*SY*{ssn:bare}~\nNM1*IL*1*{last:upper}*{first:upper}~\nSE*6*{n4}~",
    "ST*834*{n4}*005010X220A1~\nINS*Y*18*030*XN*A***RT~\nREF*0F*{n9}~\nNM1*74*1*{last:upper}*{first:upper}****34*{ssn:bare}~\nN3*{street}~\n"
    "N4*{city}*{state}*{zip}~\nSE*7*{n4}~",
)  # fmt: skip
_OTHER_X12 = (
    "ST*835*{n4}~\nTRN*1*{n9}*1{n9}~\nCLP*{n9}*1*120*96**12*{n12}~\nNM1*QC*1*{last:upper}*{first:upper}****MI*{n9}~\nSVC*HC:99213*120*96~\nSE*6*{n4}~",
    "ST*204*{n4}~\nB2**SCAC**{n9}**PP~\nN1*SH*{name:FIRST LAST}*93*{n9}~\nL11*{n9}*BM~\nS5*1*CL~\nSE*6*{n4}~",
    "ST*270*{n4}~\nBHT*0022*13*{n9}*20250304*0512~\nNM1*IL*1*{last:upper}*{first:upper}****MI*{n9}~\nDMG*D8*19660708*F~\nSE*5*{n4}~",
)  # fmt: skip
_READERS = (
    "05:12:07 LANE {n4} TRK1: %B{card:bare}^{name:LAST/FIRST}^2906201{n12}?",
    T("--- scan {n6} ---\n@\nANSI 636002100002DL00410270DLDCS{last:upper}\nDAC{first:upper}\nDAQ{dl:MA}\nDBA06112029\nDAG{street}\nDAI{city}\nDAJ{state}\n"
      "DAK{zip5}0000\nDCGUSA", home="massachusetts"),
)  # fmt: skip
_OTHER_READERS = (
    "05:12:07 LANE {n4} LOYALTY: {n12} {name:LAST/FIRST} POINTS {n5}",
    "--- scan {n6} ---\nBOARDING M1{name:LAST/FIRST} E{n6} BOSORD{n4} {n9}",
)

BATCHES = (
    Texts("cluster", "log", "log", _LEAKS, _LINES, per_file=36, sep="\n"),
    Texts("visits", "edi", "hl7", _HL7, _OTHER_HL7, structured=True, where="label", per_file=9, sep="\n\n"),
    Texts("plans", "edi", "x12", _X12, _OTHER_X12, structured=True, where="label", per_file=7, sep="\n"),
    Texts("lanes", "edi", "txt", _READERS, _OTHER_READERS, structured=True, where="label", per_file=10, sep="\n\n"),
)
