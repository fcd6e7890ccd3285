"""Word lists of the generated documents, written for them: names of many origins, places of ten countries."""

from __future__ import annotations


def listed(text: str) -> list[str]:
    """The items between `|` and line ends."""
    return [item for line in text.strip().splitlines() for item in line.split("|") if item]


GIVEN = listed("""
Adaeze|Aiko|Alasdair|Amara|Anjali|Ansel|Arjun|Astrid|Ayodele|Beatriz|Bronwen|Caspian|Chidi|Cosima|Dariusz|
Deepak|Delphine|Dmitri|Ebony|Eero|Eilidh|Ekaterina|Elif|Emeka|Enzo|Farrukh|Fatima|Femi|Freya|Giulia|Gwyneth|
Haruto|Hassan|Hyun-woo|Ifeoma|Ines|Ingrid|Isolde|Ivana|Jagdeep|Jin|Joaquim|Kavita|Kenji|Khadija|Kofi|Kwame|
Lakshmi|Leif|Linh|Lucia|Maeve|Magnus|Malik|Marisol|Meera|Mehmet|Minh|Nadia|Nasser|Ngozi|Niamh|Nikhil|Olga|
Omar|Oskar|Padma|Paolo|Priya|Quentin|Rafael|Rashid|Ravi|Rosalind|Ruth|Saoirse|Sanjay|Shanice|Signe|Sunita|
Svetlana|Tadeusz|Tamika|Tariq|Thandiwe|Theodora|Tomasz|Uchenna|Vikram|Wanjiru|Wei|Winston|Xiomara|Yasmin|
Yuki|Yusuf|Zainab|Zoltan|Grace|Walter|Harold|Denise|Marcus|Tanya|Brett|Colleen|Dwayne|Gloria|Irving|Juanita|
Lamar|Mabel|Norman|Phyllis|Roscoe|Sheila|Terrence|Wilma
""")
FAMILY = listed("""
Abara|Achterberg|Adeyemi|Agarwal|Akintola|Al-Rashid|Andersson|Banerjee|Bianchi|Bjornsson|Blackwood|Boateng|
Castellanos|Chatterjee|Chaudhry|Chen|Cholmondeley|Czerny|Danjuma|Delacroix|Desai|Dhillon|Dlamini|Duarte|
Eriksen|Fairweather|Farooqi|Featherstone|Fitzgerald|Gallagher|Goldberg|Grzybowski|Gupta|Haddad|Hakimi|
Hargreaves|Hoang|Holloway|Hussain|Ibrahim|Ivanov|Iyer|Jankowski|Kaminski|Kapoor|Kaur|Khumalo|Kowalczyk|
Kuznetsov|Lachance|Lindqvist|Lockhart|MacLeod|Maddox|Mbeki|McAllister|Mehta|Menon|Moreau|Mukherjee|Mwangi|
Nakamura|Ndiaye|Nguyen|Novak|Nowak|O'Donoghue|O'Shea|Obasanjo|Okafor|Okonkwo|Olawale|Oyelaran|Papadopoulos|
Park|Patel|Pereira|Petrov|Pillai|Popescu|Qureshi|Ramirez|Rasmussen|Rossi|Rutherford|Saito|Santos|Schneider|
Sharma|Silva|Singh|Sokolov|St. Clair|Stavros|Subramanian|Suzuki|Szabo|Takahashi|Thistlewood|Tran|Trevelyan|
Tshabalala|Uddin|Van der Merwe|Vasquez|Venkataraman|Virtanen|Volkov|Wachowski|Wanyama|Whitcombe|Yamamoto|
Yilmaz|Zhang|Zhou|Zielinski|Becker|Carver|Dalton|Ellison|Foreman|Granger|Hobbs|Ingram|Kessler|Lowry|Mercer|
Norwood|Pruitt|Rawlings|Stokes|Tillman|Underhill|Vance|Whitaker|Yates
""")
MAIL_HOSTS = listed("""
gmail.com|yahoo.com|outlook.com|hotmail.com|icloud.com|proton.me|brightfern.com|halcyonfreight.co.uk|
westlockdental.com|morrowandpike.com|tidewaterclinic.org|kestrel-labs.io|northgateschool.edu|quayside.ie|
bluegumcoop.com.au|kauricraft.co.nz|fastmail.com|aol.com|lindenpark.ca|saffronhouse.in
""")
MAIL_HOSTS_ES = listed("""
gmail.com|hotmail.com|yahoo.es|outlook.es|correo.com.ar|une.net.co|telefonica.net|clinicasol.es|
grupoandino.co
""")
COMPANIES = listed("""
Halcyon Freight|Brightfern Media|Westlock Dental Group|Morrow & Pike LLP|Tidewater Clinic|Kestrel Labs|
Northgate School District|Quayside Brewing Co.|Blue Gum Cooperative|Kauri Craft Ltd|Linden Park Realty|
Saffron House|Ironbridge Insurance|Pinnacle Title & Escrow|Meridian Credit Union|Oakfield Motors|
First Harbor Bank|Larkspur Energy|Stonegate Capital Partners|Delta Crest Logistics|Hollis-Grant Foundation|
Summit Valley Hospital
""")
COMPANIES_ES = listed("""
Grupo Andino S.A.|Clínica del Sol|Transportes Rivadavia S.R.L.|Banco del Litoral|Seguros Cordillera|
Ferretería El Tornillo|Constructora Los Álamos|Distribuidora Quilmes Sur|Textiles Medellín S.A.S.|
Inmobiliaria Costa Blanca
""")
US_STREETS = listed("""
Alder Ridge|Bayberry|Cottonwood|Dogwood|Elmhurst|Fox Hollow|Glenwood|Harbor View|Indian Creek|Juniper|
Kingsbury|Larch|Mulberry|Northfield|Old Mill|Peachtree|Quail Run|Rosewood|Sycamore|Turkey Creek|Union|Vine|
Willow Bend|Martin Luther King Jr|N Lincoln|S Jefferson|E 42nd|W 9th|NW Pettygrove|SE Division|
County Road 14|State Route 29
""")
US_SUFFIX = listed("""
St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pkwy|Circle|Terrace
""")
US_CITIES = listed("""
Duluth,MN,55802|Tucson,AZ,85705|Macon,GA,31201|Eugene,OR,97401|Akron,OH,44308|Boise,ID,83702|Waco,TX,76701|
Albany,NY,12207|Fresno,CA,93721|Topeka,KS,66603|Mobile,AL,36602|Reno,NV,89501|Dover,DE,19901|Erie,PA,16501|
Flint,MI,48502|Yakima,WA,98901|Tampa,FL,33602|Provo,UT,84601|Salem,MA,01970|Fargo,ND,58102|Biloxi,MS,39530|
Peoria,IL,61602|Santa Fe,NM,87501|Baton Rouge,LA,70802|Fort Wayne,IN,46802|St. Louis,MO,63103|
Grand Rapids,MI,49503
""")
UK_STREETS = listed("""
Church Lane|High Street|Victoria Road|Mill Lane|The Crescent|Station Road|King's Parade|Beech Grove|
Abbey Close|Market Place|Heathfield Avenue|Orchard Way|Queensway|Larkhill Gardens|Cobden Terrace|
Gloucester Mews|Park View|Castle Hill
""")
UK_CITIES = listed("""
Harrogate,HG1 2SA|Leicester,LE2 7DR|Swansea,SA1 4QR|Paisley,PA3 2BE|Lisburn,BT28 1AG|Truro,TR1 2XN|
London,SW4 7AJ|London,E17 9NH|Birmingham,B15 3TR|Preston,PR1 8UQ|Inverness,IV2 3EQ|Exeter,EX4 4RN|
Hull,HU5 2NT
""")
CA_CITIES = listed("""
Kelowna,BC,V1Y 6N2|Regina,SK,S4P 3Y2|Hamilton,ON,L8P 4R5|Ottawa,ON,K1N 5S7|Halifax,NS,B3H 1Y4|
Laval,QC,H7N 3Z4|Winnipeg,MB,R3C 1A3|Toronto,ON,M5V 2T6
""")
AU_CITIES = listed("""
Geelong,VIC,3220|Cairns,QLD,4870|Fremantle,WA,6160|Newcastle,NSW,2300|Hobart,TAS,7000|Glenelg,SA,5045
""")
IE_CITIES = listed("""
Galway,Co. Galway,H91 X2P4|Tralee,Co. Kerry,V92 HK7D|Dublin 6,,D06 W2X7|Ennis,Co. Clare,V95 E4Y1|
Navan,Co. Meath,C15 P9K3
""")
IN_CITIES = listed("""
Pune,Maharashtra,411004|Bengaluru,Karnataka,560038|Jaipur,Rajasthan,302001|Kochi,Kerala,682016|
Lucknow,Uttar Pradesh,226001|Chennai,Tamil Nadu,600017
""")
IN_STREETS = listed("""
MG Road|Nehru Nagar|Laxmi Vihar Colony|2nd Cross, Indiranagar|Gandhi Chowk|Anna Salai|Sector 15|Civil Lines
""")
ES_STREETS = listed("""
Calle del Olmo|Avenida de la Constitución|C/ San Bartolomé|Plaza de la Merced|Paseo de los Tilos|Calle Real|
Ronda de Toledo|Camino Viejo de Getafe|C/ Pintor Sorolla|Avda. de Andalucía|Travesía del Horno|
Carrer de Balmes
""")
ES_CITIES = listed("""
Salamanca,37002|Murcia,30008|Gijón,33206|Alicante,03002|Zaragoza,50004|Madrid,28012|Barcelona,08025|
Sevilla,41004|Vigo,36201|Logroño,26001
""")
AR_STREETS = listed("""
Av. Belgrano|Calle Mitre|Bv. Oroño|San Martín|Av. Corrientes|Lavalle|9 de Julio|Tucumán|Pasaje Los Andes
""")
AR_CITIES = listed("""
Rosario,Santa Fe,S2000|Córdoba,Córdoba,X5000|Mendoza,Mendoza,M5500|CABA,Buenos Aires,C1043|
Salta,Salta,A4400
""")
CO_CITIES = listed("""
Bogotá,Cundinamarca|Medellín,Antioquia|Cali,Valle del Cauca|Manizales,Caldas|Bucaramanga,Santander
""")
MX_CITIES = listed("""
Puebla,Puebla,72000|Mérida,Yucatán,97000|Guadalajara,Jalisco,44100|Querétaro,Qro.,76000
""")
MONTHS_ES = listed("enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre")
WEEKDAYS = listed("Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday")
WEEKDAYS_ES = listed("lunes|martes|miércoles|jueves|viernes|sábado|domingo")
