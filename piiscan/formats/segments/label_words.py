"""The words that make a cell of a grid, or a line, the label of a value."""

from __future__ import annotations

import re

from piiscan.later import later

_WORDS_OF_LABELS = (
    "name first last middle surname given family initial initials ssn social sin birth dob born age address addr"
    " street city town state zip zipcode postal postcode phone tel telephone mobile cell fax email employee"
    " employees employer employers emp id no nos nr num number date account accounts acct routing aba iban bank card"
    " cards credit debit pan exp cvv amount salary wage wages pay license licence lic driver drivers dl title"
    " department dept position role gender sex marital spouse dependent patient customer client member policy type"
    " status code description qty quantity price total balance year month day country county company comment"
    " comments note notes signature relationship contact website url value field key label insured claimant payee"
    " issuing issuer borrower applicant taxpayer cardholder holder owner ss soc nbr rtn cc mi manager"
    " supervisor invoice"
)
_OF_OTHER_LANGUAGES = (  # Spanish, Portuguese, Haitian Creole
    "nombre nombres apellido apellidos nome nomes sobrenome nom siyati fecha nacimiento nascimento nesans número numero"
    " núm nimewo seguro sosyal cuenta conta licencia carteira habilitação lisans tarjeta cartão cartao dirección"
    " direccion domicilio calle endereço endereco rua adrès teléfono telefono telefone telefòn celular correo ciudad"
    " cidade vil estado código codigo cep banco ruta roteamento empleado empleada empleador funcionário funcionario"
    " empregado empregador paciente solicitante requerente prestatario mutuário estudiante aluno miembro membro cliente"
    " firma assinatura salario salário vencimiento vencimento validade cónyuge conyuge cônjuge relación parentesco"
)
_RUN_TOGETHER = (
    "first last middle given family sur full maiden emp employee cust customer acct account card member patient"
)
_RUN_TOGETHER += " client claim policy phone lic license dl ss birth hire tax dept user zip routing invoice order"
_ENDS = "name nm no nbr num number id date dt code cd"
# As old systems name their columns: LASTNAME, EMPNO, ACCTNBR.
_TOGETHER = frozenset(first + end for first in _RUN_TOGETHER.split() for end in _ENDS.split())
_LABEL_WORDS = frozenset(f"{_WORDS_OF_LABELS} {_OF_OTHER_LANGUAGES}".split()) | _TOGETHER
_ANYWHERE = ("fname", "lname", "#", "\u2116")
_WORD = re.compile(r"\w+")
LABEL = later(
    rf"\b(?:{'|'.join(sorted(_LABEL_WORDS, key=len, reverse=True))}|e-mail|expir\w*)\b|{'|'.join(_ANYWHERE)}",
    re.IGNORECASE,
)
"""Such a word in a text."""


def has_label_word(text: str) -> bool:
    """Whether a word of a label is in a text: what `LABEL` would find in it, and sooner.

    >>> has_label_word("the SSN"), has_label_word("E-Mail"), has_label_word("EMPNO"), has_label_word("names")
    (True, True, True, False)
    >>> has_label_word("Domicilio"), has_label_word("Telefone")
    (True, True)
    """
    said = text.lower()
    if not _LABEL_WORDS.isdisjoint(_WORD.findall(said)) or any(map(said.__contains__, _ANYWHERE)):
        return True
    return ("e-mail" in said or "expir" in said) and LABEL.search(text) is not None
