"""Words that decide about a name without being one: titles, suffixes, particles, and what is no person.

Constants only, all folded (`table.fold`). Set against the text they stand in by `in_text` and `cells`.
"""

from __future__ import annotations

from piiscan.detectors.license_states import CODES


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# After these a person is named, on or off the lists.
TITLES = _set("""mr mrs ms miss mx dr prof rev hon sgt capt cpl pvt lt col atty mme mlle sra srta monsieur madame
    senor senora senhor senhora dona mesye madanm madmwazel fr ptl ptlm tpr ofc""")
# These go before names too, but also before much else.
RANKS = _set("""mister doctor professor reverend pastor father sister brother rabbi imam judge justice attorney
    senator governor mayor officer sergeant captain lieutenant colonel detective trooper patrolman nurse deacon""")
SALUTATIONS = _set("""dear attn attention estimado estimada prezado prezada hallo hello hi hey bonjour bonsoir bonjou
    bonswa hola ciao geehrte geehrter buongiorno""")

SUFFIXES = _set("""jr sr ii iii iv md phd esq cpa rn lpn dds dmd dvm jd bsn mba lcsw psyd edd ret filho neto
    junior""")

# Parts of a surname before its main word. Lower case they join anything; capitalised only before a word.
PARTICLES = _set("""de da do das dos del della di du des d la las los le el al van von der den ter ten zu bin ibn
    ben abu abd st saint san santa mac mc o y e""")
# These only where the lists know the whole (Stpierre, Santamaria): otherwise a place (St. Louis, San Diego).
SAINTS = _set("st saint san santa ste")
# A capitalised word here belongs to the surname behind it; "Van", "Le", "San" are also names in their own right.
BOUND = _set("de da do das dos del della di du des la las los der den bin ibn abu st mac mc o d el von")

BOUND_PAIRS = frozenset((("van", "der"), ("van", "den"), ("van", "de"), ("von", "der"), ("von", "den")))

# An organisation, where one of these follows a name or stands in it.
ORGANISATIONS = _set("""inc incorporated llc llp lllp ltd limited corp corporation co company companies plc gmbh
    bank bancorp trust group holdings partners partnership associates assoc insurance assurance mutual financial
    finance capital securities investments funding mortgage lending foundation stichting fund institute institution
    university univ college academy school schools hospital clinic medical healthcare center centre church temple
    parish ministries museum library hotel inn restaurant cafe pizza market markets store stores shop pharmacy
    laboratories laboratory labs technologies technology systems solutions services software consulting
    consultants logistics transport trucking construction contractors builders plumbing electric electrical
    heating roofing realty properties development enterprises industries manufacturing mfg products international
    motors auto automotive airlines energy department dept agency bureau commission committee council authority
    district association society club league studio studios productions media press publishing news bros
    dba ltda lda sa pllc pc controls landscaping masonry flooring orthodontics chiropractic fencing paving
    drywall siding excavating hvac remodeling renovations cleaners liquors towing autobody upholstery millwork
    woodworking fisheries hs rhs fcu coop hospitality""")
# The same, where they go before the name, as in languages that say "Stichting Zonnehof", "Fundacion Alameda".
BEFORE_ORGANISATIONS = _set("""stichting vereniging stiftung verein stiftelsen fondation fundacion fundacao fondazione
    asociacion associacao associazione sociedad sociedade societe cooperativa iglesia igreja eglise parroquia paroquia
    paroisse universidad universidade universite instituto federacion federacao sindicato constructora construtora
    inmobiliaria imobiliaria distribuidora restaurante gesellschaft""")
# What only the name of a firm ends with, whatever words of no name stand before it: Ann Lee Marine Supply Inc.
LEGAL_FORMS = _set("""inc incorporated llc llp lllp ltd limited corp corporation company pllc plc gmbh""")
# What parts a firm from a person who has to do with it: Ann Lee Works At Harbor Inc.
RELATING = _set("""at by for from of to with is was as via per on in care attn attention""")
# Persons' names that are firms: weak at most (SPEC §3b).
FIRMS = _set("""johnhancock edwardjones charlesschwab merrilllynch morganstanley goldmansachs smithbarney
    wellsfargo raymondjames philipmorris johndeere anntaylor jackdaniels jimbeam eddiebauer tommyhilfiger
    calvinklein ralphlauren houghtonmifflin harrywinston stevemadden katespade grantthornton bluecross greenline redline
    orangeline silverline harvardpilgrim bethisrael bethlahey israellahey danafarber holycross generalbrigham
    dartmouthhitchcock kaiserpermanente ernstyoung johnsonjohnson elililly bristolmyers bauschlomb berkshirehathaway
    coldwellbanker kellerwilliams williamraveis jackconway jacksonhewitt papagino joannfabrics walterreed jimmyjohns""")

# Churches and colleges that have the form of a name: nobody's. The first two words, as FIRMS.
_VIRTUES = _set("""grace faith hope charity joy christ trinity victory calvary unity mercy harmony liberty zion""")
_HOUSES = _set("""church chapel fellowship ministry mission parish temple tabernacle cathedral assembly""")
_CAMPUSES = _set("umasslowell umassboston umassdartmouth umassamherst umasschan umassmemorial")
_CONGREGATIONS = frozenset(one + other for one in _VIRTUES for other in _HOUSES)

# Titles of payment cards and names of banks that have the form of a name: nobody's. The first two words, as FIRMS.
CARDS = _set("""chasefreedom chasesapphire chaseslate chaseink chaseunited chasemarriott chasehyatt chasereserve
    chasepreferred chaseaeroplan chasesouthwest chaseunlimited chasebusiness chasedisney chaseamazon amexgold amexgreen
    amexblue amexplatinum bluecash bluebusiness bluesky deltagold deltareserve deltaplatinum deltablue hiltonhonors
    hiltonaspire hiltonsurpass marriottbonvoy marriottbold marriottbrilliant xventure venturex sparkcash sparkmiles
    barclaysarrival citipremier citisimplicity citidouble citicustom discovermiles jetblueplus wellsfargo
    jeannedarc chasecard""")
NOBODY = CARDS | _CAMPUSES | _CONGREGATIONS
"""All that has the form of a name and is nobody's. A middle initial makes it one: Grace M. Church."""
CARD_BEGINS = _set("chase amex blue delta hilton marriott x venture spark barclays citi discover jetblue wells")

STREETS = _set("""street st ave avenue road rd boulevard blvd highway hwy parkway pkwy turnpike tpke lane ln drive
    dr court ct place pl terrace ter strasse circle cir square sq way path trail row plaza pike crossing wharf alley""")
# Of these, what may as well be a surname (Nathan Lane) or a title (Dr) where no house number says otherwise.
SOFT_STREETS = _set("lane court place way row path pike dr st plaza ter")

# Nouns of the landscape that end the names of places and of a few people (Ann Beach): a sure given name is needed.
LANDSCAPE = _set("""beach heights woods wood hill hills park bay pond lake brook forest point landing mills falls
    springs field fields grove glen garden gardens ridge bridge church hall house tower""")

# Never the first word of a person's name in running text.
NOT_FIRST = _set("""north south east west new old san santa santo sao los las el fort mount mt lake cape port saint
    st great little upper lower big grand greater inner outer central northern southern eastern western
    wife husband spouse daughter mother rua avenida travessa alameda calle colonia rue""")

STATES = _set("""alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho
    illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
    missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin
    wyoming mass""")

# The codes of states, which are no names where they stand in capitals. AL, DE and LA are more often names.
STATE_CODES = frozenset(map(str.lower, CODES - {"AL", "DE", "LA"})) | {"pr"}

# How an account is held, of what kind it is, and whom it is for: no name beside one that is not in capitals too.
TITLING = _set("tod pod fbo itf utma ugma dba aka fka nka ttee jtwros jt ten com ira sep hsa fsa")

# Credit union, in capitals.
UNION = "cu"

# The person words among the labels: an initial behind one of them is a person's.
PERSON_LABELS = _set("""name employee patient customer client member insured borrower applicant taxpayer claimant
    payee cardholder spouse dependent beneficiary holder owner student tenant subscriber guarantor""")

# No part of a name in running text, whatever the lists say.
STOPS = (
    PERSON_LABELS
    | STATES
    | _set("""the and for you he she it is was are be has had have this that these those with as at by from or if
    on not but we they our your his her their its when while where who what how why can could would should must
    shall did does were been no yes all any each per via also than then there here please thank thanks regards
    meine ihre seine unsere
    ach eft hsa fbo dda remittance rollover disbursement garnishment severance attestation arraignment garaging odometer
    sincerely contact see tell let sir madam re fw fwd cc bcc of in an a into about after before under over

    january february march july september october november december feb mar jul aug sept sep oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat

    first last middle given surname maiden nickname date birth dob doh ssn ssa ssns itin ein tin iban bic swift dl dln
    oln cdl madl opr
    lic id ids num nbr ph tel fax cell zip apt po pob box subj subject to visa mastercard amex maestro paypal discover
    card rtn ero efin ptin
    credit debit social security sec soc driver drivers license licence state federal tax form section
    chapter table figure appendix exhibit schedule item order invoice account acct acc number policy claim group
    plan ref reference ticket record records employer manager supervisor director president secretary treasurer
    clerk agent broker user hr payroll active inactive total amount city town village township county country river
    island valley mountain mountains airport harbor harbour creek address phone email mobile home office male
    daughter stepdaughter granddaughter stepson grandson husband
    female single married widowed divorced null none unknown test sample signature signed title

    nome sobrenome nombre apellido apellidos data fecha nacimiento seguro numero conta cuenta cartao
    tarjeta endereco direccion cidade ciudad estado carteira licencia cliente empregado empleado
    solicitud formulario empleo emprego ficha cadastro pedido solicitacao inscripcion inscricao registro datos dados
    personales pessoais informacion informacoes aplicacion matricula

    windows linux microsoft oracle google apple amazon facebook apache docker python java javascript perl
    usa us uk eu irs dmv rmv faq pdf csv xml json html http https www com org net""")
)

# Surnames that stand first in the order of their own language, with the given name last.
VIETNAMESE = _set("nguyen tran pham huynh hoang phan vu vo dang bui ngo duong trinh dinh truong")

# Given names that are also small words of English; sure beside a surname of the same languages.
SMALL = _set("an do so to ha my the sang min sun long hung dung kim han in on se ye you young joy will may")
EAST_ASIAN = VIETNAMESE | _set("""le do ho ly mai
    kim lee park choi jung chung kang cho yoon jang lim han shin kwon oh song hong wang li zhang liu chen yang
    huang zhao wu zhou xu sun ma zhu hu guo lin he gao chan wong cheung lam leung ng lau tam chin moy yee sok
    chea keo chhim sar luu quach diep kieu trieu vuong luong doan zheng deng cheng tang tsai hsu
    xiong vang thao vue moua""")

# The same in a field of a name, and more of them; and those that are nobody with each other: "To Do".
SMALL_NAMES = (SMALL - {"the"}) | _set("thu he be pa")
ENGLISH = _set("an do so to my in on you will may he be long")

# Called so by everybody and entered so by few, so that the lists take them for words.
NICKNAMES = _set("al art bill bob bud chuck ed nat ned peg phil rob tom vic walt")

# Values that say there is no name.
PLACEHOLDERS = _set("""na none unknown null nil test tests tbd tba vacant anonymous redacted sample dummy example
    undefined blank empty nobody various multiple deleted withheld confidential""")

# Two of a kind are no name.
MONTHS = _set("april may june august")
COLOURS = _set("red white blue green black brown gray grey gold silver orange pink purple yellow violet amber scarlet")

# Shortened given names and titles that keep their dot inside a name.
NO_NAMES = PLACEHOLDERS - {"na"}  # a surname too
ADDED = TITLES | SUFFIXES
DOTTED = TITLES | SUFFIXES | _set("st wm chas geo jos thos robt jas benj saml danl mc ste")

NAME_WORDS = frozenset(("name", "names", "nombre", "nombres", "nome", "nomes", "non", "nom", "fn"))
"""What a label or header says of a whole name, and of the given one beside a surname with one of its own."""

INITIALS = {"fn": "name.given", "ln": "name.surname"}
FRENCH = {"prenom": "name.given", "nom": "name.surname"}
"""Keys and headers that mean this beside each other. Alone, FN is a full name in vCard, and `ln` is anything; "nom" is
all of a name, or the Spanish word cut short."""
