"""Words for things that have numbers: "locker 773-01-0001", "evidence bag 773-01-0001". The only file that lists them.

Rule: the word stands right before the number, which has no label. One in capitals behind a word in capitals may be a
surname: "Ann Frame 773-01-0001". Here are no words for people, and none for what may have somebody's own number (file,
record, application, return, certificate).
"""

from __future__ import annotations

from piiscan.later import later

_END = r"(?:[ \t](?:is|was))?(?:[ \t]?[:#]?[ \t]|[ \t]#)\Z"
_LAST = later(rf"([^\W\d_]{{2,14}}){_END}")  # of `_WORD` what is soon found
_WORD = later(rf"(?:([^\W_][\w.'\u2019-]*)[ \t]{{1,2}})?([^\W\d_]{{2,14}}){_END}")
_SHORT = later(r"(?<![\w.'-])(?i:pol|doc|inv|cert|ser|mod|req|pkg)\.[ ]?[#:]?[ ]?\Z")
_REACH = 48  # characters
_SHORTENED = frozenset(("mr.", "mrs.", "ms.", "dr.", "st.", "sgt.", "lt.", "capt.", "rev.", "hon.", "prof.", "atty."))
# new Order("Ann Lee", "
_MADE = later(r"\b(?:[A-Z]\w{0,30})??([A-Z][a-z]{2,14})\((?:([\"'])[^\"'\n]{0,40}\2, ?){0,3}[\"']\Z")
_MADE_OF = frozenset(("order", "payment", "transaction", "receipt", "product"))
_IN_ANY_CASE = frozenset(
    """policy claim loan contract voucher project easement matter account acct permit group req requisition seal
    asset ticket invoice shipment pallet lot batch meter docket reservation confirmation conf tracking container
    trailer locker warrant visit job book slip badge laptop unit motion appeal inv build bid trace file bol crn
    plat lease mortgage bond bbo
    """.split()  # noqa: SIM905 - words
)
_IN_SMALL_LETTERS = frozenset(
    """accession admission agreement aisle antenna appliance appraisal approval apt artifact auction auditorium
    authorization award bag ballot band barcode barrel battery bay bed bib bike bill bin block blueprint boat
    boiler booth box bracket breaker bridge brochure bulletin bundle cabinet camera canister cart carton cartridge
    cassette catalog chapter charger chart chassis checklist circuit citation clip cluster cohort column
    combination commission compressor computer conference copier coupon course crate cylinder decal deck delivery
    deposition detector device diagram dial dimension diploma disc disk doc donation draw drawer drawing drum
    dumpster elevator engine entry episode equation estimate event exam exhibit exit extension extinguisher fabric
    figure film filter firmware flight fob folder form formula frame freezer fund furnace gate gauge generator
    grant grave handset harness hatch headset hearing heater helmet hold hose host hydrant hymn image incident
    inspection instrument issue item journal keycard kit label lamp lens lesson lift listing lockbox machine
    manifest manual map meeting membership model module monitor mooring motor negative node notice nozzle offer
    outlet package packet pad panel paragraph parcel part passcode patch pattern petition phase photo pin pipe
    pipette plan plaque plate plot pole poster precinct prescription printer procedure product promo protocol
    publication pump purchase quote rack radio raffle recall recipe reel refill registration remote report
    resistor revision ride roll room route router sample sash scale scanner scooter screen seat sensor serial
    server session sheet shelf shipping shirt sign site skid sku slide slot socket specimen spool spot spreadsheet
    stack stall stamp station sticker stop study subpoena suite summons survey swab switch tablet tag tank tape
    task terminal tile timesheet tire title toner tool topic tote tower track tractor trademark train transcript
    transformer transmitter tray treadmill trial truck tube turbine upc utility valve vault vehicle vial video
    watch waybill webinar well wheelchair window wire wristband yarn zone
    """.split()  # noqa: SIM905 - words
)
_AS_TITLES = frozenset(
    """activity apn appropriation approp award block board bibs check crate decals deed episode equipment exam grant
    heat lane load locale mbl mooring object org permits pledge premise program proposal request run sample service
    space trans trip wo
    """.split()  # noqa: SIM905 - words
)
"""What names a thing as the title of a column alone: in a text they may be verbs."""
_LONGEST_TITLE = 3  # words
_MAY_HAVE_IT = frozenset(("on", "of"))  # "we have on file 773-01-0001"


def ends_with_thing(before: str) -> bool:
    """Whether what stands right before a number is a word for a thing that has one.

    >>> ends_with_thing("for policy "), ends_with_thing("Evidence bag: "), ends_with_thing("Voucher #")
    (True, True, True)
    >>> ends_with_thing("the combination is "), ends_with_thing("her number is ")
    (True, False)
    >>> ends_with_thing("Ann Frame "), ends_with_thing("we have on file "), ends_with_thing("ann lee ")
    (False, False, False)
    >>> ends_with_thing("to Ann Lee. Model "), ends_with_thing("Conference PIN "), ends_with_thing("Mrs. Frame ")
    (True, True, False)
    >>> ends_with_thing("ins. Amica pol. "), ends_with_thing("to Ann Lee. ")
    (True, False)
    """
    if before[-1:] in {'"', "'"} and "(" in before:
        return _is_made(before)
    start = max(0, len(before) - _REACH)
    last = _LAST.search(before, start)
    if last is None:
        return before[-3:].rstrip(" #:").endswith(".") and _SHORT.search(before, start) is not None
    found = _WORD.search(before, start) if _is_word(last[1].lower()) else None
    if found is None:
        return False
    word = found[2].lower()
    if word in _IN_ANY_CASE:
        return word != "file" or (found[1] or "").lower() not in _MAY_HAVE_IT
    return word in _IN_SMALL_LETTERS and not _may_be_surname(found[2], found[1] or "")


def _is_word(word: str) -> bool:
    return word in _IN_ANY_CASE or word in _IN_SMALL_LETTERS


def _may_be_surname(word: str, before: str) -> bool:
    """Whether a word behind another may end a name: in capitals as that is, and no sentence ends between the two."""
    if word.islower() or not before.istitle():
        return False
    ended = before.endswith(".") and before[2:] and before.lower() not in _SHORTENED
    return not (word.isupper() or ended)


def titles_thing(title: str) -> bool:
    """Whether the title of a column, or a key, is a word for a thing that has a number.

    >>> [titles_thing(title) for title in ("Check", "Bin", "Old Voucher", "File", "No")]
    [True, True, True, False, False]
    """
    words = title.lower().split()
    if not 0 < len(words) <= _LONGEST_TITLE or words[-1] == "file":
        return False
    return words[-1] in _AS_TITLES or _is_word(words[-1])


def _is_made(before: str) -> bool:
    """Whether a number in quotation marks is one of what makes a thing, in code.

    >>> ends_with_thing('new Order("Ann Lee", "'), ends_with_thing('new Employee("Ann Lee", "')
    (True, False)
    """
    found = _MADE.search(before)
    word = "" if found is None else found[1].lower()
    return word in _MADE_OF or _is_word(word)
