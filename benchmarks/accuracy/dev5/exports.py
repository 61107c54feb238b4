"""Exports of tax, core banking, loan, property, police, court and town programs: tables."""

from accuracy.batch import Table, Texts
from accuracy.template import T

_ALL = ("csv", "xlsx", "statement", "listing", "pipe", "html", "docx", "tsv")
_SHEETS = ("xlsx", "excel", "statement", "listing")
_PLAIN = ("First Last", "First M. Last", "Last, First")

_PEOPLE = (
    Table("taxclients", [("Client ID", "{n5}"), ("Taxpayer Last", "{last}"), ("Taxpayer First", "{first}"), ("Taxpayer SSN", "{ssn}"), ("Spouse Last", "{2.last}"),
                         ("Spouse First", "{2.first}"), ("Spouse SSN", "{2.ssn}"), ("Zip", "{zip5}")], ("csv", "excel", "xlsx")),
    Table("cif", [("CIF", "{n7}"), ("Customer Name", "{name}"), ("Tax ID", "{ssn}"), ("Tax ID Type", "SSN"), ("Branch", "03"), ("State", "{state}")], _ALL),
    Table("pipeline", [("Borrower First Name", "{first}"), ("Borrower Last Name", "{last}"), ("Borrower SSN", "{ssn}"), ("Co-Borrower First Name", "{2.first}"),
                       ("Co-Borrower Last Name", "{2.last}"), ("Co-Borrower SSN", "{2.ssn}"), ("Lock Date", "{date}")], ("csv", "excel", "listing")),
    Table("rentroll", [("Unit", "{n4}"), ("Tenant", "{name}"), ("Tenant SSN", "{ssn}"), ("Lease From", "{date}"), ("Rent", "{amount}")], _ALL, title="Rent roll"),
    Table("members50058", [("Last Name", "{last}"), ("First Name", "{first}"), ("MI", "{mi}"), ("Relation", "H"), ("SSN", "{ssn}"), ("DOB", "{dob}")], _ALL),
    Table("townpay", [("Employee", "{name}"), ("Soc Sec", "{ssn}"), ("Dept", "DPW"), ("Regular", "{amount}"), ("Overtime", "{amount}")], _ALL, title="Warrant 34"),
    Table("int1099", [("Recipient Name", "{name}"), ("Recipient SSN", "{ssn}"), ("Address", "{street}"), ("City", "{city}"), ("State", "{state}"),
                      ("ZIP", "{zip5}"), ("Box 1 Interest", "{amount}")], _ALL, title="1099-INT proof list"),
    Table("arrests", [("Arrest No", "{n7}"), ("Arrestee Name", "{name}"), ("DOB", "{dob}"), ("SSN", "{ssn}"), ("Charge", "A&B"), ("Officer ID", "{badge}")], _SHEETS),
    Table("restitution", [("Docket", "{docket}"), ("Payee", "{name}"), ("Payee Routing #", "{aba}"), ("Payee Checking Acct #", "{bank}"), ("Paid", "{amount}")], _ALL),
    Table("support", [("Case ID", "{n8}"), ("Obligor Name", "{name}"), ("Obligor SSN", "{ssn:bare}"), ("Obligee Name", "{2.name}"), ("Obligee SSN", "{2.ssn:bare}"),
                      ("Arrears", "{amount}")], ("csv", "pipe", "tsv"), forms=("LAST, FIRST M", "First Last", "Last, First")),
    Table("veterans", [("Veteran", "{name}"), ("S.S. #", "{ssn}"), ("Ch. 115 Benefit", "{amount}"), ("Town", "{city}")], _ALL, title="Veterans' services"),
    Table("softpull", [("consumer_first", "{first}"), ("consumer_last", "{last}"), ("consumer_ssn", "{ssn:bare}"), ("state", "{state}"), ("zip", "{zip5}"),
                       ("score", "702")], ("csv", "pipe", "tsv")),
    Table("mailing", [("", "{n5}"), ("", "{name}"), ("", "{ssn}"), ("", "{street}"), ("", "{city}"), ("", "{state}"), ("", "{zip5}")], ("csv", "tsv", "pipe"),
          header=False, forms=("First Last", "First M. Last", "Last, First")),
    Table("unclaimed", [("Owner Last Name", "{last}"), ("Owner First Name", "{first}"), ("Owner SSN", "{ssn}"), ("Property Type", "AC02"), ("Amount", "{amount}"),
                        ("Owner State", "{state}")], _SHEETS),
    Table("stipend", [("Name", "{name}"), ("Social Security Number", "{ssn:num}"), ("Precinct", "4"), ("Pay", "{amount}")], ("xlsx", "statement"), title="Constables"),
    Table("idlog", [("Customer", "{name}"), ("ID Type", "Driver's license"), ("DL Number", "{dl}"), ("DL State", "{dlstate}"), ("Branch", "03")], _ALL),
    Table("citations", [("Citation", "T{n7}"), ("Violator", "{name}"), ("License Number", "{dl:MA}"), ("License State", "MA"), ("Plate", "{plate}"), ("Offense", "90/17")], _ALL),
    Table("showings", [("Prospect Name", "{name}"), ("Driver's Lic. No.", "{dl}"), ("State Issued", "{dlstate}"), ("Agent", "{other}")], _ALL, title="Showing log"),
    Table("fidcards", [("APPLICANT NAME", "{name}"), ("MA DRIVERS LICENSE", "{dl:MA}"), ("APP DATE", "{date}"), ("TYPE", "FID")], ("csv", "pipe", "listing")),
    Table("visitors", [("Visitor", "{name}"), ("License #", "{dl:MA}"), ("License State", "MA"), ("Plate", "{plate}"), ("Seen By", "{other}")], _ALL, title="Visitor parking"),
    Table("origination", [("Receiver Name", "{name}"), ("RDFI", "{aba}"), ("Account No", "{bank}"), ("Amount", "{amount}"), ("SEC", "PPD")], _ALL, title="ACH batch"),
    Table("savings", [("Member Name", "{name}"), ("Savings Account #", "{bank}"), ("Balance", "{amount}"), ("Opened", "{date}")], _ALL),
    Table("refunds", [("Taxpayer", "{name}"), ("Routing Number", "{aba}"), ("Bank Account Number", "{bank}"), ("Refund", "{amount}")], _ALL),
    Table("hap", [("Landlord", "{name}"), ("ABA", "{aba}"), ("Deposit Account", "{bank}"), ("HAP", "{amount}"), ("State", "{state}")], _ALL, title="HAP register"),
    Table("remit", [("Beneficiary Name", "{name}"), ("Beneficiary IBAN", "{iban}"), ("USD", "{amount}"), ("Sent", "{date}")], ("csv", "excel", "xlsx")),
    Table("hotcards", [("CARDHOLDER", "{name}"), ("CARD NUMBER", "{card:bare}"), ("EXP", "{expiry}"), ("STATUS", "LOST")], ("csv", "pipe", "listing", "tsv")),
    Table("disputes", [("Case", "{n8}"), ("Member Name", "{name}"), ("Debit Card #", "{card}"), ("Merchant", "Fuel stop"), ("Amount", "{amount}")], _ALL),
    Table("clerkfees", [("Date", "{date}"), ("Payer", "{name}"), ("Credit Card Number", "{card:grouped}"), ("Exp Date", "{expiry}"), ("For", "Birth certificate")], _ALL),
    Table("onlinerent", [("Resident First", "{first}"), ("Resident Last", "{last}"), ("Card Number", "{card}"), ("Expires", "{expiry}"), ("Rent", "{amount}")], _ALL),
    Table("pcards", [("Employee Name", "{name}"), ("Purchasing Card No.", "{card:space}"), ("Limit", "{amount}"), ("Dept", "Schools")], _SHEETS, title="P-card roster"),
)  # fmt: skip
_THINGS = (
    Table("assessed", [("Parcel ID", "{parcel}"), ("Owner Name", "{name}"), ("Book/Page", "{n5}/{n4}"), ("LUC", "101"), ("Total Value", "{amount}")], _ALL, negative=True,
          title="Assessors' database"),
    Table("calendar", [("Docket", "{docket}"), ("Party", "{name}"), ("Attorney", "{2.name}"), ("BBO", "{n6}"), ("Event", "Status")], _ALL, negative=True, forms=_PLAIN),
    Table("servicing", [("Loan #", "{gaccount}"), ("Borrower", "{name}"), ("UPB", "{amount}"), ("Next Due", "{date}")], _ALL, negative=True),
    Table("listings", [("MLS #", "{n8}"), ("List Agent", "{name}"), ("Agent ID", "CN{n6}"), ("List Price", "{amount}"), ("Office Phone", "{phone}")], _ALL, negative=True),
    Table("bpermits", [("Permit #", "{n9}"), ("Applicant", "{name}"), ("CSL", "CS-{n6}"), ("Issued", "{date}"), ("Fee", "{amount}")], _ALL, negative=True),
    Table("excise", [("Bill #", "{n9}"), ("Owner", "{name}"), ("Plate", "{plate}"), ("VIN", "{vin}"), ("Due", "{amount}")], _ALL, negative=True, title="Excise commitment"),
    Table("acks", [("Taxpayer", "{name}"), ("SSN Last 4", "{last4}"), ("Submission ID", "{n20}"), ("Status", "Accepted")], _SHEETS, negative=True),
    Table("clientlist", [("Client", "{name}"), ("SSN", "{masked_ssn}"), ("Preparer PTIN", "P0{n7}"), ("Return", "1040")], _ALL, negative=True),
    Table("cad", [("Incident", "{n8}"), ("Received", "{stamp}"), ("Reporting Party", "{name}"), ("Callback", "{phone}"), ("Location", "{geo}")], ("csv", "pipe"), negative=True),
    Table("property", [("Item #", "{n9}"), ("Owner", "{name}"), ("Description", "Laptop"), ("Serial No", "{n12}"), ("Locker", "{n4}")], _ALL, negative=True, title="Property room"),
    Table("vouchers", [("Voucher No", "{n9}"), ("Family", "{name}"), ("Issued", "{date}"), ("Bedrooms", "2"), ("Entity ID", "{n8}")], _ALL, negative=True),
    Table("titlepol", [("Insured", "{name}"), ("Policy No.", "{policy_no}"), ("Lender", "{company}"), ("Premium", "{amount}")], _ALL, negative=True),
    Table("dba", [("Certificate", "{n5}"), ("Business", "{company}"), ("FEIN", "{ein}"), ("Owner", "{name}"), ("Filed", "{date}")], _ALL, negative=True),
    Table("originators", [("Originator", "{name}"), ("NMLS ID", "{n7}"), ("Loans YTD", "42"), ("Extension", "{n4}")], _SHEETS, negative=True),
    Table("nomatch", [("Seq", "{n5}"), ("SSN", "{ssn}"), ("Tax Year", "2022"), ("Match", "N")], ("csv", "pipe", "xlsx"), negative=True, cls="element_only"),
    Table("nossn", [("Client Last", "{last}"), ("Client First", "{first}"), ("SSN", ""), ("DL #", ""), ("Intake No", "{n9}")], ("csv", "xlsx", "tsv"), negative=True),
    Table("queue", [("", "{n9}"), ("", "{last}"), ("", "{first}"), ("", "{date}"), ("", "{n9}")], ("csv", "pipe"), header=False, negative=True),
    Table("waterbill", [("Account", "{gaccount}"), ("Customer Name", "{name}"), ("Meter #", "{meter}"), ("Usage", "{n4}")], _ALL, negative=True, title="Water billing"),
    Table("uat", [("Script", "{n4}"), ("Tester", "{name}"), ("Card Number", "{test_card}"), ("Outcome", "Pass")], ("csv", "xlsx"), negative=True),
    Table("wires", [("Fed Ref", "20250312B1QGC01R00{n4}"), ("Originator", "{name}"), ("Receiving ABA", "{aba}"), ("Amount", "{amount}")], _ALL, negative=True),
    Table("w7list", [("Applicant", "{name}"), ("ITIN", "{itin}"), ("Batch", "{n6}"), ("Mailed", "{date}")], ("csv", "xlsx"), negative=True),
    Table("streetlist", [("Ward", "3"), ("Voter", "{name}"), ("Resident ID", "{n9}"), ("Party", "U"), ("Street", "{street2}")], _ALL, negative=True),
    Table("cardstmt", [("Cardholder", "{name}"), ("Card", "{masked_card}"), ("Reference", "{n16}"), ("MCC", "{n4}"), ("Amount", "{amount}")], _SHEETS, negative=True),
)  # fmt: skip

# Rows typed by hand, some of them not finished.
_ROWS = Texts(
    "walkins",
    "table",
    "csv",
    ('{date},"{name:Last, First}",{ssn},{phone}', '{date},"{name:Last, First M.}",{ssn},{phone}'),
    (
        '{date},"{name:Last, First}",,{phone}',
        T("{date},,{ssn},{phone}", cls="element_only"),
        '{date},"{name:Last, First M.}",{masked_ssn},{phone}',
    ),
    structured=True,
    where="label",
    per_file=28,
    sep="\n",
    head="Visit Date,Client Name,SSN,Phone\n",
)
BATCHES = (*_PEOPLE, *_THINGS, _ROWS)
