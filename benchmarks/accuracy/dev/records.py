"""EDI: messages between hospitals, insurers and banks. HL7 version 2, X12, and NACHA-like lines."""

from accuracy.batch import Texts
from accuracy.template import T

_MSH = "MSH|^~\\&|ADT|BSMC|LAB|BSMC|{compact}||ADT^A04|{n9}|P|2.5\n"

_HL7 = (
    _MSH
    + "EVN|A04|{compact}\nPID|1||{mrn}^^^BSMC^MR||{last:upper}^{first:upper}^{mi}||19710304|F|||{street}^^{city}^{state}^{zip5}^USA||{phone}|||||"
    "{n9}^^^BSMC^AN|{ssn}\nPV1|1|O|CLIN^^^BSMC||||{npi}^{9.last:upper}^{9.first:upper}^^^^MD",
    _MSH
    + "PID|1||{mrn}^^^BSMC^MR~{ssn:bare}^^^USSSA^SS||{last}^{first}^{middle}||19640912|M|||{street}^^{city}^{state}^{zip5}||{phone}\n"
    "IN1|1|{n5}|{n5}|PILGRIM PLAN|||||{n6}||||||{last}^{first}|SELF",
    _MSH
    + "PID|1||{mrn}||{last:upper}^{first:upper}||19820115|F|||{street}^^{city}^{state}^{zip5}||{phone}|||||{n9}||{dl:MA}^MA^20280115\n"
    "OBX|1|NM|GLU||{n4}|mg/dL",
)
_OTHER_HL7 = (
    _MSH
    + "PID|1||{mrn}^^^BSMC^MR||{last:upper}^{first:upper}^{mi}||19710304|F|||{street}^^{city}^{state}^{zip5}||{phone}|||||{n9}^^^BSMC^AN|\n"
    "OBR|1|{n9}|{n9}|CBC^COMPLETE BLOOD COUNT|||{compact}",
    _MSH + "PID|1||{mrn}||{last:upper}^{first:upper}\nORC|RE|{n9}|{n9}\nOBX|1|NM|NA||{n4}|mmol/L||||F|||{compact}",
    _MSH + "PID|1||{mrn}||{last:upper}^{first:upper}|||||||||||||{masked_ssn}\nIN1|1|{n5}|{n9}|PLAN||||||||||{n9}",
)
_ISA = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *250304*1012*^*00501*{n9}*0*P*:~\n"
_X12 = (
    _ISA
    + "GS*BE*SENDER*RECEIVER*20250304*1012*{n5}*X*005010X220A1~\nST*834*{n4}*005010X220A1~\nINS*Y*18*021*20*A***FT~\nREF*0F*{n9}~\n"
    "NM1*IL*1*{last:upper}*{first:upper}*{mi}***34*{ssn:bare}~\nN3*{street}~\nN4*{city}*{state}*{zip5}~\nSE*8*{n4}~",
    _ISA
    + "ST*271*{n4}*005010X279A1~\nNM1*PR*2*PILGRIM PLAN*****PI*{n5}~\nNM1*IL*1*{last:upper}*{first:upper}****MI*{n9}~\n"
    "REF*SY*{ssn:bare}~\nN3*{street}~\nN4*{city}*{state}*{zip5}~\nDMG*D8*19710304*F~\nSE*9*{n4}~",
)
_OTHER_X12 = (
    _ISA
    + "ST*837*{n4}*005010X222A1~\nBHT*0019*00*{n9}*20250304*1012*CH~\nNM1*85*1*{last:upper}*{first:upper}****XX*{npi}~\nREF*EI*{ein}~\n"
    "NM1*IL*1*{2.last:upper}*{2.first:upper}****MI*{n9}~\nCLM*{n9}*{n4}***11:B:1*Y*A*Y*Y~\nSE*7*{n4}~",
    _ISA
    + "ST*856*{n4}~\nBSN*00*{n9}*20250304*1012~\nREF*BM*{n9}~\nREF*CN*{n12}~\nN1*ST*{name:FIRST LAST}*92*{n9}~\nSE*5*{n4}~",
    _ISA
    + "ST*834*{n4}~\nNM1*IL*1*{last:upper}*{first:upper}****ZZ*{n9}~\nREF*1L*{n6}~\nREF*17*{n9}~\nDTP*348*D8*20250101~\nSE*6*{n4}~",
)
_TRACKS = (
    "reader={n4} raw=%B{card:bare}^{name:LAST/FIRST}^2712101{n12}?",
    T("reader={n4} raw=@\\n\\x1e\\rANSI 636002090002DL00410278ZM03190008DLDAQ{dl:MA}\\nDCS{last:upper}\\nDAC{first:upper}\\nDBB03041971"
      "\\nDAG{street}\\nDAI{city}\\nDAJ{state}\\nDAK{zip5}0000\\nDCGUSA", home="massachusetts"),
)  # fmt: skip
_OTHER_TRACKS = (
    "reader={n4} raw=;{masked_card}=27121010000000000000? name={name:LAST/FIRST}",
    "reader={n4} employee={name:LAST/FIRST} badge={n9} door={n6} at={compact}",
)

BATCHES = (
    Texts("hl7", "edi", "hl7", _HL7, _OTHER_HL7, structured=True, where="label", per_file=10, sep="\n\n"),
    Texts("x12", "edi", "edi", _X12, _OTHER_X12, structured=True, where="label", per_file=6, sep="\n"),
    Texts("swipes", "edi", "log", _TRACKS, _OTHER_TRACKS, structured=True, where="label", per_file=20, sep="\n"),
)
