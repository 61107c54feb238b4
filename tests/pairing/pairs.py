"""Two invented persons, their numbers, and what to compare of a scan."""

A, B, C = "773-01-0001", "773-01-0002", "773-01-0003"
LEE, RAY = ("ann lee", "773010001"), ("bob ray", "773010002")
CARD = "4539578763621486"


def people(scanned):
    """(person, numbers) of each finding that counts, and of the rest with the class in front."""
    found = []
    for finding in scanned.findings:
        person = finding.person.normal if finding.person else None
        values = [element.value for element in finding.elements]
        counts = finding.classification.value == "personal_information"
        found.append((person, *values) if counts else (finding.classification.value, person, *values))
    return found


def numbers(scanned):
    """(person, number) of every number that counts, in order of the persons."""
    told = [one for one in scanned.findings if one.classification.value == "personal_information"]
    return sorted((one.person.normal, element.value) for one in told for element in one.elements)


def digits(number):
    """A number without what parts its groups."""
    return number.replace("-", "").replace(" ", "")
