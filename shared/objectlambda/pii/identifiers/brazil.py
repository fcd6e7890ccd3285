"""Brazil: the taxpayer numbers of persons (CPF) and of companies (CNPJ).

Source: Receita Federal; Instrução Normativa RFB 2.229/2024 and Nota Técnica COCAD/SUARA/RFB 49/2024 for the CNPJ with
letters, which is issued from July 2026 on: a character counts as its ASCII code less 48.
"""

from __future__ import annotations

from objectlambda.pii.identifiers.identifier import Form, Identifier

_ZERO = 48
_CPF_WEIGHTS = (11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
_CNPJ_WEIGHTS = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def _check_digit(characters: bytes, weights: tuple[int, ...]) -> int:
    """The modulus 11 digit of ``characters``; ``weights`` are aligned at the end."""
    total = sum(
        weight * (character - _ZERO) for weight, character in zip(weights[-len(characters) :], characters, strict=True)
    )
    return 0 if total % 11 < 2 else 11 - total % 11


def _ends_right(value: bytes, weights: tuple[int, ...]) -> bool:
    """Whether the last two characters of ``value`` are its check digits; the second one also covers the first."""
    if len(set(value)) == 1:
        return False  # 111.111.111-11 has right check digits and is never issued
    return all(value[at] - _ZERO == _check_digit(value[:at], weights) for at in (len(value) - 2, len(value) - 1))


def cpf(value: bytes) -> bool:
    """Whether ``value`` is a CPF of 11 digits; spreadsheets drop the zeros at its beginning."""
    return 9 <= len(value) <= 11 and value.isdigit() and _ends_right(value.rjust(11, b"0"), _CPF_WEIGHTS)


def cnpj(value: bytes) -> bool:
    """Whether ``value`` is a CNPJ of 14 characters; spreadsheets drop the zeros at the beginning of one in digits."""
    if not value[-2:].isdigit() or not (len(value) == 14 or (value.isdigit() and 12 <= len(value) < 14)):
        return False
    return _ends_right(value.rjust(14, b"0"), _CNPJ_WEIGHTS)


_TAX_LABELS = """
    cpf cnpj|cnpj cpf|cpf/cnpj|cnpj/cpf|cpf ou cnpj|cnpj ou cpf|inscricao federal|tax id|tax id number|taxpayer id
    tax identification number|taxpayer identification number|brazilian tax id|identificacion fiscal
"""

ROWS = (
    Identifier(
        type="BR_CPF",
        what="taxpayer number of a person in Brazil (CPF)",
        labels="""
            cpf|cpfs|cpf no|cpf num|cpf numero|cpf number|numero cpf|numero do cpf|no do cpf|cpf/mf|cpf mf|cpf sob no
            cpf sob o no|cpf sob o numero|cadastro de pessoas fisicas|cadastro de pessoa fisica|brazilian cpf
        """
        + _TAX_LABELS,
        forms=(
            Form(pattern=rb"\b\d{3}\.\d{3}\.\d{3}[\-/.]\d{2}\b", alone=0.9),
            Form(pattern=rb"\b\d{9}[\-/]\d{2}\b", alone=0.75),
            Form(pattern=rb"\b\d{3}[ \-]\d{3}[ \-]\d{3}[ \-]\d{2}\b", alone=0.6),
            Form(pattern=rb"\b\d{11}\b", alone=0.6),
            Form(pattern=rb"\b\d{9,10}\b", labelled=0.85),
        ),
        check=cpf,
        how="11 digits, as 123.456.789-09 or in a row",
        check_name="two digits, modulus 11",
        source="Receita Federal",
    ),
    Identifier(
        type="BR_CNPJ",
        what="taxpayer number of a company in Brazil (CNPJ), with digits only or with letters (from 2026 on)",
        labels="""
            cnpj|cnpjs|cnpj no|cnpj num|cnpj numero|cnpj number|numero cnpj|numero do cnpj|no do cnpj|cnpj/mf|cnpj mf
            cnpj sob no|cnpj sob o no|cnpj sob o numero|cadastro nacional da pessoa juridica|cgc|cgc/mf|brazilian cnpj
        """
        + _TAX_LABELS,
        forms=(
            Form(pattern=rb"\b[0-9a-z]{2}\.[0-9a-z]{3}\.[0-9a-z]{3}/[0-9a-z]{4}-\d{2}\b", alone=0.9),
            Form(pattern=rb"\b[0-9a-z]{8}/[0-9a-z]{4}-\d{2}\b", alone=0.85),
            Form(pattern=rb"\b\d{2}[ .]\d{3}[ .]\d{3}[ /.\-]\d{4}[ \-]\d{2}\b", alone=0.65),
            Form(pattern=rb"\b[0-9a-z]{12}-?\d{2}\b", alone=0.6, capitals=True),
            Form(pattern=rb"\b\d{12,13}\b", labelled=0.85),
        ),
        check=cnpj,
        how="14 digits or 12 letters and digits with two digits, as 12.ABC.345/01DE-35 or in a row",
        check_name="two digits, modulus 11",
        source="Receita Federal, IN RFB 2.229/2024",
    ),
)
