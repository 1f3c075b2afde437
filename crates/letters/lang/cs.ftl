### The letters in Czech.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Otevřený poštovní server (open relay): { $address }
subject-proxy = Otevřená proxy: { $address }
subject-both = Otevřené poštovní servery a proxy ve Vaší síti: { $count }
subject-many-relay = Otevřené poštovní servery (relay) ve Vaší síti: { $count }
subject-many-proxy = Otevřené proxy servery ve Vaší síti: { $count }
subject-reminder = Připomenutí: { $address } je stále otevřen cizím osobám
subject-reminder-many = Připomenutí: servery stále otevřené cizím osobám ({ $count })
subject-thanks = Server { $address } je již zabezpečen, děkujeme
subject-thanks-many = Děkujeme. Počet již zabezpečených serverů: { $count }
subject-reopened = Server { $address } je opět otevřen cizím osobám
subject-reopened-many = Servery opět otevřené cizím osobám: { $count }
subject-dispute = Vaše námitka k serveru { $address }
subject-dispute-many = Vaše námitka (počet serverů: { $count })
subject-abuse = Obdrželi jsme Vaše hlášení

## How a letter begins. Verdict first, then the reason.

greeting = Dobrý den,
languages-below = Tento dopis níže následuje také v těchto jazycích: { $languages }.
lead-relay = poštovní server { $address }, port { $port }, předává poštu od kohokoli komukoli. Jde o takzvaný open relay (otevřený poštovní server): cizí osoby z internetu přes něj mohou odesílat poštu. Ověřili jsme to dne { $date }. Důkaz uvádíme níže.
lead-proxy = proxy server { $address }, port { $port }, spojuje kohokoli z internetu s jinými servery. Jde o otevřenou proxy (open proxy): cizí osoby se přes ni mohou připojovat kamkoli a vše, co dělají, vypadá jako Vaše činnost. Ověřili jsme to dne { $date }. Důkaz uvádíme níže.
lead-many-relay = { $count ->
    [one] { $count } poštovní server ve Vaší síti předává poštu od kohokoli komukoli: jde o takzvaný open relay.
    [few] { $count } poštovní servery ve Vaší síti předávají poštu od kohokoli komukoli: jde o takzvané open relay.
    [many] { $count } poštovního serveru ve Vaší síti předává poštu od kohokoli komukoli: jde o takzvané open relay.
   *[other] { $count } poštovních serverů ve Vaší síti předává poštu od kohokoli komukoli: jde o takzvané open relay.
 } Cizí osoby z internetu mohou přes Vaši síť odesílat poštu. Každý případ jsme ověřili zvlášť. Důkaz uvádíme níže.
lead-many-proxy = { $count ->
    [one] { $count } proxy server ve Vaší síti spojuje kohokoli z internetu s jinými servery: jde o otevřenou proxy (open proxy).
    [few] { $count } proxy servery ve Vaší síti spojují kohokoli z internetu s jinými servery: jde o otevřené proxy (open proxy).
    [many] { $count } proxy serveru ve Vaší síti spojuje kohokoli z internetu s jinými servery: jde o otevřené proxy (open proxy).
   *[other] { $count } proxy serverů ve Vaší síti spojuje kohokoli z internetu s jinými servery: jde o otevřené proxy (open proxy).
 } Cizí osoby se přes Vaši síť mohou připojovat kamkoli a vše, co dělají, vypadá jako Vaše činnost. Každý případ jsme ověřili zvlášť. Důkaz uvádíme níže.
lead-both = { $count ->
    [one] { $count } server ve Vaší síti je otevřen cizím osobám.
    [few] { $count } servery ve Vaší síti jsou otevřeny cizím osobám.
    [many] { $count } serveru ve Vaší síti je otevřeno cizím osobám.
   *[other] { $count } serverů ve Vaší síti je otevřeno cizím osobám.
 } Některé předávají poštu od kohokoli komukoli (open relay), jiné spojují kohokoli z internetu s jinými servery (open proxy). Každý případ jsme ověřili zvlášť. Důkaz uvádíme níže.
lead-reminder = dne { $date } jsme Vám napsali, že server { $address }, port { $port }, je otevřen cizím osobám. Dne { $checked } jsme jej ověřili znovu: stále je otevřen.
lead-reminder-many = dne { $date } jsme Vám napsali o serverech ve Vaší síti, které jsou otevřeny cizím osobám. Ověřili jsme je znovu: { $count ->
    [one] { $count } z nich je stále otevřen.
    [few] { $count } z nich jsou stále otevřeny.
    [many] { $count } z nich je stále otevřeno.
   *[other] { $count } z nich je stále otevřeno.
 }
lead-thanks = server { $address }, port { $port }, je již zabezpečen. Ode dne { $date } odmítl všechny naše pokusy. Případ jsme proto uzavřeli. Děkujeme Vám za vykonanou práci.
lead-thanks-many = { $count ->
    [one] { $count } server, o kterém jsme Vám psali, je již zabezpečen.
    [few] { $count } servery, o kterých jsme Vám psali, jsou již zabezpečeny.
    [many] { $count } serveru, o kterých jsme Vám psali, je již zabezpečeno.
   *[other] { $count } serverů, o kterých jsme Vám psali, je již zabezpečeno.
 } Ode dne { $date } byly všechny naše pokusy odmítnuty. Případy jsme proto uzavřeli. Děkujeme Vám za vykonanou práci.
lead-reopened = server { $address }, port { $port }, byl dne { $date } zabezpečen. Dne { $checked } jsme jej ověřili znovu: je opět otevřen cizím osobám.
lead-reopened-many = { $count ->
    [one] { $count } server ve Vaší síti byl zabezpečen a nyní je opět otevřen cizím osobám.
    [few] { $count } servery ve Vaší síti byly zabezpečeny a nyní jsou opět otevřeny cizím osobám.
    [many] { $count } serveru ve Vaší síti bylo zabezpečeno a nyní je opět otevřeno cizím osobám.
   *[other] { $count } serverů ve Vaší síti bylo zabezpečeno a nyní je opět otevřeno cizím osobám.
 } Každý případ jsme ověřili zvlášť. Důkaz uvádíme níže.
lead-dispute = sdělili jste nám, že se u serveru { $address }, port { $port }, mýlíme. Děkujeme za Vaši zprávu. Věc posoudil pracovník našeho týmu.
lead-dispute-many = sdělili jste nám, že se mýlíme u { $count ->
    [one] { $count } serveru
    [few] { $count } serverů
    [many] { $count } serveru
   *[other] { $count } serverů
 } ve Vaší síti. Děkujeme za Vaši zprávu. Věc posoudil pracovník našeho týmu.
lead-abuse = Vaše hlášení jsme obdrželi a přidělili jsme mu číslo { $reference }. Toto potvrzení bylo odesláno automaticky. Během následujícího týdne další potvrzení nedostanete.
closing-is-cheap = Zabezpečení serveru obvykle vyžaduje jen několik příkazů a kromě trochy času nic nestojí. Postup najdete v tomto dopise.
no-accusation = Z ničeho Vás neobviňujeme. Většina takových serverů byla zřízena v dobré víře a jejich majitelé nevědí, že jsou otevřené.

## Why this reader is written to.

why-registry = Píšeme Vám, protože veřejné registry uvádějí adresu { $contact } jako kontakt pro tuto síť.
why-domain = Píšeme Vám, protože doména, ke které tento server patří, uvádí adresu { $contact } jako kontakt pro otázky bezpečnosti.
why-standard = Píšeme na adresu { $contact }, protože takovou adresu pro hlášení zneužití by měla mít každá síť.
why-national = Píšeme Vám, protože jsme nenašli funkční adresu majitelů této sítě. Mohli byste jim prosím tento dopis předat?
why-told = Píšeme na adresu { $contact }, protože nám byla sdělena jako správná adresa pro tuto síť.
not-responsible = Pokud za tento server odpovídá někdo jiný, předejte mu prosím tento dopis nebo nám sdělte, komu máme napsat.

## What was found.

heading-found = Co jsme zjistili
found-relay = poštovní open relay
found-proxy = otevřená proxy
column-server = Server
column-finding = Zjištění
column-date = Ověřeno (UTC)
column-software = Software
found-software = Server se představuje jako { $software }.
found-lists = Tato adresa již byla uvedena na těchto veřejných seznamech: { $lists }.
found-more = { $count ->
    [one] V přiložené tabulce je ještě { $count } server.
    [few] V přiložené tabulce jsou ještě { $count } servery.
    [many] V přiložené tabulce je ještě { $count } serveru.
   *[other] V přiložené tabulce je ještě { $count } serverů.
 }

## The test and the proof.

heading-proof = Jak jsme to ověřili a jaký je důkaz
proof-of = Důkaz pro server { $address }, port { $port }:
test-relay = Dne { $date } jsme se připojili k serveru { $address }, port { $port }, a pokusili jsme se přes něj odeslat jedinou zprávu. Adresy odesílatele i příjemce byly naše vlastní a neměly nic společného s Vašimi uživateli. Zabezpečený poštovní server takovou zprávu odmítne.
proof-relay = Váš server zprávu přijal a doručil ji na náš vlastní poštovní server, kam dorazila dne { $date }. Zpráva obsahovala tajný token, který jsme vytvořili jen pro tuto jednu zkoušku. Nejde tedy o domněnku.
test-proxy = Dne { $date } jsme se připojili k serveru { $address }, port { $port }, a požádali jsme jej o spojení s naším vlastním serverem. Zabezpečená proxy to cizím osobám odmítne.
proof-proxy = Spojení bylo navázáno. Náš server je přijal dne { $date } a prošly jím tajné tokeny, které jsme vytvořili jen pro tuto jednu zkoušku. Nejde tedy o domněnku.
proof-exit = Spojení k nám přišlo z adresy { $exit }.
proof-mail = Proxy navíc spojuje kohokoli s portem 25 jiných serverů, takže přes ni lze rozesílat spam.
test-harmless = Cílem spojení a zpráv byly vždy jen naše vlastní servery. Nikam jsme se nepřihlašovali, nic jsme nečetli ani neměnili a nikdo jiný nic neobdržel.
transcript-intro = Toto je doslovný záznam komunikace. C: je to, co jsme poslali my, S: je to, co odpověděl server.
trace-intro = Tyto řádky z doručené zprávy ukazují, jakou cestou šla:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Co je to open relay a co pro Vás znamená?
relay-meaning = Poštovní server má přijmout zprávu jen ve dvou případech: když pochází od některého z jeho vlastních uživatelů a server ověřil, kdo to je, a když je určena některému z jeho vlastních uživatelů. Open relay přijímá zprávy od kohokoli pro kohokoli. Odesílatelé spamu a podvodné pošty takové servery hledají ve dne v noci, protože se za ně mohou skrýt.
heading-proxy = Co je to otevřená proxy a co pro Vás znamená?
proxy-meaning = Proxy načítá stránky nebo navazuje spojení pro své uživatele. Otevřená proxy to dělá pro kohokoli. Lidé, kteří rozesílají spam, útočí na jiné servery nebo pronikají do cizích účtů, takové servery hledají ve dne v noci, protože se za ně mohou skrýt.
harm-intro = Pro Vás to znamená:
harm-blamed-relay = Příjemci se domnívají, že jste spam odeslali Vy, protože přichází z Vašeho serveru.
harm-blamed-proxy = Útoky a podvody vypadají jako Vaše činnost, protože přicházejí z Vaší adresy.
harm-resources = Cizí osoby využívají Vaše připojení, počítače i úložiště a platíte za to Vy.
harm-clogged = Vaše vlastní pošta a Vaše spojení se zpomalují nebo váznou.
harm-costs = Odstraňování následků a vyřizování stížností stojí pracovní čas.
harm-lists = Vaše adresa se dostane na seznamy blokovaných adres (blacklisty) a jiné servery pak odmítají i Vaši vlastní poštu.
harm-provider = Váš poskytovatel může být nucen server odpojit.
harm-complaints = Stížnosti, a někdy i dotazy policie, dostáváte Vy.
harm-inside = Cizí osoby se mohou dostat k počítačům uvnitř Vaší sítě, které z internetu nemají být dostupné.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Jak server zabezpečit
steps-for = Tento postup platí pro produkt { $product }, který tam pravděpodobně běží.
steps-for-servers = Pro produkt { $product } ({ $servers }):
steps-unknown = Nepodařilo se nám zjistit, jaký software tam běží. Ukáže to následující příkaz, spuštěný přímo na serveru s právy správce:
steps-list = Máme připravené postupy pro tyto produkty: { $products }. Napište nám název svého produktu a postup Vám zašleme.
rule-relay = Bez ohledu na software: od všech přijímejte jen poštu pro své vlastní domény a do jiných domén předávejte jen poštu od přihlášených uživatelů a z vlastních počítačů, které jste jednotlivě vyjmenovali.
rule-proxy = Bez ohledu na software: povolte přístup jen vlastním sítím nebo přihlášeným uživatelům; nechte proxy naslouchat na vnitřní adrese; povolte jen potřebné porty a nikdy ne port 25; a port proxy zablokujte ve firewallu pro přístup z internetu.
steps-afterwards = Po zabezpečení se prosím podívejte, co se už stalo: odstraňte cizí poštu z fronty, projděte logy a požádejte o odstranění své adresy ze seznamů, které ji uvádějí.
steps-manual = Více se dozvíte v dokumentaci k produktu { $product }: { $manual }
example-intro = V tomto postupu nahraďte příklady vlastními hodnotami:
example-network = { $value } označuje síť Vašich vlastních počítačů.
example-address = { $value } označuje vnitřní adresu serveru.
example-host = { $value } označuje jednotlivý počítač, který znáte.
example-domain = { $value } označuje Vaši vlastní doménu.
example-login = { $value } označují Vaše vlastní uživatelská jména a dlouhá hesla.
example-server = { $value } označuje jméno nebo adresu serveru.
example-elsewhere = { $value } označuje Vaši vlastní adresu u jiného poskytovatele.
step-run = Spusťte jako správce:
step-edit = V souboru { $file } musí být tyto řádky:
step-set = V souboru { $file } nastavte volbu { $setting } na hodnotu { $value }.
step-unset = V souboru { $file } nesmí být volba { $setting } vůbec uvedena, ať má jakoukoli hodnotu.
step-remove = Ze souboru { $file } odstraňte:
step-order = V souboru { $file } musí být řádek { $first } před řádkem { $then }: rozhoduje první řádek, který odpovídá.
step-limit = V souboru { $file } smí volba { $setting } uvádět jen Vaše vlastní sítě, například:
step-bind = V souboru { $file } pomocí volby { $setting } nastavte naslouchání jen na vnitřní adrese:
step-tick = Otevřete { $path } a zaškrtněte „{ $item }“.
step-untick = Otevřete { $path } a zrušte zaškrtnutí „{ $item }“.
step-choose = Otevřete { $path } a v položce „{ $item }“ vyberte „{ $value }“.
step-enter = Otevřete { $path } a do položky „{ $item }“ zadejte místo dosavadní hodnoty: { $value }
step-empty = Otevřete { $path } a ze seznamu „{ $item }“ odstraňte vše, co není Vaše.
step-inspect = Projděte si výstup tohoto příkazu. Nemělo by v něm být nic, co jste sami nenastavili:
step-rebuild = Znovu vytvořte soubor, který server skutečně čte; bez toho se změna neprojeví:
step-check-syntax = Před načtením konfiguraci zkontrolujte. Nesmí v ní být žádná chyba:
step-restart = Načtěte novou konfiguraci:
step-firewall = Ve firewallu zablokujte přístup z internetu, a to pro IPv4 i pro IPv6. Port nebo porty: { $ports }.
step-upgrade = Aktualizujte software na verzi { $version } nebo novější. Starší verze zabezpečit nelze, nebo mají známou chybu zabezpečení.
step-replace = Tento produkt nemá vůbec žádné řízení přístupu. Zablokujte k němu přístup z internetu, nebo jej nahraďte jiným produktem.
when-debian = V systémech Debian a Ubuntu:
when-monolithic = Pokud používáte jediný konfigurační soubor, který jste sami napsali:
when-version-below = Pokud je verze starší než { $version }:
when-version-from = Pokud jde o verzi { $version } nebo novější:
when-nat = Pokud je před serverem překlad adres (NAT), load balancer nebo kontejnerová síť:
when-container = Pokud server běží v kontejneru, jehož port je publikován:
when-needs-remote-users = Pokud server potřebují Vaši uživatelé i mimo Vaše vlastní sítě:
when-needs-forwarding = Pokud server potřebují počítače uvnitř Vaší sítě jako proxy:
when-unused = Pokud tuto funkci nikdo nepotřebuje:
when-alternative = Nebo místo předchozího kroku:
verify-outside = Na počítači mimo všechny Vaše sítě spusťte:
verify-server = Přímo na serveru spusťte:
verify-expect = Odpověď musí obsahovat:
verify-expect-any = Odpověď musí obsahovat jednu z těchto možností:
mistakes-intro = Časté chyby:
mistake-wide-network = Nastavení zahrnuje všechny, nebo příliš velkou síť.
mistake-order = Řádek, který klienty vpouští, je před řádkem, který je odmítá.
mistake-overridden = Tatáž volba je nastavena ještě na jiném místě a to má přednost.
mistake-not-rebuilt = Soubor byl změněn, ale nebyl spuštěn příkaz, po kterém jej server načte.
mistake-default-open = Pokud nastavení chybí, přístup má každý.
mistake-nat = Za důvěryhodnou je považována adresa load balanceru, překladu adres (NAT) nebo kontejnerové sítě. Veškerý provoz z internetu pak zdánlivě přichází z této adresy.
mistake-other-listener = Server je zabezpečen na jednom místě, ale stále je otevřen na jiném portu, v jiné službě nebo přes IPv6.
mistake-sender-trust = K přístupu stačí adresa odesílatele nebo jméno, které uvede klient. Uvést může kdokoli cokoli.
mistake-weak-login = K přístupu stačí jakékoli heslo, nebo heslo, které lze snadno uhodnout.
mistake-any-port = Povolena jsou spojení na všechny porty, tedy i na port 25.
mistake-backup-mx = Pošta se předává do každé domény, která má tento server ve svém záznamu MX.
mistake-inside-test = Zkouška z důvěryhodné vnitřní sítě nic neprokáže.
mistake-request-chooses = O tom, se kterým vnitřním serverem se spojení naváže, rozhoduje sám požadavek klienta.
mistake-unmaintained = Pro tento produkt už nevycházejí aktualizace.
mistake-compromised = Pokud jste tuto službu nezřídili sami, zřídil ji někdo jiný. Nejprve ověřte, zda do serveru někdo nepronikl.

## How to check it.

heading-check = Jak to ověřit sami
check-command = Program, který používáme, je svobodný software a jmenuje se Cerrojo. Stejnou zkoušku svého serveru provedete z počítače mimo svou síť tímto příkazem:
check-again = Zkoušku opakujeme i my sami. Jakmile bude několik pokusů v průběhu nejméně tří dnů pokaždé odmítnuto, případ uzavřeme a dáme Vám vědět.

## How to answer.

heading-answer = Jak odpovědět
answer-reply = Stačí odpovědět na tuto zprávu, ve svém jazyce nebo anglicky. Odpovědi čte člověk. V předmětu prosím ponechte číslo { $reference }.
answer-print = Odpovědět můžete e-mailem na adresu { $reply }. Uveďte prosím číslo { $reference }.
answer-fixed = Už jste server zabezpečili? Dejte nám vědět a brzy jej ověříme znovu.
answer-dispute = Myslíte si, že se mýlíme? Napište nám proč. V této věci Vám pak nenapíšeme, dokud ji neposoudí člověk.
answer-no-mail = Nechcete od nás dostávat další dopisy? Stačí jedno kliknutí: { $link }
answer-no-mail-reply = Nechcete od nás dostávat další dopisy? Odpovězte jediným slovem „unsubscribe“.
answer-no-checks = Dopisy a zkoušky jsou dvě různé věci. Pokud si nepřejete ani další zkoušky, sdělte nám to z adresy, kterou registry uvádějí pro Vaši síť.

## Who writes, and how to know that it is true.

heading-who = Kdo jsme a jak poznáte, že je tento dopis pravý
who-operation = Odesílatel tohoto dopisu: { $operation }. Pracujeme na tomto základě: { $authority }.
who-partners = Zapojeni jsou tito partneři: { $partners }.
who-page = Na naší stránce můžete vyhledat číslo { $reference } a zjistit, zda je tento dopis od nás: { $page }
who-signature = Tato zpráva je opatřena digitálním podpisem domény { $domain } (DKIM). Pokud Váš poštovní program hlásí, že podpis chybí nebo je neplatný, zprávě nedůvěřujte.
who-never = Nikdy nežádáme hesla, peníze ani přístup k Vašim počítačům.
who-contact = Dotazy k této činnosti: { $contact }
attachments = Přiložené soubory obsahují tytéž údaje pro strojové zpracování: tabulku (CSV) a hlášení ve formátu XARF. Přiložené soubory obsahují jen prostý text.
sign-off = S pozdravem

## Reminders, thanks and what else is written.

reminder-help = Brání Vám něco v zabezpečení serveru? Napište nám, rádi pomůžeme.
reminder-last = Toto je naše poslední připomenutí. Pokud od Vás nedostaneme odpověď, požádáme o pomoc Vašeho poskytovatele nebo národní tým pro kybernetickou bezpečnost (CSIRT).
thanks-delist = Pokud je Vaše adresa stále na seznamech blokovaných adres, je teď vhodná chvíle požádat o její odstranění.
thanks-watch = Server čas od času ověříme znovu a napíšeme Vám jen tehdy, bude-li opět otevřen. Zkontrolujte jej prosím i sami po každé aktualizaci, přesunu nebo obnově ze zálohy.
reopened-why = Stává se to častěji, než by se zdálo: po aktualizaci, po přesunu na jiný počítač nebo po obnově ze zálohy.
dispute-stands = Zkoušku jsme zopakovali se stejným výsledkem: server je otevřen. Nový důkaz uvádíme níže.
dispute-withdrawn = Máte pravdu. Své sdělení jsme vzali zpět a za způsobené potíže se omlouváme.
dispute-note = Pracovník, který věc posoudil, dodává:
abuse-next = Pokud adresa, kterou jste uvedli, patří do sítě, kterou smíme ověřovat, provedeme zkoušku. Pokud bude server otevřen, napíšeme jeho majiteli a zkoušku budeme opakovat, dokud server nebude zabezpečen.
abuse-private = Majiteli nesdělujeme, od koho hlášení přišlo.
