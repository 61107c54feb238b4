"""Logs of web shops, booking engines and payroll services, chats, dumps, fixtures, directories and settings."""

from accuracy.batch import Texts
from accuracy.template import T

_LEAKS = (
    '{iso} INFO  -- :   Parameters: {"candidate"=>{"first_name"=>"{first}", "last_name"=>"{last}", "ssn"=>"{ssn}", "zip"=>"{zip5}"}}',
    "{stamp},{pick:104|337|902} WARNING hris.sync: {name:First Last} (SSN {ssn}) has no manager, left inactive",
    "{iso} UTC [{n5}] LOG:  statement: UPDATE employees SET last_name='{last:sql}', first_name='{first:sql}', ssn='{ssn}' WHERE id={n6}",
    '{ip} - - [14/Mar/2025:13:27:09 -0400] "POST /careers/apply?firstName={first:url}&lastName={last:url}&ssn={ssn} HTTP/1.1" 500 {n4}',
    "{iso} ERROR c.s.onboarding.I9Controller - validation failed for employee [{name:First Last}], socialSecurityNumber [{ssn}]: too many attempts",
    "Mar 14 13:27:09 app{pick:1|2|3} payroll[{n5}]: audit row changed: employee={name:LAST, FIRST M} field=ssn old=NULL new={ssn}",
    '{iso} debug: screening request sent {"subject":{"given":"{first}","family":"{last}"},"ssn":"{ssn:bare}","package":"basic"}',
    '{iso} INFO  pos-gw: keyed sale store={n4} cardholder="{name:FIRST LAST}" pan={card:bare} exp={expiry} amt={amount}',
    "{iso} [booking] DEBUG guarantee: guest='{name:First Last}' cc_number='{card:bare}' cc_exp='{expiry}' conf={n9}",
    '{iso} WARN  rental-kiosk: license scan unreadable, clerk entered renter="{name:First Last}" drivers_license={dl} state={dlstate}',
    '{iso} INFO  fleet-mvr: ordered driver="{name:LAST, FIRST M}" dl_number={dl:MA} dl_state=MA order={n8}',
    '{iso} ERROR payouts: transfer failed seller="{name:First Last}" routing_number={aba} bank_account={bank} code=R03',
    "{iso} INFO  donations: mandate saved donor={name:First Last} iban={iban:bare} day=15",
)  # fmt: skip
_LINES = (
    '{iso} INFO  -- :   Parameters: {"order"=>{"first_name"=>"{first}", "last_name"=>"{last}", "order_no"=>"{n9}", "coupon"=>"{n6}"}}',
    "{stamp},{pick:104|337|902} WARNING hris.sync: {name:First Last} (employee {n9}) has no manager, left inactive",
    "{iso} UTC [{n5}] LOG:  statement: UPDATE orders SET customer='{first:sql} {last:sql}', invoice='{n9}' WHERE id={n9}",
    '{ip} - {user} [14/Mar/2025:13:27:09 -0400] "GET /orders/{n9}/label?carrier=ups&t={ups} HTTP/1.1" 200 {n5}',
    "{iso} ERROR c.s.checkout.CartController - no stock for sku [{n9}], customer [{name:First Last}], session [{uuid}]",
    "Mar 14 13:27:09 app{pick:1|2|3} payroll[{n5}]: audit row changed: employee={name:LAST, FIRST M} field=badge old={n6} new={n6}",
    '{iso} debug: screening answer {"subject":"{name:First Last}","ssn":"{masked_ssn}","report":{n9}}',
    '{iso} INFO  pos-gw: sale store={n4} cardholder="{name:FIRST LAST}" pan={masked_card} auth={n6} rrn={n12}',
    "{iso} [booking] DEBUG confirm: guest='{name:First Last}' conf={n9} folio={n8} rate={amount}",
    '{iso} INFO  rental-kiosk: returned renter="{name:First Last}" agreement={n9} vin={vin} odometer={n6}',
    '{iso} INFO  fleet-gps: driver="{name:LAST, FIRST M}" unit={n4} trip={n9} pos="{geo}"',
    '{iso} INFO  payouts: transfer {n12} for "{name:First Last}" settled, trace {n15}',
    "{iso} INFO  donations: receipt {n9} mailed to {name:First Last}, envelope {n4}",
    "{iso} main [{hex8}] gc pause {float}s heap {n10} -> {n9}",
    T("{iso} ERROR loader: rejected line {n5}, ssn={ssn}, cause=no such employee", cls="element_only"),
    "{iso} INFO  ci: {name:First Last} merged {git}, pipeline {n9}, artifact {n12}",
)  # fmt: skip
_CHATS = (
    "{name:First Last}  9:41 AM\nhi, payroll asked me to send it again. my ssn is {ssn}, thanks",
    "[13:27:09] Visitor: hello, I need to pay for my booking\n[13:27:31] Agent: may I have the name on the card and the number?\n"
    "[13:28:02] Visitor: {name:First Last}, card number {card:space}, exp {expiry}",
    "[13:27:31] Agent: who should we pay, and where?\n[13:28:02] Customer: {name:First Last}, checking account {bank}, routing {aba}",
    "#fleet-ops\nneed a license for the new driver\n> {name:First Last}, MA driver's license {dl:MA}",
    "{other} ({time}): W-9 for the DJ came in: {name:First Last}, SSN {ssn}. can you cut a check by Friday?",
    "SMS from {phone}: this is {name:First Last} about the weekend shifts, my social is {ssn:any}, when do I start?",
    "#payroll-help\nwho is missing from the quarter?\n> {name:First Last}, soc sec number {ssn}, hired {date}",
    "Front desk: please run 214 again, {name:First Last}, new credit card {card:dash} exp {expiry}",
)  # fmt: skip
_OTHER_CHATS = (
    "{name:First Last}  9:41 AM\nhi, the helpdesk asked for it again. my asset tag is {n9}, thanks",
    "[13:27:09] Visitor: hello, where is my order?\n[13:27:31] Agent: may I have the name and the order number?\n"
    "[13:28:02] Visitor: {name:First Last}, order {n9}, tracking {usps}",
    "[13:27:31] Agent: which card did you use?\n[13:28:02] Customer: {name:First Last}, {masked_card}",
    "#fleet-ops\nwho has the white van?\n> {name:First Last}, unit {n4}, plate {plate}, trip {n9}",
    "{other} ({time}): W-9 for the caterer came in: {company}, EIN {ein}, attn {name:First Last}",
    "SMS from {phone}: this is {name:First Last} about the reservation, confirmation {n9}, can we come early?",
    "#payroll-help\nwhich check was voided?\n> {name:First Last}, check {n8}, employee {n9}",
    "Front desk: please move 214 to 310, {name:First Last}, folio {n9}, rewards {n10}",
    "{name:First Last}  2:15 PM\ni only gave them the last four, {last4}, and my callback is {phone}",
)  # fmt: skip
_VCARD = (
    ("BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};;;\nFN:{name:First Last}\nORG:Ushers\nTEL;TYPE=CELL:{phone}\nNOTE:Driver's license {dl:MA} (MA)\nEND:VCARD",
     "BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};;;\nFN:{name:First Last}\nORG:Temps\nADR;TYPE=HOME:;;{street};{city};{state};{zip5};USA\n"
     "NOTE:Social Security number {ssn}\nEND:VCARD"),
    ("BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};;;\nFN:{name:First Last}\nORG:Ushers\nTEL;TYPE=CELL:{phone}\nNOTE:Key {n5}, member {n9}\nEND:VCARD",
     "BEGIN:VCARD\nVERSION:3.0\nN:{last};{first};;;\nFN:{name:First Last}\nORG:{company}\nNOTE:Sales rep, vendor no. {n9}, EIN {ein}\nEND:VCARD"),
)  # fmt: skip
_LDIF = (
    ("dn: cn={user},ou=Stores,dc=corp,dc=example\nobjectClass: user\ndisplayName: {name:First Last}\nsn: {last}\ngivenName: {first}\nst: {state}\n"
     "extensionAttribute4: SSN {ssn}",
     "dn: cn={user},ou=Temps,dc=corp,dc=example\nobjectClass: person\ncn: {name:First Last}\nsn: {last}\ngivenName: {first}\nssn: {ssn:bare}"),
    ("dn: cn={user},ou=Stores,dc=corp,dc=example\nobjectClass: user\ndisplayName: {name:First Last}\nsn: {last}\ngivenName: {first}\n"
     "employeeID: {n9}\npwdLastSet: {n18}",
     "dn: cn={user},ou=Temps,dc=corp,dc=example\nobjectClass: person\ncn: {name:First Last}\nsn: {last}\nbadgeNumber: {n9}\ntelephoneNumber: {phone}"),
)  # fmt: skip
_DUMP_HEAD = (
    "-- MySQL dump\nCREATE TABLE `employees` (\n  `id` int NOT NULL,\n  `first_name` varchar(40),\n  `last_name` varchar(40),\n  `ssn` char(11),\n"
    "  `badge` varchar(12),\n  `hired` date\n);\n\n"
)
_DUMP = (
    ("INSERT INTO `employees` (`id`, `first_name`, `last_name`, `ssn`, `badge`, `hired`) VALUES ({n6},'{first:sql}','{last:sql}','{ssn}','{n6}','2024-05-01');",),
    ("INSERT INTO `employees` (`id`, `first_name`, `last_name`, `ssn`, `badge`, `hired`) VALUES ({n6},'{first:sql}','{last:sql}',NULL,'{n9}','2024-05-01');",),
)  # fmt: skip
_COPY = (
    ("{n6}\t{last}\t{first}\t{card:bare}\t{expiry}\t{n9}",),
    ("{n6}\t{last}\t{first}\t\\N\t\\N\t{n9}", "{n6}\t{last}\t{first}\t{masked_card}\t{expiry}\t{n9}"),
)
_SEED = (
    ("member_{n5}:\n  first: {first}\n  last: {last}\n  social_security_number: {ssn}\n  plan: family",
     "payee_{n5}:\n  name: {name:First Last}\n  bank_routing: '{aba}'\n  bank_account: '{bank}'\n  account_type: checking"),
    ("member_{n5}:\n  first: {first}\n  last: {last}\n  member_number: '{n9}'\n  plan: family",
     "payee_{n5}:\n  name: {name:First Last}\n  vendor_number: '{n9}'\n  last_check: '{n8}'\n  account_type: none"),
)  # fmt: skip
_TOML = (
    ('[[driver]]\nname = "{name:First Last}"\nlicense_number = "{dl:MA}"\nlicense_state = "MA"\nlicense_class = "D"\nunit = {n4}',
     '[[temp]]\nlegal_name = "{name:First Last}"\nssn = "{ssn}"\nhome_zip = "{zip5}"\nclient = "{company}"'),
    ('[[driver]]\nname = "{name:First Last}"\nunit = {n4}\nvin = "{vin}"\ntransponder = "{n11}"',
     '[[temp]]\nlegal_name = "{name:First Last}"\nassociate_id = "{n9}"\nclient = "{company}"\npo = "{po}"'),
)  # fmt: skip
_PROPS = (
    ("guest.{user}.fullName={name:First Last}\nguest.{user}.creditCardNumber={card:bare}\nguest.{user}.creditCardExpiry={expiry}",),
    ("guest.{user}.fullName={name:First Last}\nguest.{user}.rewardsNumber={n10}\nguest.{user}.lastStay={epoch_ms}",),
)  # fmt: skip
_INI = (
    ("[contractor:{user}]\nname = {name:First Last}\ntax_id_type = SSN\nssn = {ssn}\naddress = {addr}",),
    ("[contractor:{user}]\nname = {name:First Last}\nextension = {n4}\nproject = {n9}\npgp_key = {hex16}",),
)


def _config(
    name: str, suffix: str, pair: tuple[tuple[str, ...], tuple[str, ...]], sep: str, head: str = "", tail: str = "\n"
) -> Texts:
    return Texts(
        name, "config", suffix, *pair, structured=True, where="label", per_file=8, sep=sep, head=head, tail=tail
    )


BATCHES = (
    Texts("backend", "log", "log", _LEAKS, _LINES, per_file=35, sep="\n"),
    Texts("chatlog", "log", "txt", _CHATS, _OTHER_CHATS, per_file=12, sep="\n\n"),
    _config("phonebook", "vcf", _VCARD, "\n"),
    _config("addressbook", "ldif", _LDIF, "\n\n"),
    _config("mysqldump", "sql", _DUMP, "\n", _DUMP_HEAD),
    _config("pgdump", "sql", _COPY, "\n", "COPY public.customers (id, last_name, first_name, card_number, card_exp, last_order) FROM stdin;\n", "\n\\.\n"),
    _config("seeds", "yml", _SEED, "\n"),
    _config("crew", "toml", _TOML, "\n\n"),
    _config("import", "properties", _PROPS, "\n"),
    _config("contractors", "ini", _INI, "\n\n"),
)  # fmt: skip
