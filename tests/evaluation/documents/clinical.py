"""Medical notes, referrals and health administration."""

# ruff: noqa: E501 (a line of a document stays one line here)

from __future__ import annotations

from evaluation.documents import identifiers as ids
from evaluation.documents.catalogue import skeleton
from evaluation.documents.marks import (
    ADDRESS,
    AGE,
    CA_HEALTH,
    DATE,
    EMAIL,
    NAME,
    NHS,
    PHONE,
    PLACE,
    RELATIVE,
    SSN,
)
from evaluation.documents.scene import Scene


def _age(s: Scene) -> str:
    n = s.n(19, 91)
    return s.pick(
        AGE(f"{n}-year-old"), f"{AGE(f'{n} years')} old", AGE(f"{n} y/o"), AGE(f"{n}yo"), AGE(f"{n}-year-old")
    )


@skeleton()
def progress_note(s: Scene) -> str:
    p, doctor = s.people(2)
    return f"""PROGRESS NOTE
Patient: {NAME(p.full)}    MRN: {s.n(100000, 9999999)}    DOB: {s.date(s.birth(), style="%m/%d/%Y")}
Date of service: {s.date()}

S: {NAME(p.last)} is a {_age(s)} {s.pick("man", "woman")} seen for follow-up of hypertension. Denies chest pain. Takes lisinopril 20 mg daily. Daughter {NAME(s.person().first)} helps with the pill box.
O: BP 142/88, HR 76, T 36.8, SpO2 97% on room air. Lungs clear.
A/P: 1. HTN, not at goal: increase lisinopril to 40 mg. 2. BMP in two weeks. 3. Return {s.date()}.

Electronically signed by {NAME(doctor.full)}, MD on {DATE(s.moment().strftime("%m/%d/%Y %H:%M"))}
"""


@skeleton()
def discharge_summary(s: Scene) -> str:
    p, doctor, gp = s.people(3)
    admitted = s.moment()
    return f"""DISCHARGE SUMMARY - Summit Valley Hospital

Name: {NAME(p.inverted)}
Address: {ADDRESS(s.address().line())}
Phone: {PHONE(p.phone)}
SSN: {SSN(s.pick("xxx-xx-" + f"{s.n(1, 9999):04d}", ids.ssn(s.r)))}
Admitted: {s.date(admitted, style="%B %-d, %Y")}   Discharged: {s.date(admitted, style="%B %-d, %Y")}
Attending: Dr. {NAME(doctor.full)}

Course: This {_age(s)} patient presented with right lower quadrant pain of 12 hours. CT showed an inflamed appendix, 9 mm, without abscess. Dr. {NAME(doctor.last)} performed a laparoscopic appendectomy without complication. WBC fell from 15.2 to 8.9.

Disposition: home with spouse. Follow-up with {NAME(gp.full)}, NP, in ten days. Call {PHONE(s.phone())} for fever above 38.5.
"""


@skeleton()
def uk_referral_letter(s: Scene) -> str:
    p, gp, consultant = s.people(3, country="GB")
    return f"""Dear {s.pick("Mr", "Miss", "Dr")} {NAME(consultant.last)},

Re: {NAME(p.full)}, DOB {s.date(s.birth(), style="%d/%m/%Y")}, NHS No. {NHS(ids.nhs(s.r))}
{ADDRESS(s.address("GB").line())}

Thank you for seeing this {_age(s)} teacher with six months of intermittent haematuria. {s.pick("She", "He")} smoked until {DATE(s.pick("2009", "1998"))}. Urine culture on {s.date(style="%d %B %Y")} was negative, eGFR 71. I enclose the scan report.

The best number is {PHONE(p.phone)}; messages may be left with the partner, {NAME(s.person().first)}.

Yours sincerely,
Dr {NAME(gp.full)}
GP Partner, Larkhill Surgery, {ADDRESS(s.address("GB").line())}
"""


@skeleton()
def ontario_intake_note(s: Scene) -> str:
    p = s.person()
    return f"""Walk-in intake {DATE(s.moment().strftime("%Y-%m-%d"))}
Pt {NAME(p.full)}, {s.pick("F", "M")}, age {AGE(s.n(18, 88))}
Health card number: {CA_HEALTH(ids.ca_health(s.r))}
Addr {ADDRESS(s.address("CA").line())}
c/o productive cough x5d, no travel. Lives w/ {NAME(s.person().first)} and two cats. Allergies: sulfa.
Plan: CXR, fluids, recheck {RELATIVE("next week")}. Pharmacy fax {PHONE(s.phone())}
"""


@skeleton()
def therapy_session_note(s: Scene) -> str:
    p, therapist = s.people(2)
    return f"""Session 7, {s.date()}, {s.clock()}

{NAME(p.first)} arrived on time and described a difficult week with {s.pick("his", "her")} brother {NAME(s.person().first)}, who moved back from {PLACE(s.pick("Portland", "Manila", "Cork"))} in {DATE(s.pick("January", "2022", "last spring"))}. We practised the breathing exercise. Homework: thought record, twice. Risk: none voiced.

At {AGE(f"{s.n(22, 60)} years")} old {s.pick("he", "she")} is living alone for the first time. Next session {s.weekday()}.
{NAME(therapist.full)}, LCSW
"""


@skeleton()
def emergency_triage(s: Scene) -> str:
    p = s.person()
    return f"""TRIAGE  {DATE(s.moment().strftime("%H:%M"))}  ESI {s.n(2, 5)}
NAME: {NAME(p.inverted.upper())}
AGE/SEX: {AGE(s.n(1, 95))}/{s.pick("M", "F")}
CC: FALL FROM LADDER, L WRIST PAIN
VITALS: 128/79  88  16  36.6  99%
NOK: {NAME(s.person().full.upper())} {PHONE(p.phone)}
TETANUS: UNKNOWN   TRIAGE RN: {NAME(s.person().full.upper())}
"""


@skeleton()
def prescription_labels(s: Scene) -> str:
    out = []
    for _ in range(s.n(2, 3)):
        p, d = s.people(2)
        out.append(
            f"Rx {s.n(1000000, 9999999)}\n{NAME(p.full.upper())}\n{ADDRESS(s.address().line().upper())}\nTAKE 1 TABLET BY MOUTH TWICE DAILY\nAMOXICILLIN 500 MG   QTY 20   REFILLS 0\nDR {NAME(d.initials.upper())}   FILLED {s.date(style='%m/%d/%y')}"
        )
    return "\n\n".join(out) + "\n"


@skeleton()
def appointment_reminders(s: Scene) -> str:
    out = []
    for _ in range(s.n(3, 5)):
        p = s.person()
        out.append(
            f"Reminder for {NAME(p.full)}: cleaning with Dr. {NAME(s.person().last)} on {s.weekday()}, {s.date(style='%B %-d')} at {s.clock()}. Confirm at {PHONE(s.phone())} or {EMAIL('desk@westlockdental.com')}."
        )
    return "\n".join(out) + "\n"


@skeleton()
def pathology_report(s: Scene) -> str:
    p, d = s.people(2)
    return f"""SURGICAL PATHOLOGY  S{s.n(20, 25)}-{s.n(1000, 99999)}
Patient {NAME(p.inverted)}   Received {s.date(style="%m/%d/%Y")}

A. Skin, left forearm, shave: Compound nevus, margins clear.
Gross: the specimen, labelled "{NAME(p.last)}, left arm", is a 0.8 x 0.6 x 0.1 cm tan ellipse, inked blue and trisected in cassette A1.
Microscopic: nests of banal melanocytes at the junction and in the papillary dermis.

Signed out by {NAME(d.full)}, M.D., Ph.D. {DATE(s.moment().strftime("%m/%d/%Y %I:%M %p"))}
"""
