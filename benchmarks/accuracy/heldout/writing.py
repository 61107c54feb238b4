"""Letters and mail of registrars, bursars, human resources, plan administrators, carriers, brokers, unions."""

from accuracy.batch import Texts
from accuracy.template import T

_TO = "{date}\n\n{name:First Last}\n{street}\n{city}, {state} {zip}\n\n"
_LETTERS = (
    _TO + "Re: Continuation of coverage\nSocial Security number: {ssn}\n\nDear {mrs}:\n\nYour group health coverage ends on {date}. You have sixty days to "
    "elect continuation.\n\nCOBRA Unit",
    _TO + "Subject: Your Form 1098-T\n\nDear {given},\n\nThe IRS asks us to confirm the Social Security number we have for you, which is {ssn}. If it is wrong, "
    "return Form W-9S.\n\nOffice of the Bursar",
    "{date}\n\nTo Whom It May Concern:\n\nThis letter confirms that {name}, SSN {ssn}, was enrolled full time for the fall term and is in good standing.\n\n"
    "{other}\nRegistrar",
    "{date}\n\nPension Fund\n\nRE: {name:First M. Last}\n    SS# {ssn}\n    Local {n4}\n\nDear Trustees:\n\nI wish to retire on the first of the month and "
    "ask for the papers.\n\nFraternally,\n\n{name:First M. Last}",
    "INCOME WITHHOLDING FOR SUPPORT\n\nTo: Payroll Department, {company}\n\nRE: Employee/Obligor: {name:Last, First}\n    Social Security Number: {ssn}\n\n"
    "You must deduct ${amount} per week from this employee's income.",
    _TO + "Dear {mrs}:\n\nWe have received your claim for short-term disability. Please check the facts below.\n\n    Claimant: {name:First Last}\n    SSN: {ssn}\n"
    "    Claim number: {n9}\n\nDisability Claims",
    "{date}\n\nMedical Records\n\nPlease send the complete chart of our client {name}, date of birth {dob}, Social Security number {ssn}, of {addr}. A signed "
    "authorization is attached.\n\nVery truly yours,\n{other}, Esq.",
    "{date}\n\nBenefits Office\n\nI want to add my spouse to my plan. I am {name}, SSN {ssn}. My spouse is {2.name}, SSN {2.ssn}. We live at {addr}.\n\nThank you.",
    T(_TO + "Dear {mrs}:\n\nThe beneficiary of record is {2.name:First Last}, Social Security number {2.ssn}. To change it, fill in the enclosed form.\n\n"
      "Retirement Services", home="massachusetts", residency="any"),
    _TO + "Dear {mrs}:\n\nAs you asked, your long-term disability benefit will be deposited to your checking account, number {bank}, at the bank with routing "
    "number {aba}.\n\n{other}\nBenefits Analyst",
    _TO + "Dear {given}:\n\nYour refund of ${amount} was sent to savings account {bank} (routing number {aba}). Allow three days.\n\nStudent Accounts",
    "{date}\n\nDear Billing Office,\n\nPlease put the ${amount} from my statement on my credit card. The number is {card:space} and it expires {expiry}.\n\n"
    "{name:First Last}\n{street}\n{city}, {state} {zip}",
    _TO + "Dear {mrs}:\n\nThank you for your pledge to the annual fund. We will charge your card, {card:grouped}, expiration {expiry}, on the first of each "
    "month.\n\nAdvancement",
    "{date}\n\nUnderwriting\n\nPlease add a driver to the policy: {name}, born {dob}, driver's license number {dl}, licensed in {dlstate:long}.\n\n"
    "{other}\nLicensed Broker",
    _TO + "Dear {mrs}:\n\nOur check of Massachusetts driver's license {dl:MA} found two surcharges. You may not drive a school van until we have talked.\n\n"
    "Transportation Director",
    "{date}\n\nAccounts Payable\n\nPlease pay the honorarium of the visiting lecturer, {name}, by transfer to IBAN {iban}.\n\n{other}\nDepartment Chair",
)  # fmt: skip
_OTHER_LETTERS = (
    _TO + "Re: Continuation of coverage\nMember ID: {n9}\n\nDear {mrs}:\n\nYour group health coverage ends on {date}. You have sixty days to elect "
    "continuation.\n\nCOBRA Unit",
    _TO + "Subject: Your Form 1098-T\n\nDear {given},\n\nWe show your Social Security number as {masked_ssn}. If the last four digits are wrong, return Form "
    "W-9S. Your student ID is {n9}.\n\nOffice of the Bursar",
    "{date}\n\nTo Whom It May Concern:\n\nThis letter confirms that {name}, student ID {n9}, was enrolled full time for the fall term.\n\n{other}\nRegistrar",
    _TO + "EXPLANATION OF BENEFITS - THIS IS NOT A BILL\n\nClaim number: {n13}\nGroup: {n6}\nProvider: {2.name:First Last}, NPI {npi}\n\nYou may owe ${amount}.",
    T(_TO + "Re: Policy {policy_no}\n\nDear {mrs}:\n\nThis is to remind you that your renewal premium of ${amount} is due on {date}.\n\n{company}"),
    _TO + "Dear {mrs}:\n\nYour claim for short-term disability was approved. Claim number {n9}. Please put it on every page you send.\n\nDisability Claims",
    "{date}\n\n{company}\nFederal ID {ein}\n\nAttention: {name}\n\nThe group number for the new plan year is {n6} and the bill group is {n4}.\n\n{other}\nAccount Manager",
    _TO + "Dear {given}:\n\nWe are pleased to offer you admission. Your applicant number is {n9} and your housing deposit of ${amount} is due on {date}.\n\nAdmissions",
    T(_TO + "Dear {mrs}:\n\nYour student loan, number {gaccount}, enters repayment on {date}.\n\nLoan Servicing"),
    T(_TO + "PATIENT STATEMENT\nGuarantor account number {gaccount}\n\nDear {mrs}:\n\nThe balance after insurance is ${amount}.\n\nPatient Financial Services"),
    _TO + "Dear {mrs}:\n\nYour payment of ${amount} by {masked_card} was received. Receipt {n9}.\n\nStudent Accounts",
    "{date}\n\n{name:First Last}\n\nDear {mrs}:\n\nYour ITIN {itin} cannot be used for payroll. Please apply for a Social Security number and bring the letter to "
    "Human Resources.",
    _TO + "Dear Brother or Sister:\n\nBallot number {n6} is enclosed. Your book number is {n7}. Ballots must be back by {date}.\n\nElection Committee",
    _TO + "Re: Grievance {n8}, Badge {n5}\n\nDear {mrs}:\n\nThe employer denied the grievance at step two. The union will ask for arbitration.\n\n{other}",
    T("{date}\n\nDear Provider:\n\nThe enclosed page reached us without a name. It shows only the Social Security number {ssn}. Please claim it.\n\nMail Center",
      cls="element_only"),
    _TO + "Dear {mrs}:\n\nLicense RN{n7} is due for renewal on {date}. Send the new one to the nursing office.\n\n{other}",
)  # fmt: skip


def _mail(subject: str, body: str, kind: str = "plain") -> str:
    return (
        "Received: from relay{n4}.example.edu ({ip}) by mbx.example.edu id {hex16}; {iso}\nFrom: {other} <hr@example.edu>\n"
        "To: Benefits <benefits@example.edu>\nSubject: " + subject + "\nDate: Wed, 12 Feb 2025 13:05:41 -0500\nMessage-ID: <{uuid}@example.edu>\n"
        "MIME-Version: 1.0\nContent-Type: text/" + kind + "; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + body + "\n"
    )  # fmt: skip


_MAILS = (
    _mail("add to medical", "Good morning,\n\nPlease add {name} to medical and dental eff {date}. SSN is {ssn}, home address {addr}.\n\nThanks!\n{other}\nHR Generalist"),
    _mail("RE: RE: missing SSN", "Got it, the SSN for {name} is {ssn}.\n\n-----Original Message-----\nFrom: Carrier Services\nSent: Tuesday\n\nWe cannot load the file "
          "without the number."),
    _mail("newborn", "Employee {name} (SSN {ssn}) had a baby. The baby is {2.name:First Last} and the social security number just came: {2.ssn}.\n\n{other}"),
    _mail("CORI / new sub", "New substitute for the middle school.\n\nName: {name}\nSSN: {ssn}\nDOB: {dob}\nMailing address: {addr}\n"),
    _mail("FROI", "Hi, injured employee is {name}, social {ssn:any}, date of injury {date}, left shoulder. Lives in {city}, {state} {zip5}.\n"),
    _mail("401k hardship", "{name} called the record keeper and they have the wrong social on file. Correct number: {ssn}. Can you send the change today?\n\n{other}"),
    _mail("Enrollment submitted", "<html><body><p>A form was submitted.</p><table><tr><td>Employee</td><td>{name}</td></tr><tr><td>SSN</td><td>{ssn}</td></tr>"
          "<tr><td>Zip</td><td>{zip5}</td></tr></table></body></html>", "html"),
    _mail("Pt transfer", "Accepting {name:Last, First}, DOB {dob}, SSN {ssn}. Dr. {other} is the attending. Bed by 3 pm.\n"),
    _mail("direct dep change", "Hello payroll, this is {name}. Please change my direct deposit to routing {aba}, account number {bank} (checking) for the next pay date.\n"),
    _mail("student refund", "For {name}, send it ACH please:\n\nRouting number: {aba}\nAccount number: {bank}\nType: savings\n\n{other}"),
    _mail("tuition by card", "My daughter is a sophomore. Please use my card.\n\nName on card: {name}\nCard #: {card}\nExp date: {expiry}\nAmount: ${amount}\n"),
    _mail("Conference registration", "Can someone register {name} for the nursing conference? {They} gave me {they:1} credit card, {card:space}, exp {expiry}, security code {cvv}.\n"),
    _mail("driver for auto quote", "Second driver on the household is {name}, DOB {dob}, license number {dl}, {dlstate} driver's license, no accidents.\n\n{other}"),
    _mail("van list", "One more for the van pool.\n\nDriver: {name}\nDL #: {dl:MA}\nDL state: MA\nExpires: {date}\n"),
    _mail("fellowship payment", "Please wire the first stipend to {name}: IBAN {iban}, BIC on the attached form.\n\n{other}"),
    _mail("dues refund", "Member {name}, SS# {ssn}, was charged twice in January. Refund ${amount} by check to {addr}.\n"),
)  # fmt: skip
_OTHER_MAILS = (
    _mail("add to medical", "Good morning,\n\nPlease add {name} to medical and dental eff {date}. Employee ID {n9}, SSN to follow by phone.\n\nThanks!\n{other}"),
    _mail("RE: RE: missing SSN", "It is in the portal now, nobody should put it in an e-mail. Ticket {n9}, employee {name}, last four {last4}.\n"),
    _mail("Auth approved", "Authorization {n10} for {name}, CPT 70553, was approved through {date}. Ref {n9}.\n"),
    _mail("transcript", "Transcript order {n9} of {name} was sent. Tracking {ups}. Reply is not monitored.\n"),
    _mail("W-9 for new vendor", "The caterer is {company}, EIN {ein}. Owner is {name}, {phone}. Vendor number {n9}.\n"),
    _mail("Enrollment submitted", "<html><body><p>A form was submitted.</p><table><tr><td>Employee</td><td>{name}</td></tr><tr><td>Employee ID</td><td>{n9}</td></tr>"
          "<tr><td>SSN</td><td>{masked_ssn}</td></tr></table></body></html>", "html"),
    _mail("Payment receipt", "Hi {given},\n\nthank you for your payment of ${amount} to {masked_card}. Transaction {n12}, student ID {n9}.\n"),
    _mail("credentialing", "Please add Dr. {name}, NPI {npi}, CAQH {n8}, to the roster. License {n6}, DEA F{pick:A|B|M}{n7}.\n"),
    T(_mail("cert of insurance", "{name} needs a certificate. Auto policy {policy_no}, limits attached.\n\n{other}")),
    _mail("loss run", "Claim {n9}, claimant {name}, reserve ${amount}, closed on {date}. The other one is {n9}.\n"),
    _mail("zoom", "{name} is inviting you to a scheduled meeting.\nMeeting ID: {n11}\nPasscode: {n6}\nDial in: {phone}\n"),
    _mail("laptop", "Return label for {name}: FedEx {fedex}. Asset {n9}, serial {serial}.\n\n{other}"),
    T(_mail("who is this?", "The carrier reject report has one line without a name, SSN {ssn}, code {n4}. Does anybody know?\n"), cls="element_only"),
    T(_mail("payment plan", "{name} would like a plan for guarantor account {gaccount}, ${amount} a month.\n")),
    _mail("steward list", "{name}, local {n4}, book number {n7}, is the new steward. Cell {phone}.\n"),
    _mail("portal test", "I paid as {name} with card number {test_card} in the test shop and the receipt was fine. Order {n9}.\n"),
)  # fmt: skip

BATCHES = (
    Texts("notices", "letter", "txt", _LETTERS, _OTHER_LETTERS, per_file=1),
    Texts("mailing", "letter", "docx", _LETTERS, _OTHER_LETTERS, per_file=4, sep="\f"),
    Texts("shared", "email", "eml", _MAILS, _OTHER_MAILS, per_file=1),
)
