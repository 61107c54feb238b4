"""JSON and XML of hospitals, banks, identity services, payroll and help desks."""

from accuracy.batch import Objects, Texts
from accuracy.template import T

_PEOPLE = (
    Objects("fhir", {"resourceType": "Patient", "id": "{uuid}", "identifier": [
        {"type": {"text": "MRN"}, "system": "urn:oid:1.2.36.146", "value": "{n8}"},
        {"system": "http://hl7.org/fhir/sid/us-ssn", "value": "{ssn}"}],
        "name": [{"use": "official", "family": "{last}", "given": ["{first}"]}],
        "address": [{"line": ["{street}"], "city": "{city}", "state": "{state}", "postalCode": "{zip5}"}]}),
    Objects("external", {"id": "ba_{hex16}", "object": "bank_account", "account_holder_name": "{name}", "account_holder_type": "individual",
                         "country": "US", "routing_number": "{aba}", "account_number": "{bank}"}),
    Objects("candidate", {"id": "{hex16}", "object": "candidate", "first_name": "{first}", "middle_name": "{middle}", "last_name": "{last}",
                          "zipcode": "{zip5}", "ssn": "{ssn}", "driver_license_number": "{dl}", "driver_license_state": "{dlstate}"}),
    Objects("scim", {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "{user}", "name": {"givenName": "{first}", "familyName": "{last}"},
                     "urn:example:params:hr": {"ssn": "{ssn:bare}", "hired": "{date}"}}),
    Objects("signed", {"envelopeId": "{uuid}", "textTabs": [{"tabLabel": "Full Name", "value": "{name}"}, {"tabLabel": "SSN", "value": "{ssn}"},
                                                            {"tabLabel": "Zip", "value": "{zip5}"}]}),
    Objects("dynamo", {"pk": {"S": "EMP#{n6}"}, "fullName": {"S": "{name}"}, "ssn": {"S": "{ssn}"}, "rev": {"N": "{n4}"}}),
    Objects("hit", {"_index": "applicants-2025", "_id": "{hex16}", "_source": {"applicant": {"name": "{name}", "social_security_number": "{ssn}"},
                                                                               "@timestamp": "{iso}"}}, ("lines", "list")),
    Objects("payroll", {"employee": {"uuid": "{uuid}", "first_name": "{first}", "last_name": "{last}", "ssn": "{ssn:bare}",
                                     "home_address": {"street_1": "{street}", "city": "{city}", "state": "{state}", "zip": "{zip}"}}}),
    Objects("booking", {"booking": "{n9}", "guest": {"name": "{name}"}, "guarantee": {"type": "credit_card", "card_number": "{card:bare}",
                                                                                     "expiration": "{expiry}"}}),
    Objects("household2", {"controlNumber": "{n9}", "headOfHousehold": {"name": "{name}", "ssn": "{ssn}"}, "spouse": {"name": "{2.name}", "ssn": "{2.ssn}"}}),
    Objects("closing", {"fileNumber": "{n8}", "sellers": [{"fullName": "{name}", "taxpayerId": {"type": "SSN", "value": "{ssn}"}}], "grossProceeds": "{amount}"}),
    Objects("permit", {"permitHolder": "{name}", "driversLicense": {"number": "{dl:MA}", "state": "MA"}, "plate": "{plate}"}),
    Objects("payout", {"recipient": {"fullName": "{name}", "iban": "{iban:bare}"}, "reference": "{n9}", "currency": "EUR"}),
)  # fmt: skip
_THINGS = (
    Objects("fhirobs", {"resourceType": "Observation", "id": "{n9}", "subject": {"reference": "Patient/{n9}", "display": "{name}"},
                        "valueQuantity": {"value": 5.4, "unit": "mmol/L"}, "issued": "{iso}"}, negative=True),
    Objects("fhirpat", {"resourceType": "Patient", "identifier": [{"type": {"text": "MRN"}, "value": "{n9}"}],
                        "name": [{"family": "{last}", "given": ["{first}"]}], "telecom": [{"system": "phone", "value": "{phone}"}]}, negative=True),
    Objects("intent", {"id": "pi_{hex16}", "billing_details": {"name": "{name}", "address": {"postal_code": "{zip5}"}},
                       "card": {"brand": "visa", "last4": "{last4}", "fingerprint": "{hex16}"}, "created": "{epoch:num}"}, negative=True),
    Objects("helpdesk", {"id": "{n9:num}", "requester": {"name": "{name}", "phone": "{phone}"}, "external_id": "{n9}", "subject": "Printer"}, negative=True),
    Objects("shopify", {"order_number": "{n9:num}", "customer": {"first_name": "{first}", "last_name": "{last}", "id": "{n13:num}"},
                        "line_items": [{"sku": "{n9}", "barcode": "{upc}"}], "checkout_token": "{hex16}"}, negative=True),
    Objects("k8s", {"kind": "Event", "metadata": {"uid": "{uuid}", "resourceVersion": "{n9}", "annotations": {"owner": "{name}"}}, "count": 3}, negative=True),
    Objects("masked2", {"employee": "{name}", "nationalId": {"type": "SSN", "value": "{masked_ssn}"}, "workerId": "{n9}"}, negative=True),
    Objects("entity", {"legal_entity": {"business_name": "{company}", "tax_id": "{ein}"}, "representative": "{name}", "duns": "{duns}"}, negative=True),
    Objects("unresolved", {"job": "{uuid}", "ssn": "{ssn}", "error": "no person record"}, negative=True, cls="element_only"),
    Objects("loan2", {"borrower": "{name}", "loanNumber": "{gaccount}", "servicer": "{company}"}, negative=True),
    Objects("quote", {"namedInsured": "{name}", "policyNumber": "{policy_no}", "effective": "{date}"}, negative=True),
    Objects("pet", {"owner": "{name}", "pets": [{"name": "Biscuit", "microchip": "{n15}"}], "chart": "{n9:num}"}, negative=True),
    Objects("sandbox2", {"scenario": "decline", "cardholder": "{name}", "card_number": "{test_card}"}, negative=True),
    Objects("gps", {"driver": "{name}", "tripId": "{n9}", "start": "{geo}", "odometer": "{n6:num}", "vin": "{vin}"}, negative=True),
)  # fmt: skip

_XML = (
    "<CdtTrfTxInf><PmtId><EndToEndId>{n9}</EndToEndId></PmtId><CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>USABA</Cd></ClrSysId><MmbId>{aba}</MmbId>"
    "</ClrSysMmbId></FinInstnId></CdtrAgt><Cdtr><Nm>{name:First Last}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>{bank}</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>",
    '<BORROWER BorrowerID="B{n4}" _FirstName="{first}" _LastName="{last}" _SSN="{ssn:bare}"><_RESIDENCE _StreetAddress="{street}" _City="{city}" '
    '_State="{state}" _PostalCode="{zip5}"/></BORROWER>',
    "<EmployeeRet>\n  <ListID>8000{n4}-{epoch}</ListID>\n  <FirstName>{first}</FirstName>\n  <LastName>{last}</LastName>\n  <SSN>{ssn}</SSN>\n"
    "</EmployeeRet>",
    "<Filer>\n  <PrimarySSN>{ssn:bare}</PrimarySSN>\n  <PrimaryFirstNm>{first}</PrimaryFirstNm>\n  <PrimaryLastNm>{last}</PrimaryLastNm>\n"
    "  <StateAbbreviationCd>{state}</StateAbbreviationCd>\n  <ZIPCd>{zip5}</ZIPCd>\n</Filer>",
    "<Person>\n  <PersonFullName>{name:First Last}</PersonFullName>\n  <PersonSSNIdentification>\n    <IdentificationID>{ssn}</IdentificationID>\n"
    "  </PersonSSNIdentification>\n</Person>",
    "<Driver>\n  <PersonFullName>{name:First Last}</PersonFullName>\n  <DriverLicenseIdentification>\n    <IdentificationID>{dl:MA}</IdentificationID>\n"
    "    <IdentificationJurisdiction>MA</IdentificationJurisdiction>\n  </DriverLicenseIdentification>\n</Driver>",
    '<patientRole>\n  <id root="2.16.840.1.113883.19.5" extension="{n8}"/>\n  <id root="2.16.840.1.113883.4.1" extension="{ssn}" '
    'assigningAuthorityName="SSN"/>\n  <patient><name><given>{first}</given><family>{last}</family></name></patient>\n</patientRole>',
    '<guest name="{name:First Last}"><creditCard number="{card:bare}" expires="{expiry}"/></guest>',
)  # fmt: skip
_OTHER_XML = (
    "<OrgnlTx><EndToEndId>{n9}</EndToEndId><Dbtr><Nm>{name:First Last}</Nm></Dbtr><DbtrAgt><MmbId>{aba}</MmbId></DbtrAgt><StsRsn>AC04</StsRsn></OrgnlTx>",
    '<LOAN LoanOriginator="{name:First Last}" NMLS="{n7}" CaseIdentifier="{n9}" UniversalLoanIdentifier="5493{hex16}"/>',
    "<InvoiceRet>\n  <TxnNumber>{n9}</TxnNumber>\n  <CustomerRef><FullName>{name:First Last}</FullName></CustomerRef>\n  <RefNumber>{n9}</RefNumber>\n"
    "</InvoiceRet>",
    "<Filer>\n  <EIN>{ein}</EIN>\n  <PersonNm>{name:First Last}</PersonNm>\n  <PTIN>P{n8}</PTIN>\n</Filer>",
    "<Person>\n  <PersonFullName>{name:First Last}</PersonFullName>\n  <PersonStateFingerprintIdentification>\n    <IdentificationID>{n9}</IdentificationID>\n"
    "  </PersonStateFingerprintIdentification>\n</Person>",
    '<patientRole>\n  <id root="2.16.840.1.113883.19.5" extension="{n9}"/>\n'
    "  <patient><name><given>{first}</given><family>{last}</family></name></patient>\n</patientRole>",
    '<guest name="{name:First Last}"><creditCard number="{masked_card}"/><confirmation>{n9}</confirmation></guest>',
    T("<reject><SSN>{ssn}</SSN><code>R0000-{n4}</code></reject>", cls="element_only"),
)  # fmt: skip

BATCHES = (
    *_PEOPLE,
    *_THINGS,
    Texts("outbound", "xml", "xml", _XML, _OTHER_XML, structured=True, where="label", per_file=12, sep="\n",
          head='<?xml version="1.0" encoding="utf-8"?>\n<Message created="2025-03-04T05:00:00Z">\n', tail="\n</Message>\n"),
)  # fmt: skip
