"""Logs of applications, in which what a user typed has leaked, and chats."""

from accuracy.batch import Texts
from accuracy.template import T

_LEAKS = (
    "{iso} DEBUG c.e.hr.EnrollService [{hex8}] request=EnrollRequest(name={name}, ssn={ssn}, zip={zip5})",
    '{iso} INFO  payments: charge accepted holder="{name}" pan={card:bare} exp={expiry} auth={n6}',
    '{iso} WARN  kyc-worker[{n4}]: document rejected name="{name}" license_number={dl:MA} license_state=MA',
    "{iso} ERROR TaxController: duplicate record for {name}, SSN {ssn}",
    '{ip} - - [04/Mar/2025:10:12:44 -0500] "GET /verify?first_name={first:url}&last_name={last:url}&ssn={ssn:bare} HTTP/1.1" 200 {n4}',
    '{iso} TRACE form post: first_name="{first}" last_name="{last}" social_security_number={ssn} state={state}',
    "{stamp} [{n4}] ach.submit name='{name:FIRST LAST}' routing={aba} account={bank} type=checking",
    "[{time}] {name:First Last}: hi, my social is {ssn} and I still have no login",
    "[{time}] agent: thank you. I have card {card:space} for {name:First Last}, expiring {expiry}, is that right?",
)
_LINES = (
    '{iso} INFO  orders: created order={n9} customer="{name}" total={amount}',
    '{iso} INFO  auth: login user={user} name="{name}" session={uuid} ip={ip}',
    "{iso} DEBUG http [{hex16}] span={n18} parent={n18} bytes={n9} took={n4}ms",
    '{ip} - {user} [04/Mar/2025:10:12:44 -0500] "GET /orders/{n9}?page=2 HTTP/1.1" 200 {n5}',
    '{iso} WARN  mailer: bounce for "{name}" <{email}> message-id={n12}.{n9}',
    '{iso} DEBUG mask: name="{name}" ssn={masked_ssn} card={masked_card}',
    "{iso} INFO  deploy: commit {git} by {name:First Last} build {n9}",
    '{epoch_ms} gps unit={n9} fix={geo} hdop=0.9 driver="{name}"',
    "{iso} INFO  stock: part {ssn_shape} moved to bin {n9} by {name:First Last}",
    "{compact} JOB{n5} STEP{n4} RC=0000 RECORDS={n9} CPU={decimal}",
    "[{time}] {name:First Last}: order {n9} never came, tracking says {usps}",
    "[{time}] agent: thanks {given}, ticket {n9} is open, we will call {phone}",
    "{iso} ERROR validation: ssn missing for employee {n9} ({name})",
    "kernel: [{n6}.{n6}] usb 1-2: SerialNumber: {n12} at 0x{hex16}",
    "00000{n4}: {hex8} {hex8} {hex8} {hex8}  ..Rose.May..Hill",
    T("{iso} ERROR import: row {n5} rejected, ssn={ssn}, reason=no name", cls="element_only"),
)

BATCHES = (Texts("app", "log", "log", _LEAKS, _LINES, per_file=40, sep="\n"),)
