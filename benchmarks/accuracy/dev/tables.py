"""Exports: payrolls, customer lists, registers, and the tables of other things that look like them."""

from accuracy.batch import Fixed, Table, Texts
from accuracy.template import T

_ALL = ("csv", "xlsx", "tsv", "pipe", "html", "docx", "semicolon")

_PEOPLE = (
    Table("payroll", [("Employee Name", "{name}"), ("SSN", "{ssn}"), ("Hire Date", "{date}"), ("State", "{state}"), ("Zip", "{zip5}"),
                      ("Emp ID", "{n9}")], _ALL, title="Payroll register"),
    Table("hr", [("EmpNo", "{n6}"), ("LAST_NAME", "{last:upper}"), ("FIRST_NAME", "{first:upper}"), ("MI", "{mi}"),
                 ("SOC_SEC_NUM", "{ssn:bare}"), ("ADDR1", "{street}"), ("CITY", "{city}"), ("ST", "{state}"), ("ZIP", "{zip}")]),
    Table("ukg", [("lastName", "{last}"), ("firstName", "{first}"), ("socialSecurityNumber", "{ssn:num}"), ("baseSalary", "{amount}")],
          ("xlsx", "csv")),
    Table("family", [("emp_name", "{name}"), ("emp_ssn", "{ssn}"), ("spouse_name", "{2.name}"), ("spouse_ssn", "{2.ssn}"),
                     ("state", "{state}")], forms=("First Last", "Last, First", "First M. Last")),
    Table("depend", [("Subscriber First", "{first}"), ("Subscriber Last", "{last}"), ("Subscriber SSN", "{ssn}"),
                     ("Dependent 1 First", "{2.first}"), ("Dependent 1 Last", "{2.last}"), ("Dependent 1 SSN", "{2.ssn}"), ("Plan", "{n4}")]),
    Table("bare", [("", "{name}"), ("", "{ssn}"), ("", "{city}"), ("", "{state}"), ("", "{zip5}")], ("csv", "tsv"), header=False,
          forms=("First Last", "First M. Last", "Last, First")),
    Table("crm", [("Customer", "{name}"), ("E-mail", "{email}"), ("Card Number", "{card}"), ("Exp", "{expiry}"), ("Bill Zip", "{zip5}")],
          _ALL),
    Table("gateway", [("txn_id", "{uuid}"), ("cardholder_name", "{name}"), ("pan", "{card:bare}"), ("amount", "{amount}"),
                      ("auth_code", "{n6}"), ("created", "{epoch}")]),
    Table("drivers", [("Driver", "{name}"), ("DL Number", "{dl}"), ("DL State", "{dlstate}"), ("Unit", "{n4}"), ("City", "{city}")], _ALL),
    Table("fleet", [("Operator", "{name}"), ("License No", "{dl:MA}"), ("Lic. State", "MA"), ("Medical expires", "{date}")]),
    Table("ach", [("Payee", "{name}"), ("Routing", "{aba}"), ("Account", "{bank}"), ("Amount", "{amount}")]),
    Table("deposit", [("employee", "{name}"), ("bank_routing_no", "{aba}"), ("bank_account_no", "{bank}"), ("acct_type", "C"),
                      ("state", "{state}")], ("csv", "xlsx", "pipe")),
    Table("sepa", [("Creditor", "{name}"), ("IBAN", "{iban}"), ("Amount EUR", "{amount}")]),
    Table("tax", [("Recipient's name", "{name}"), ("Recipient's TIN (SSN)", "{ssn}"), ("Street", "{street}"), ("City", "{city}"),
                  ("State", "{state}"), ("ZIP code", "{zip}"), ("Box 1", "{amount}"), ("Payer's TIN", "{ein}")], _ALL),
    Table("students", [("Student Name", "{name}"), ("Student SS#", "{ssn:space}"), ("GPA", "3.4"), ("Banner ID", "{n8}")]),
    Table("patients", [("MRN", "{mrn}"), ("Pt Last", "{last}"), ("Pt First", "{first}"), ("DOB", "{dob}"), ("SSN", "{ssn:any}"),
                       ("Ins. ID", "{n9}"), ("Phone", "{phone}")]),
    Table("both", [("name", "{name}"), ("ssn", "{ssn}"), ("drivers_license", "{dl}"), ("dl_state", "{dlstate}"), ("card_number", "{card}"),
                   ("zip", "{zip5}")]),
)  # fmt: skip
_THINGS = (
    Table("orders", [("Order No", "{n9}"), ("Customer", "{name}"), ("Placed", "{date}"), ("Total", "{amount}"), ("Zip", "{zip5}")], _ALL,
          negative=True),
    Table("nolabel", [("", "{name}"), ("", "{n9}"), ("", "{amount}")], ("csv", "tsv"), header=False, negative=True),
    Table("staffids", [("Employee", "{name}"), ("Employee ID", "{n9}"), ("Badge", "{n9}"), ("Dept", "{n4}")], _ALL, negative=True),
    Table("members", [("Member Name", "{name}"), ("Member #", "{n9}"), ("Group #", "{n6}"), ("Phone", "{phone}")], negative=True),
    Table("maskedpay", [("Employee Name", "{name}"), ("SSN", "{masked_ssn}"), ("Pay", "{amount}"), ("Check No", "{n9}")], _ALL, negative=True),
    Table("last4", [("Name", "{name}"), ("SSN (last 4)", "{last4}"), ("File No", "{n9}")], negative=True),
    Table("cardmask", [("Cardholder", "{name}"), ("Card", "{masked_card}"), ("Auth", "{n6}"), ("ARN", "{n18}")], negative=True),
    Table("vendors", [("Vendor", "{company}"), ("Contact", "{name}"), ("EIN", "{ein}"), ("DUNS", "{duns}"), ("Phone", "{phone}")], _ALL,
          negative=True),
    Table("itins", [("Taxpayer", "{name}"), ("ITIN", "{itin}"), ("Year", "2024")], negative=True),
    Table("products", [("SKU", "{n9}"), ("Description", "{pick:Rose Chair|Long Table|Cole Lamp|James Desk}"), ("UPC", "{upc}"),
                       ("Part", "{ssn_shape}"), ("Qty", "{n4}")], _ALL, negative=True),
    Table("population", [("County", "{pick:Franklin|Norfolk|Grant|Lee|Clay}"), ("1990", "{n6}"), ("2000", "{n7}"), ("2010", "{n9}")],
          negative=True),
    Table("clinicians", [("Provider", "{name}"), ("NPI", "{npi}"), ("License", "{n6}"), ("State", "{state}")], negative=True),
    Table("phones", [("IMEI", "{imei}"), ("ICCID", "{iccid}"), ("Assigned To", "{name}"), ("Number", "{phone}")], negative=True),
    Table("shipping", [("Consignee", "{name}"), ("Tracking No.", "{usps}"), ("Address", "{addr}"), ("Weight", "{decimal}")], negative=True),
    Table("bills", [("Customer name", "{name}"), ("Account No.", "{gaccount}"), ("Meter", "{meter}"), ("kWh", "{n4}")], negative=True),
    Table("policies", [("Insured", "{name}"), ("Policy No.", "{policy_no}"), ("Premium", "{amount}"), ("Zip", "{zip5}")], negative=True),
    Table("events", [("user", "{name}"), ("ts", "{epoch_ms}"), ("session", "{uuid}"), ("lat_lon", "{geo}"), ("score", "{float}")],
          negative=True),
    Table("nonames", [("Record", "{n5}"), ("SSN", "{ssn}"), ("Amount", "{amount}")], negative=True, cls="element_only"),
    Table("blankform", [("Name", ""), ("Social Security Number", ""), ("Driver's License", ""), ("Employee ID", "{n9}")], negative=True),
    Table("testcards", [("Tester", "{name}"), ("Card number", "{test_card}"), ("Result", "approved")], negative=True),
    Table("books", [("Borrower", "{name}"), ("ISBN", "{isbn}"), ("Barcode", "{n14}"), ("Due", "{date}")], negative=True),
    Table("boats", [("Owner", "{name}"), ("Fishing License", "{n9}"), ("Registration", "MS {n4} A{pick:B|C}"), ("Town", "{city}")],
          negative=True),
)  # fmt: skip
_FIXED = (
    Fixed("payext", [(7, "{n6}"), (34, "{name}"), (10, "{ssn:bare}"), (3, "{state}"), (10, "{zip5}"), (10, "{n9}")],
          ["EMPNO", "NAME", "SSN", "ST", "ZIP", "POSITION"]),
    Fixed("register", [(12, "{n9}"), (34, "{name}"), (14, "{ssn}"), (12, "{date}"), (12, "{amount}")],
          ["FILE NO", "EMPLOYEE NAME", "SOC SEC NO", "HIRED", "GROSS"]),
    Fixed("mainframe", [(24, "{last:upper}"), (18, "{first:upper}"), (2, "{mi}"), (12, "{ssn}"), (30, "{street}"), (18, "{city}"), (2, "{state}"),
                        (10, "{zip5}")]),
    Fixed("cards", [(22, "{card:space}"), (34, "{name}"), (8, "{expiry}"), (10, "{zip5}")], ["CARD NUMBER", "CARDHOLDER", "EXP", "ZIP"]),
    Fixed("stock", [(12, "{n9}"), (34, "{name}"), (14, "{n9}"), (12, "{date}"), (12, "{amount}")],
          ["ORDER NO", "CUSTOMER", "INVOICE NO", "DATE", "AMOUNT"], negative=True),
    Fixed("badge", [(34, "{name}"), (9, "{n9}"), (10, "{compact}"), (6, "{n4}")], ["NAME", "BADGE", "STAMP", "DOOR"], negative=True),
    Fixed("maskext", [(34, "{name}"), (14, "{masked_ssn}"), (12, "{n9}"), (12, "{amount}")],
          ["NAME", "SSN", "CHECK NO", "NET"], negative=True),
    Fixed("readings", [(10, "{meter}"), (30, "{street}"), (12, "{n9}"), (12, "{date}"), (16, "{decimal}")], negative=True),
)  # fmt: skip

# Names without a number and numbers without a name, on different rows.
_ROWS = Texts(
    "broken",
    "table",
    "csv",
    ("{name:First Last},{ssn},{zip5}", "{name:First M. Last},{ssn},{zip5}"),
    (
        "{name:First Last},,",
        T(",{ssn},", cls="element_only"),
        T(",{ssn},{zip5}", cls="element_only"),
        "{name:First M. Last},,{zip5}",
    ),
    structured=True,
    where="label",
    per_file=30,
    sep="\n",
    head="Name,SSN,Zip\n",
)

BATCHES = (*_PEOPLE, *_THINGS, *_FIXED, _ROWS)
