"""Running text: case notes, police reports, call-center notes, claims, minutes, chats."""

from accuracy.batch import Texts
from accuracy.template import T

_NOTES = (
    "Spoke with {name} this morning about the lapsed coverage. {They} read me {they:1} Social Security number, {ssn}, so that I could "
    "find the record, and asked for a call back after five.",
    "The applicant, {name}, of {addr}, gave a social security number of {ssn} and two pay stubs.",
    "{name} (SSN {ssn}) was hired on {date} as a part-time aide at the {city} office.",
    "Intake: {name}, born {dob}, SSN: {ssn}, lives at {addr}. Referred by the school nurse.",
    "Per the file, {name:First Last}'s SS# is {ssn}; the number on the older card was a typing error.",
    "Claimant {name} was identified by Massachusetts driver's license number {dl:MA} at the scene, and complained of neck pain.",
    "I stopped a gray sedan, plate {plate}, on Route 9. The operator was identified by MA license {dl:MA} as {name}, DOB {dob}, of "
    "{addr}. A citation was issued.",
    "Witness {name} ({dlstate:long} driver's license no. {dl}) stated that the light was red.",
    "Caller is {name}, {addr}. Wants the charge of ${amount} reversed on the card ending the call with {card}; exp. {expiry}.",
    "{name} called to pay the deposit. Visa/MC number {card:grouped}, expiration {expiry}, billing zip {zip5}.",
    "Please refund {name}, credit card {card}, for the two nights that were cancelled.",
    "Agent note {date}: customer {name} updated the card on file to {card}, valid thru {expiry}. Old one was reported stolen.",
    "For direct deposit {name} gave routing number {aba} and checking account number {bank}. Starts with the next payroll.",
    "{name} asks that the pension be paid into savings account no. {bank} (ABA {aba}) at the credit union in {city}.",
    "The refund for {name} of {addr} goes by wire to checking account {bank}, routing {aba}.",
    "{name} keeps an account abroad; please pay the settlement to IBAN {iban}.",
    "We have two records for the same tenant: {name}, SSN {ssn:space}, and a blank one. Merge them.",
    "HR asked me to fix the W-4 of {name}. The Social Security No. should read {ssn}, the address {addr}.",
    "The minutes of the hardship committee: {name}, soc. sec. no. {ssn}, requested an early withdrawal of ${amount}.",
    "{date} {time} - spoke w/ {name}, verified last name, DOB {dob} and full social {ssn}. Wants statements mailed to {addr}.",
    "Beneficiary is {name}, {pick:spouse|son|daughter|brother} of the insured, Social Security Number {ssn}.",
    "{name} and {2.name} filed jointly. Their Social Security numbers are {ssn} and {2.ssn} respectively.",
    "The borrower {name} ({ssn}) and the co-borrower {2.name} ({2.ssn}) signed at closing on {date}.",
    "My name is {name} and my social is {ssn:any}, can you check if the claim went through?",
    "Resident {name} of {addr} presented a driver's license, {dl}, which had expired on {date}.",
)
_OTHER = (
    "{name} called about invoice {invoice}; the amount of ${amount} was paid on {date} by check {n4}.",
    "Ordered by {name}: part no. {n9}, two pieces, and part no. {part}, six pieces.",
    "{name} of {company} asked for the W-9 again. Their EIN is {ein}.",
    "The taxpayer {name} files with an ITIN, {itin}, as {they} has no Social Security number.",
    "Adoption pending, so {name} put the ATIN {atin} on line 6c.",
    "Verified the caller: {name}, last four of the social {last4}.",
    "{name}'s Social Security number is on file as {masked_ssn}; the full number is in the vault.",
    "{name} paid with {masked_card}. No further action.",
    "The training guide uses {test_ssn} as a sample Social Security number.",
    T("QA ran the checkout as {name} with the test card {test_card}, and the order went through."),
    "Please tell {name} that the parcel {usps} was left at the side door; the other, {ups}, is still in transit.",
    "{name} reported the phone lost. IMEI {imei}, SIM {iccid}. Blocked on {date}.",
    "Dr. {name}, NPI {npi}, will cover the weekend clinic.",
    "{name} can be reached at {phone} or, after six, at {phone}.",
    "Deliver to {name}, {addr}, ZIP+4 {zip4}. Gate code {n4}.",
    "The routing number for the branch where {name} banks is {aba}; I have not asked for the account.",
    T("{name} disputes the estimated reading. Gas account {gaccount}, meter {meter}."),
    T("{name} renewed homeowner's policy number {policy_no} and asked for a declarations page."),
    "Passport {passport} of {name} expires in {date}; remind the travel desk.",
    "{name} holds professional license number {n6} of the Board of Registration, and {they:1} dental license is DN{n7}.",
    "The fishing license of {name}, no. {n9}, was bought in {city} on {date}.",
    "{name} drew docket {docket}; hearing moved to {date}. Parcel {parcel} is not in dispute.",
    "Case number {n9} was assigned to {name} and case number {n9} to {2.name}.",
    "{name} returned the book, ISBN {isbn}, with water damage.",
    "Badge {n9} of {name} did not open the north door at {time}. Reissued as badge {n9}.",
    "On {stamp} the job of {name} wrote {n9} rows and {n12} bytes, checksum {sha}.",
    "The vehicle of {name} is a blue wagon, VIN {vin}, plate {plate}, odometer {n6}.",
    "{name} owns 400 shares; CUSIP {n9}, confirmation number {n10}.",
    "Student ID {n8}, name {name}, transferred with 42 credits. Transcript request {n9}.",
    "{company}, D-U-N-S {duns}, asked {name} for a quote on 12 pumps, serial {serial}.",
    "Population of the county rose from {n6} to {n6}, says {name} in a paper on pages 123-45 to 167-89.",
    T(
        "The number {ssn} was written on a sticky note; nobody knows whose Social Security number it is.",
        cls="element_only",
    ),
    T(
        "Somebody left a card in the lobby. Credit card number {card:grouped}, expires {expiry}. It is in the safe.",
        cls="element_only",
    ),
    T(
        "{mrs} gave a Social Security number, {ssn}, but no first name; ask again.",
        cls="element_only",
        also=("review",),
    ),
    "{name} typed a social security number that cannot exist ({bad_ssn}), so the form was returned.",
    "The card of {name} was refused: {bad_card} fails the check digit.",
    "{name} scored {decimal} and {float} in the two trials; the sensor stood at {geo}.",
    "Reagent for {name}: CAS {cas}, lot {n9}, NDC {ndc}.",
)
_FILLERS = (
    "Nothing else was decided. The committee meets again on {date}, in the small room on the second floor.",
    "The heating was out from {time} until noon; the landlord has been told, and work order {n7} is open.",
    "Traffic on Main Street was light. The trash contract with {company} runs out next spring and needs three quotes.",
    "A reminder that time sheets are due on Friday. Late sheets hold up everybody, and payroll cannot wait.",
    "Will Park and Rose Street be closed for the parade? May said that April is early enough to ask.",
)

BATCHES = (
    Texts("notes", "prose", "txt", _NOTES, _OTHER, fillers=_FILLERS, wrap=78),
    Texts("memo", "prose", "docx", _NOTES, _OTHER, fillers=_FILLERS, per_file=12),
    Texts("wiki", "prose", "html", _NOTES, _OTHER, fillers=_FILLERS, per_file=12),
)
