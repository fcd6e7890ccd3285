"""Our recognizers, and the table of types."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from objectlambda.pii.entities import ENTITY_TYPES, LANGUAGES, NETWORK_TYPES
from objectlambda.pii.rules.account_files import AccountFileRecognizer
from objectlambda.pii.rules.actors import ActorRecognizer
from objectlambda.pii.rules.address_fields import AddressFieldRecognizer
from objectlambda.pii.rules.address_tails import AddressTailRecognizer
from objectlambda.pii.rules.addresses import StreetRecognizer
from objectlambda.pii.rules.addresses_in_letters import LetterAddressRecognizer
from objectlambda.pii.rules.ages import AgeRecognizer
from objectlambda.pii.rules.ages_in_notes import NoteAgeRecognizer
from objectlambda.pii.rules.annotated import AnnotatedRecognizer
from objectlambda.pii.rules.appositions import AppositionRecognizer
from objectlambda.pii.rules.assigned_passwords import AssignedPasswordRecognizer
from objectlambda.pii.rules.bank import (
    BankAccountRecognizer,
    IbanNumberRecognizer,
    PinRecognizer,
    RoutingRecognizer,
    SwiftRecognizer,
)
from objectlambda.pii.rules.base import WindowRecognizer
from objectlambda.pii.rules.blanks import BlankRecognizer
from objectlambda.pii.rules.cards import (
    CardExpiryRecognizer,
    CardNumberRecognizer,
    CardVerificationRecognizer,
)
from objectlambda.pii.rules.chats import ChatRecognizer
from objectlambda.pii.rules.clauses import ClauseRecognizer
from objectlambda.pii.rules.command_secrets import CommandSecretRecognizer
from objectlambda.pii.rules.comment_heads import CommentHeadRecognizer
from objectlambda.pii.rules.contact_lines import ContactLineRecognizer
from objectlambda.pii.rules.correspondents import CorrespondentRecognizer
from objectlambda.pii.rules.credentials import (
    AwsKeyRecognizer,
    PasswordRecognizer,
)
from objectlambda.pii.rules.database_secrets import DatabaseSecretRecognizer
from objectlambda.pii.rules.dates import DateTimeRecognizer
from objectlambda.pii.rules.dates_abroad import DateAbroadRecognizer
from objectlambda.pii.rules.dates_by_label import LabelledDateRecognizer
from objectlambda.pii.rules.dates_in_notes import NoteDateRecognizer
from objectlambda.pii.rules.dates_in_speech import DateInSpeechRecognizer
from objectlambda.pii.rules.device_secrets import DeviceSecretRecognizer
from objectlambda.pii.rules.documents import (
    DriverIdRecognizer,
    LicenseRecognizer,
    PassportRecognizer,
    UkDriverIdRecognizer,
)
from objectlambda.pii.rules.extensions import ExtensionRecognizer
from objectlambda.pii.rules.field_names import FieldNameRecognizer
from objectlambda.pii.rules.handles import HandleRecognizer
from objectlambda.pii.rules.identity_cards import IdentityCardRecognizer
from objectlambda.pii.rules.internet import (
    IpAddressRecognizer,
    MacRecognizer,
    WebAddressRecognizer,
)
from objectlambda.pii.rules.jotted_logins import JottedLoginRecognizer
from objectlambda.pii.rules.last_four import LastFourRecognizer
from objectlambda.pii.rules.listed_accounts import ListedAccountRecognizer
from objectlambda.pii.rules.listed_logins import ListedLoginRecognizer
from objectlambda.pii.rules.login_phrases import LoginPhraseRecognizer
from objectlambda.pii.rules.login_places import LoginPlaceRecognizer
from objectlambda.pii.rules.mail import EmailAddressRecognizer
from objectlambda.pii.rules.name_labels import NameLabelRecognizer
from objectlambda.pii.rules.named_houses import NamedHouseRecognizer
from objectlambda.pii.rules.names_in_file_names import FileNameRecognizer
from objectlambda.pii.rules.national import (
    AadhaarRecognizer,
    CaHealthRecognizer,
    ItinRecognizer,
    LetteredRecognizer,
    NhsNumberRecognizer,
    SinRecognizer,
    SsnRecognizer,
    UtrRecognizer,
)
from objectlambda.pii.rules.nicks import NickRecognizer
from objectlambda.pii.rules.numbers_in_letters import LetterNumberRecognizer
from objectlambda.pii.rules.passing_addresses import PassingAddressRecognizer
from objectlambda.pii.rules.payees import PayeeRecognizer
from objectlambda.pii.rules.persons_abroad import PersonAbroadRecognizer
from objectlambda.pii.rules.persons_beside import PersonBesideRecognizer
from objectlambda.pii.rules.persons_called import PersonCalledRecognizer
from objectlambda.pii.rules.persons_in_closings import PersonInClosingRecognizer
from objectlambda.pii.rules.persons_in_deeds import PersonInDeedRecognizer
from objectlambda.pii.rules.persons_in_notes import PersonInNotesRecognizer
from objectlambda.pii.rules.persons_in_shorthand import PersonInShorthandRecognizer
from objectlambda.pii.rules.persons_in_spanish_notes import PersonInSpanishNotesRecognizer
from objectlambda.pii.rules.persons_in_stories import PersonInStoryRecognizer
from objectlambda.pii.rules.phones import PhoneNumberRecognizer
from objectlambda.pii.rules.place_addresses import PlaceAddressRecognizer
from objectlambda.pii.rules.remote_addresses import RemoteAddressRecognizer
from objectlambda.pii.rules.spanish_addresses import SpanishAddressRecognizer
from objectlambda.pii.rules.spoken_codes import SpokenCodeRecognizer
from objectlambda.pii.rules.spoken_dates import SpokenDateRecognizer
from objectlambda.pii.rules.spoken_logins import SpokenLoginRecognizer
from objectlambda.pii.rules.spoken_passwords import SpokenPasswordRecognizer
from objectlambda.pii.rules.stored_numbers import StoredNumberRecognizer
from objectlambda.pii.rules.titled_persons import TitledPersonRecognizer
from objectlambda.pii.rules.usernames import AccountNameRecognizer, UsernameRecognizer
from objectlambda.pii.rules.vehicles import NotedPlateRecognizer, PlateRecognizer, RegistrationRecognizer, VinRecognizer
from objectlambda.pii.rules.whole_names import WholeNameRecognizer

RULES: tuple[type[WindowRecognizer], ...] = (
    EmailAddressRecognizer,
    WebAddressRecognizer,
    AwsKeyRecognizer,
    IbanNumberRecognizer,
    CardNumberRecognizer,
    SsnRecognizer,
    ItinRecognizer,
    PhoneNumberRecognizer,
    ExtensionRecognizer,
    IpAddressRecognizer,
    MacRecognizer,
    LastFourRecognizer,
    SpokenCodeRecognizer,
    CardVerificationRecognizer,
    CardExpiryRecognizer,
    BankAccountRecognizer,
    RoutingRecognizer,
    PinRecognizer,
    SwiftRecognizer,
    SinRecognizer,
    CaHealthRecognizer,
    NhsNumberRecognizer,
    UtrRecognizer,
    AadhaarRecognizer,
    LetteredRecognizer,
    StoredNumberRecognizer,
    IdentityCardRecognizer,
    PassportRecognizer,
    DriverIdRecognizer,
    UkDriverIdRecognizer,
    LicenseRecognizer,
    PlateRecognizer,
    RegistrationRecognizer,
    NotedPlateRecognizer,
    VinRecognizer,
    PasswordRecognizer,
    AssignedPasswordRecognizer,
    SpokenPasswordRecognizer,
    UsernameRecognizer,
    AccountNameRecognizer,
    LoginPhraseRecognizer,
    LoginPlaceRecognizer,
    NickRecognizer,
    AccountFileRecognizer,
    DeviceSecretRecognizer,
    CommandSecretRecognizer,
    DatabaseSecretRecognizer,
    ListedAccountRecognizer,
    ListedLoginRecognizer,
    SpokenLoginRecognizer,
    JottedLoginRecognizer,
    CommentHeadRecognizer,
    AddressTailRecognizer,
    PlaceAddressRecognizer,
    ContactLineRecognizer,
    PersonBesideRecognizer,
    WholeNameRecognizer,
    FileNameRecognizer,
    PersonInNotesRecognizer,
    PersonCalledRecognizer,
    PersonInDeedRecognizer,
    TitledPersonRecognizer,
    AnnotatedRecognizer,
    ChatRecognizer,
    PersonInShorthandRecognizer,
    PersonInSpanishNotesRecognizer,
    PersonAbroadRecognizer,
    PersonInStoryRecognizer,
    PersonInClosingRecognizer,
    LetterNumberRecognizer,
    CorrespondentRecognizer,
    NameLabelRecognizer,
    AppositionRecognizer,
    HandleRecognizer,
    ActorRecognizer,
    PayeeRecognizer,
    DateTimeRecognizer,
    NoteDateRecognizer,
    LabelledDateRecognizer,
    SpokenDateRecognizer,
    DateInSpeechRecognizer,
    DateAbroadRecognizer,
    AgeRecognizer,
    NoteAgeRecognizer,
    StreetRecognizer,
    NamedHouseRecognizer,
    PassingAddressRecognizer,
    SpanishAddressRecognizer,
    RemoteAddressRecognizer,
    LetterAddressRecognizer,
    AddressFieldRecognizer,
    ClauseRecognizer,
    BlankRecognizer,
    FieldNameRecognizer,
)
"""Our recognizers, the surest and cheapest first, since ``contains`` may stop at the first finding."""


class Recognizer(Protocol):
    """A recognizer, be it ours, Presidio's or a user's."""

    supported_language: str

    @property
    def supported_entities(self) -> list[str]:
        """The types that can be found."""
        ...


def own_recognizers() -> list[WindowRecognizer]:
    """Our recognizers in every language."""
    return [rule(language) for language in LANGUAGES for rule in RULES]


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """One line of the type table: the type, the languages, how it is found, and its check."""

    type: str
    languages: tuple[str, ...]
    how: str
    check: str


def type_table() -> Iterator[TypeRow]:
    """How each of Comprehend's types is found."""
    recognizers = own_recognizers()
    for entity_type in sorted(ENTITY_TYPES):
        found_by = [recognizer for recognizer in recognizers if entity_type in recognizer.supported_entities]
        languages = tuple(sorted({recognizer.supported_language for recognizer in found_by}))
        how = ["the trained pipeline"] if entity_type in NETWORK_TYPES else []
        how.extend(_how(recognizer, entity_type) for recognizer in found_by)
        checks = [recognizer.CHECK for recognizer in found_by]
        yield TypeRow(
            type=entity_type,
            languages=languages,
            how="; ".join(dict.fromkeys(how)),
            check="; ".join(filter(None, dict.fromkeys(checks))),
        )


def _how(recognizer: WindowRecognizer, entity_type: str) -> str:
    told = recognizer.HOW
    return told if isinstance(told, str) else told[entity_type]
