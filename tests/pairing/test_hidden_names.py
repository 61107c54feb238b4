"""Forms that keep back whose they are, and first names with no more than an initial: the number is nobody else's."""

from __future__ import annotations

import pytest

from piiscan.pairing.names.cells import labelled_name

NUMBER = "773-01-0001"


@pytest.mark.parametrize(
    "text",
    [
        "Patient: L.M.\nSSN: {}\nAttending physician: Ann Lee, MD\n",
        "Name: \u2588\u2588\u2588\u2588 \u2588\u2588\u2588\nSSN: {}\nSigned: Ann Lee, HR Director\n",
        "Employee: [REDACTED]\nSSN: {}\nSigned: Ann Lee\n",
        "Claimant: Anonymous\nSSN: {}\nAdjuster: Ann Lee\n",
        "Donor: withheld\nSSN: {}\nContact: Ann Lee, Development Office\n",
        "Patient ID 44817\nSSN {}\nReferred by Dr. Ann Lee\n",
        "Student (name on file)\nSSN: {}\nTeacher: Ann Lee\n",
        "Member: (name removed)\nSSN: {}\nProvider: Ann Lee, LICSW\n",
        "CONFIDENTIAL INFORMANT CI-117\nSSN: {}\nHandler: Det. Ann Lee\n",
        "Minor child (DOB 2014)\nSSN {}\nGuardian ad litem: Ann Lee\n",
        "Judge: Ann Lee\nJuror no. 117\nJuror SSN: {}\n",
        "Case worker Ann Lee entered the SSN {} for a client who did not give a name.\n",
    ],
)
def test_who_is_named_beside_a_name_that_is_kept_back_has_no_number(scan, text):
    (finding,) = scan(text.format(NUMBER)).findings
    assert finding.classification.value in {"review", "element_only"}


@pytest.mark.parametrize(
    "text",
    [
        "Patient: A.L.\nSSN: {}\nSignature: Ann Lee\n",
        "Patient: L.M.\nSSN: on file\nGuarantor: Ann Lee\nSSN: {}\n",
        "Case worker: [REDACTED]\nClient: Ann Lee\nSSN: {}\n",
        "Provider: Ann Lee\nSSN: {}\nNPI: 1093817465\n",
        "Attending physician: Ann Lee, MD\nPhysician SSN: {}\n",
        "New hire: Ann Lee\nSSN: {}\nManager: Bob Ray\n",
        "Patient: Ann Lee\nSSN: {}\nReferred by: Dr. Bob Ray\n",
        "Judge: Bob Ray\nDefendant: Ann Lee\nDefendant's SSN: {}\n",
        "Clerk Ann Lee entered her SSN {} in the portal.\n",
        "Claim: TBD\nClaimant: Ann Lee\nSSN: {}\nAdjuster: withheld\n",
    ],
)
def test_a_name_that_is_there_has_its_number(scan, text):
    (finding,) = scan(text.format(NUMBER)).findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")


def test_a_first_name_with_the_initial_of_the_last_is_no_name(scan):
    found = scan(f"client,ssn,state\nPriya G.,{NUMBER},MA\nHalloran M.,773-01-0002,MA\n", "a.csv").classes()
    assert [one[2] for one in found] == [None, "m halloran"]
    assert labelled_name("Priya G.") is None
    assert labelled_name("James T.") is not None  # may be somebody James
    assert scan(f"Client: Priya G.\nSSN: {NUMBER}\n").findings[0].classification.value == "element_only"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "a.csv",
            "subject_id,initials,ssn,interviewer\n1,KR,773-01-0001,Ann Lee\n2,MF,773-01-0002,Bob Ray\n3,JB,773-01-0003,Cy Orr\n",
        ),
        ("a.csv", "employee,ssn,approved_by\nREDACTED,773-01-0001,Ann Lee\nREDACTED,773-01-0002,Bob Ray\n"),
        ("a.csv", "Client,SSN,Staff\nK.R.,773-01-0001,Ann Lee\nM.F.,773-01-0002,Bob Ray\nJ.B.,773-01-0003,Cy Orr\n"),
        ("a.json", '[{"patient": {"initials": "KR", "ssn": "773-01-0001"}, "attending": {"name": "Ann Lee"}}]'),
    ],
)
def test_tables_and_objects_that_keep_names_back(scan, name, text):
    classes = {finding.classification.value for finding in scan(text, name).findings}
    assert classes <= {"review", "element_only"}
    assert classes


@pytest.mark.parametrize(
    "text",
    [
        "Provider,SSN,State\nAnn Lee,773-01-0001,MA\n",
        "Attending,Attending SSN\nAnn Lee,773-01-0001\n",
        "Initials,Name,SSN\nAL,Ann Lee,773-01-0001\n",
        "employee,ssn,approved_by\nAnn Lee,773-01-0001,Bob Ray\n",
    ],
)
def test_tables_that_name_them(scan, text):
    (finding,) = scan(text, "a.csv").findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")


@pytest.mark.parametrize(
    "header",
    ["MRN,SSN,Attending", "Ticket,SSN in ticket,Assigned To", "Visit,SSN,Physician", "Claim,SSN,Adjuster"],
)
def test_records_of_people_whom_a_table_does_not_name(scan, header):
    found = scan(f"{header}\n44817,773-01-0001,Ann Lee\n44818,773-01-0002,Bob Ray\n", "a.csv").findings
    assert {(one.classification.value, one.reasons[0]) for one in found} == {("review", "ambiguous-subject")}


def test_first_names_beside_a_whole_name_of_staff(scan):
    rows = "Student,SSN,Teacher\nMaria,773-01-0001,Ann Lee\nJose,773-01-0002,Bob Ray\nKim,773-01-0003,Cy Orr\n"
    assert {one.classification.value for one in scan(rows, "a.csv").findings} <= {"review", "element_only"}


def test_the_own_numbers_of_staff(scan):
    for header in ("Agent Name,Agent SSN,Customer No", "Teacher,SSN,School", "Provider,SSN,NPI"):
        (finding,) = scan(f"{header}\nAnn Lee,773-01-0001,1093817465\n", "a.csv").findings
        assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")
    (finding,) = scan("Caller gave SSN 773-01-0001. Rep: Ann Lee\n").findings
    assert finding.classification.value == "review"


@pytest.mark.parametrize(
    "text",
    [
        '{"claim": {"id": "C-44", "ssn": "773-01-0001", "adjuster": {"firstName": "Ann", "lastName": "Lee"}}}',
        '{"ticket": 44, "assignee": {"name": "Ann Lee"}, "description": "Customer SSN 773-01-0001 is wrong"}',
        '{"caseId": 99, "subjectSsn": "773-01-0001", "caseWorker": "Ann Lee"}',
        '{"patientInitials": "KR", "ssn": "773-01-0001", "provider": {"name": "Ann Lee", "npi": "1093817465"}}',
    ],
)
def test_objects_of_others_than_who_works_on_them(scan, text):
    (finding,) = scan(text, "a.json").findings
    assert (finding.classification.value, finding.reasons[0]) == ("review", "ambiguous-subject")


@pytest.mark.parametrize(
    "text",
    [
        '{"provider": {"name": "Ann Lee", "npi": "1093817465", "ssn": "773-01-0001"}, "patientCount": 7}',
        '{"caseId": 99, "caseWorker": "Ann Lee", "caseWorkerSsn": "773-01-0001"}',
        '{"claim": {"ssn": "773-01-0001", "claimant": {"name": "Ann Lee"}, "adjuster": {"name": "Bob Ray"}}}',
        '{"teacher": {"firstName": "Ann", "lastName": "Lee", "ssn": "773-01-0001"}, "school": "Lynn English"}',
    ],
)
def test_objects_of_who_is_named(scan, text):
    (finding,) = scan(text, "a.json").findings
    assert (finding.classification.value, finding.person.normal) == ("personal_information", "ann lee")


@pytest.mark.parametrize(
    "text",
    [
        "Case Manager: Ann Lee\nConsumer ID: 4471\nConsumer SSN: {}\n",
        "Physician: Ann Lee, MD\nMRN: 004471\nSSN: {}\n",
        "School nurse: Ann Lee\nStudent ID 4417, SSN {}\n",
        "Issued to: (blank)\nSSN: {}\nIssued by: Ann Lee\n",
    ],
)
def test_the_number_of_somebody_who_has_a_number_for_a_name(scan, text):
    (finding,) = scan(text.format(NUMBER)).findings
    assert finding.classification.value in {"review", "element_only"}
