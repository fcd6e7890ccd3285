"""The English and Spanish phrases by which texts, keys and columns name a concept.

A space in a phrase stands for a blank, a hyphen, a full stop or nothing, so "phone number" is also found in
``phoneNumber`` and ``phone_number``.
"""

from __future__ import annotations

from objectlambda.pii.rules.concepts import (
    AADHAAR,
    ACCOUNT,
    ADDRESS,
    AGE,
    AWS_ACCESS,
    AWS_SECRET,
    BIRTH,
    CA_HEALTH,
    CARD,
    CARD_CODE,
    CVV,
    DATE,
    DRIVER,
    EMAIL,
    EXPIRY,
    IBAN,
    IDENTITY,
    IP,
    ITIN,
    LAST_FOUR,
    LICENSE,
    MAC,
    NAME,
    NHS,
    NINO,
    NREGA,
    OTHER,
    PAN,
    PASSPORT,
    PASSWORD,
    PHONE,
    PIN,
    PLACE,
    PLATE,
    REGISTRATION,
    ROUTING,
    SIN,
    SSN,
    SWIFT,
    USERNAME,
    UTR,
    VERSION,
    VIN,
    VOTER,
    WEB,
)
from objectlambda.pii.rules.words import words

PHRASES: dict[int, str] = {
    CARD: """
        card|card number|card no|card num|card nr|card #|credit card|credit card number|credit card no
        credit card #|debit card|debit card number|cc|ccn|cc number|cc num|cc no|ccnum|visa|visa card|mastercard
        master card|amex|american express|discover card|diners club|maestro|payment card|card pan
        primary account number|credit|tarjeta|tarjeta de credito|tarjeta de debito|numero de tarjeta
        numero de la tarjeta|num tarjeta|no tarjeta|credit card account|card account|prepaid card|gift card
        corporate card|cards|plastic|kreditkarte|kreditkartennummer|carte bancaire|carte de credit|numero de carte
        carta di credito|cartao de credito
    """,
    CVV: """
        cvv|cvv2|cvc|cvc2|cvv number|cvv code|cvc code|csc|cid code|card security code|security code
        card verification value|card verification code|card verification number|card verification
        verification value|codigo de seguridad|codigo cvv|codigo cvc|numero cvv|cvv no|3 digit code
        three digit code|codigo de verificacion de la tarjeta|sec code|sec. code|security code no|security code number
        card security number|card code|card verification no|card verification|verification value|cvn|cv2|cav2
        cvv cvc|cvv/cvc|cvc/cvv|cvv2/cvc2|cvc2/cvv2|cvv/cvc/cid|signature panel code|signature strip code
        3 digit security code|three digit security code|4 digit security code|four digit security code
        digits on the back|digits on back|numbers on the back|number on the back|code on the back|code on back
        digits on the reverse|number on the reverse|code on the reverse|digits on the front|code on the front
        digits on the back of the card|digits on the back of your card|digits on the back of my card
        number on the back of the card|number on the back of your card|number on the back of my card
        code on the back of the card|code on the back of your card|code on the back of my card
        digits on the signature strip|digits on the signature panel|digitos del reverso|digitos del dorso
        digitos de atras|digitos de detras|numeros del reverso|numeros del dorso|numeros de atras|numeros de detras
        numero del reverso|codigo del reverso|codigo del dorso|codigo de atras|codigo de detras
        numeros de la parte de atras|digitos de la parte de atras|numeros de la parte trasera
        digitos de la parte trasera|digitos en el reverso|digitos al dorso|codigo de seguridad de la tarjeta
        numero de seguridad de la tarjeta
        numero de seguridad|cod seguridad|cod de seguridad|codigo de validacion de la tarjeta
    """,
    EXPIRY: """
        exp|expiry|expires|expiration|exp date|expiry date|expiration date|expire date|expires on|expiring
        expire|valid thru|valid through|valid until|valid till|good thru|good through|card expiry
        card expiration|card exp|exp month|exp year|caducidad|caduca|vence|vencimiento|fecha de caducidad
        fecha de vencimiento|fecha caducidad|fecha vencimiento|valida hasta|valido hasta|fecha de expiracion
        expira|cad|venc|cc exp|mm yy|valid to|expiredate|cc expiredate|card expiredate|expirydate|expirationdate
    """,
    ACCOUNT: """
        account|acctid|acct nbr|account nbr|acc nbr|acct id|account number|account no|account num|account nr|account #
        acct|acct no|acct num|acct number|acct #|a/c|a/c no|a/c number|ac no|bank account|bank account number
        bank acct|checking|checking account|savings|savings account|checking account number
        savings account number|deposit account|beneficiary account|direct deposit|cuenta|cuenta bancaria
        numero de cuenta|no de cuenta|num cuenta|numero de cuenta bancaria|cuenta corriente|cuenta de ahorros
        cuenta de cheques|n de cuenta|nro de cuenta|bank a/c|current account|acctnum|bank acc|acc no|acc number
        cta|cta cte|cta corriente|num cta|n cta|ccc|cuenta ccc
        acc|a c no|a c number|a c num|account no.|accountnumber|accounts|bankaccount|kontonummer|numero de compte
        numero di conto|conta bancaria|conta corrente
        cta. cte|cta. corriente|cta. ahorros|cta. bancaria|num. cuenta|c. c. c|rekeningnummer|caja de ahorro
        caja de ahorros|cta ahorros|cuenta vista|cuenta rut|cta n
        cuenta de abono|cuenta de cargo|cuenta interbancaria|cci|codigo de cuenta interbancario|clabe
        cuenta clabe|clabe interbancaria|cbu|cvu|codigo cuenta cliente
    """,
    ROUTING: """
        routing|bankid|bank id|rtg|rtg no|rtg #|rtg nbr|rtng|routing nbr|aba nbr|routing number|routing no|routing num
        routing #|routing code|aba|aba number|aba no|aba routing|aba routing number|aba #|rtn|transit number
        routing transit number|bank routing|bank routing number|micr|numero de ruta|codigo de ruta
        numero de ruta bancaria|ruta bancaria|numero de enrutamiento|aba rtn|ruta aba|routing aba|ach routing
        immediate destination|immediatedestination|rdfi identification|odfi identification|rdfi|odfi|transit routing
        wire routing|numero aba|codigo aba|numero de transito|sort code|sortcode|bank sort code|sort code no
        bsb|bsb number|bsb no|bank state branch|branch code|bankleitzahl|blz
    """,
    SSN: """
        ssn|ssns|ss #|ss number|ss no|social security|social security number|social security no
        social security num|social security #|soc sec|soc sec no|soc sec number|social sec|social insurance us
        ssn number|ssn no|ssn #|ssnumber|social|seguro social|numero de seguro social|numero del seguro social
        no de seguro social|nss|numero de la seguridad social|seguridad social|num seguro social
        no s s|no ss|n s s|num s s|num ss|numero s s|num afiliacion|naf|numero de afiliacion|n afiliacion|afiliacion ss
        numero afiliacion|afiliacion
        s. s. n|s. s. number|s. s. no|s.s. #|s. s. #|s.s.#|s.s. number|s.s. no|n.s.s
        socialsecuritynumber|ss4|tax ssn|ssn value|ssn val|ssn text|ssn str|ssn string|ssn field|ssn data
    """,
    ITIN: """
        itin|itin number|itin no|individual taxpayer identification number|individual taxpayer identification
        individual tax id|individual tax identification number|individual taxpayer id
        taxpayer identification number|taxpayer identification|taxpayer id|tax identification number|tax id|tin
        us itin|numero de identificacion personal del contribuyente|identificacion del contribuyente
        tax id number|us individual tax identification number
    """,
    PASSPORT: """
        passport|passport number|passport no|passport num|passport #|passport id|us passport|passport book
        passport nr|reisepass|reisepassnummer|numero de passeport|passeport|passaporto|passaporte|paspoort|pasaporte
        numero de pasaporte|pasaporte numero|pasaporte no|no de pasaporte|num pasaporte
        travel document number|pasaporte num|travel document|documento de viaje|numero de documento de viaje
        n de pasaporte|nro de pasaporte|passport card
    """,
    DRIVER: """
        driver license|drivers license|driver's license|driver licence|drivers licence|driver's licence
        driving license|driving licence|driver license number|drivers license number|driver's license number
        driver's licence number|driving licence number|driving license number|driver license no
        drivers license no|driver's license no|driving licence no|dl|dl no|dl number|dl #|dln|driver id
        driver id number|drivers lic|driver lic|driver's lic|driverslicense|license number|licence number
        license permit number
        license no|licence no|license #|lic no|lic #|lic number|operator license|operator's license
        driver identification number|driver's id|dmv license|state id|state license|licencia de conducir
        licencia de manejo|numero de licencia de conducir|numero de licencia|carnet de conducir
        permiso de conducir|licencia no|permiso no|licencia de conductor|numero de permiso de conducir|num licencia
        driver's license id|driving permit|cdl|driver license #|drivers license #|driver's license #
        driver number|drivers licenses|driver's licenses|driver licenses|drivers licences|driver's licences
        driver licences|driving licences|driving licenses|permisos de conducir|carnets de conducir|licencias de conducir
        licencia num|d/l|d/l no|d/l #|d l|d l no|oln|drv lic|drv license|drivers lic no|driver lic no
        driver lic #|operator licence|operator's licence|operators license|operators licence|chauffeur license
        learner's permit|learners permit|learner permit|provisional licence|provisional license|carne de conducir
        permiso de conduccion|numero de permiso de conduccion|carnet de manejo|brevete|registro de conducir
        licencia de chofer|permiso de manejo|fuhrerschein|fuhrerscheinnummer|permis de conduire|patente di guida
        carta de conducao|carteira de motorista|rijbewijs
    """,
    PLATE: """
        license plate|licence plate|license plate number|licence plate number|license plate no|plate|plates
        plate number|plate no|plate #|number plate|vehicle plate|car plate|tag number|license tag
        vehicle registration|vehicle registration number|registration plate|vrm|vrn|car registration|reg plate
        car reg|vehicle reg|registration mark|matricula|matricula del vehiculo|placa|placas|numero de placa
        numero de matricula|patente|placa del vehiculo|placa vehicular|plate num|license plate #|number plates
        vehicle plates|plate read|plate reads|plate reading|plates read|plates reading|tag no|tag num|tag #
        vehicle tag|license tag number|index mark|vehicle reg no|vehicle registration no|car reg no|rego plate
        matricula no|no de matricula|placa no|placas no|numero de placas|chapa patente|kennzeichen|kfz kennzeichen
        immatriculation|plaque d'immatriculation|targa|kenteken|plaka no
    """,
    VIN: """
        vin|vin number|vin no|vin #|vehicle identification number|vehicle identification no|vehicle id number
        vehicle identification|chassis number|chassis no|chassis|numero de bastidor|bastidor|numero de chasis
        chasis|vehicle vin|numero de identificacion del vehiculo|vehicle id|niv|fahrgestellnummer|numero di telaio
        telaio|serie|no de serie vehicular|numero de serie del vehiculo
        numero de chassis|chassi|sase no|sasi no
    """,
    PHONE: """
        phone|phones|ph nbr|phone nbr|tel nbr|ph no|cell nbr|phone number|phone no|phone num|phone #|phonenumber
        telephone|telephone number|tel|tel no|tel number|mobile|mobile number|mobile phone|mobile no|mob|cell
        cell phone|cellphone|my num|cell number|fax|fax number|fax no|pager|pager number|call|call me|call us|called
        calling|contact number|contact no|contact|home phone|work phone|office phone|daytime phone|evening phone
        whatsapp|sms|text|text me|dial|rang|best number
        number to reach|number to call|reach you|reach me|reach us|reach him|reach her|reach them|reached at|reached on
        reachable at|reachable on|hotline|helpline|landline|callback
        callback number|ring|ring me|phone home|phone work|message to|messages to|answering at|text message
        numero de telefono|telefono|telefonos|telefono movil|telefono fijo|movil|celular|numero de celular
        numero de movil|tfno|tlf|tlfno|telf|tfn|fijo|llamar|llame|llamame|llamenos|contactar|fax num
        telefono de contacto|msisdn|phone1|phone2|desk|direct line|toll free|beeper|ph|office|emergency contact
        his line is|her line is|my line is
        asserted identity|preferred identity|remote party id|twilio from|twilio to|sms from|sms to|calling station id
        called station id
        a number|b number|calling number|called number|calling party number|called party number|dialed number
        dialled number|la linea|linea telefonica|linea movil|de la linea|caller id|fone|tfo|tf
        from number|to number|marque|llamar al|marcar|marca|llamando|telephones|telefonnummer|telefon|rufnummer
        handynummer
        cel|num cel|tel cel|hphone|mphone|wphone|cphone|home ph|work ph|cell ph|mob ph
        cbr|cb no|cb number|mobilnummer|telephone portable|telefone|telemovel|cellulare|numero di telefono
        numero de telephone|telefoon
        telefoonnummer|telefones
        contacto|contactos|numero contacto|fono|fonos|fono contacto|nextel|yape|bizum|nequi|daviplata|wsp|wasap
        tlfnos|tfnos|telefs|comunicarse al
        comunicarse a|comunicate al|comunicarme al|marquen|marquenme|marcame|marqueme|llamarme|llamarnos|llamenme
        llamadme
        llamad|llamanos|recados|tel casa|tel oficina|tel particular|telefono de casa|telefono particular
        numero de contacto
        numero de whatsapp|telefax|mi numero es|mi numero
    """,
    AGE: """
        age|aged|ages|how old are you|how old is|how old were you|how old|que edad|cuantos anos|edad
        age in years|years of age|patient age|anos de edad|edades|age yrs
    """,
    BIRTH: """
        date of birth|dob|d.o.b|birth time|birth date|birthdate|birthday|born|born on|birth|fecha de nacimiento
        nacido|nacida|nacimiento|fecha nacimiento|fecha nac|f nac|f. nac|fec nac|fdn|cumpleanos|nacido el
        nacida el|fec nacto|fec nacim|fecha de nac|fecha nacto|fecha de nacto|fec nacimiento|nac el|n. el
        geburtsdatum|geboren am|date de naissance|data di nascita|nato il|nata il
        data de nascimento|geboortedatum|dogum tarihi
    """,
    PIN: """
        pin|pin code|pin number|pin no|pin #|atm pin|card pin|debit pin|personal identification number|pin is
        pincode|atm code|codigo pin|numero pin|clave pin|nip|numero de identificacion personal|bank pin
        pin del cajero|cajero pin|mi pin|new pin|pin nuevo|account pin|p i n|pin for the card|pin for my card
        pin of the card|pin of my card|pin on the card|pin on the account|pin for the account|debit card pin
        credit card pin
        cash machine code|cash machine number|cash machine pin|cashpoint code|cashpoint number|cashpoint pin
        atm passcode|atm number|card passcode|pin de la tarjeta|pin de mi tarjeta|clave del cajero|clave de cajero
        clave de la tarjeta|clave de mi tarjeta|clave de tarjeta|numero secreto|numero secreto de la tarjeta
        alarm code|alarm pin|code for the door|code for the front door|code for the gate|code for the alarm
        front door code
        back door code|cupboard code|entrance code|gate pin|door pin|cupboard code changed|door code|gate code
        lockbox code|lockbox|padlock code|lock code|code on the door|combination|keysafe|key safe|keysafe code
        key safe code
        lock box code|keypad code|garage code|entry code
        safe code|voicemail pin|card pins|pin codes|pin numbers|codigo de la alarma|codigo de alarma
        codigo secreto|codigo secreto de la tarjeta|nip de la tarjeta|nip del cajero
    """,
    PASSWORD: """
        password|passwd|passwords|pwd|pass|passphrase|passcode|pass word|pass phrase|pw|psw|user password
        db password|login password|temp password|temporary password|new password|old password|default password
        admin password|contrasena|contrasenas|clave|clave de acceso|clave secreta de acceso|contrasena temporal
        nueva contrasena|password hash|root password|wifi password|wifi key|rootpw|userpass|userpassword|dbpass
        dbpassword|palabra de paso|pass code|contrasenia|pgpassword|mysql pwd|secret word|wpa key|passwort
        smtp pass|smtp password|mail pass|imap pass|ftp pass|ssh pass
        security answer|shared secret|vpn secret|psk|preshared key|pre shared key|wpa psk|wifi secret
        secret answer|memorable word|wifi pass|wifi code|wi-fi password|network password
        network key|wifi pw|temp pw|temp pass|initial password|kennwort|mot de passe|motdepasse|senha|wachtwoord
        parola d'ordine
    """,
    USERNAME: """
        username|user name|user names|userid|user id|user|login|login name|login id|screen name|screenname
        handle|nick|nickname|nick name|logon|signon|account name|usuario|nombre de usuario|nombre usuario|alias
        apodo|user login|uid|twitter handle|twitter|instagram|github|github username|slack handle|skype|uname
        usr|user handle|gamertag|gamer tag|user account|id de usuario|telegram|remote user|auth user|db user
        dbuser|pguser|snapchat|tiktok|linkedin|mastodon|bluesky|keybase|gitlab
        discord|reddit|logname|owner login|logged in as|signed in as|benutzername|nom d'utilisateur|identifiant
        nome utente|nome de usuario|gebruikersnaam
        logged in user|name id|samid|sam account
    """,
    AWS_ACCESS: """
        aws access key|aws access key id|access key id|accesskeyid|access key|aws key|clave de acceso de aws
        id de clave de acceso
    """,
    AWS_SECRET: """
        aws secret access key|secret access key|secretaccesskey|aws secret key|aws secret|secret key|secretkey
        clave de acceso secreta|clave secreta|clave secreta de aws|aws secret access
    """,
    IBAN: """
        iban|iban number|iban no|iban code|international bank account number|codigo iban|numero iban
    """,
    SWIFT: """
        swift|swift code|swift bic|swift number|bic|bic code|bic swift|swift/bic|bic/swift|bank identifier code
        business identifier code|codigo swift|codigo bic|swift id|swift address|bank swift|bank bic|bicfi|bicorbei
    """,
    NHS: """
        nhs|nhs number|nhs no|nhs #|nhs num|national health service|national health service number
        health service number|nhs id|nhsnumber|national health number|numero nhs
    """,
    NINO: """
        national insurance|national insurance number|national insurance no|national insurance num|nino|ni number
        ni no|ni num|ni #|nin|insurance number|numero de seguro nacional|nat ins no|national ins no
    """,
    UTR: """
        utr|utr number|utr no|utr #|unique taxpayer reference|unique taxpayer reference number
        unique tax reference|tax reference|tax reference number|self assessment|taxpayer reference
        hmrc reference|numero utr|utr code|referencia unica del contribuyente|tax payer reference
    """,
    SIN: """
        sin|sin number|sin no|sin #|social insurance|social insurance number|social insurance no|canadian sin
        numero de seguro social canadiense|sin num|nas|numero d'assurance sociale|social ins number|soc ins no
        canada sin|ca sin
    """,
    CA_HEALTH: """
        health card|health card number|health card no|healthcard|ohip|ohip number|ohip no|health number|phn
        personal health number|health insurance number|bc services card|care card|carecard|msp number|msp
        alberta health|provincial health number|health service number canada|canadian health|hcn
        health care number|canadian health service number|tarjeta sanitaria|tarjeta de salud|hin|ohip card
        health no|canada health number|ontario health card|ontario health|personal health no|health card num
        numero de salud|numero de tarjeta sanitaria|n tarjeta sanitaria|cip sns|tarjeta sanitaria individual|cipa
        codigo de identificacion personal
    """,
    AADHAAR: """
        aadhaar|aadhar|adhaar|adhar|aadhaar number|aadhaar no|aadhaar card|aadhar number|aadhar card|aadhaar #
        uidai|uid number|uid no|aadhaar card number|aadhaar id|aadhar no|numero aadhaar
    """,
    PAN: """
        pan|pan card|pan number|pan no|pan #|permanent account number|permanent account no|income tax pan
        pan card number|pan card no|numero pan|in pan
    """,
    VOTER: """
        voter|voter id|voter card|voter id card|voter number|voter no|voters id|voter's id|epic|epic number
        epic no|elector|elector photo identity card|electoral photo identity card|voter id number|electoral id
        election card|tarjeta de votante|credencial de votante|voter id no|elector id|numero de votante
    """,
    NREGA: """
        nrega|mgnrega|nrega job card|nrega card|nrega number|job card|job card number|mgnrega job card
        job card no|nrega id|nrega no|mnrega|numero nrega
    """,
    IP: """
        ip|ip address|ip addr|ipv4|ipv6|client ip|remote addr|remote address|source ip|src ip|dst ip|dest ip
        host ip|x forwarded for|server ip|direccion ip|ipaddress|remote ip|peer|ip publica|last login ip
        login ip|clientip
    """,
    MAC: """
        mac|mac address|mac addr|hardware address|ethernet address|physical address|direccion mac|hwaddr
        wifi mac|macaddress|device mac|bssid|link/ether|hw address|mac id
    """,
    WEB: """
        url|website|web site|web|webpage|web page|homepage|home page|site|link|visit|sitio web|pagina web|enlace
        sitio|portal|blog|web address|domain|see|browse to
    """,
    EMAIL: """
        email|e mail|email address|mail|correo|correo electronico|e-mail|mailto|emails|direccion de correo
    """,
    LAST_FOUR: """
        ending in|ending with|ending|ends in|ends with|end in|last four|last 4|last four digits|last 4 digits
        last4|last four digits of|last4digits|final digits|final four|terminada en|terminado en|termina en
        acabada en|acabado en|acaba en|terminacion|ultimos cuatro|ultimos 4|ultimos cuatro digitos
        ultimos 4 digitos|last 4 of|last four of|that ends in|last digits|final 4|finaliza en|finalizada en
        que termina con|terminada con|termina con|con terminacion|last 4 digits of|ended in|ended with
        final four digits|lastfour|last four numbers|last 4 numbers
    """,
    DATE: """
        date|fecha|fec|fch|dated|on date|day|as of|timestamp|datetime|created at|updated at|dia|time|hora
    """,
    OTHER: """
        order|order number|order no|order id|order #|orders|invoice|invoice number|invoice no|invoice id
        invoice #|inv|tracking|tracking number|tracking no|tracking id|isbn|isbn 10|isbn 13|issn|sku|upc|ean
        gtin|asin|doi|part number|part no|part #|serial|serial number|serial no|s/n|model|model number|model no
        version|ver|build|build number|release|revision|rev|ticket|ticket number|ticket no|ticket id|ticket #
        case|case number|case no|case id|docket|docket number|reference number|reference|reference no|ref|ref no
        ref #|confirmation number|confirmation code|confirmation|transaction id|transaction|transaction number
        txn|txn id|trace id|traceid|span id|spanid|request id|requestid|session id|correlation id|commit|sha
        call id|sha1|sha256|md5|hash|checksum|crc|uuid|guid|port|pid|process id|thread|line|row|page|chapter|section
        item|item number|item no|item id|product|product id|product code|batch|lot|lot number|imei|imsi|iccid
        po number|po #|purchase order|quote|quote number|policy number|claim number|member id|membership number
        employee id|employee number|student id|customer id|customer number|client id|customer no|epoch|offset
        size|bytes|length|duration|latency|total|subtotal|amount|balance|price|qty|quantity|count|units|pedido
        numero de pedido|factura|numero de factura|referencia|expediente|lote|albaran|numero de serie
        numero de seguimiento|importe|precio|cantidad|pagina|linea|barcode|bar code|patent|patent number|article
        ticker|phone model|firmware|error code|error|status code|status|exit code|bug|issue|shipment|shipment id
        waybill|parcel|container|container number|booking|booking reference|reservation|flight|gate|seat|voucher
        coupon|promo code|otp|one time code|verification code|auth code|authorization code|token|api key
        record locator|inventory|asset|asset tag|asset id|device id|meter|meter number|event id|message id
        job id|run id|task id|host id|id pedido|codigo de producto|codigo postal|zip|zip code|postal code
        postcode|rate|score|weight|height|km|ms|index|nhc|historia clinica|num colegiado|ncol|fax model|registro
        sequence|seq|counter|dataset|record|record id|mrn|medical record number|npi|case file|file no
        file number|folio|protocol|application number|vat|vat number|ein|duns|lei|cusip|isin|sedol|hts|cas
        razon social|denominacion social|capital social|objeto social|red social|redes sociales|trabajo social
        boleta|guia|numero de guia
        exp|expte|causa|poliza|numero de poliza|siniestro|legajo|matricula profesional
        colegiado|cedula profesional|ced prof|ref catastral|referencia catastral|autos|tomo|finca|nro de serie
        statement id|charge id|payment id|customer reference|payment reference|merchant id|terminal id|store
        store number|branch|room|apt|suite|unit|building|floor|lat|lon|latitude|longitude|coordinates|population
        revenue|sales|votes|views|followers|downloads|year|quarter|fiscal year|kwh|partition|shard|bucket|block
        user agent|useragent|user agents|agente de usuario
        user comment|user comments|usercomment|user note|user notes|user status|user type|user role|user roles
        user group|user groups|user count|user rating|user level|user tier|user label
        service account name|service account
        nonce|gas|height px|width|resolution|dpi|rpm|psi|temperature|humidity|pressure|voltage
    """,
}

PHRASES |= {
    VERSION: """
        version|ver|build|build number|release|revision|rev|firmware|section|chapter|article
    """,
    CARD_CODE: """
        cid
    """,
    REGISTRATION: """
        registration|registration number|registration no|registration num|reg no|reg num|reg number|reg #|regn no
        regn number|rego|rego no|registered as|registered under|tag|tags|matriculado|matriculada|dominio
        dominio no|patente no
    """,
    LICENSE: """
        license|licence|licencia|permis
    """,
    IDENTITY: """
        dni|d.n.i|nif|n.i.f|nie|n.i.e|dni nie|nif nie|nif dni|dni nif|dni/nie|nif/nie|dni no|nif no|nie no
        documento nacional de identidad|documento de identidad|documento identidad|doc identidad|doc de identidad
        numero de dni|numero dni|num dni|cedula|cedula de ciudadania|cedula de identidad|cedula ciudadania
        cedula identidad|cedula no|no de cedula|nro de cedula|numero de cedula|carnet de identidad|carne de identidad
        numero de identidad|numero de documento de identidad|tarjeta de identidad|curp|c.i|ci no|ci nro
        credencial para votar|credencial de elector|clave de elector|credencial del ine|credencial ine
        clave unica de registro de poblacion
        rut|r.u.t|rol unico tributario|rfc|r.f.c|cuil|c.u.i.l|cuit|c.u.i.t|dui|identity card|identity card number
        identity card no|id card|id card number|id card no|national id|national id number|national id no
        national id card|national identity number|national identity card|national identification number
        national identity|identity number|identity document|identity document number|identity no|ppsn|pps number|pps no
        personnummer|codice fiscale|burgerservicenummer|pesel|carte d'identite|personalausweis|personalausweisnummer
    """,
}

FIELD_PHRASES: dict[int, str] = {
    NAME: """
        ename|emp name|caller name|callername|cnam|caller id name
        name|nm|cust nm|customer nm|first nm|last nm|full name|fullname|first name|firstname|fname|given name
        givenname|forename
        forenames|given names|first names|surnames|middle name|middle initial
        last name|lastname|lname|surname|family name|familyname
        maiden name|second name|customer name|client name|patient name|patient|cardholder|cardholder name|card holder
        card holder name|name on card|account holder|account holder name|holder|holder name|employee name
        contact name|contact person|recipient|recipient name|beneficiary name|owner name|display name
        displayname|real name|author name|sender name|billing name|shipping name|passenger|passenger name
        guest name|student name|tenant name|applicant|applicant name|insured name|doctor|doctor name|physician
        manager name|spouse|spouse name|mother|father|mothers maiden name|mother's maiden name|next of kin
        consignee|consignor|author string|nok
        signed by|nombre|nombres|nombre completo|nombre y apellidos|apellido|apellidos|primer apellido
        segundo apellido|paterno|materno|ap paterno|ap materno|apellido1|apellido2|apellido 1|apellido 2|ap1|ap2|apell
        apellido 1o|apellido 2o|ap pat|ap mat|apell1|apell2|apellido pat|apellido mat|nombre1|nombre2|nombre 1|nombre 2
        primer nombre|segundo nombre|nombre pila|nombre de pila|apynom|ape nom|apellidos nombre|apellidos y nombre
        apellido y nombre|apellidos y nombres|nombres y apellidos|denunciante|demandante|demandado|demandada|chofer
        conductor|conyuge|representante|representante legal|suplente|tomador|recibe|atendido por|elaboro|reviso|autorizo
        medico tratante|vendedor|vendedora|comprador|compradora|firmado por|aprobado por|solicitado por|asignado a
        apoderado|apoderada|tutor|tutora|docente|profesor|profesora|maestro|maestra|victima|imputado|heredero|heredera
        causante|copropietario|otorgante|compareciente|notario|madrina|padrino|acompanante|familiar|cuidador|cuidadora
        persona contacto|persona de contacto|contacto emergencia|contacto de emergencia|tecnico asignado|vecino|vecina
        nombre del paciente|paciente|nombre del cliente|titular|nombre del titular|destinatario
        beneficiario|medico|person|person name|member name|emergency contact name|payee|payer name|agent name
        rep name|username full|ship to name|bill to name|customer full name|assigned name|prepared by
        approved by|attendee|attendee name|agent|member|client|customer|contact|debtor|insured|attorney|officer
        cliente|contacto|empleado|empleada|alumno|alumna|trabajador|trabajadora|propietario|propietaria|inquilino
        ape1|ape2|apell1|apell2|apellido1|apellido2|arrendatario|arrendador|testigo|huesped|socio|asegurado|asegurada
        solicitante|firmante
        vorname|nachname|familienname|prenom|nom de famille|cognome|sobrenome|voornaam|achternaam|ad soyad|adi soyadi
        soyadi
        witness|landlord|tenant|signatory|case worker|caseworker|social worker|worker|sn|cn|technician
        operator name|teacher|student|employee|nurse|judge|plaintiff|claimant|counsel|instructor|coach
        supervisor|manager|volunteer|voluntario|voluntaria|profesional|asignado|odontologo|terapeuta
        interventor|interventora|vigilante|encargado|encargada|nadador|nadadora|corredor|corredora|jugador|jugadora
        swimmer|runner|player|skater|climber|cyclist|rower|guard|watchman|caretaker
    """,
    ADDRESS: """
        address|addr|addr ln 1|addr ln 2|addr ln|addr line 1|addr line 2|street addr|street|street address
        street name|street line|streetline|num ext|numero exterior
        address1|address2|address line|address line 1|address line 2|addressline1|addressline2
        address 1|address 2|home address|mailing address|billing address|shipping address|postal address
        residential address|delivery address|work address|addr1|addr2|full address|street1|street2|street 1
        direccion|domicilio|calle|direccion postal|direccion de envio|direccion de facturacion|patient address
        customer address|line1 address|residence|home addr|ship to address|bill to address|physical addr
        anschrift|strasse|adresse|indirizzo|endereco|morada|adres|adresi|rua|straat
        domic|direc|domicilio particular|domicilio fiscal|domicilio legal|domicilio real|domicilio laboral
        dom particular
        direccion entrega|dir entrega|dir envio|dir cliente|nombre via|nom via|nombre de la via|via publica|direccion 2
        direccion1|direccion2|calle y numero|calle numero|entre calles|direccion particular|direccion habitual
        direccion 1|customer addr|ship addr|bill addr|property address|current address|previous address
        where do you live|where do they live|donde vive|donde vives
        strt nm|adr line|streetaddress|location address|employer address|residencia
    """,
    PLACE: """
        city|cty|st cd|zip cd|state cd|postal cd|town|state|province|county|zip|zip code|zipcode|postal code
        postalcode|postcode|post code|country|region|ciudad|municipio|localidad|provincia|codigo postal|cp|pais
        estado|poblacion|city state zip|state code|country code|locality|billing city|shipping city|billing zip
        shipping zip|billing state|shipping state|barrio|colonia|comuna|cmna|neighborhood|neighbourhood|bairro|cidade
        pcode|post cd|lugar expedicion|domicilio fiscal|domicilio fiscal receptor
        distrito
        alcaldia|delegacion|parroquia|canton|corregimiento|urbanizacion|fraccionamiento|entidad federativa|pedania
        mpio|mcpio|munic|edo|pob|pobl|prov|cod pos|cod postal|cpost|plz|pst cd|twn nm|eircode
        postleitzahl|wohnort|ville|code postal|citta|comune
    """,
    REGISTRATION: """
        reg|regn
    """,
    ROUTING: """
        sort
    """,
    BIRTH: """
        nac|fnac|f nac|yob|birth year|year of birth|ano nac|ano nacimiento|ano de nacimiento|anyo nacimiento|birthyear
    """,
    LICENSE: """
        permiso|carnet|carne
    """,
}
"""Phrases that count only as names of fields, for the whole value; in prose, the network decides."""

NOT_PEOPLE = words(
    """
    scientific vernacular taxon botanical latin trade generic
    file product item company org organization organisation host server service app application event table
    column database db class package module function method model brand store job role group team project
    user domain bucket key field display tag category plan city street country state school bank business
    vendor supplier merchant employer device process thread pod node cluster container image region queue
    topic channel metric test branch repo repository course book movie song artist album pet dog species
    allergy allergen condition problem disease symptom vaccine payer insurer
    hotel airline stage pipeline workflow task report template theme variable env environment producto
    empresa archivo servidor dominio compania organizacion equipo tienda curso logger account screen nick
    policy rule index schema program library department dept campaign publisher label site page component
    instance volume namespace deployment feature setting parameter param option zone short code medication
    station airport stop landmark peak district parish county municipality village venue stadium park mountain river
    lake island route road gene probe sensor gauge
    level opcode keyword computer machine workstation
    drug test lab facility hospital clinic building room state planet protocol font layer network interface
    currency language horse wine beer cheese vessel boat yacht aircraft cultivar variety crater glacier
    """
)
"""Words that make "… name" the name of a thing: ``file_name``, ``companyName``, ``hostname``."""

THINGS = NOT_PEOPLE | words(
    """
    articulo descripcion categoria marca modelo color size title subject status type category class make vehicle sku
    level severity priority currency method path url route language locale timezone format unit units version
    occupation profession job position role rank grade degree nationality gender sex race religion species breed
    symptom diagnosis procedure ingredient recipe dish drink sport game genre artist publisher industry sector
    material fabric shape flavor flavour pattern finish license framework library tool os platform browser
    food meal nutrient element compound mineral chemical plant animal tree vegetable fruit exercise muscle word term
    phrase translation definition gene protein enzyme organism star galaxy mountain river lake island beach park trail
    stadium league division party event festival holiday award mission satellite rocket aircraft ship vessel train
    carrier shipping payment bank merchant estado tipo producto unidad moneda cargo puesto departamento
    artikel bezeichnung hersteller farbe preis menge einheit kategorie gewicht marke produkt beschreibung fabricant
    designation libelle couleur prix produit marque taille colore prezzo prodotto descrizione kleur merk prijs
    omschrijving beschrijving cor produto preco ticker vehiculo coche tratamiento medicamento farmaco
    diagnostico procedimiento especialidad asignatura materia proyecto aseguradora sucursal oficina colegio escuela
    universidad instituto juzgado notaria
    idioma lengua lenguaje sprache langue lingua
    loot spell spells weapon armor armour ability skill monster enemy hero quest plugin plugins codec codecs
    cities towns countries provinces languages currencies species breeds airports genres brands winery genus phylum
    palette brewery
    fuente tipografia refugio protectora bodega variedad vino prioridad asunto incidencia crianza premios
    premio maridaje transportista cuadrilla
    """
)
"""Words in the names of fields that do not hold persons."""

FREE_TEXT = words("title subject description comment comments message text note notes summary body remarks")
"""Words in the names of fields that hold free text."""

MACHINES = words(
    "job cluster instance task process thread pod node service container build pipeline stage workflow run device power"
    " circuit session lock old new current desired"
)
"""Words before "state" in the names of fields that hold the state of a machine."""
