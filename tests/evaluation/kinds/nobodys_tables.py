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
    "cars": '[{"Name":"pontiac catalina","Cylinders":8,"Year":1970},{"Name":"chevrolet impala","Cylinders":8,"Year":"1970-01-01"}]',
    "earthquakes": 'time,mag,place\n2024-03-01T01:44:50Z,1.7,"9 km S of Houston, Alaska"\n2024-03-01T02:20:09Z,1.4,"18 km E of Little Lake, CA"\n',
    "translations": '{"name": {"ces": "Albánie", "deu": "Albanien", "est": "Albaania Vabariik", "hun": "Albán Köztársaság", "pol": "Wyspy Alandzkie", "rus": "Аруба"}}',
    "prices": "id,choice,price.sk,price.pw\n1,sk,0.59,0.69\n2,pw,0.69,0.59\n3,sk,0.49,0.67\n",
    "cities": '{"country": "Argentina", "cities": ["Acevedo", "Aldo Bonzi", "Alejandro Korn", "Alicia", "Alvear"]}',
}
LISTS = {
    "languages": '{"country": "Chad", "languages": ["Arabic", "Sara", "French", "Hausa", "Dari", "Hui"]}',
    "models": "Compared with BERT, RoBERTa, ELECTRA and Flair on the same split. Like Llama and Claude, it may pick up biases.",
    "releases": "Support for Jessie, Stretch and Xenial has ended. Use Bookworm or Jammy.",
    "methods": "One of lm (Levenberg-Marquardt) and nelder (Nelder-Mead). Chapter 4 is on Dijkstra and Bellman-Ford. We compare it with Priestley-Taylor.",
    "dishes": "Leftovers make a good Reuben or Caesar salad the next day. The warranty is 5 years for the Emma and Oscar mattress ranges.",
    "chemicals": '64-17-5,Ethanol,C2H6O,46.07,-114.1,"Ethyl alcohol; Spirit of wine",H225\n',
    "rocks": "17.1  41    31    97\nLithology: Kimmeridge Clay over Corallian limestone; Gault absent.",
    "scales": "Pannelli applicati a 400 giri. Non superare mai la linea Max. Pulire il filtro ogni due mesi.",
    "bulletins": "AVALANCHE BULLETIN  Issued 8 February, 17:00. ROCKALL, FAEROES, SOUTHEAST ICELAND: CYCLONIC 6 TO GALE 8.",
}
SETTINGS = {
    "labels in French": "login.username=Nom d'utilisateur\nlogin.password=Mot de passe\n",
    "labels in Japanese": "ja:\n  product:\n    name: 商品名\n    price: 価格\n",
    "keys of secrets": "admin:\n  existingSecret: grafana-admin\n  userKey: admin-user\n  passwordKey: admin-password\n",
    "scopes": '{"parser":"@typescript-eslint/parser","plugins":["@typescript-eslint","jest"]}',
}
NUMBERS = {
    "a map's arcs": '{"type":"Topology","arcs":[[[147,131],[46,10],[5,-57],[83,197],[147,-19],[81,-40],[282,134],[-4,171],[281,156]],[[-10,26],[31,-34],[-34,7],[169,-28],[262,136],[292,-8],[59,44],[255,54],[281,155]],[[-46,76],[17,143],[53,114],[-68,42],[272,-58],[120,-32],[103,191],[-19,-48],[31,157]],[[286,-3],[215,-59],[-28,41],[13,109],[-86,-18],[-22,-52],[166,-17],[203,194],[185,41]],[[125,-25],[113,38],[237,-13],[268,14],[-2,-39],[-63,78],[194,16],[291,77],[287,-43]]]}',
    "a matrix": "id,C1,C2,C3,C4,C5,C6,C7,C8,C9,C10,C11,C12,C13,C14,C15,C16,C17,C18\nR0,10,3,4,2,5,4,1,4,5,1,9,7,8,9,5,9,8,3\nR1,9,10,8,1,4,9,3,6,4,2,9,1,8,10,5,5,9,7\nR2,6,2,7,4,4,10,10,1,7,2,7,1,2,3,4,5,6,4\nR3,3,3,4,4,3,2,4,8,3,4,10,2,3,9,8,4,10,8\nR4,4,3,3,9,5,7,3,6,2,8,4,3,2,3,1,2,10,3\nR5,1,7,4,10,7,10,4,4,5,5,5,3,6,3,9,1,4,1\nR6,9,4,7,1,3,7,1,4,1,10,7,1,6,3,9,3,6,5\nR7,2,5,7,6,8,5,6,9,10,5,9,6,9,2,8,5,5,2\n",
}
TEXTS = {
    f"{kind} of {name}": text
    for kind, texts in (("table", TABLES), ("list", LISTS), ("settings", SETTINGS), ("numbers", NUMBERS))
    for name, text in texts.items()
}
# ruff: noqa: E501 (files stand as they are written)
