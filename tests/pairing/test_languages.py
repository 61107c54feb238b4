"""Letters and forms in Spanish, Portuguese, Haitian Creole and French: whose a number is."""

import pytest
from pairs import A, people

LETTERS = [
    f"Bonjou Mesye Wilner Petit-Frère,\n\nNou resevwa aplikasyon ou. Nimewo sekirite sosyal ou se {A}.\n\nMèsi,\nBiwo a\n",
    f"Chè Mesye Wilner Petit-Frère,\n\nNimewo sekirite sosyal ou se {A}.\n\nMèsi,\nBiwo a\n",
    f"Hola Wilner Petit-Frère:\n\nSu número de seguro social es {A}.\n\nGracias,\nLa oficina\n",
    f"Querido Wilner Petit-Frère,\n\nRecibimos su número de seguro social, {A}.\n\nAtentamente,\nLa oficina\n",
    f"Prezado Sr. Wilner Petit-Frère,\n\nConfirmamos o seu número de Seguro Social {A}.\n\nAtenciosamente,\nCooperativa\n",
]
FORMS = [
    f"Nom: Petit-Frère\nPrénom: Wilner\nNuméro de sécurité sociale (US): {A}\nAdresse: 7 Main St, Lowell, MA 01852\n",
    f"Prénom : Wilner\nNom : Petit-Frère\nNuméro de sécurité sociale : {A}\n",
    f"Nom: Petit-Frère   Prénom: Wilner\nNimewo Sekirite Sosyal: {A}\n",
    f"Non: Wilner\nSiyati: Petit-Frère\nNimewo Sekirite Sosyal: {A}\n",
    f"Nome: Wilner\nSobrenome: Petit-Frère\nNº do Seguro Social: {A}\n",
]


@pytest.mark.parametrize("text", LETTERS)
def test_whom_a_letter_greets_has_the_number_that_it_calls_theirs(scan, text):
    assert people(scan(text)) == [("wilner petitfrere", A.replace("-", ""))]


@pytest.mark.parametrize("text", FORMS)
def test_the_parts_of_a_name_behind_their_words(scan, text):
    assert people(scan(text)) == [("wilner petitfrere", A.replace("-", ""))]
