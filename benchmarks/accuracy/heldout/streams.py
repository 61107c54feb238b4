"""Logs and chats of portals, interfaces and help desks; HL7, X12 and card reader feeds."""

from accuracy.batch import Texts
from accuracy.template import T

_LEAKS = (
    '{iso} INFO  [portal-web] EnrollmentController - POST /enroll body={"firstName":"{first}","lastName":"{last}","ssn":"{ssn}","zip":"{zip5}"}',
    "{stamp} ERROR sis_sync: could not insert student {first} {last}, ssn {ssn}: duplicate key",
    "{stamp} | feed834 | WARN | subscriber {name:First Last} SSN {ssn} not found at carrier, added as new",
    '{iso} hris-api[{n5}]: update worker name="{name:First Last}" field=ssn new={ssn:bare} by={2.user}',
    "{stamp} PAYEXPORT employee={name:LAST, FIRST M} ssn={ssn} gross={amount} status=OK",
    '{ip} - - [12/Feb/2025:13:05:41 -0500] "GET /eligibility?first={first:url}&last={last:url}&ssn={ssn} HTTP/1.1" 200 {n4}',
    "10:14:22 From {name:First Last} to Benefits Help Desk (direct message): my SSN is {ssn}, thanks",
    "[{stamp}] {name:First Last}: ok my social security number is {ssn:any} and my zip is {zip5}",
    "{time} agent {2.user}: thank you, I have {name:First Last} with Social Security number {ssn}, correct?",
    '{iso} DEBUG transcripts.pay - charging name="{name:First Last}" card_number={card:bare} exp={expiry} amount={amount}',
    "[{stamp}] {name:First Last}: can you put the copay on my card {card:space} exp {expiry}",
    "{iso} WARN  payer-gw: authorization declined cardholder='{name:FIRST LAST}' cardnumber='{card}' expiry='{expiry}'",
    "{iso} INFO  mvr: request sent for {name:First Last}, driver license {dl}, state {dlstate}",
    '{stamp} front-desk-kiosk id scan ok name="{name:First Last}" drivers_license_number={dl:MA} state=MA',
    '{iso} INFO  ach-refund - payee="{name:First Last}" routing={aba} account_number={bank} type=CHECKING amount={amount}',
    "[{stamp}] {name:First Last}: new direct deposit is routing {aba} and checking account number {bank}",
)  # fmt: skip
_LINES = (
    '{iso} INFO  [portal-web] EnrollmentController - POST /enroll body={"employeeId":"{n9}","name":"{name:First Last}","plan":"HMO"}',
    "{stamp} ERROR sis_sync: could not insert student {first} {last}, student_id {n9}: duplicate key",
    "{stamp} | feed834 | INFO | subscriber {name:First Last} member id {n9} group {n6} changed tier",
    '{iso} hris-api[{n5}]: update worker name="{name:First Last}" field=ssn new={masked_ssn} by={2.user}',
    '{stamp} MIRTH channel={n4} message={n9} patient="{name:LAST, FIRST M}" mrn={n9} ack=AA',
    '{ip} - - [12/Feb/2025:13:05:41 -0500] "GET /claims/{n13}/eob.pdf HTTP/1.1" 200 {n9}',
    "10:14:22 From {name:First Last} to Everyone: my student id is {n9}, I cannot see the quiz",
    "[{stamp}] {name:First Last}: the claim number on the letter is {n9}, who do I call?",
    "{time} agent {2.user}: thank you {given}, your ticket is {n9}, call {phone} if it comes back",
    '{iso} DEBUG transcripts.pay - receipt order={n9} name="{name:First Last}" card={masked_card} auth={n6}',
    "{iso} INFO  scheduler: appointment {n9} of {name:First Last} moved to {iso}",
    "{iso} WARN  adfs: account {user} locked after 5 attempts from {ip}, activity {uuid}",
    "{stamp} badge reader 14: card {n9} {name:First Last} door {n4} granted",
    "{iso} INFO  npi-lookup: {name:First Last} npi={npi} taxonomy=363L00000X",
    "{iso} INFO  print-queue: job {n9} by {name:First Last}, pages {n4}",
    T("{stamp} | feed834 | ERROR | record {n5} rejected, ssn {ssn}, name missing", cls="element_only"),
    "{iso} GET /fhir/Patient/{n9} 200 trace={hex16} dur={float}",
    "{stamp} lms: {name:First Last} submitted attempt {n9} of quiz {n6}, score {decimal}",
    "[{stamp}] {name:First Last}: I am not typing my social in here. Member ID is {n9}",
)  # fmt: skip

_MSH = "MSH|^~\\&|{pick:ADT|REGADT|PM}|CLINIC|HIE|NETWORK|{compact}||ADT^{pick:A04|A05|A08}|{n9}|P|2.4\n"
_HL7 = (
    _MSH + "PID|1||{n8}^^^CLINIC^MR||{last:upper}^{first:upper}^{mi}||19720318|F||W|{street}^^{city}^{state}^{zip5}^US||{phone}||ENG|S|||{ssn}\nPV1|1|O|CLIN^{n4}",
    _MSH + "PID|1||{n7}^^^CLINIC^MR||{last}^{first}||20160912|M\nGT1|1|{n6}|{2.last}^{2.first}||{street}^^{city}^{state}^{zip5}|{phone}||19840120|F||PAR|{2.ssn}",
    _MSH + "PID|1||{n7}^^^CLINIC^MR||{last:upper}^{first:upper}||19881104|F|||{street}^^{city}^{state}^{zip}||||||||{ssn:bare}|{dl}^{dlstate}",
    _MSH + "PID|1||{n8}^^^CLINIC^MR~{ssn:bare}^^^SSA^SS||{last}^{first}^{middle}||19610707|M\nPV1|1|E|ED^{n4}\nDG1|1||R07.9^Chest pain^I10",
)  # fmt: skip
_OTHER_HL7 = (
    _MSH + "PID|1||{n9}^^^CLINIC^MR||{last:upper}^{first:upper}^{mi}||19720318|F||W|||{phone}||ENG|S||{n10}\nPV1|1|O|CLIN^{n4}|||||||||||||||||{n9}",
    _MSH + "PID|1||{n7}^^^CLINIC^MR||{last}^{first}||20160912|M\nIN1|1|{n5}|{n6}|HEALTH PLAN||||{n6}||||||||{2.last}^{2.first}|PAR|||||||||||||||||||XXP{n9}",
    "MSH|^~\\&|LAB|CLINIC|EMR|CLINIC|{compact}||ORU^R01|{n9}|P|2.5.1\nPID|1||{n9}^^^CLINIC^MR||{last:upper}^{first:upper}\nORC|RE|{n9}|{n10}\n"
    "OBR|1|{n9}|{n10}|58410-2^CBC^LN|||{compact}|||||||||{npi}^{2.last}^{2.first}\nOBX|1|NM|718-7^Hgb^LN||13.2|g/dL",
    "MSH|^~\\&|PM|CLINIC|EMR|CLINIC|{compact}||SIU^S14|{n9}|P|2.3.1\nSCH|{n9}|{n9}|||||FOLLOWUP^Follow-up\nPID|1||{n8}||{last}^{first}||||||||{phone}",
)  # fmt: skip
_X12 = (
    T("ST*834*{n4}*005010X220A1~\nINS*Y*18*021*28*A***FT~\nREF*0F*XXP{n9}~\nREF*SY*{ssn:bare}~\nNM1*IL*1*{last:upper}*{first:upper}*{mi}~\nN3*{street}~\n"
      "N4*{city}*{state}*{zip5}~\nINS*N*01*021*28*A~\nREF*0F*XXP{n9}~\nREF*SY*{2.ssn:bare}~\nNM1*IL*1*{2.last:upper}*{2.first:upper}~\nSE*10*{n4}~",
      home="massachusetts", residency="any"),
    "ST*820*{n4}*005010X218~\nENT*1*2J*34*{ssn:bare}~\nNM1*EY*1*{last:upper}*{first:upper}~\nRMR*IK*{n6}**125.00~\nSE*5*{n4}~",
    "ST*278*{n4}*005010X217~\nHL*3*2*22*1~\nNM1*IL*1*{last:upper}*{first:upper}****MI*XXP{n9}~\nREF*SY*{ssn:bare}~\nN4*{city}*{state}*{zip5}~\n"
    "DMG*D8*19620417*F~\nSE*7*{n4}~",
    "ST*834*{n4}*005010X220A1~\nINS*Y*18*024*07*A***TE~\nREF*0F*{n8}~\nNM1*IL*1*{last:upper}*{first:upper}****34*{ssn:bare}~\nDTP*357*D8*20250228~\nSE*6*{n4}~",
)  # fmt: skip
_OTHER_X12 = (
    "ST*834*{n4}*005010X220A1~\nINS*Y*18*021*28*A***FT~\nREF*0F*XXP{n9}~\nREF*1L*{n9}~\nNM1*IL*1*{last:upper}*{first:upper}*{mi}****ZZ*{n9}~\nSE*6*{n4}~",
    "ST*837*{n4}*005010X222A1~\nBHT*0019*00*{n9}*20250212*1305*CH~\nNM1*85*1*{2.last:upper}*{2.first:upper}****XX*{npi}~\nREF*EI*{pick:042103594|043112358}~\n"
    "NM1*IL*1*{last:upper}*{first:upper}****MI*XXP{n9}~\nCLM*{n9}*180***11:B:1~\nREF*D9*{n13}~\nSE*8*{n4}~",
    "ST*276*{n4}*005010X212~\nHL*4*3*22*0~\nNM1*IL*1*{last:upper}*{first:upper}****MI*XXP{n9}~\nTRN*1*{n9}~\nREF*1K*{n13}~\nSE*6*{n4}~",
    "ST*277*{n4}*005010X214~\nNM1*QC*1*{last:upper}*{first:upper}****MI*{n10}~\nTRN*2*{n9}~\nSTC*A1:20*20250212*WQ*180~\nREF*D9*{n13}~\nSE*6*{n4}~",
)  # fmt: skip
_SWIPES = (
    "{time} REG{n4} %B{card:bare}^{name:LAST/FIRST}^2711201{n10}?;{pick:COPAY|DEPOSIT}",
    "CASHIER {n4} {date} TRACK1 B{card:bare}^{name:LAST/FIRST}^2805101{n8}",
    T("VISITOR DESK {stamp}\n@\nANSI 636002080002DL00410250ZM02910010DLDAQ{dl:MA}\nDCS{last:upper}\nDAC{first:upper}\nDAD{mi}\nDBD03112022\nDBB07041979\n"
      "DBA07042027\nDAG{street}\nDAI{city}\nDAJ{state}\nDAK{zip5}0000\nDCGUSA", home="massachusetts"),
)  # fmt: skip
_OTHER_SWIPES = (
    "{time} REG{n4} %MEAL^{name:LAST/FIRST}^{n9}?",
    "CASHIER {n4} {date} STUDENT CARD {n9} {name:LAST/FIRST} FLEX 12.50",
    "VISITOR DESK {stamp}\nBADGE {n9}\nVISITOR {name:LAST, FIRST M}\nROOM {n4}",
)

BATCHES = (
    Texts("portal", "log", "log", _LEAKS, _LINES, per_file=32, sep="\n"),
    Texts("clinic", "edi", "hl7", _HL7, _OTHER_HL7, structured=True, where="label", per_file=8, sep="\n\n"),
    Texts("carrier", "edi", "x12", _X12, _OTHER_X12, structured=True, where="label", per_file=6, sep="\n"),
    Texts("counter", "edi", "txt", _SWIPES, _OTHER_SWIPES, structured=True, where="label", per_file=9, sep="\n\n"),
)
