"""Records whose fields a standard names, a person or an account to each.

Which kind one is. `marks` by how it begins, `filed` by the length of its records
Fields at fixed places. `fixed_records`, `nacha`, `loan_application`, `metro_2`, `metro_2_packed`, `tax_filing`,
    `unclaimed`
Of banks. `swift`, `swift_details`, `fedwire`, `ofx`, `qif`
Of messages between firms and hospitals. `x12`, `x12_marks`, `edifact`, `hl7`
Of persons and appointments, and of forms. `cards`, `calendar`, `fdf`
Of what happened on a system. `events`
"""
