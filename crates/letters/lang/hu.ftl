### The letters in Hungarian.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Nyílt levéltovábbító (open relay): { $address }
subject-proxy = Nyílt proxy: { $address }
subject-both = Nyílt levéltovábbítók és proxyk a hálózatában: { $count }
subject-many-relay = Nyílt levéltovábbítók az Ön hálózatában: { $count }
subject-many-proxy = Nyílt proxyk az Ön hálózatában: { $count }
subject-reminder = Emlékeztető a még mindig nyitott szerverről: { $address }
subject-reminder-many = Emlékeztető a még mindig nyitott szerverekről: { $count }
subject-thanks = Köszönjük, illetéktelenek elől már lezárva: { $address }
subject-thanks-many = Köszönjük, a már lezárt szerverek száma: { $count }
subject-reopened = Illetéktelenek számára ismét nyitott szerver: { $address }
subject-reopened-many = Illetéktelenek számára ismét nyitott szerverek: { $count }
subject-dispute = Észrevétele a következő szerverről: { $address }
subject-dispute-many = Észrevétele, érintett szerverek száma: { $count }
subject-abuse = Megkaptuk a bejelentését

## How a letter begins. Verdict first, then the reason.

greeting = Tisztelt Címzett,
languages-below = Ez a levél alább a következő nyelveken is olvasható: { $languages }.
lead-relay = a következő levelezőszerver bárkitől bárkinek továbbít leveleket: { $address }, port: { $port }. Ez nyílt levéltovábbító (open relay): illetéktelenek az internetről leveleket küldhetnek rajta keresztül. A vizsgálat időpontja: { $date }. A bizonyítékot lejjebb közöljük.
lead-proxy = a következő proxy az internetről bárkit összekapcsol más szerverekkel: { $address }, port: { $port }. Ez nyílt proxy (open proxy): illetéktelenek tevékenykedhetnek rajta keresztül, és bármit tesznek, az Öntől származónak látszik. A vizsgálat időpontja: { $date }. A bizonyítékot lejjebb közöljük.
lead-many-relay = az Ön hálózatában { $count } levelezőszerver bárkitől bárkinek továbbít leveleket, vagyis nyílt levéltovábbítóként (open relay) működik. Illetéktelenek az internetről leveleket küldhetnek az Ön hálózatán keresztül. Minden esetet külön megvizsgáltunk, a bizonyítékot lejjebb közöljük.
lead-many-proxy = az Ön hálózatában { $count } proxy az internetről bárkit összekapcsol más szerverekkel, vagyis nyílt proxyként (open proxy) működik. Illetéktelenek tevékenykedhetnek az Ön hálózatán keresztül, és bármit tesznek, az Öntől származónak látszik. Minden esetet külön megvizsgáltunk, a bizonyítékot lejjebb közöljük.
lead-both = az Ön hálózatában { $count } szerver nyitott illetéktelenek számára. Egy részük bárkitől bárkinek továbbít leveleket (nyílt levéltovábbító, open relay), más részük az internetről bárkit összekapcsol más szerverekkel (nyílt proxy, open proxy). Minden esetet külön megvizsgáltunk, a bizonyítékot lejjebb közöljük.
lead-reminder = korábban jeleztük Önnek (levelünk időpontja: { $date }), hogy a következő szerver nyitott illetéktelenek számára: { $address }, port: { $port }. Ismét megvizsgáltuk (időpont: { $checked }), és még mindig nyitott.
lead-reminder-many = korábban írtunk Önnek (levelünk időpontja: { $date }) a hálózatában található, illetéktelenek számára nyitott szerverekről. Ismét megvizsgáltuk őket: közülük { $count } még mindig nyitott.
lead-thanks = a következő szerver már le van zárva az illetéktelenek elől: { $address }, port: { $port }. Azóta minden próbálkozásunkat elutasította (az első időpontja: { $date }), ezért az ügyet lezártuk. Köszönjük a munkáját.
lead-thanks-many = { $count } szerver, amelyről írtunk Önnek, már le van zárva az illetéktelenek elől. Azóta minden próbálkozásunkat elutasították (az első időpontja: { $date }), ezért az ügyeket lezártuk. Köszönjük a munkáját.
lead-reopened = a következő szerver egy ideig le volt zárva: { $address }, port: { $port } (a lezárás időpontja: { $date }). Ismét megvizsgáltuk (időpont: { $checked }), és újra nyitott illetéktelenek számára.
lead-reopened-many = az Ön hálózatában { $count } szerver korábban már le volt zárva, most azonban újra nyitott illetéktelenek számára. Minden esetet külön megvizsgáltunk, a bizonyítékot lejjebb közöljük.
lead-dispute = Ön azt jelezte, hogy tévedünk a következő szerverrel kapcsolatban: { $address }, port: { $port }. Köszönjük, hogy megírta. Az ügyet egy munkatársunk megvizsgálta.
lead-dispute-many = Ön azt jelezte, hogy tévedünk a hálózatában található szerverekkel kapcsolatban. Az érintett szerverek száma: { $count }. Köszönjük, hogy megírta. Az ügyet egy munkatársunk megvizsgálta.
lead-abuse = bejelentése megérkezett, nyilvántartási száma: { $reference }. Ezt a visszaigazolást automatikusan küldtük. Egy héten belül további visszaigazolást nem kap.
closing-is-cheap = A lezáráshoz többnyire néhány parancs elég, és egy kis időn kívül semmibe sem kerül. A lépéseket ebben a levélben találja.
no-accusation = Nem vádoljuk Önt semmivel. Az ilyen szerverek többségét jóhiszeműen állították be, és a tulajdonosuk nem tudja, hogy nyitottak.

## Why this reader is written to.

why-registry = Azért írunk Önnek, mert a nyilvános nyilvántartásokban ez a cím szerepel a hálózat kapcsolattartójaként: { $contact }.
why-domain = Azért írunk Önnek, mert az a domain, amelyhez ez a szerver tartozik, ezt a címet adja meg biztonsági kapcsolattartóként: { $contact }.
why-standard = Azért írunk erre a címre: { $contact }, mert minden hálózatnak kell ilyen cím a visszaélések bejelentéséhez.
why-national = Azért írunk Önnek, mert nem találtunk működő címet a hálózat tulajdonosaihoz. Megkérhetjük, hogy továbbítsa nekik ezt a levelet?
why-told = Azért írunk erre a címre: { $contact }, mert arról tájékoztattak bennünket, hogy ehhez a hálózathoz ez a megfelelő cím.
not-responsible = Ha ezért a szerverért más felel, kérjük, továbbítsa neki ezt a levelet, vagy tudassa velünk, kinek írjunk.

## What was found.

heading-found = Mit találtunk
found-relay = nyílt levéltovábbító
found-proxy = nyílt proxy
column-server = Szerver
column-finding = Eredmény
column-date = Időpont (UTC)
column-software = Szoftver
found-software = A szerver így mutatkozik be: { $software }.
found-lists = Ez a cím már szerepelt a következő nyilvános listákon: { $lists }.
found-more = A csatolt táblázatban még { $count } szerver szerepel.

## The test and the proof.

heading-proof = Hogyan vizsgáltuk, és mi a bizonyíték
proof-of = Bizonyíték ({ $address }, port: { $port }):
test-relay = Kapcsolódtunk a következő szerverhez: { $address }, port: { $port } (időpont: { $date }), és egyetlen levelet próbáltunk elküldeni rajta keresztül. A feladó és a címzett is a saját címünk volt, az Ön felhasználóihoz semmi közük. Egy biztonságos levelezőszerver az ilyen levelet elutasítja.
proof-relay = Az Ön szervere elfogadta a levelet, és kézbesítette a saját levelezőszerverünkre (az érkezés időpontja: { $date }). A levél egy titkos tokent tartalmazott, amelyet csak ehhez az egy vizsgálathoz készítettünk. Ez tehát nem feltételezés.
test-proxy = Kapcsolódtunk a következő szerverhez: { $address }, port: { $port } (időpont: { $date }), és azt kértük, hogy kapcsoljon össze bennünket egy saját szerverünkkel. Egy biztonságos proxy ezt illetékteleneknek megtagadja.
proof-proxy = A kapcsolat létrejött. A szerverünk fogadta (időpont: { $date }), és áthaladtak rajta azok a titkos tokenek, amelyeket csak ehhez az egy vizsgálathoz készítettünk. Ez tehát nem feltételezés.
proof-exit = A kapcsolat erről a címről érkezett hozzánk: { $exit }.
proof-mail = A proxy ezenkívül bárkit összekapcsol más szerverek 25-ös portjával, így spamet lehet rajta keresztül küldeni.
test-harmless = A kapcsolatok és a levelek végpontja mindig csak a mi saját szerverünk volt. Sehová nem jelentkeztünk be, semmit nem olvastunk el és nem változtattunk meg, és rajtunk kívül senki nem kapott semmit.
transcript-intro = Ez az üzenetváltás szó szerint. C: az, amit mi küldtünk, S: az, amit a szerver válaszolt.
trace-intro = A megérkezett levél következő sorai mutatják, milyen úton jött:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Mi a nyílt levéltovábbító, és mit jelent ez Önnek?
relay-meaning = Egy levelezőszerver csak két esetben fogadhat el levelet: ha az a saját felhasználójától jön, akinek a kilétét a szerver ellenőrizte, vagy ha a saját felhasználójának szól. A nyílt levéltovábbító bárkitől bárkinek elfogad leveleket. Akik spamet és csaló leveleket küldenek, éjjel-nappal keresik az ilyen szervereket, mert mögéjük rejtőzhetnek.
heading-proxy = Mi a nyílt proxy, és mit jelent ez Önnek?
proxy-meaning = A proxy oldalakat tölt le vagy kapcsolatokat nyit a felhasználói számára. A nyílt proxy ezt bárkinek megteszi. Akik spamet küldenek, más szervereket támadnak vagy fiókokat törnek fel, éjjel-nappal keresik az ilyen szervereket, mert mögéjük rejtőzhetnek.
harm-intro = Önnek ez a következőket jelenti:
harm-blamed-relay = A címzettek azt hiszik, hogy a spamet Ön küldte, mert az Ön szerveréről érkezik.
harm-blamed-proxy = A támadások és csalások az Ön tevékenységének látszanak, mert az Ön címéről érkeznek.
harm-resources = Illetéktelenek használják az Ön internetkapcsolatát, gépeit és tárhelyét, és ezt Ön fizeti.
harm-clogged = Az Ön saját levelezése és kapcsolatai lelassulnak vagy elakadnak.
harm-costs = A helyreállítás és a panaszok megválaszolása munkaidőbe kerül.
harm-lists = Az Ön címe tiltólistákra kerül, és más szerverek ezután az Ön saját leveleit is elutasítják.
harm-provider = A szolgáltatója kénytelen lehet leválasztani a szervert a hálózatról.
harm-complaints = A panaszok, és néha a rendőrség kérdései is, Önhöz érkeznek.
harm-inside = Illetéktelenek elérhetik a hálózatán belül azokat a gépeket, amelyeket az internetről senkinek sem szabadna elérnie.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Hogyan zárja le a szervert az illetéktelenek elől
steps-for = Ezek a lépések a következő termékre vonatkoznak, amely valószínűleg ott fut: { $product }.
steps-for-servers = Termék: { $product } ({ $servers }):
steps-unknown = Nem tudtuk megállapítani, milyen szoftver fut ott. Magán a szerveren, rendszergazdaként futtatva, ez a parancs megmutatja:
steps-list = A következő termékekhez vannak lépéseink: { $products }. Válaszában írja meg az Ön által használt termék nevét, és elküldjük a lépéseket.
rule-relay = Bármilyen szoftvert használ: mindenkitől csak a saját domainjeire érkező leveleket fogadja el, más domainekbe pedig csak a bejelentkezett felhasználók és az egyenként megadott saját számítógépek leveleit továbbítsa.
rule-proxy = Bármilyen szoftvert használ: csak a saját hálózatait vagy a bejelentkezett felhasználókat engedje be; a proxy belső címen figyeljen; csak a szükséges portokat engedélyezze, a 25-ös portot soha; és a tűzfalon tiltsa le a proxy portját az internet felől.
steps-afterwards = A lezárás után kérjük, nézze meg azt is, mi történt eddig: törölje az idegen leveleket a várakozási sorból, olvassa át a naplókat, és kérje a címe törlését azokról a tiltólistákról, amelyeken szerepel.
steps-manual = További tudnivalók a termék ({ $product }) kézikönyvében: { $manual }
example-intro = Ezekben a lépésekben a példák helyére a saját értékeit írja:
example-network = { $value }: a saját számítógépeinek hálózata.
example-address = { $value }: a szerver belső címe.
example-host = { $value }: egyetlen, Ön által ismert számítógép.
example-domain = { $value }: a saját domainje.
example-login = { $value }: saját felhasználónevek és hosszú jelszavak.
example-server = { $value }: a szerver neve vagy címe.
example-elsewhere = { $value }: egy saját címe egy másik szolgáltatónál.
step-run = Futtassa rendszergazdaként:
step-edit = Fájl: { $file }. Ezeknek a soroknak kell benne szerepelniük:
step-set = Fájl: { $file }. Beállítás: { $setting }. Az értéke legyen: { $value }.
step-unset = Fájl: { $file }. Beállítás: { $setting }. Egyáltalán nem szerepelhet a fájlban, semmilyen értékkel.
step-remove = Fájl: { $file }. Távolítsa el belőle:
step-order = Fájl: { $file }. A helyes sorrend: először { $first }, utána { $then }. Mindig az első illeszkedő sor dönt.
step-limit = Fájl: { $file }. Beállítás: { $setting }. Csak a saját hálózatait tartalmazhatja, például:
step-bind = Fájl: { $file }. Beállítás: { $setting }. Ezzel adja meg, hogy a szolgáltatás csak belső címen fogadjon kapcsolatokat:
step-tick = Nyissa meg: { $path }. Jelölje be: „{ $item }”.
step-untick = Nyissa meg: { $path }. Törölje a jelölést: „{ $item }”.
step-choose = Nyissa meg: { $path }. A beállítás: „{ $item }”. Válassza ezt: „{ $value }”.
step-enter = Nyissa meg: { $path }. A mező: „{ $item }”. Az eddigi érték helyett írja be: { $value }
step-empty = Nyissa meg: { $path }. A lista: „{ $item }”. Távolítson el belőle mindent, ami nem az Öné.
step-inspect = Nézze át, mit ír ki ez a parancs. Nem lehet benne semmi olyan, amit nem Ön állított be:
step-rebuild = Hozza létre újra azt a fájlt, amelyet a szerver ténylegesen olvas; enélkül a módosításnak nincs hatása:
step-check-syntax = Betöltés előtt ellenőrizze a konfigurációt. Nem lehet benne hiba:
step-restart = Töltse be az új konfigurációt:
step-firewall = A tűzfalon tiltsa le az internet felőli hozzáférést, IPv4 és IPv6 esetén is. Port vagy portok: { $ports }.
step-upgrade = Frissítse legalább a következő verzióra: { $version }. A régebbi verziókat nem lehet lezárni, vagy ismert biztonsági hibájuk van.
step-replace = Ebben a termékben egyáltalán nincs hozzáférés-szabályozás. Tiltsa le az internet felől, vagy cserélje le másik termékre.
when-debian = Debian és Ubuntu rendszeren:
when-monolithic = Ha egyetlen, saját maga írta konfigurációs fájlt használ:
when-version-below = Ha a verzió régebbi, mint { $version }:
when-version-from = Ha a verzió legalább { $version }:
when-nat = Ha címfordítás (NAT), terheléselosztó vagy konténerhálózat van a szerver előtt:
when-container = Ha a szerver olyan konténerben fut, amelynek a portja közzé van téve:
when-needs-remote-users = Ha a felhasználóinak a saját hálózatain kívülről is szükségük van a szerverre:
when-needs-forwarding = Ha a hálózatán belüli számítógépeknek proxyként van szükségük a szerverre:
when-unused = Ha senkinek sincs szüksége erre a funkcióra:
when-alternative = Vagy az előző lépés helyett:
verify-outside = Olyan számítógépen futtassa, amely egyik saját hálózatában sincs benne:
verify-server = Magán a szerveren futtassa:
verify-expect = A válasznak ezt kell tartalmaznia:
verify-expect-any = A válasznak ezek egyikét kell tartalmaznia:
mistakes-intro = Gyakori hibák:
mistake-wide-network = A beállítás mindenkire vagy túl nagy hálózatra vonatkozik.
mistake-order = A klienseket beengedő sor megelőzi azt a sort, amely elutasítja őket.
mistake-overridden = Egy másik helyen is szerepel ugyanez a beállítás, és az az érvényes.
mistake-not-rebuilt = A fájl módosult, de nem futott le az a parancs, amellyel a szerver beolvassa.
mistake-default-open = Ha a beállítás hiányzik, mindenki beléphet.
mistake-nat = Megbízhatónak számít egy terheléselosztó, a címfordítás (NAT) vagy egy konténerhálózat címe. Ilyenkor az egész internet erről a címről látszik érkezni.
mistake-other-listener = A szerver az egyik helyen már le van zárva, de egy másik porton, egy másik szolgáltatásban vagy IPv6-on még nyitott.
mistake-sender-trust = A hozzáféréshez elég egy feladócím vagy egy név, amelyet a kliens ad meg. Bárki bármilyen nevet megadhat.
mistake-weak-login = A hozzáféréshez bármilyen jelszó, vagy egy könnyen kitalálható jelszó is elég.
mistake-any-port = Minden portra engedélyezett a kapcsolódás, a 25-ös portra is.
mistake-backup-mx = A szerver minden olyan domainbe továbbít levelet, amelynek MX rekordja ezt a szervert nevezi meg.
mistake-inside-test = A megbízható hálózaton belülről végzett próba semmit sem bizonyít.
mistake-request-chooses = Maga a kérés dönti el, hogy melyik mögöttes szerverhez jut el.
mistake-unmaintained = Ehhez a termékhez már nem készülnek frissítések.
mistake-compromised = Ha ezt nem Ön állította be, akkor valaki más tette. Először vizsgálja meg, nem hatolt-e be valaki.

## How to check it.

heading-check = Hogyan ellenőrizheti saját maga
check-command = Az általunk használt program szabad szoftver, a neve Cerrojo. Ugyanezt a vizsgálatot a saját szerverén a hálózatán kívüli számítógépről ezzel a paranccsal végezheti el:
check-again = Mi magunk is megismételjük a vizsgálatot. Ha legalább három napon át több próbát is mind elutasított a szerver, lezárjuk az ügyet, és értesítjük Önt.

## How to answer.

heading-answer = Hogyan válaszolhat
answer-reply = Elég erre a levélre válaszolnia, a saját nyelvén vagy angolul. A válaszokat ember olvassa. Kérjük, hagyja meg a tárgyban ezt a számot: { $reference }.
answer-print = E-mailben erre a címre válaszolhat: { $reply }. Kérjük, adja meg ezt a számot: { $reference }.
answer-fixed = Már lezárta a szervert? Írja meg nekünk, és hamarosan újra megvizsgáljuk.
answer-dispute = Úgy gondolja, hogy tévedünk? Írja meg, miért. Addig nem írunk Önnek erről, amíg egy munkatársunk meg nem vizsgálta.
answer-no-mail = Nem szeretne több levelet kapni tőlünk? Egyetlen kattintás elég: { $link }
answer-no-mail-reply = Nem szeretne több levelet kapni tőlünk? Válaszoljon egyetlen szóval: „unsubscribe”.
answer-no-checks = A levelek és a vizsgálatok két külön dolog. Ha vizsgálatot sem szeretne többé, kérjük, ezt olyan címről jelezze, amelyet a nyilvántartások az Ön hálózatához megadnak.

## Who writes, and how to know that it is true.

heading-who = Kik vagyunk, és miből látható, hogy a levél valódi
who-operation = A levél feladója: { $operation }. Tevékenységünk alapja: { $authority }.
who-partners = A közreműködő partnerek: { $partners }.
who-page = A weboldalunkon megkeresheti ezt a számot: { $reference }, és megnézheti, hogy ezt a levelet valóban mi küldtük-e: { $page }
who-signature = Ez a levél digitális aláírással (DKIM) van ellátva. Az aláíró domain: { $domain }. Ha a levelezőprogramja azt jelzi, hogy az aláírás hiányzik vagy hibás, ne bízzon a levélben.
who-never = Soha nem kérünk jelszót, pénzt vagy hozzáférést a számítógépeihez.
who-contact = Kérdések erről a tevékenységről: { $contact }
attachments = A csatolt fájlok ugyanezt tartalmazzák gépi feldolgozáshoz: egy táblázatot (CSV) és XARF formátumú bejelentéseket. A csatolt fájlok egyszerű szövegfájlok.
sign-off = Tisztelettel

## Reminders, thanks and what else is written.

reminder-help = Akadályozza valami a lezárásban? Írja meg nekünk, és segítünk.
reminder-last = Ez az utolsó emlékeztetőnk. Ha nem kapunk választ, a szolgáltatóját vagy a nemzeti számítógép-biztonsági csoportot (CSIRT) kérjük meg, hogy segítsen.
thanks-delist = Ha a címe még szerepel tiltólistákon, most érdemes kérni a törlését.
thanks-watch = Időnként újra megnézzük, és csak akkor írunk, ha ismét nyitott. Kérjük, minden frissítés, költöztetés vagy biztonsági mentésből való visszaállítás után Ön is ellenőrizze.
reopened-why = Ez gyakrabban előfordul, mint gondolná: frissítés, másik gépre költöztetés vagy biztonsági mentésből való visszaállítás után.
dispute-stands = Megismételtük a vizsgálatot, és az eredmény ugyanaz: a szerver nyitott. Az új bizonyítékot lejjebb közöljük.
dispute-withdrawn = Önnek igaza van. Visszavontuk, amit állítottunk, és elnézést kérünk a kellemetlenségért.
dispute-note = Az ügyet vizsgáló munkatársunk hozzáteszi:
abuse-next = Ha az Ön által megadott cím olyan hálózatban van, amelyet vizsgálhatunk, megvizsgáljuk. Ha a szerver nyitott, írunk a tulajdonosának, és addig ismételjük a vizsgálatot, amíg le nem zárja.
abuse-private = A tulajdonosnak nem áruljuk el, kitől érkezett a bejelentés.
