"""Invented people with names as Massachusetts has them, and the ways in which records write a name.

Rule: a name is known to the truth as given name, middle name and surname; a form is only how it is written.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

# Given names and surnames by where families came from. A few surnames are on no public list.
_ORIGINS: dict[str, tuple[str, str]] = {
    "old stock": (
        "James Mary Robert Patricia John Jennifer Michael Linda William Elizabeth David Barbara Richard Susan Joseph Karen Thomas "
        "Nancy Charles Lisa Daniel Betty Matthew Margaret Anthony Sandra Mark Ashley Donald Kimberly Steven Emily Paul Donna Grace",
        "Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Thomas Jackson White Harris Martin Thompson "
        "Clark Lewis Walker Hall Young King Wright Hill Green Baker Adams Nelson Carter Mitchell Parker Cook Rogers Bailey Ward "
        "Bennett Wood Price Stone Long Cole Rice Hunt Marsh Day Banks Winters Fields Chase Page",
    ),
    "Irish": (
        "Sean Maureen Brendan Siobhan Kevin Eileen Colleen Declan Aoife Niamh Liam Fiona Padraig Deirdre Conor Brigid",
        "Sullivan Murphy Kelly Walsh Doherty Flaherty O'Brien O'Connor O'Leary O'Sullivan O'Malley McCarthy McDonough McGrath "
        "Fitzgerald Donovan Callahan Mahoney Kerrigan MacNeil D'Arcy Foley",
    ),
    "Portuguese": (
        "João Maria Manuel Ana José Fátima António Lúcia Carlos Teresa Paulo Conceição Rui Inês Jorge Beatriz Jucélia Thiago Edson "
        "Rosângela Wellington Vinícius Luciana",
        "Silva Santos Pereira Ferreira Medeiros Furtado Pacheco Cabral Arruda Carvalho Sousa Oliveira Almeida Correia Tavares "
        "Teixeira da_Silva dos_Santos de_Oliveira da_Costa Araújo Magalhães Gonçalves Simões",
    ),
    "Cape Verdean": (
        "Adilson Nilda Djeny Ivone Arlindo Filomena Zuleica Hermínio Edna Joaquim Valdir Celestina",
        "Monteiro Gomes Andrade Barros Fontes Tavares Lopes Depina Varela Teixeira Rosa Brandão da_Veiga Pires Semedo Fernandes",
    ),
    "Haitian": (
        "Jean Marie-Claire Pierre Guerda Wilner Mirlande Frantz Yolette Jean-Claude Roseline Emmanuel Nadège Stanley Fabiola Ketly",
        "Jean-Baptiste Pierre-Louis Joseph Louis Charles Desrosiers Toussaint Saint-Fleur Dorvil Casimir Exantus Francois "
        "St._Louis Belizaire Lafontant Metellus Jean-Pierre Etienne",
    ),
    "Dominican and Puerto Rican": (
        "Luis Carmen Rafael Yolanda Héctor Altagracia Ramón Milagros Ángel Wilfredo Yesenia Nelson Marisol Iván Belkis",
        "Rodríguez Martínez Hernández García Pérez Núñez Rosario De_la_Cruz del_Valle Santana Peguero Peña Batista Colón Ortiz "
        "Hernández-López Rivera-Cruz Polanco Almonte",
    ),
    "Khmer": (
        "Sokha Vichet Boupha Chanthou Sophal Rithy Sreymom Bunthoeun Dara Kunthea Samnang Veasna Phalla",
        "Chea Sok Prak Keo Chhim Phoeung Sam Heng Ouk Sar Kong Nhem Touch Yin Seng Khiev",
    ),
    "Vietnamese": (
        "Minh Lan Tuấn Hương Thanh Quang Thảo Hùng Linh Phúc Kim-Anh Đức Ngọc Trang Bảo",
        "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Ngô Dương Lý Nguyen Tran Pham Vu",
    ),
    "Chinese": (
        "Wei Mei Jian Xiu Li Ming Hui Yan Xiaoming Jing Guang Qiong Siu-Ling Kai Yuk",
        "Chen Wang Li Zhang Liu Huang Lin Wong Chan Lee Zhao Wu Xu Ng Leung Ouyang Yee Moy",
    ),
    "Indian": (
        "Priya Rajesh Anjali Sanjay Lakshmi Venkat Deepa Arun Sunita Vikram Kavitha Suresh Meena Harish Divya",
        "Patel Sharma Gupta Krishnamurthy Reddy Iyer Venkataraman Singh Rao Nair Desai Chatterjee Subramanian Bhattacharya Joshi",
    ),
    "African": (
        "Wairimu Kwame Abebe Amina Nakato Chidi Fatou Kofi Selamawit Oluwaseun Mariama Ssebo Grace Emeka Njeri",
        "Kamau Mensah Tesfaye Okafor Diallo Ssemakula Owusu Adeyemi Gebremariam Kiggundu Njoroge Nwosu Namubiru Conteh Wanjiku",
    ),
    "Armenian, Greek, Albanian, Arab": (
        "Ani Aram Vahan Siranoush Dimitrios Eleni Konstantinos Besa Arben Layla Khalid Nour Yusuf Sevan Drita",
        "Hagopian Bagdasarian Papadopoulos Demetriou Karapetian Dragusha Hoxha Haddad El-Khoury al-Rashid Boghosian Kazarian "
        "Stavropoulos Nazarian Zeqiri",
    ),
    "Italian, Polish, French": (
        "Gina Vincenzo Stanislaw Agnieszka René Giuseppe Carmela Krystyna Armand Lucille Dominic Wanda Noëlla Salvatore",
        "D'Angelo DeLuca Di_Pietro Rossi Kowalski Wójcik Gagnon Thibodeau LeBlanc D'Amico Van_Houten St._Pierre Lévesque Nowak "
        "Bouchard von_Trapp Ricci Iannuzzi",
    ),
}
# Roughly how many of a hundred records each gets.
_WEIGHTS = (24, 12, 13, 5, 7, 10, 4, 6, 5, 6, 4, 3, 6)
_MIDDLE = (
    "Ann Marie Lee James Rose Edward Francis Jean Lynn Michael Kim Thi Anthony Elena Ray Grace Luz Patrick".split()
)
_WOMEN = frozenset(
    "Mary Jennifer Patricia Linda Elizabeth Barbara Susan Karen Nancy Lisa Betty Margaret Sandra Ashley Kimberly Emily Donna Grace "
    "Maureen Siobhan Eileen Colleen Aoife Niamh Fiona Deirdre Brigid Maria Ana Fátima Lúcia Teresa Conceição Inês Beatriz Jucélia "
    "Rosângela Luciana Nilda Djeny Ivone Filomena Zuleica Edna Celestina Marie-Claire Guerda Mirlande Yolette Roseline Nadège Fabiola "
    "Ketly Carmen Yolanda Altagracia Milagros Yesenia Marisol Belkis Sokha Boupha Chanthou Sreymom Kunthea Lan Hương Thảo Linh Kim-Anh "
    "Ngọc Trang Mei Xiu Hui Yan Jing Qiong Siu-Ling Yuk Priya Anjali Lakshmi Deepa Sunita Kavitha Meena Divya Wairimu Amina Nakato Fatou "
    "Selamawit Mariama Njeri Ani Siranoush Eleni Besa Layla Nour Sevan Drita Gina Agnieszka Carmela Krystyna Lucille Wanda Noëlla".split()
)
_FREE, _LABEL = "free", "label"

# Where each form may stand: in running text, or only where a label says that it is a name.
FORMS: dict[str, str] = {
    "First Last": _FREE,
    "First M. Last": _FREE,
    "First Middle Last": _FREE,
    "F. Last": _FREE,
    "Mx. First Last": _FREE,
    "First Last Jr.": _FREE,
    "FIRST LAST": _FREE,
    "Last, First": _FREE,
    "Last, First M.": _FREE,
    "LAST, FIRST M": _LABEL,
    "LAST FIRST M": _LABEL,
    "LAST/FIRST": _LABEL,
    "Last First": _LABEL,
    "first last": _LABEL,
    "split": _LABEL,
}


@dataclass(frozen=True, slots=True)
class Person:
    """One invented person."""

    given: str
    middle: str
    surname: str
    female: bool

    def written(self, form: str) -> str:
        """The name in a form of FORMS."""
        given, surname, initial = self.given, self.surname, self.middle[:1]
        plain = {
            "First Last": f"{given} {surname}",
            "First M. Last": f"{given} {initial}. {surname}",
            "First Middle Last": f"{given} {self.middle} {surname}",
            "F. Last": f"{given[0]}. {surname}",
            "Mx. First Last": f"{'Ms.' if self.female else 'Mr.'} {given} {surname}",
            "First Last Jr.": f"{given} {surname}{self.suffix}",
            "Last, First": f"{surname}, {given}",
            "Last, First M.": f"{surname}, {given} {initial}.",
            "Last First": f"{surname} {given}",
        }
        if form in plain:
            return plain[form]
        upper, last = bare(given).upper(), bare(surname).upper()
        shouted = {
            "FIRST LAST": f"{given.upper()} {surname.upper()}",
            "LAST, FIRST M": f"{surname.upper()}, {given.upper()} {initial}",
            "LAST FIRST M": f"{last} {upper} {initial}",
            "LAST/FIRST": f"{last}/{upper} {initial}",
            "first last": f"{given} {surname}".lower(),
        }
        return shouted[form]

    @property
    def suffix(self) -> str:
        """What a name may end with, always the same for the same person."""
        return (" Jr.", ", Jr.", " III", ", Sr.", " II")[len(self.given + self.surname) % 5]

    @property
    def trait(self) -> str:
        """What makes this name unlike Ann Lee."""
        name = f"{self.given} {self.surname}"
        if not name.isascii():
            return "accents"
        if "'" in name:
            return "apostrophe"
        if "-" in name:
            return "hyphen"
        if " " in self.surname:
            return "particle"
        return "plain"


def bare(name: str) -> str:
    """A name as an old machine writes it: without accents.

    >>> bare("Nguyễn"), bare("Đặng")
    ('Nguyen', 'Dang')
    """
    name = name.replace("Đ", "D").replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def letters(name: str) -> str:
    """Only the letters of a name, folded: what names are compared by.

    >>> letters("O'Brien, Seán")
    'obriensean'
    """
    return "".join(c for c in bare(name).casefold() if c.isalpha())


def person(rng: Random) -> Person:
    """One more person."""
    given, surname = rng.choices(list(_ORIGINS.values()), _WEIGHTS)[0]
    one = rng.choice(given.split())
    last = rng.choice(surname.split()).replace("_", " ")
    female = one in _WOMEN
    if rng.random() < 0.03 and "-" not in last and " " not in last:
        other = rng.choice(rng.choice(list(_ORIGINS.values()))[1].split())
        last += "" if "_" in other or "-" in other else f"-{other}"
    if rng.random() < 0.3:  # most records of a US system have lost their accents
        one, last = bare(one), bare(last)
    return Person(one, rng.choice([m for m in _MIDDLE if m != one]), last, female)


def form(rng: Random, where: str) -> str:
    """A form that can stand in running text ("free"), or below a label ("label")."""
    if where == _FREE:
        names = [
            "First Last",
            "First Last Jr.",
            "First M. Last",
            "First Middle Last",
            "F. Last",
            "Mx. First Last",
            "FIRST LAST",
            "Last, First",
        ]
        return rng.choices(names, (47, 4, 16, 9, 8, 8, 5, 3))[0]
    names = [name for name in FORMS if name not in {"split", "Mx. First Last"}]
    weights = [30 if name == "First Last" else 6 for name in names]
    return rng.choices(names, weights)[0]
