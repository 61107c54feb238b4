"""Other exports: tables, objects, fixed-width records."""

from accuracy.batch import Fixed, Objects, Table, Texts
from accuracy.template import T

_ALL = ("xlsx", "csv", "pipe", "docx", "tsv", "html", "semicolon")

_PEOPLE = (
    Table("roster", [("Name", "{name}"), ("Social Security #", "{ssn}"), ("Town", "{city}"), ("State", "{state}"), ("Zip Code", "{zip5}")], _ALL,
          title="Seasonal workers"),
    Table("adp", [("CO CODE", "X7Q"), ("FILE #", "{n6}"), ("LAST NAME", "{last:upper}"), ("FIRST NAME", "{first:upper}"), ("TAX ID (SSN)", "{ssn}"),
                  ("GROSS", "{amount}"), ("ADDRESS STATE", "{state}")]),
    Table("snake", [("person_id", "{n9}"), ("given_name", "{first}"), ("family_name", "{last}"), ("ssn", "{ssn:bare}"), ("postal_code", "{zip5}")]),
    Table("excel", [("Surname", "{last}"), ("Forename", "{first}"), ("SS Number", "{ssn:num}"), ("Rate", "{amount}")], ("xlsx",)),
    Table("couple", [("Primary Taxpayer", "{name}"), ("Primary SSN", "{ssn}"), ("Spouse", "{2.name}"), ("Spouse SSN", "{2.ssn}"), ("ST", "{state}")],
          forms=("First Last", "First M. Last", "Last, First")),
    Table("three", [("Member", "{name}"), ("Member SSN", "{ssn}"), ("Child 1", "{2.name}"), ("Child 1 SSN", "{2.ssn}"), ("Child 2", "{3.name}"),
                    ("Child 2 SSN", "{3.ssn}")], forms=("First Last",)),
    Table("plain", [("", "{n6}"), ("", "{last}"), ("", "{first}"), ("", "{ssn}"), ("", "{street}"), ("", "{city}"), ("", "{state}"),
                    ("", "{zip5}")], ("csv", "pipe"), header=False),
    Table("wallet", [("Name On Card", "{name}"), ("Credit Card #", "{card:grouped}"), ("Expiration", "{expiry}"), ("CVV2", "{cvv}")], _ALL),
    Table("pos", [("StoreNo", "{n4}"), ("Customer Name", "{name}"), ("CardNo", "{card:bare}"), ("Amt", "{amount}"), ("Time", "{stamp}")]),
    Table("rental", [("Renter", "{name}"), ("Driver License", "{dl}"), ("Lic State", "{dlstate}"), ("Out", "{date}"), ("In", "{date}")], _ALL),
    Table("rmv", [("OPERATOR NAME", "{name}"), ("OPERATOR LIC NO", "{dl:MA}"), ("LIC ST", "MA"), ("CITATION", "T{n7}")]),
    Table("nacha", [("Individual Name", "{name}"), ("RDFI Routing", "{aba}"), ("DFI Account Number", "{bank}"), ("Amount", "{amount}")]),
    Table("reimb", [("Employee", "{name}"), ("Bank ABA", "{aba}"), ("Checking Acct #", "{bank}"), ("Amount", "{amount}"), ("Zip", "{zip5}")], _ALL),
    Table("wire", [("beneficiary_name", "{name}"), ("beneficiary_iban", "{iban:bare}"), ("ccy", "EUR"), ("amt", "{amount}")]),
    Table("claims", [("claim_no", "{n9}"), ("claimant_last", "{last}"), ("claimant_first", "{first}"), ("claimant_ssn", "{ssn}"), ("dol", "{date}"),
                     ("claimant_state", "{state}")], _ALL),
)  # fmt: skip
_THINGS = (
    Table("tickets", [("Ticket", "{n9}"), ("Requester", "{name}"), ("Opened", "{stamp}"), ("Asset", "{n9}")], _ALL, negative=True),
    Table("payid", [("Worker", "{name}"), ("Worker ID", "{n9}"), ("Position ID", "{n9}"), ("Pay", "{amount}")], _ALL, negative=True),
    Table("anon", [("", "{last}"), ("", "{first}"), ("", "{n9}"), ("", "{n5}")], ("csv", "pipe"), header=False, negative=True),
    Table("hidden", [("Name", "{name}"), ("Social Security #", "{masked_ssn}"), ("Member No.", "{n9}")], _ALL, negative=True),
    Table("four", [("Name", "{name}"), ("Last 4 SSN", "{last4}"), ("Loan officer", "{other}"), ("App ID", "{n9}")], negative=True),
    Table("truncated", [("Name On Card", "{name}"), ("Credit Card #", "{masked_card}"), ("Reference", "{n16}")], negative=True),
    Table("suppliers", [("Supplier", "{company}"), ("FEIN", "{ein}"), ("Rep", "{name}"), ("Vendor No", "{n9}")], _ALL, negative=True),
    Table("foreign", [("Payee", "{name}"), ("ITIN", "{itin}"), ("Country", "BR"), ("Withheld", "{amount}")], negative=True),
    Table("catalog", [("Item #", "{n9}"), ("Title", "{pick:The Young King|A Price to Pay|Wood and Stone}"), ("ISBN", "{isbn}"), ("EAN", "{n13}")],
          negative=True),
    Table("docs", [("Doctor", "{name}"), ("NPI", "{npi}"), ("Lic #", "{n6}"), ("Fax", "{phone}")], negative=True),
    Table("handsets", [("User", "{name}"), ("IMEI", "{imei}"), ("SIM No", "{iccid}"), ("Cost", "{amount}")], negative=True),
    Table("parcels", [("Owner", "{name}"), ("Parcel", "{parcel}"), ("Map/Lot", "{n4}-{n4}"), ("Tax", "{amount}")], negative=True),
    Table("utility", [("Customer", "{name}"), ("Acct Number", "{gaccount}"), ("Meter No", "{meter}"), ("Due", "{amount}")], negative=True),
    Table("cover", [("Policyholder", "{name}"), ("Policy Number", "{policy_no}"), ("State", "{state}")], negative=True),
    Table("telemetry", [("driver", "{name}"), ("epoch", "{epoch}"), ("lat_lon", "{geo}"), ("odometer", "{n6}"), ("vin", "{vin}")], negative=True),
    Table("unnamed", [("Row", "{n5}"), ("SSN", "{ssn}"), ("Zip", "{zip5}")], negative=True, cls="element_only"),
    Table("template", [("Last Name", ""), ("First Name", ""), ("SSN", ""), ("Employee Number", "{n9}")], negative=True),
    Table("qa", [("Name", "{name}"), ("Card", "{test_card}"), ("Expected", "declined")], negative=True),
    Table("race", [("Bib", "{n4}"), ("Runner", "{name}"), ("Chip", "{n9}"), ("Net", "{time}")], _ALL, negative=True),
    Table("chem", [("Reagent", "{pick:Rose oil|Baker salt|Hunt dye}"), ("CAS", "{cas}"), ("Lot", "{n9}"), ("Cat. No.", "{ssn_shape}")], negative=True),
)  # fmt: skip
_OBJECTS = (
    Objects("person", {"Person": {"Name": "{name}", "Identifiers": {"SSN": "{ssn}"}, "Residence": {"State": "{state}", "Zip": "{zip5}"}}}),
    Objects("hcm", {"workerId": "{n9}", "legalName": {"firstName": "{first}", "lastName": "{last}"},
                    "nationalId": {"type": "SSN", "socialSecurityNumber": "{ssn}"}}),
    Objects("camel", {"fullName": "{name}", "socialSecurityNumber": "{ssn:bare}", "createdAt": "{epoch_ms:num}"}),
    Objects("charge", {"id": "ch_{hex16}", "cardNumber": "{card:bare}", "expiry": "{expiry}", "billingDetails": {"name": "{name}", "zip": "{zip5}"}}),
    Objects("license", {"driver": {"firstName": "{first}", "lastName": "{last}"}, "license": {"driverLicenseNumber": "{dl}", "issuingState": "{dlstate}"}}),
    Objects("ach", {"payee_name": "{name}", "ach": {"routing_number": "{aba}", "account_number": "{bank}", "account_type": "savings"}}),
    Objects("joint", {"applicants": [{"firstName": "{first}", "lastName": "{last}", "ssn": "{ssn}"},
                                     {"firstName": "{2.first}", "lastName": "{2.last}", "ssn": "{2.ssn}"}], "amount": "{amount}"}),
    Objects("sepa2", {"creditorName": "{name}", "creditorIban": "{iban:bare}", "endToEndId": "{hex16}"}),
    Objects("cart", {"cart": "{uuid}", "name": "{name}", "orderNumber": "{n9:num}", "lines": [{"ean": "{n13}", "qty": 2}]}, negative=True),
    Objects("trace", {"traceId": "{hex16}", "span": "{n18}", "user": "{name}", "durationNs": "{n9:num}", "at": "{iso}"}, negative=True),
    Objects("profile", {"name": "{name}", "memberId": "{n9}", "phone": "{phone}", "loyalty": "{n12}"}, negative=True),
    Objects("redacted", {"fullName": "{name}", "socialSecurityNumber": "{masked_ssn}", "pan": "{masked_card}", "ref": "{n9}"}, negative=True),
    Objects("empty", {"fullName": "{name}", "ssn": "", "driversLicense": None, "applicationId": "{n9:num}"}, negative=True),
    Objects("company", {"legalName": "{company}", "taxId": "{ein}", "officer": "{name}", "routingNumber": "{aba}"}, negative=True),
    Objects("lost", {"batch": "{n5}", "ssn": "{ssn}", "error": "no match"}, negative=True, cls="element_only"),
    Objects("geo", {"name": "{name}", "position": "{geo}", "precision": "{float}", "cell": "{n15}"}, negative=True),
    Objects("cover2", {"policyHolder": "{name}", "policyNumber": "{policy_no}", "vin": "{vin}"}, negative=True),
)  # fmt: skip
_FIXED = (
    Fixed("census", [(34, "{name}"), (12, "{ssn}"), (12, "{dob}"), (20, "{city}"), (4, "{state}"), (8, "{zip5}")],
          ["MEMBER NAME", "SSN", "BIRTH", "TOWN", "ST", "ZIP"]),
    Fixed("tape", [(4, "010"), (24, "{last:upper}"), (18, "{first:upper}"), (12, "{ssn}"), (4, "{state}"), (10, "{zip5}"), (12, "{n9}")]),
    Fixed("settle", [(34, "{name}"), (20, "{card:bare}"), (8, "{expiry}"), (12, "{amount}")], ["NAME", "CREDIT CARD NO", "EXP", "AMOUNT"]),
    Fixed("sales", [(34, "{name}"), (12, "{n9}"), (12, "{n9}"), (12, "{date}")], ["CUSTOMER NAME", "CUST NO", "ORDER NO", "DATE"], negative=True),
    Fixed("masked", [(34, "{name}"), (14, "{masked_ssn}"), (10, "{n8}")], ["NAME", "SOC SEC NO", "CLOCK NO"], negative=True),
    Fixed("scan", [(16, "{compact}"), (12, "{n9}"), (14, "{n12}"), (20, "{name}")], negative=True, forms=("First Last",)),
)  # fmt: skip

# Rows that hold either a name or a number.
_ROWS = Texts(
    "ragged",
    "table",
    "tsv",
    ("{n5}\t{last}\t{first}\t{ssn:bare}\t{state}",),
    ("{n5}\t{last}\t{first}\t\t{state}", T("{n5}\t\t\t{ssn:bare}\t", cls="element_only")),
    structured=True,
    where="label",
    per_file=30,
    sep="\n",
    head="ID\tLAST NAME\tFIRST NAME\tSOCIAL SECURITY NUMBER\tSTATE\n",
)

BATCHES = (*_PEOPLE, *_THINGS, *_OBJECTS, *_FIXED, _ROWS)
