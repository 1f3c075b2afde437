### The letters in Romanian.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Releu de e-mail deschis la { $address }
subject-proxy = Proxy deschis la { $address }
subject-both = Relee de e-mail și proxy-uri deschise în rețeaua dvs.: { $count }
subject-many-relay = Relee de e-mail deschise în rețeaua dvs.: { $count }
subject-many-proxy = Proxy-uri deschise în rețeaua dvs.: { $count }
subject-reminder = Reamintire: { $address } este încă deschis oricui
subject-reminder-many = Reamintire: servere încă deschise oricui ({ $count })
subject-thanks = { $address } nu mai este deschis oricui: mulțumim
subject-thanks-many = Vă mulțumim. Servere care nu mai sunt deschise: { $count }
subject-reopened = { $address } este din nou deschis oricui
subject-reopened-many = Servere deschise din nou oricui: { $count }
subject-dispute = Contestația dvs. privind { $address }
subject-dispute-many = Contestația dvs. privind mai multe servere: { $count }
subject-abuse = Am primit sesizarea dumneavoastră

## How a letter begins. Verdict first, then the reason.

greeting = Stimată doamnă, stimate domnule,
languages-below = Această scrisoare urmează mai jos și în aceste limbi: { $languages }.
lead-relay = Serverul de e-mail de la adresa { $address }, portul { $port }, retransmite mesaje de la oricine către oricine. Este un releu deschis (open relay): orice necunoscut poate trimite e-mailuri prin el, de oriunde din internet. L-am verificat la data de { $date }, iar dovada se află mai jos.
lead-proxy = Proxy-ul de la adresa { $address }, portul { $port }, permite oricui din internet să se conecteze la alte servere. Este un proxy deschis (open proxy): persoane necunoscute pot acționa prin el, iar tot ce fac pare să vină de la dumneavoastră. L-am verificat la data de { $date }, iar dovada se află mai jos.
lead-many-relay = { $count ->
    [one] { $count } server de e-mail din rețeaua dumneavoastră retransmite mesaje de la oricine către oricine: este un releu deschis (open relay). L-am verificat,
    [few] { $count } servere de e-mail din rețeaua dumneavoastră retransmit mesaje de la oricine către oricine: sunt relee deschise (open relay). Le-am verificat pe toate,
   *[other] { $count } de servere de e-mail din rețeaua dumneavoastră retransmit mesaje de la oricine către oricine: sunt relee deschise (open relay). Le-am verificat pe toate,
 } iar dovada se află mai jos. Orice necunoscut poate trimite e-mailuri prin rețeaua dumneavoastră, de oriunde din internet.
lead-many-proxy = { $count ->
    [one] { $count } proxy din rețeaua dumneavoastră permite oricui din internet să se conecteze la alte servere: este un proxy deschis (open proxy). L-am verificat,
    [few] { $count } proxy-uri din rețeaua dumneavoastră permit oricui din internet să se conecteze la alte servere: sunt proxy-uri deschise (open proxy). Le-am verificat pe toate,
   *[other] { $count } de proxy-uri din rețeaua dumneavoastră permit oricui din internet să se conecteze la alte servere: sunt proxy-uri deschise (open proxy). Le-am verificat pe toate,
 } iar dovada se află mai jos. Persoane necunoscute pot acționa prin rețeaua dumneavoastră, iar tot ce fac pare să vină de la dumneavoastră.
lead-both = { $count ->
    [one] { $count } server din rețeaua dumneavoastră este deschis oricui: retransmite mesaje de la oricine către oricine (open relay) și permite oricui din internet să se conecteze la alte servere (open proxy). L-am verificat,
    [few] { $count } servere din rețeaua dumneavoastră sunt deschise oricui. Unele retransmit mesaje de la oricine către oricine (open relay), altele permit oricui din internet să se conecteze la alte servere (open proxy). Le-am verificat pe toate,
   *[other] { $count } de servere din rețeaua dumneavoastră sunt deschise oricui. Unele retransmit mesaje de la oricine către oricine (open relay), altele permit oricui din internet să se conecteze la alte servere (open proxy). Le-am verificat pe toate,
 } iar dovada se află mai jos.
lead-reminder = La data de { $date } v-am informat că serverul { $address }, portul { $port }, este deschis oricui. L-am verificat din nou la data de { $checked } și este în continuare deschis.
lead-reminder-many = La data de { $date } v-am scris despre servere din rețeaua dumneavoastră care sunt deschise oricui. Le-am verificat din nou: { $count ->
    [one] unul dintre ele este în continuare deschis.
    [few] { $count } dintre ele sunt în continuare deschise.
   *[other] { $count } dintre ele sunt în continuare deschise.
 }
lead-thanks = Serverul { $address }, portul { $port }, nu mai este deschis oricui. Toate verificările noastre începând cu data de { $date } au fost respinse, așa că am încheiat cazul. Vă mulțumim pentru munca depusă.
lead-thanks-many = { $count ->
    [one] { $count } server despre care v-am scris nu mai este deschis oricui.
    [few] { $count } servere despre care v-am scris nu mai sunt deschise oricui.
   *[other] { $count } de servere despre care v-am scris nu mai sunt deschise oricui.
 } Toate verificările noastre începând cu data de { $date } au fost respinse, așa că am încheiat acest caz. Vă mulțumim pentru munca depusă.
lead-reopened = La data de { $date }, serverul { $address }, portul { $port }, nu mai era deschis oricui. La data de { $checked } l-am verificat din nou și este iarăși deschis.
lead-reopened-many = { $count ->
    [one] { $count } server din rețeaua dumneavoastră nu mai era deschis oricui, iar acum este deschis din nou. L-am verificat,
    [few] { $count } servere din rețeaua dumneavoastră nu mai erau deschise oricui, iar acum sunt deschise din nou. Le-am verificat pe toate,
   *[other] { $count } de servere din rețeaua dumneavoastră nu mai erau deschise oricui, iar acum sunt deschise din nou. Le-am verificat pe toate,
 } iar dovada se află mai jos.
lead-dispute = Ne-ați spus că ne înșelăm în privința serverului { $address }, portul { $port }. Vă mulțumim că ne-ați scris. O persoană a examinat cazul.
lead-dispute-many = Ne-ați spus că ne înșelăm în privința { $count ->
    [one] unui server
    [few] a { $count } servere
   *[other] a { $count } de servere
 } din rețeaua dumneavoastră. Vă mulțumim că ne-ați scris. O persoană a examinat cazul.
lead-abuse = Am primit sesizarea dumneavoastră și am înregistrat-o cu numărul { $reference }. Această confirmare a fost trimisă automat; timp de o săptămână nu veți mai primi alta.
closing-is-cheap = De obicei sunt suficiente câteva comenzi pentru a bloca accesul persoanelor necunoscute, iar singurul cost este puțin timp. Pașii sunt descriși în această scrisoare.
no-accusation = Nu acuzăm pe nimeni. Majoritatea serverelor de acest fel au fost instalate cu bună-credință, iar proprietarii lor nu știu că sunt deschise.

## Why this reader is written to.

why-registry = Vă scriem deoarece registrele publice ale internetului indică { $contact } drept contact pentru această rețea.
why-domain = Vă scriem deoarece domeniul căruia îi aparține acest server indică { $contact } drept contact pentru securitate.
why-standard = Scriem la { $contact } deoarece fiecare rețea ar trebui să aibă o astfel de adresă pentru sesizări de abuz.
why-national = Vă scriem deoarece nu am găsit nicio adresă funcțională a responsabililor acestei rețele. Le-ați putea transmite această scrisoare?
why-told = Scriem la { $contact } deoarece ni s-a spus că aceasta este adresa potrivită pentru rețeaua în cauză.
not-responsible = Dacă de acest server răspunde altcineva, vă rugăm să îi transmiteți scrisoarea sau să ne spuneți cui trebuie să îi scriem.

## What was found.

heading-found = Ce am constatat
found-relay = releu de e-mail deschis
found-proxy = proxy deschis
column-server = Server
column-finding = Constatare
column-date = Data (UTC)
column-software = Software
found-software = Serverul se prezintă ca { $software }.
found-lists = Această adresă figura deja pe următoarele liste publice: { $lists }.
found-more = { $count ->
    [one] În tabelul atașat se mai află un server.
    [few] În tabelul atașat se mai află { $count } servere.
   *[other] În tabelul atașat se mai află { $count } de servere.
 }

## The test and the proof.

heading-proof = Cum am făcut verificarea și care este dovada
proof-of = Dovada pentru { $address }, portul { $port }:
test-relay = La data de { $date } ne-am conectat la { $address }, portul { $port }, și am oferit un singur mesaj. Expeditorul și destinatarul erau adrese ale noastre, care nu au nicio legătură cu utilizatorii dumneavoastră. Un server de e-mail securizat refuză un astfel de mesaj.
proof-relay = Serverul dumneavoastră a acceptat mesajul și l-a livrat serverului nostru de e-mail, unde a ajuns la data de { $date }. Mesajul conținea un cod secret (token), creat numai pentru această verificare. Prin urmare, nimic din ce scriem aici nu este o presupunere.
test-proxy = La data de { $date } ne-am conectat la { $address }, portul { $port }, și am cerut o conexiune la un server al nostru. Un proxy securizat refuză persoanelor necunoscute o astfel de cerere.
proof-proxy = Proxy-ul a stabilit conexiunea. Serverul nostru a primit-o la data de { $date }, iar prin ea au trecut coduri secrete (tokenuri), create numai pentru această verificare. Prin urmare, nimic din ce scriem aici nu este o presupunere.
proof-exit = Conexiunea a ajuns la noi de la adresa { $exit }.
proof-mail = De asemenea, permite oricui să se conecteze la portul 25 al altor servere, astfel că prin el se poate trimite spam.
test-harmless = Verificarea a avut ca destinație numai servere ale noastre. Nu ne-am autentificat nicăieri, nu am citit și nu am modificat nimic, și nimeni altcineva nu a primit ceva.
transcript-intro = Aceasta este conversația, cuvânt cu cuvânt. C: este ce am spus noi, S: este ce a spus serverul.
trace-intro = Aceste rânduri din mesajul primit arată drumul pe care l-a parcurs:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Ce este un releu deschis și ce înseamnă pentru dumneavoastră?
relay-meaning = Un server de e-mail ar trebui să accepte un mesaj numai în două cazuri: când vine de la unul dintre utilizatorii săi, după ce serverul i-a confirmat identitatea, și când este destinat unuia dintre utilizatorii săi. Un releu deschis acceptă mesaje de la oricine către oricine. Cei care trimit spam și mesaje frauduloase caută zi și noapte astfel de servere, deoarece se pot ascunde în spatele lor.
heading-proxy = Ce este un proxy deschis și ce înseamnă pentru dumneavoastră?
proxy-meaning = Un proxy descarcă pagini sau deschide conexiuni pentru utilizatorii săi. Un proxy deschis face acest lucru pentru oricine. Cei care trimit spam, atacă alte servere sau pătrund în conturi străine caută zi și noapte astfel de servere, deoarece se pot ascunde în spatele lor.
harm-intro = Pentru dumneavoastră, aceasta înseamnă:
harm-blamed-relay = Destinatarii cred că spamul a fost trimis de dumneavoastră, deoarece vine de la serverul dumneavoastră.
harm-blamed-proxy = Atacurile și fraudele par să fie opera dumneavoastră, deoarece vin de la adresa dumneavoastră.
harm-resources = Persoane necunoscute vă folosesc conexiunea, echipamentele și spațiul de stocare, pe cheltuiala dumneavoastră.
harm-clogged = E-mailurile și conexiunile dumneavoastră devin lente sau se blochează.
harm-costs = Curățarea serverului și răspunsurile la reclamații consumă timp de lucru.
harm-lists = Adresa dumneavoastră ajunge pe liste de blocare, iar alte servere refuză apoi și e-mailurile dumneavoastră legitime.
harm-provider = Furnizorul dumneavoastră poate fi nevoit să deconecteze serverul.
harm-complaints = Reclamațiile, și uneori întrebările poliției, ajung la dumneavoastră.
harm-inside = Persoane necunoscute pot ajunge la echipamente din interiorul rețelei care nu ar trebui să fie accesibile din internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Cum blocați accesul persoanelor necunoscute
steps-for = Acești pași sunt pentru { $product }, care pare să ruleze acolo.
steps-for-servers = Pentru { $product } ({ $servers }):
steps-unknown = Nu am putut stabili ce software rulează acolo. Această comandă, executată ca administrator chiar pe server, vă arată:
steps-list = Avem instrucțiuni pentru următoarele produse: { $products }. Răspundeți-ne cu numele produsului folosit și vi le vom trimite.
rule-relay = Oricare ar fi software-ul: acceptați e-mailuri de la oricine numai pentru domeniile dumneavoastră. Retransmiteți e-mailuri către alte domenii numai pentru utilizatorii autentificați și pentru calculatoarele proprii pe care le-ați indicat unul câte unul.
rule-proxy = Oricare ar fi software-ul: permiteți accesul numai rețelelor proprii sau utilizatorilor autentificați; configurați proxy-ul să asculte pe o adresă internă; permiteți numai porturile necesare, și niciodată portul 25; blocați în firewall accesul din internet la portul proxy-ului.
steps-afterwards = După ce ați blocat accesul, vă rugăm să verificați ce s-a întâmplat deja: ștergeți din coadă mesajele care nu sunt ale dumneavoastră, citiți jurnalele (logurile) și cereți ca adresa dumneavoastră să fie scoasă de pe listele de blocare pe care figurează.
steps-manual = Manualul pentru { $product } conține mai multe informații: { $manual }
example-intro = În acești pași trebuie să înlocuiți exemplele cu valorile dumneavoastră:
example-network = { $value } reprezintă rețeaua calculatoarelor dumneavoastră.
example-address = { $value } reprezintă adresa internă a serverului.
example-host = { $value } reprezintă un singur calculator pe care îl cunoașteți.
example-domain = { $value } reprezintă domeniul dumneavoastră.
example-login = În loc de { $value } folosiți nume de utilizator proprii și parole lungi.
example-server = { $value } reprezintă numele sau adresa serverului.
example-elsewhere = { $value } reprezintă o adresă proprie a dumneavoastră la alt furnizor.
step-run = Executați ca administrator:
step-edit = În { $file } trebuie să existe aceste rânduri:
step-set = În { $file }, atribuiți parametrului { $setting } valoarea { $value }.
step-unset = În { $file } nu trebuie să apară deloc { $setting }, oricare ar fi valoarea.
step-remove = Ștergeți din { $file }:
step-order = În { $file }, { $first } trebuie să apară înainte de { $then }: se aplică primul rând care corespunde.
step-limit = În { $file }, { $setting } poate conține numai rețelele dumneavoastră, de exemplu:
step-bind = În { $file }, folosiți { $setting } pentru ca serviciul să asculte numai pe o adresă internă:
step-tick = Deschideți { $path } și bifați „{ $item }”.
step-untick = Deschideți { $path } și debifați „{ $item }”.
step-choose = Deschideți { $path } și alegeți „{ $value }” pentru „{ $item }”.
step-enter = Deschideți { $path } și introduceți la „{ $item }”, în locul conținutului actual: { $value }
step-empty = Deschideți { $path } și ștergeți din lista „{ $item }” tot ce nu vă aparține.
step-inspect = Examinați rezultatul acestei comenzi. Nu ar trebui să apară nimic ce nu ați configurat dumneavoastră:
step-rebuild = Generați din nou fișierele pe care serverul le citește efectiv; altfel, modificarea nu are niciun efect:
step-check-syntax = Verificați configurația înainte de a o încărca. Nu trebuie să existe nicio eroare:
step-restart = Încărcați noua configurație:
step-firewall = În firewall, blocați accesul din internet, atât pentru IPv4, cât și pentru IPv6. Port sau porturi: { $ports }.
step-upgrade = Actualizați la versiunea { $version } sau la una mai nouă. Versiunile mai vechi nu pot fi securizate sau au o vulnerabilitate cunoscută.
step-replace = Acest produs nu are niciun control al accesului. Blocați accesul din internet sau înlocuiți-l cu un alt produs.
when-debian = Pe Debian și Ubuntu:
when-monolithic = Cu un singur fișier de configurare, scris de dumneavoastră:
when-version-below = Dacă versiunea este mai veche decât { $version }:
when-version-from = Dacă versiunea este { $version } sau mai nouă:
when-nat = Dacă în fața serverului se află o translatare de adrese (NAT), un load balancer sau o rețea de containere:
when-container = Dacă serviciul rulează într-un container al cărui port este publicat:
when-needs-remote-users = Dacă utilizatorii au nevoie de acest serviciu din afara rețelelor dumneavoastră:
when-needs-forwarding = Dacă unele calculatoare din rețea au nevoie de acest serviciu ca proxy:
when-unused = Dacă nimeni nu are nevoie de această funcție:
when-alternative = Sau, în locul pasului anterior:
verify-outside = De pe un calculator aflat în afara tuturor rețelelor dumneavoastră, executați:
verify-server = Chiar pe server, executați:
verify-expect = Răspunsul trebuie să conțină:
verify-expect-any = Răspunsul trebuie să conțină una dintre variantele următoare:
mistakes-intro = Greșeli frecvente:
mistake-wide-network = Setarea cuprinde toate adresele sau o rețea prea mare.
mistake-order = Un rând care permite accesul apare înaintea rândului care îl refuză.
mistake-overridden = Aceeași setare este definită încă o dată în alt loc, iar acea valoare are prioritate.
mistake-not-rebuilt = Fișierul a fost modificat, dar nu a fost executată comanda prin care serverul îl recitește.
mistake-default-open = Dacă setarea lipsește, accesul este permis oricui.
mistake-nat = Adresa unui load balancer, a translatării de adrese (NAT) sau a unei rețele de containere este considerată de încredere. Întregul internet pare să vină de acolo.
mistake-other-listener = Accesul este blocat într-un loc, dar a rămas deschis pe alt port, în alt serviciu sau prin IPv6.
mistake-sender-trust = Este suficientă o adresă de expeditor sau un nume indicat de client pentru a obține accesul. Oricine poate scrie orice nume.
mistake-weak-login = Orice parolă, sau una ușor de ghicit, este suficientă pentru a obține accesul.
mistake-any-port = Sunt permise conexiuni la toate porturile, inclusiv la portul 25.
mistake-backup-mx = Mesajele sunt retransmise către orice domeniu care indică acest server drept server de e-mail (înregistrare MX).
mistake-inside-test = O verificare făcută din interiorul unei rețele de încredere nu dovedește nimic.
mistake-request-chooses = Cererea însăși alege serverul de destinație.
mistake-unmaintained = Nu mai există actualizări pentru acest produs.
mistake-compromised = Dacă nu l-ați instalat dumneavoastră, l-a instalat altcineva. Căutați mai întâi urme de intruziune.

## How to check it.

heading-check = Cum puteți face chiar dumneavoastră verificarea
check-command = Programul pe care îl folosim este software liber și se numește Cerrojo. Pentru a face aceeași verificare pe serverul dumneavoastră, executați de pe un calculator aflat în afara rețelei:
check-again = Verificăm și noi din nou. După ce mai multe verificări, făcute pe parcursul a cel puțin trei zile, au fost toate respinse, încheiem cazul și vă anunțăm.

## How to answer.

heading-answer = Cum puteți răspunde
answer-reply = Răspundeți pur și simplu la acest mesaj, în limba dumneavoastră sau în engleză. Răspunsurile sunt citite de o persoană. Vă rugăm să păstrați numărul { $reference } în subiect.
answer-print = Puteți răspunde prin e-mail la { $reply }. Vă rugăm să menționați numărul { $reference }.
answer-fixed = Ați blocat accesul? Spuneți-ne și vom verifica din nou în curând.
answer-dispute = Credeți că ne înșelăm? Spuneți-ne de ce. Nu vă vom mai scrie despre acest caz până când nu îl va examina o persoană.
answer-no-mail = Nu mai doriți scrisori de la noi? Este suficient un clic: { $link }
answer-no-mail-reply = Nu mai doriți scrisori de la noi? Răspundeți numai cu cuvântul englezesc „unsubscribe” („dezabonare”).
answer-no-checks = Scrisorile și verificările sunt două lucruri diferite. Dacă nu mai doriți nici verificări, anunțați-ne de la o adresă pe care registrele publice o indică pentru rețeaua dumneavoastră.

## Who writes, and how to know that it is true.

heading-who = Cine suntem și cum știți că această scrisoare este autentică
who-operation = Expeditorul acestei scrisori este { $operation }. Temeiul activității noastre: { $authority }.
who-partners = Participă următorii parteneri: { $partners }.
who-page = Pe pagina noastră puteți căuta numărul { $reference } și puteți afla dacă această scrisoare este de la noi: { $page }
who-signature = Acest mesaj poartă semnătura digitală a domeniului { $domain } (DKIM). Dacă programul de e-mail vă spune că semnătura lipsește sau nu este valabilă, nu aveți încredere în mesaj.
who-never = Nu cerem niciodată parole, bani sau acces la calculatoarele dumneavoastră.
who-contact = Întrebări despre această activitate: { $contact }
attachments = Fișierele atașate conțin aceleași informații pentru prelucrare automată: un tabel (CSV) și rapoarte în formatul XARF. Fișierele atașate sunt text simplu.
sign-off = Cu stimă,

## Reminders, thanks and what else is written.

reminder-help = Există ceva care vă împiedică să blocați accesul? Spuneți-ne și vă vom ajuta.
reminder-last = Aceasta este ultima noastră reamintire. Dacă nu primim niciun răspuns, vom cere ajutorul furnizorului dumneavoastră sau al echipei naționale de răspuns la incidente de securitate cibernetică.
thanks-delist = Dacă adresa dumneavoastră mai figurează pe liste de blocare, acum este un moment potrivit să cereți eliminarea ei.
thanks-watch = Verificăm din nou din când în când și vă scriem numai dacă serverul este iarăși deschis. Vă rugăm să îl verificați și dumneavoastră după fiecare actualizare, mutare sau restaurare dintr-o copie de rezervă.
reopened-why = Se întâmplă mai des decât s-ar crede: după o actualizare, după mutarea pe alt echipament sau după restaurarea unei copii de rezervă.
dispute-stands = Am verificat din nou, iar rezultatul a fost același: serverul este deschis oricui. Noua dovadă se află mai jos.
dispute-withdrawn = Aveți dreptate. Am retras cele afirmate și vă cerem scuze pentru neplăceri.
dispute-note = Persoana care a examinat cazul adaugă:
abuse-next = Dacă adresa pe care ne-ați indicat-o se află într-o rețea pe care avem dreptul să o verificăm, o vom verifica. Dacă serverul este deschis, îi vom scrie proprietarului și vom repeta verificarea până când accesul va fi blocat.
abuse-private = Nu îi spunem proprietarului cine a făcut sesizarea.
