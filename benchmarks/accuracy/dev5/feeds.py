"""Logs and chats of banks, lenders and dispatch; HL7, X12, police messages and card readers."""

from accuracy.batch import Texts
from accuracy.template import T

_LEAKS = (
    "{iso} INFO  [loan-intake-{n4}] ApplicationController - submitted borrower={name:First Last} ssn={ssn} zip={zip5} product=FIXED30",
    "{stamp}|{user}|UPDATE BORROWER|{name:FIRST LAST}|SSN changed|new SSN={ssn}",
    "{stamp} EFILE REJECTED R0000-500-01: primary taxpayer {name:FIRST LAST}, SSN {ssn}, does not match e-file database",
    "{iso} DEBUG form post body=firstName={first:url}&lastName={last:url}&ssn={ssn}&state={state}&step=2",
    '{iso} WARN  core-bridge duplicate customer "{name:First Last}" (SSN {ssn}), merging into CIF {n7}',
    '{iso} TRACE screening request={"firstName":"{first}","lastName":"{last}","ssn":"{ssn:bare}","zip":"{zip5}"}',
    "{iso} sqltrace: EXEC dbo.AddJuror @LastName=N'{last:sql}', @FirstName=N'{first:sql}', @SSN='{ssn:bare}', @Pool={n5}",
    "{iso} WARN  form1099: recipient={name:First Last} ssn={ssn} address changed since last year",
    "{stamp} CAD unit {n4}: operator {name:FIRST LAST}, MA driver's license {dl:MA}, valid, no wants",
    '{iso} INFO  idv: document=drivers_license license_number={dl:MA} license_state=MA name="{name:First Last}" match=0.98',
    '{iso} INFO  key-checkout: visitor="{name:First Last}" drivers_license={dl:MA} state=MA unit={n4}',
    '{iso} INFO  ach-returns: R03 receiver="{name:FIRST LAST}" routing={aba} account_number={bank} amount={amount}',
    '{iso} INFO  billpay: enrolled member="{name:First Last}" checking_account={bank} routing={aba}',
    '{iso} ERROR card-issuing: reissue failed cardholder="{name:FIRST LAST}" card_number={card:bare} exp={expiry} rc=96',
    "{stamp} ATM{n4} CARD RETAINED card={card:bare} name={name:FIRST LAST} reason=41",
)  # fmt: skip
_LINES = (
    "{iso} INFO  [loan-intake-{n4}] ApplicationController - application {n9} assigned to {name:First Last}",
    "{stamp}|{user}|OPEN LOAN|{name:FIRST LAST}|loan {gaccount}|read only",
    "{stamp} EFILE ACCEPTED submission {n20} taxpayer {name:FIRST LAST} SSN {masked_ssn}",
    '{ip} - {user} [12/Mar/2025:14:22:07 -0400] "GET /dockets/{docket}/documents/{n9} HTTP/1.1" 200 {n6}',
    "{stamp} CAD incident {n8}: reporting party {name:FIRST LAST}, callback {phone}, unit {n4} at {geo}",
    '{iso} INFO  idv: document=passport number={passport} name="{name:First Last}" match=0.97',
    "{iso} INFO  ach-origination: file {n9} with {n4} entries, hash {n10}, released by {name:First Last}",
    '{iso} INFO  card-auth: approved cardholder="{name:FIRST LAST}" pan={masked_card} rrn={n12} stan={n6}',
    "{stamp} ATM{n4} CASSETTE 2 LOW serial={n9} technician={name:FIRST LAST}",
    '{iso} vpn: user={user} name="{name:First Last}" session={hex16} rx={n9} tx={n9}',
    "{iso} INFO  recording: instrument {n9} book {n5} page {n4} grantor {name:FIRST LAST}",
    "{iso} DEBUG cache: evicted key=parcel:{parcel} etag={hex8} age={n6}ms",
    "{iso} scanner: batch {n9} page {n4} barcode {n12} operator {name:First Last}",
    "{iso} WARN  form1099: ssn missing for payee {name:First Last}, vendor {n9}",
    T("{iso} ERROR form1099: no payee on file for SSN {ssn}, skipped", cls="element_only"),
)  # fmt: skip
_CHATS = (
    "{time} {name:First Last}: I forgot my member number. My SSN is {ssn}",
    "10:14:02 Agent: Thank you. And the social security number for {name:First Last}?\n10:14:37 Visitor: {ssn}",
    "10:20:11 Assistant: Please type your full name and Social Security number.\n10:20:48 Visitor: {name:First Last}, {ssn:any}",
    "{time} front desk: new tenant in 2B is {name:First Last}, ssn {ssn}, moves in on the first",
    "{time} preparer: last return for today: {name:First Last} ssn {ssn}, spouse {2.name:First Last} ssn {2.ssn}",
    "11:05:40 paralegal: license of the buyer?\n11:06:03 agent: {name:First Last}, driver's license no. {dl:MA}, Massachusetts",
    "{time} {name:First Last}: i want to close my checking account {bank} today",
    "{time} bookkeeper: refund for {name:First Last} goes to routing {aba}, account number {bank}",
    "{time} clerk: the card for {name:First Last} is {card:space} exp {expiry}, please run the filing fee",
    "{time} {name:First Last}: you can put it on my debit card {card:bare} exp {expiry}",
)  # fmt: skip
_TALK = (
    "{time} {name:First Last}: my confirmation number is {n9}",
    "13:40:05 Agent: Thank you, {name:First Last}. The last four of your social?\n13:40:29 Visitor: {last4}",
    "{time} {name:First Last}: i would rather not type my social security number here",
    "{time} clerk: {name:First Last} v. {2.name:First Last} moved to {date}, docket {docket}",
    "{time} {name:First Last}: the card ending in {last4} does not work at the pump",
    "{time} processor: loan {gaccount}, {name:First Last}, still waits for the appraisal",
    "{time} bookkeeper: EIN for {company} is {ein}, contact {name:First Last}",
    "{time} agent: MLS {n8} is under agreement, buyer {name:First Last}, call {phone}",
    "{time} Agent: Ticket {n9} is open for you, {name:First Last}.",
    "{time} dispatcher: call for {name:First Last} closed, incident {n8}",
    T("{time} front desk: a page without a name is on the copier, social security number {ssn}", cls="element_only"),
)  # fmt: skip

_MSH = "MSH|^~\\&|HEALTH|COUNTY|DPH|STATE|{compact}||{pick:ADT^A04|ADT^A08}|{n8}|P|2.5.1\n"
_HL7 = (
    "MSH|^~\\&|LAB|COUNTY|ELR|DPH|{compact}||ORU^R01|{n8}|P|2.5.1\nPID|1||{n8}^^^COUNTY^MR||{last:upper}^{first:upper}^{mi}||19780522|F|||{street}^^{city}^"
    "{state}^{zip5}^USA||{phone}|||||{n9}|{ssn}\nOBR|1||{n9}|24111-7^N GONORRHOEAE^LN\nOBX|1|ST|24111-7||Negative||||||F",
    _MSH + "PID|1||{n8}^^^JAIL^PI~{ssn:bare}^^^SSA^SS||{last:upper}^{first:upper}||19850917|M|||{street}^^{city}^{state}^{zip5}\nPV1|1|I|B2^{n4}",
    _MSH + "PID|1||{n7}^^^CLINIC^MR||{last}^{first}^{middle}||19691203|M|||||{phone}||||||{ssn:bare}|{dl:MA}^MA",
)  # fmt: skip
_OTHER_HL7 = (
    "MSH|^~\\&|LAB|COUNTY|ELR|DPH|{compact}||ORU^R01|{n8}|P|2.5.1\nPID|1||{n9}^^^COUNTY^MR||{last:upper}^{first:upper}||19780522|F\nOBR|1||{n9}|24111-7^N GONORRHOEAE^LN",
    _MSH + "PID|1||{n9}^^^JAIL^PI||{last:upper}^{first:upper}||19850917|M|||||{phone}|||||{n9}\nPV1|1|I|B2^{n4}",
    "MSH|^~\\&|IIS|DPH|CLINIC|TOWN|{compact}||VXU^V04|{n8}|P|2.5.1\nPID|1||{n9}^^^IIS^SR||{last}^{first}||20110304|F\nRXA|0|1|{compact}||141^Influenza^CVX|0.5|mL",
)  # fmt: skip
_X12 = (
    "ST*834*{n4}*005010X220A1~\nINS*Y*18*021*28*A***FT~\nREF*0F*{n8}~\nNM1*IL*1*{last:upper}*{first:upper}*{mi}***34*{ssn:bare}~\n"
    "INS*N*01*021*28*A~\nREF*0F*{n8}~\nNM1*IL*1*{2.last:upper}*{2.first:upper}****34*{2.ssn:bare}~\nSE*8*{n4}~",
    "ST*820*{n4}*005010X218~\nBPR*C*{n4}*C*ACH~\nTRN*1*{n8}~\nENT*1*2J*34*{ssn:bare}~\nNM1*EY*1*{last:upper}*{first:upper}*{mi}~\nRMR*AZ*{n7}**{n4}~\nSE*7*{n4}~",
    "ST*278*{n4}*005010X217~\nHL*3*2*22*1~\nNM1*IL*1*{last:upper}*{first:upper}****MI*{n9}~\nREF*SY*{ssn:bare}~\nDMG*D8*19710419*M~\nSE*6*{n4}~",
)  # fmt: skip
_OTHER_X12 = (
    "ST*834*{n4}*005010X220A1~\nINS*Y*18*021*28*A***FT~\nREF*0F*{n9}~\nREF*1L*{n6}~\nNM1*IL*1*{last:upper}*{first:upper}*{mi}~\nSE*6*{n4}~",
    "ST*277*{n4}*005010X212~\nHL*4*3*22*0~\nNM1*IL*1*{last:upper}*{first:upper}****MI*{n9}~\nTRN*2*{n9}~\nREF*1K*{n13}~\nSE*6*{n4}~",
    "ST*810*{n4}~\nBIG*20250312*{n8}**{n9}~\nN1*BT*TOWN OF SAMPLETON*92*{n6}~\nPER*BD*{name:FIRST LAST}*TE*{n10}~\nTDS*{n6}~\nSE*6*{n4}~",
)  # fmt: skip
_QUERIES = (  # police messages: a code and a value after a slash
    "1N01{n6}.QW.MA013{n4}.NAM/{name:LAST, FIRST M}.DOB/19800314.SEX/M.RAC/W.SOC/{ssn:bare}",
    "1N01{n6}.EW.MA013{n4}.NAM/{name:LAST, FIRST M}.SEX/M.RAC/W.DOB/19750802.SOC/{ssn:bare}.OFF/1313.OCA/{n8}",
    "DR.MA013{n4}\nNAM/{name:LAST, FIRST M} DOB/19920611 SEX/F\nOLN/{dl:MA} OLS/MA OLY/2028 STATUS/VALID",
)
_OTHER_QUERIES = (
    "1N01{n6}.QV.MA013{n4}.LIC/{plate}.LIS/MA.ATN/{name:LAST, FIRST M}",
    "1N01{n6}.QG.MA013{n4}.SER/{n9}.CAL/9.ATN/{name:LAST, FIRST M}",
    "YQ.MA013{n4}\nHIT CONFIRMATION NAM/{name:LAST, FIRST M} DOB/19880127\nNIC/W{n9} OCA/{n8} VIN/{vin}",
)
_READERS = (
    "TERM {n4} {time} T1=B{card:bare}^{name:LAST/FIRST}^2906201{n10}",
    T("VISITOR DESK {time}\n@\nANSI 636002100001ID00310261IDDCS{last:upper}\nDAC{first:upper}\nDADNONE\nDBD05142021\nDBB07121968\nDBA07122029\nDBC2\nDAQ{dl:MA}\n"
      "DAG{street}\nDAI{city}\nDAJ{state}\nDAK{zip5}0000\nDCGUSA", home="massachusetts"),
    "BRANCH {n4} {time} DEBIT %B{card:bare}^{name:LAST/FIRST}^2811101{n10}?",
)  # fmt: skip
_OTHER_READERS = (
    "TERM {n4} {time} RECEIPT {n9} {name:LAST/FIRST} {masked_card}",
    "VISITOR DESK {time} PASS {n6} {name:LAST/FIRST} HOST {other}",
    "BRANCH {n4} {time} TICKET {n9} {name:LAST/FIRST} WINDOW 2",
)


def _edi(
    name: str, suffix: str, positives: tuple[str | T, ...], negatives: tuple[str | T, ...], sep: str = "\n\n"
) -> Texts:
    return Texts(name, "edi", suffix, positives, negatives, structured=True, where="label", per_file=9, sep=sep)


BATCHES = (
    Texts("server", "log", "log", _LEAKS, _LINES, per_file=34, sep="\n"),
    Texts("chatroom", "log", "txt", _CHATS, _TALK, per_file=14, sep="\n\n"),
    _edi("reports", "hl7", _HL7, _OTHER_HL7),
    _edi("benefits", "x12", _X12, _OTHER_X12, "\n"),
    _edi("teletype", "txt", _QUERIES, _OTHER_QUERIES),
    _edi("counter", "txt", _READERS, _OTHER_READERS),
)
