"""Tables, catalogues and lists of things that are called like persons: ships, wines, currencies, models, stops.

Written here; each is what detectors take for names, logins, cards and passwords.
"""

from __future__ import annotations

TABLES = {
    "currencies": "code,name,minor\nJOD,Jordanian Dinar,3\nGEL,Georgian Lari,2\nMDL,Moldovan Leu,2\nTRY,Turkish Lira,2\nDKK,Danish Krone,2\n",
    "matches": "season,matchday,home,away,hg,ag,attendance\n2023,1,Werder Bremen,Bayern Munich,0,4,42100\n2023,1,Bayer Leverkusen,RB Leipzig,3,2,30210\n",
    "ships": "imo,vessel,type,flag\n9893890,ELISABETH SCHULTE,Container ship,LR\n9334674,HENRY HUDSON BRIDGE,Container ship,HK\n9321483,EMMA MAERSK,Container ship,DK\n",
    "zones": '"LocationID","Borough","Zone","service_zone"\n1,"Bronx","Van Cortlandt Park","Boro Zone"\n2,"Bronx","Riverdale/North Riverdale/Fieldston","Boro Zone"\n3,"Queens","Jamaica Bay","Boro Zone"\n',
    "wines": "sku;producer;wine;vintage;price_eur\nW10238;Vega Sicilia;Único;2011;389,00\nW10239;Dr. Loosen;Ürziger Riesling;2021;21,90\nW10240;Catena Zapata;Adrianna Vineyard;2018;98,00\n",
    "foods": 'fdc_id,description,category,kcal\n168409,"Cucumber, peeled, raw",Vegetables,10\n169910,"Mangos, raw, Tommy Atkins",Fruits,60\n173420,"Cheese, Monterey Jack",Dairy,373\n',
    "airports": "iata,name,city,latitude,longitude\n0S7,Dorothy Scott,Oroville,48.96,-119.41\n0V2,Harriet Alexander,Salida,38.54,-106.05\n0B1,Col. Dyke,Bethel,44.42,-70.81\n",
    "account codes": '[{"Agency name": "Treasury", "Account code": 800415, "Fund name": "Governmental Receipts"}]',
    "population": '[{"year":1850,"age":5,"sex":1,"people":1411067},{"year":1850,"age":10,"sex":1,"people":1260099}]',
    "earthquakes": 'time,mag,place\n2024-03-01T01:44:50Z,1.7,"9 km S of Houston, Alaska"\n2024-03-01T02:20:09Z,1.4,"18 km E of Little Lake, CA"\n',
    "translations": '{"name": {"ces": "Albánie", "deu": "Albanien", "est": "Albaania Vabariik", "hun": "Albánia", "pol": "Wyspy Alandzkie", "rus": "Аруба"}}',
    "prices": "id,choice,price.sk,price.pw\n1,sk,0.59,0.69\n2,pw,0.69,0.59\n3,sk,0.49,0.67\n",
    "cities": '{"country": "Argentina", "cities": ["Acevedo", "Aldo Bonzi", "Alejandro Korn", "Alicia", "Alvear"]}',
}
TABLES |= {
    "circuits": "circuitId,name,location,country\n18,Autódromo José Carlos Pace,São Paulo,Brazil\n21,Autodromo Enzo e Dino Ferrari,Imola,Italy\n",
    "articles": "id,attribute,old_value,new_value\n13,title,Garden Chair Olivia,Garden Chair Olivia Teak\n14,title,Parasol 3m,Parasol 3 m\n",
    "genes": "chrIII\tSGD\tgene\t11503\t13149\t.\t+\t.\tID=YCL067C;Name=YCL067C;gene=HMLALPHA2;Alias=HMLALPHA2,ALPHA2\n",
    "routes": "route_id,agency_id,route_short_name,route_long_name\n20-A-1,MTA,A,Inwood - Far Rockaway\n20-G-1,MTA,G,Court Sq - Church Av\n",
    "beers": "name,brewery,style,abv,ibu\nSamuel Adams Boston Lager,Boston Beer Company,Lager,5.0,30\nArthur Stout,Hill Farmstead,Stout,6.2,35\nEdith,Hill Farmstead,Farmhouse Ale,4.5,\nDuchesse de Bourgogne,Brouwerij Verhaeghe,Flanders Red,6.2,11\n",
    "openings of chess": "eco\tname\tpgn\nB01\tScandinavian Defense: Mieses-Kotroc Variation\t1. e4 d5\nC60\tRuy Lopez\t1. e4 e5\nD30\tQueen's Gambit Declined: Marshall Defense\t1. d4 d5\n",
    "peaks": '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Ben Nevis</name><description>1345 m</description></Placemark><Placemark><name>Ben Macdui</name></Placemark></Document></kml>',
    "residences": "nr,year,residence\n13,1980,north_east\n13,1981,nothern_central\n",
    "synoptic codes": "AAXX 03124\n10384 11564 82408 10067 20034 30086 40146 57012 60001 71022 83500 333 10098 20031 3/000 55300\n",
    "monsters": "- id: lantern_jack\n  name: Lantern Jack\n  family: Undead\n  hp: 44\n  spells: [Frost Nova]\n",
}
LISTS = {
    "languages": '{"country": "Chad", "languages": ["Arabic", "Sara", "French", "Hausa", "Dari", "Hui"]}',
    "models": "Compared with BERT, RoBERTa, ELECTRA and Flair on the same split. Like Llama and Claude, it may pick up biases.",
    "releases": "Support for Jessie, Stretch and Xenial has ended. Use Bookworm or Jammy.",
    "methods": "One of lm (Levenberg-Marquardt) and nelder (Nelder-Mead). Chapter 4 is on Dijkstra and Bellman-Ford. We compare it with Priestley-Taylor.",
    "dishes": "Leftovers make a good Reuben or Caesar salad the next day. The warranty is 5 years for the Emma and Oscar mattress ranges.",
    "samplers": "Euler a, Heun and DPM++ 2M Karras were tried; Karras noise gave the fewest artefacts.",
    "chemicals": '64-17-5,Ethanol,C2H6O,46.07,-114.1,"Ethyl alcohol; Spirit of wine",H225\n',
    "rocks": "17.1  41    31    97\nLithology: Kimmeridge Clay over Corallian limestone; Gault absent.",
    "scales": "Pannelli applicati a 400 giri. Non superare mai la linea Max. Pulire il filtro ogni due mesi.",
    "bulletins": "AVALANCHE BULLETIN  Issued 8 February, 17:00. ROCKALL, FAEROES, SOUTHEAST ICELAND: CYCLONIC 6 TO GALE 8.",
}
PROGRAMS = {
    "releases": '# 5.0 "Beatrix" release notes\n\nThis release drops support for PHP 7.4 and raises the minimum of the database.',
    "topologies": "In a 3-zone cluster, MaxSkew is set to 1, and pods with the same label are spread.",
    "manual pages": "command line with \\fB--otp <one-time password>\\fR, or go through a second factor.",
    "cards for sound": "DisableSequence [\n\tcset \"name='Stereo1 ADC L2 Mux' 0\"\n\tcset \"name='Stereo1 ADC L1 Mux' 0\"\n]\n",
}
SETTINGS = {
    "labels in French": "login.username=Nom d'utilisateur\nlogin.password=Mot de passe\n",
    "labels in Japanese": "ja:\n  product:\n    name: 商品名\n    price: 価格\n",
    "keys of secrets": "admin:\n  existingSecret: grafana-admin\n  userKey: admin-user\n  passwordKey: admin-password\n",
    "messages in Portuguese": '{"nav": {"home": "Início", "logout": "Sair"}, "form": {"city": "Cidade", "district": "Bairro", "state": "Estado"}, "messages": {"welcome": "Bem-vindo, {{name}}!", "saved": "Salvo", "deleteConfirm": "Excluir?"}, "colors": {"pink": "Rosa", "clear": "Clara"}}',
    "messages in French": '{"header":{"search":"Rechercher","cart":"Panier","signIn":"Se connecter"},"checkout":{"edit":"Modifier","terms":"Conditions"},"account":{"lastName":"Nom","firstName":"Prénom","delete":"Supprimer"}}',
    "themes": 'title = "Ledger sync"\n[theme]\npalette = "Catppuccin Frappé"\naccent = "lavender"\n',
    "messages in Italian": "button.save=Salva\nbutton.cancel=Annulla\nlabel.givenName=Nome\nmsg.welcome=Benvenuto, {0}\ntheme.serena=Serena\n",
    "messages in German": '<resources>\n  <string name="greeting">Guten Morgen, %1$s!</string>\n  <string name="season_may">Mai</string>\n  <string name="weather_clear">Heiter</string>\n</resources>\n',
    "hosts": "backend app\n    balance leastconn\n    server lisa 10.0.8.12:8080 check\n    server maggie 10.0.8.13:8080 check backup\n",
    "addresses of resources": '{"resources":[{"address":"google_compute_instance.gateway","mode":"managed"},{"address":"module.db.aws_db_instance.main","mode":"managed"}]}',
    "scopes": '{"parser":"@typescript-eslint/parser","plugins":["@typescript-eslint","jest"]}',
}
NUMBERS = {
    "a map's arcs": '{"type":"Topology","arcs":[[[147,131],[46,10],[5,-57],[83,197],[147,-19],[81,-40],[282,134],[-4,171],[281,156]],[[-10,26],[31,-34],[-34,7],[169,-28],[262,136],[292,-8],[59,44],[255,54],[281,155]],[[-46,76],[17,143],[53,114],[-68,42],[272,-58],[120,-32],[103,191],[-19,-48],[31,157]],[[286,-3],[215,-59],[-28,41],[13,109],[-86,-18],[-22,-52],[166,-17],[203,194],[185,41]],[[125,-25],[113,38],[237,-13],[268,14],[-2,-39],[-63,78],[194,16],[291,77],[287,-43]]]}',
    "correlations": "item,phone,routine,illness\nphone,1,0.439269256,0.424524733\nroutine,0.439269256,1,0.386764474\n",
    "fractions": '"","year","profits","domestic","financial","nonfinancial","world"\n"",1930,3,-3,0.6,3,0.5\n"",1931,-0.8,-0.1,0.8,3,-0.4\n"",1932,-0.5,-0.5,-0.8,0.0,1\n"",1933,-3,0.0,0.3,-0.3,-2\n"",1934,-0.8,-0.5,0,0.1,-0.9\n"",1935,0.7,0.5,0.2,0.0,0.7\n',
    "scores": "id,study,E,N,I,S,L,T,S1,EA1,TA1,PA1,NA1,EA2,TA2,PA2\n31,maps,4,11,14,5,4,2,23,51,13,18,16,10,13,19,15,10\n",
    "a matrix": "id,C1,C2,C3,C4,C5,C6,C7,C8,C9,C10,C11,C12,C13,C14,C15,C16,C17,C18\nR0,10,3,4,2,5,4,1,4,5,1,9,7,8,9,5,9,8,3\nR1,9,10,8,1,4,9,3,6,4,2,9,1,8,10,5,5,9,7\nR2,6,2,7,4,4,10,10,1,7,2,7,1,2,3,4,5,6,4\nR3,3,3,4,4,3,2,4,8,3,4,10,2,3,9,8,4,10,8\nR4,4,3,3,9,5,7,3,6,2,8,4,3,2,3,1,2,10,3\nR5,1,7,4,10,7,10,4,4,5,5,5,3,6,3,9,1,4,1\nR6,9,4,7,1,3,7,1,4,1,10,7,1,6,3,9,3,6,5\nR7,2,5,7,6,8,5,6,9,10,5,9,6,9,2,8,5,5,2\n",
}
TEXTS = {
    f"{kind} of {name}": text
    for kind, texts in (
        ("table", TABLES),
        ("list", LISTS),
        ("settings", SETTINGS),
        ("programs", PROGRAMS),
        ("numbers", NUMBERS),
    )
    for name, text in texts.items()
}
# ruff: noqa: E501 (files stand as they are written)
