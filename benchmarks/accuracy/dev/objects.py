"""JSON records of services and exports, and XML ones."""

from accuracy.batch import Objects, Texts
from accuracy.template import T

_PEOPLE = (
    Objects(
        "user",
        {
            "id": "{uuid}",
            "firstName": "{first}",
            "lastName": "{last}",
            "ssn": "{ssn}",
            "address": {"street": "{street}", "city": "{city}", "state": "{state}", "zip": "{zip5}"},
        },
    ),
    Objects(
        "employee",
        {
            "employee_id": "{n9}",
            "name": {"given": "{first}", "family": "{last}", "middle": "{middle}"},
            "tax": {"social_security_number": "{ssn:bare}", "filing": "single"},
            "salary": "{amount}",
        },
    ),
    Objects(
        "flat", {"full_name": "{name}", "ssn": "{ssn:any}", "dob": "{dob}", "zip_code": "{zip5}", "created_at": "{iso}"}
    ),
    Objects(
        "payment",
        {
            "txn": "{uuid}",
            "card": {"number": "{card:bare}", "exp": "{expiry}", "holder": "{name}"},
            "billing": {"state": "{state}", "postal_code": "{zip5}"},
            "amount": "{amount}",
            "ts": "{epoch_ms}",
        },
    ),
    Objects(
        "kyc",
        {
            "applicant": {"name": "{name}", "dob": "{dob}"},
            "document": {"type": "drivers_license", "number": "{dl}", "state": "{dlstate}"},
            "score": "{float}",
        },
    ),
    Objects(
        "kyc2",
        {
            "customerName": "{name}",
            "driversLicenseNumber": "{dl:MA}",
            "driversLicenseState": "MA",
            "status": "verified",
        },
    ),
    Objects(
        "bank",
        {"accountHolder": "{name}", "accountType": "checking", "routingNumber": "{aba}", "accountNumber": "{bank}"},
    ),
    Objects(
        "loan",
        {
            "borrower": {"name": "{name}", "ssn": "{ssn}", "mailing_address": "{addr}"},
            "coBorrower": {"name": "{2.name}", "ssn": "{2.ssn}", "mailing_address": "{addr}"},
        },
    ),
    Objects("numeric", {"name": "{name}", "SSN": "{ssn:num}", "state": "{state}", "amount": "{amount}"}),
    Objects(
        "household",
        {
            "household": "{n6}",
            "members": [
                {"name": "{name}", "relation": "self", "ssn": "{ssn}"},
                {"name": "{2.name}", "relation": "child", "ssn": "{2.ssn}"},
            ],
        },
    ),
    Objects("transfer", {"beneficiary": "{name}", "iban": "{iban:bare}", "currency": "EUR", "amount": "{amount}"}),
)
_THINGS = (
    Objects("order", {"order_id": "{n9:num}", "customer": "{name}", "items": [{"sku": "{n9}", "upc": "{upc}"}], "total": "{amount}"},
            negative=True),
    Objects("event", {"ts": "{epoch_ms:num}", "user": "{name}", "session": "{uuid}", "build": "{git}", "lat_lon": "{geo}"}, negative=True),
    Objects("staff", {"name": "{name}", "employeeNumber": "{n9}", "badge": "{n9:num}", "phone": "{phone}"}, negative=True),
    Objects("masked", {"name": "{name}", "ssn": "{masked_ssn}", "card": "{masked_card}", "member": "{n9}"}, negative=True),
    Objects("vendor", {"vendor": "{company}", "contact": "{name}", "ein": "{ein}", "routing": "{aba}", "remit": "{addr}"}, negative=True),
    Objects("nulls", {"name": "{name}", "ssn": None, "ssn_last4": "{last4}", "external_id": "{n9:num}"}, negative=True),
    Objects("provider", {"name": "{name}", "npi": "{npi}", "licenseNumber": "{n6}", "specialty": "207Q00000X"}, negative=True),
    Objects("orphan", {"record": "{n5}", "ssn": "{ssn}", "status": "unmatched"}, negative=True, cls="element_only"),
    Objects("policy", {"insured": "{name}", "policyNumber": "{policy_no}", "premium": "{amount}"}, negative=True),
    Objects("device", {"owner": "{name}", "imei": "{imei}", "iccid": "{iccid}", "serial": "{serial}"}, negative=True),
    Objects("sandbox", {"name": "{name}", "card_number": "{test_card}", "env": "test"}, negative=True),
    Objects("shipment", {"to": "{name}", "tracking": "{usps}", "zip4": "{zip9}", "weight": "{decimal}"}, negative=True),
)  # fmt: skip

_XML = (
    '  <employee id="{n9}">\n    <firstName>{first}</firstName>\n    <lastName>{last}</lastName>\n    <ssn>{ssn}</ssn>\n'
    "    <state>{state}</state>\n    <postalCode>{zip5}</postalCode>\n  </employee>",
    '  <customer name="{name:First Last}" ssn="{ssn}" zip="{zip5}" customerId="{n9}"/>',
    "  <Recipient>\n    <PersonFullName>{name:First M. Last}</PersonFullName>\n    <SSN>{ssn:bare}</SSN>\n    <Amt>{amount}</Amt>\n  </Recipient>",
    "  <payment>\n    <cardHolder>{name}</cardHolder>\n    <cardNumber>{card:bare}</cardNumber>\n    <expiry>{expiry}</expiry>\n  </payment>",
    "  <driver>\n    <name>{name}</name>\n    <driversLicenseNumber>{dl}</driversLicenseNumber>\n    <driversLicenseState>{dlstate}"
    "</driversLicenseState>\n  </driver>",
    "  <CdtTrf><Cdtr><Nm>{name:First Last}</Nm></Cdtr><CdtrAcct><Id><IBAN>{iban:bare}</IBAN></Id></CdtrAcct><Amt>{amount}</Amt></CdtTrf>",
)
_OTHER_XML = (
    '  <order id="{n9}">\n    <customer>{name}</customer>\n    <sku>{n9}</sku>\n    <tracking>{usps}</tracking>\n  </order>',
    '  <employee id="{n9}">\n    <name>{name}</name>\n    <ssn>{masked_ssn}</ssn>\n    <badge>{n9}</badge>\n  </employee>',
    '  <employee id="{n9}">\n    <name>{name}</name>\n    <ssn/>\n    <employeeNumber>{n9}</employeeNumber>\n  </employee>',
    "  <supplier>\n    <name>{pick:Bay State Fuel Inc.|Pioneer Roofing Co.|Mystic Freight Lines}</name>\n    <ein>{ein}</ein>\n"
    "    <contact>{name}</contact>\n    <duns>{duns}</duns>\n  </supplier>",
    '  <reading meter="{meter}" value="{n9}" at="{iso}" by="{name:First Last}"/>',
    T("  <record>\n    <ssn>{ssn}</ssn>\n    <status>orphan</status>\n  </record>", cls="element_only"),
)
_HEAD, _TAIL = '<?xml version="1.0" encoding="UTF-8"?>\n<export>\n', "\n</export>\n"

BATCHES = (
    *_PEOPLE,
    *_THINGS,
    Texts("export", "xml", "xml", _XML, _OTHER_XML, structured=True, where="label", sep="\n", head=_HEAD, tail=_TAIL),
)
