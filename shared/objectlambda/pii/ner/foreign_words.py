"""Small words of some thirty languages with Latin letters that are neither English or Spanish words nor first names.

They show in which language a text is, as :mod:`objectlambda.pii.ner.surroundings` asks; they do not say that a word by
itself is no name. The list was written from general knowledge: articles, pronouns, prepositions, conjunctions and forms
of the verbs for being, having and being able.
"""

from __future__ import annotations

from objectlambda.pii.rules.words import words

FOREIGN_WORDS = words(
    """
    abans aby această acest acesta acestea afin agar agus ahal ahol ainda ainsi ainult això akan aki akkor ako alatt
    albo alebo allerede alles allir allo allt alors als altre altres altri altro amely amelyek amikor ancora anda
    andere anderen aos apie après aquela aquele aquesta aquestes aquests arabera arba arī atau até aucun aucune
    aurretik aussi avant avez avoir avons az azok azt aínda að așa badago baduzu bagi bahwa bai baina baino baixo
    bara bardzo barruan beberapa behar beim belum bere beste bevor bezala bhí bidez bij bija bil bili bilo bisa biti
    ble blev blir blive bliver bo bol bola boli bolo boste brez bude budou budu budú bunu buvo bydd byla bylo byly
    był była było były både být będzie będą būs cando cei cela cele celle celui ces cet ceux cez chaque chez cho
    cioè ciò coa comme così což cu cui czy các când có către của daardie daarna dabei dacă dago dagoen daha daher
    daiteke daitezke dalam dall dalla dalle damit dann dapat dari daude daugiau dazu deci deg dela dele deles dell
    dello dels denn denne depois depuis deras deres despois després dessa desta deste detta dette deve devem devono
    dezake dezakezu deze dhe diese diesem diesen dieser dieses diesmal dine dins diren disse ditt dituen dituzu dla
    doar doch doit donc doncs dont dopo dort duen dumneavoastră după durch dute duzu dvs där déjà echter edin edo
    efter eftir ega egin egiten egy einem einer eines eivät ekki eller előtt encara encore enemmän enne ennen então
    erau eren eru eses esker essa essas esse essere esses estan està estão ett etter ezek ezt ezért eða eğer ešte
    facer faire fakat fatto fazer feito fer fet foarte foram fost frá från fyrir fără gabe gali galite ganz gdje gdy
    gdzie geen gegen gehiago gennem genom gero getur gibi già gjennom guztiak guztien gyda göre haar habe haben
    hadde hade hafa hala hangi hanya harus hatte hau havde havia hebben heeft hefur hefyd hemen heu hierbij hierdie
    hii hij hiyo honek hori horrek hur hva hvad hvar hvað hvilken hvis hvor hyvin hänen iba iets ihnen ihre ihrem
    ihren ihrer iki ili illetve ilma ilman immer inden innan innen ise isto ito itt itu iyon iz između iš jak janë
    jaoks jau jede jedem jeder jedes jedoch jego jeho jei jeigu jej jejich její jer jestli jeszcze jeśli ještě
    jeżeli jij jika již joka jonka jos jossa josta jotka još jste juga jullie jums jusqu już já jälkeen ją jūs jūsu
    jūsų ka kad kada kadar kaikki kaip kako kama kami kamu kan kao kar kas katera katere kateri katerih katika kde
    když ke kell ker kes ketika keď khi không kiedy kita kjer kjo kod koja koje kojeg kojih koska kot která který
    kterých ktorá ktoré ktorý ktorých która które którego który których kui kun kung kunnen kura kuri kurie kuris
    kurių kuru kurš kus kuwa kwa këto kõik können között kā labai lahko lai lakini lalu lebih lehet lehetséges leis
    lesz leur lhe lor loro lors lorsque lub lui lze là majd maka masih medzi meer meget mehr meira mellan mellem
    mellom mely mentre mer mereka mesma mesmo mest mezi með mga mig milli minden minä missä mitä między mjög moet
    moeten mogu mogą mohou moins moito molt molto może można može možno mycket mye máis már még més même mêmes môže
    möchten müssen mı může một nachdem nagyon nakon należy namin namun nas nasıl negli nelle nende není nerede nesse
    neste nevar než người những nid niets nii niiden niin nila ning niya njegov njen njezin njihov një nog noiz nola
    només nostre nuk numa nuo này nämä när når nélkül në ní nós nėra också od oedd ogni også ohne olan olduğu olet
    olid olivat olla olur omdat onde onder ondoren onun oppure oraz ose oss ott outra outras outro outros ova ovaj
    ovo ovog ovu pada peab pedig pel pelas pelos pels pendant perché perquè però peut peuvent pirms pitää poate pode
    podem poden poiché pokud pola polas polo polos ponieważ possono pouze pred pretože pri prie prieš prije prin
    protože przed przez przy puis può pärast për pēc před při quais qual quale quali quan quand quando quella quelli
    quello quen questa queste questi quindi què që raibh redan rohkem również saab saat samo saya sebagai secara
    sedan sehr seine seiner sekä selle semua sendo senza seperti serta sest setiap seu seus seva siden siis sinds
    sinä sitä sizin skal skall skulle sobald soll sollte sollten sondern sonra sowie starp stata stati ste sua suas
    sudah sugli sul sulla sulle suo suoi sve svih szerint së só sú súa súas să są taip taj tak tako također také
    także també também tamén tarp tato tega tegen tego tej telah temu tento tersebut tetapi teva teñen też tiek tiež
    tik tikai tinha toate toch toho totes toto tots toujours tous tout toutes toți trebuie trong très tudi tuleb
    tussen tutte tutti tutto tych tylko tym tyto tá táto tämä tämän täytyy të tím több tüm tā uden uit unde undir
    unha unter utan uten után uz už vad vagy vagyis vai vain vairāk vara varat varit varten ved veel velmi vendar
    vengono verso verður već več veľmi viac vielä vilka vilken vilket ville vir visas visi við više vo vocês voi
    voit voivat vom vor voru vostre vrlo vse vseh và väga være været vært více või võib võivad vēl však všech
    všechny všetky với waar wanneer waren wedi welche welcher welches welke werd wieder więc więcej worden wordt
    wszystkich wszystkie wurde wurden während yake yao yfir yok yra zal zato ze zein zelo ziren zoals zonder zou
    zuen zullen zum zur zuzena zwischen által án ás çok étaient était été është így în înainte încă între önce över
    þarf það þegar þessi þessum þetta če čo đã được để ļoti şu še ši šis šo šī żeby
    """
)
