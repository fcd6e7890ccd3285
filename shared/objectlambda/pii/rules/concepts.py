"""Concepts: what the words around a value can say about it. The phrases in ``phrases`` stand for them.

A concept is one bit, so that a set of them is an ``int``. ``OTHER`` stands for everything that is a number or
a code but personal data of none of the types (orders, invoices, versions, identifiers of requests …): a value
labelled so is left alone.
"""

from __future__ import annotations

NONE = 0
CARD = 1 << 0
CVV = 1 << 1
EXPIRY = 1 << 2
ACCOUNT = 1 << 3
ROUTING = 1 << 4
SSN = 1 << 5
ITIN = 1 << 6
PASSPORT = 1 << 7
DRIVER = 1 << 8
PLATE = 1 << 9
VIN = 1 << 10
PHONE = 1 << 11
AGE = 1 << 12
BIRTH = 1 << 13
PIN = 1 << 14
PASSWORD = 1 << 15
USERNAME = 1 << 16
AWS_ACCESS = 1 << 17
AWS_SECRET = 1 << 18
IBAN = 1 << 19
SWIFT = 1 << 20
NHS = 1 << 21
NINO = 1 << 22
UTR = 1 << 23
SIN = 1 << 24
CA_HEALTH = 1 << 25
AADHAAR = 1 << 26
PAN = 1 << 27
VOTER = 1 << 28
NREGA = 1 << 29
IP = 1 << 30
MAC = 1 << 31
WEB = 1 << 32
EMAIL = 1 << 33
LAST_FOUR = 1 << 34
DATE = 1 << 35
NAME = 1 << 36
ADDRESS = 1 << 37
PLACE = 1 << 38
OTHER = 1 << 39
CARD_CODE = 1 << 40
REGISTRATION = 1 << 41
LICENSE = 1 << 42
VERSION = 1 << 43
"""A kind of OTHER: a value with this label looks like the address of a host and is not one."""
IDENTITY = 1 << 44
"""Identity cards and the national numbers of persons: DNI, cédula, CURP."""
OPEN = CARD_CODE | REGISTRATION | LICENSE
"""Words that may mean a card, a vehicle or a driver; the form of the value has to agree."""
