### The letters in Dutch.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Open mailrelay op { $address }
subject-proxy = Open proxy op { $address }
subject-both = Open mailrelays en open proxy’s in uw netwerk: { $count }
subject-many-relay = Open mailrelays in uw netwerk: { $count }
subject-many-proxy = Open proxy’s in uw netwerk: { $count }
subject-reminder = Herinnering: { $address } staat nog open voor vreemden
subject-reminder-many = Herinnering: nog steeds openstaande servers ({ $count })
subject-thanks = { $address } is nu dicht voor vreemden: hartelijk dank
subject-thanks-many = Hartelijk dank. Servers nu dicht voor vreemden: { $count }
subject-reopened = { $address } staat weer open voor vreemden
subject-reopened-many = Servers die weer openstaan voor vreemden: { $count }
subject-dispute = Uw bericht dat wij ons vergissen: { $address }
subject-dispute-many = Uw bericht dat wij ons vergissen (servers: { $count })
subject-abuse = Wij hebben uw melding ontvangen

## How a letter begins. Verdict first, then the reason.

greeting = Geachte heer of mevrouw,
languages-below = Deze brief volgt hieronder ook in de volgende talen: { $languages }.
lead-relay = De mailserver op { $address }, poort { $port }, stuurt mail door van iedereen naar iedereen. Het is een open relay: vreemden op internet kunnen via deze server mail versturen. Wij hebben dit getest op { $date }. Het bewijs vindt u hieronder.
lead-proxy = De proxy op { $address }, poort { $port }, verbindt iedereen op internet met andere servers. Het is een open proxy: vreemden kunnen zich achter deze server verschuilen, en alles wat zij doen lijkt van u te komen. Wij hebben dit getest op { $date }. Het bewijs vindt u hieronder.
lead-many-relay = { $count ->
    [one] { $count } mailserver in uw netwerk stuurt mail door van iedereen naar iedereen: het is een open relay.
   *[other] { $count } mailservers in uw netwerk sturen mail door van iedereen naar iedereen: het zijn open relays.
 } Vreemden op internet kunnen mail versturen via uw netwerk. Elk geval is afzonderlijk getest. Het bewijs vindt u hieronder.
lead-many-proxy = { $count ->
    [one] { $count } proxy in uw netwerk verbindt iedereen op internet met andere servers: het is een open proxy.
   *[other] { $count } proxy’s in uw netwerk verbinden iedereen op internet met andere servers: het zijn open proxy’s.
 } Vreemden kunnen zich achter uw netwerk verschuilen, en alles wat zij doen lijkt van u te komen. Elk geval is afzonderlijk getest. Het bewijs vindt u hieronder.
lead-both = { $count ->
    [one] { $count } server in uw netwerk staat open voor vreemden.
   *[other] { $count } servers in uw netwerk staan open voor vreemden.
 } Sommige sturen mail door van iedereen naar iedereen (open relays), andere verbinden iedereen op internet met andere servers (open proxy’s). Elk geval is afzonderlijk getest. Het bewijs vindt u hieronder.
lead-reminder = Op { $date } hebben wij u geschreven dat de server { $address }, poort { $port }, openstaat voor vreemden. Wij hebben de server opnieuw getest op { $checked }. Hij staat nog steeds open.
lead-reminder-many = Op { $date } hebben wij u geschreven over servers in uw netwerk die openstaan voor vreemden. Wij hebben ze opnieuw getest: { $count ->
    [one] { $count } daarvan staat nog steeds open.
   *[other] { $count } daarvan staan nog steeds open.
 }
lead-thanks = De server { $address }, poort { $port }, is dicht voor vreemden. Sinds { $date } is elke test geweigerd. Daarom hebben wij deze melding afgesloten. Hartelijk dank voor uw werk.
lead-thanks-many = { $count ->
    [one] { $count } server waarover wij u hebben geschreven, is dicht voor vreemden.
   *[other] { $count } servers waarover wij u hebben geschreven, zijn dicht voor vreemden.
 } Sinds { $date } is elke test geweigerd. Daarom hebben wij deze melding afgesloten. Hartelijk dank voor uw werk.
lead-reopened = De server { $address }, poort { $port }, was op { $date } dicht voor vreemden. Op { $checked } hebben wij de server opnieuw getest. Hij staat weer open.
lead-reopened-many = { $count ->
    [one] { $count } server in uw netwerk was dicht en staat nu weer open voor vreemden.
   *[other] { $count } servers in uw netwerk waren dicht en staan nu weer open voor vreemden.
 } Elk geval is afzonderlijk getest. Het bewijs vindt u hieronder.
lead-dispute = U hebt ons laten weten dat onze bevinding over { $address }, poort { $port }, niet klopt. Dank u wel voor uw bericht. Een medewerker heeft ernaar gekeken.
lead-dispute-many = U hebt ons laten weten dat onze bevindingen over { $count ->
    [one] { $count } server
   *[other] { $count } servers
 } in uw netwerk niet kloppen. Dank u wel voor uw bericht. Een medewerker heeft ernaar gekeken.
lead-abuse = Wij hebben uw melding ontvangen onder nummer { $reference }. Deze bevestiging is automatisch verzonden. De komende week krijgt u geen nieuwe bevestiging.
closing-is-cheap = De toegang voor vreemden dichtzetten vraagt meestal maar een paar opdrachten en kost alleen een beetje tijd. De stappen staan in deze brief.
no-accusation = Wij beschuldigen u nergens van. De meeste van deze servers zijn te goeder trouw ingericht, en de eigenaars weten niet dat hun server openstaat.

## Why this reader is written to.

why-registry = Wij schrijven u omdat { $contact } in de openbare registers als contactadres van dit netwerk staat.
why-domain = Wij schrijven u omdat het domein waartoe deze server behoort, { $contact } opgeeft als contactadres voor beveiliging.
why-standard = Wij schrijven naar { $contact } omdat elk netwerk zo’n adres voor meldingen van misbruik hoort te hebben.
why-national = Wij schrijven u omdat wij geen werkend adres van de eigenaars van dit netwerk hebben gevonden. Zou u deze brief aan hen willen doorsturen?
why-told = Wij schrijven naar { $contact } omdat men ons heeft verteld dat dit het juiste adres voor dit netwerk is.
not-responsible = Is iemand anders verantwoordelijk voor deze server? Wilt u deze brief dan doorsturen, of ons laten weten aan wie wij moeten schrijven?

## What was found.

heading-found = Wat wij hebben gevonden
found-relay = open mailrelay
found-proxy = open proxy
column-server = Server
column-finding = Bevinding
column-date = Getest (UTC)
column-software = Software
found-software = De server maakt zich bekend als { $software }.
found-lists = Dit adres stond al op de volgende openbare lijsten: { $lists }.
found-more = { $count ->
    [one] In de bijgevoegde tabel staat nog { $count } server.
   *[other] In de bijgevoegde tabel staan nog { $count } servers.
 }

## The test and the proof.

heading-proof = Hoe wij dit hebben getest, en het bewijs
proof-of = Het bewijs voor { $address }, poort { $port }:
test-relay = Op { $date } hebben wij verbinding gemaakt met { $address }, poort { $port }, en één bericht aangeboden. De afzender en de ontvanger waren adressen van onszelf, die niets met uw gebruikers te maken hebben. Een goed beveiligde mailserver weigert zo’n bericht.
proof-relay = Uw server heeft het bericht aangenomen en afgeleverd bij onze eigen mailserver, waar het is aangekomen op { $date }. Het bericht bevatte een geheim token dat wij alleen voor deze test hadden gemaakt. Dit is dus geen vermoeden.
test-proxy = Op { $date } hebben wij verbinding gemaakt met { $address }, poort { $port }, en gevraagd om een verbinding met een server van onszelf. Een goed beveiligde proxy weigert dit aan vreemden.
proof-proxy = Die verbinding kwam tot stand. Onze server ontving de verbinding op { $date }, en er gingen geheime tokens doorheen die wij alleen voor deze test hadden gemaakt. Dit is dus geen vermoeden.
proof-exit = De verbinding bereikte ons vanaf het adres { $exit }.
proof-mail = De proxy verbindt ook iedereen met poort 25 van andere servers, zodat er spam mee kan worden verstuurd.
test-harmless = De test was uitsluitend gericht op onze eigen servers. Wij hebben nergens ingelogd, niets gelezen en niets veranderd, en niemand anders heeft iets ontvangen.
transcript-intro = Dit is de uitwisseling, woord voor woord. C: is wat wij hebben gestuurd, S: is wat de server heeft geantwoord.
trace-intro = Deze regels uit het aangekomen bericht laten zien welke weg het heeft afgelegd:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Wat is een open relay, en wat betekent dat voor u?
relay-meaning = Een mailserver hoort een bericht maar in twee gevallen aan te nemen: als het van een van zijn eigen gebruikers komt en de server heeft vastgesteld wie dat is, of als het voor een van zijn eigen gebruikers bestemd is. Een open relay neemt berichten aan van iedereen voor iedereen. Verspreiders van spam en frauduleuze mail zoeken dag en nacht naar zulke servers om zich erachter te verschuilen.
heading-proxy = Wat is een open proxy, en wat betekent dat voor u?
proxy-meaning = Een proxy haalt pagina’s op of legt verbindingen voor zijn gebruikers. Een open proxy doet dat voor iedereen. Wie spam verstuurt, andere servers aanvalt of in accounts inbreekt, zoekt dag en nacht naar zulke servers om zich erachter te verschuilen.
harm-intro = Voor u betekent dit:
harm-blamed-relay = Ontvangers denken dat de spam van u komt, omdat die van uw server afkomstig is.
harm-blamed-proxy = Aanvallen en fraude lijken uw werk te zijn, omdat ze van uw adres komen.
harm-resources = Vreemden gebruiken uw internetverbinding, uw machines en uw opslag, en u betaalt ervoor.
harm-clogged = Uw eigen mail en uw eigen verbindingen worden traag of lopen vast.
harm-costs = Het opruimen en het beantwoorden van klachten kosten werktijd.
harm-lists = Uw adres komt op blocklists terecht, en andere servers weigeren dan ook uw eigen mail.
harm-provider = Uw provider moet de server misschien van het netwerk afsluiten.
harm-complaints = Klachten, en soms vragen van de politie, komen bij u terecht.
harm-inside = Vreemden kunnen machines in uw netwerk bereiken die vanaf internet niet bereikbaar horen te zijn.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Hoe u de toegang voor vreemden dichtzet
steps-for = Deze stappen gelden voor { $product }, de software die daar lijkt te draaien.
steps-for-servers = Voor { $product } ({ $servers }):
steps-unknown = Wij konden niet vaststellen welke software daar draait. De volgende opdracht laat het zien, als u deze als beheerder op de server zelf uitvoert:
steps-list = Wij hebben stappen voor de volgende producten: { $products }. Laat ons de naam van uw product weten, dan sturen wij u de stappen.
rule-relay = Welke software u ook gebruikt: neem alleen voor uw eigen domeinen mail van iedereen aan, en stuur mail naar andere domeinen alleen door voor ingelogde gebruikers en voor eigen computers die u een voor een hebt opgegeven.
rule-proxy = Welke software u ook gebruikt: laat alleen uw eigen netwerken of ingelogde gebruikers toe; laat de proxy op een intern adres luisteren; sta alleen de poorten toe die nodig zijn, en nooit poort 25; en blokkeer de poort van de proxy vanaf internet in uw firewall.
steps-afterwards = Is de server dicht, kijk dan alstublieft ook naar wat er al is gebeurd: verwijder mail van vreemden uit de wachtrij, lees de logbestanden, en vraag de blocklists die uw adres noemen om het te verwijderen.
steps-manual = Meer leest u in de documentatie van { $product }: { $manual }
example-intro = Vervang in deze stappen de voorbeelden door uw eigen waarden:
example-network = { $value } staat voor het netwerk van uw eigen computers.
example-address = { $value } staat voor het interne adres van de server.
example-host = { $value } staat voor één computer die u kent.
example-domain = { $value } staat voor uw eigen domein.
example-login = { $value } staan voor eigen gebruikersnamen en lange wachtwoorden.
example-server = { $value } staat voor de naam of het adres van de server.
example-elsewhere = { $value } staat voor een eigen adres van u bij een andere provider.
step-run = Voer als beheerder uit:
step-edit = In { $file } moeten deze regels staan:
step-set = Geef in { $file } de instelling { $setting } de waarde { $value }.
step-unset = In { $file } mag { $setting } helemaal niet staan, met welke waarde dan ook.
step-remove = Verwijder uit { $file }:
step-order = In { $file } moet { $first } vóór { $then } staan: de eerste regel die past, beslist.
step-limit = In { $file } mag { $setting } alleen uw eigen netwerken noemen, bijvoorbeeld:
step-bind = Gebruik in { $file } de instelling { $setting } om alleen op een intern adres te luisteren:
step-tick = Open { $path } en zet een vinkje bij “{ $item }”.
step-untick = Open { $path } en haal het vinkje weg bij “{ $item }”.
step-choose = Open { $path } en kies “{ $value }” bij “{ $item }”.
step-enter = Open { $path } en vul bij “{ $item }” dit in, in plaats van wat er staat: { $value }
step-empty = Open { $path } en verwijder alles wat niet van u is uit de lijst “{ $item }”.
step-inspect = Bekijk de uitvoer van deze opdracht. Er hoort niets in te staan dat u niet zelf hebt ingesteld:
step-rebuild = Maak het bestand opnieuw aan dat de server werkelijk leest; zonder deze stap heeft de wijziging geen effect:
step-check-syntax = Controleer de configuratie voordat u die laadt. Er mag geen fout in zitten:
step-restart = Laad de nieuwe configuratie:
step-firewall = Blokkeer in de firewall de toegang vanaf internet, zowel voor IPv4 als voor IPv6. Poort of poorten: { $ports }.
step-upgrade = Werk bij naar versie { $version } of nieuwer. Oudere versies kunnen niet worden dichtgezet, of hebben een bekend lek.
step-replace = Dit product heeft helemaal geen toegangscontrole. Blokkeer het vanaf internet, of vervang het door een ander product.
when-debian = Op Debian en Ubuntu:
when-monolithic = Bij één configuratiebestand dat u zelf hebt geschreven:
when-version-below = Als de versie ouder is dan { $version }:
when-version-from = Als het versie { $version } of nieuwer is:
when-nat = Als er adresvertaling (NAT), een loadbalancer of een containernetwerk voor de server staat:
when-container = Als de server in een container draait waarvan de poort is gepubliceerd:
when-needs-remote-users = Als uw gebruikers de server van buiten uw eigen netwerken nodig hebben:
when-needs-forwarding = Als computers in uw netwerk de server als proxy nodig hebben:
when-unused = Als niemand deze functie nodig heeft:
when-alternative = Of, in plaats van de vorige stap:
verify-outside = Voer op een computer buiten al uw netwerken uit:
verify-server = Voer op de server zelf uit:
verify-expect = Het antwoord moet dit bevatten:
verify-expect-any = Het antwoord moet een van deze regels bevatten:
mistakes-intro = Veelgemaakte fouten:
mistake-wide-network = De instelling noemt iedereen, of een te groot netwerk.
mistake-order = Een regel die clients toelaat, staat vóór de regel die ze weigert.
mistake-overridden = De instelling staat nog op een andere plaats, en die plaats heeft voorrang.
mistake-not-rebuilt = Het bestand is gewijzigd, maar de opdracht waarmee de server het inleest is niet uitgevoerd.
mistake-default-open = Als de instelling ontbreekt, wordt iedereen toegelaten.
mistake-nat = Het adres van een loadbalancer, van adresvertaling (NAT) of van een containernetwerk wordt vertrouwd. Het hele internet lijkt daarvandaan te komen.
mistake-other-listener = De server is op één plaats dicht, maar staat nog open op een andere poort, in een andere dienst of via IPv6.
mistake-sender-trust = Een afzenderadres of een door de client opgegeven naam geeft toegang. Iedereen kan elke naam opgeven.
mistake-weak-login = Elk wachtwoord, of een makkelijk te raden wachtwoord, geeft toegang.
mistake-any-port = Verbindingen met elke poort zijn toegestaan, ook met poort 25.
mistake-backup-mx = Mail wordt doorgestuurd naar elk domein dat deze server in zijn MX-record noemt.
mistake-inside-test = Een test vanuit een vertrouwd netwerk zegt niets.
mistake-request-chooses = Het verzoek zelf bepaalt met welke achterliggende server verbinding wordt gemaakt.
mistake-unmaintained = Er verschijnen geen updates meer voor dit product.
mistake-compromised = Als u dit niet zelf hebt ingericht, heeft iemand anders dat gedaan. Ga dan eerst na of er is ingebroken.

## How to check it.

heading-check = Hoe u het zelf controleert
check-command = Het programma dat wij gebruiken is vrije software en heet Cerrojo. Vanaf een computer buiten uw netwerk voert u met deze opdracht dezelfde test op uw eigen server uit:
check-again = Wij testen ook zelf opnieuw. Zodra meerdere tests, verspreid over minstens drie dagen, allemaal zijn geweigerd, sluiten wij de melding af en laten wij u dat weten.

## How to answer.

heading-answer = Hoe u kunt antwoorden
answer-reply = Beantwoord gewoon dit bericht, in uw eigen taal of in het Engels. De antwoorden worden door een mens gelezen. Laat het nummer { $reference } alstublieft in de onderwerpregel staan.
answer-print = U kunt per mail antwoorden aan { $reply }. Vermeld daarbij alstublieft het nummer { $reference }.
answer-fixed = Hebt u de server dichtgezet? Laat het ons weten, dan testen wij hem snel opnieuw.
answer-dispute = Denkt u dat wij ons vergissen? Laat ons weten waarom. Wij schrijven u er dan niet meer over totdat een mens ernaar heeft gekeken.
answer-no-mail = Wilt u geen brieven meer van ons? Eén klik is genoeg: { $link }
answer-no-mail-reply = Wilt u geen brieven meer van ons? Antwoord dan met alleen het Engelse woord “unsubscribe” (“afmelden”).
answer-no-checks = De brieven en de tests staan los van elkaar. Wilt u ook niet meer getest worden? Laat ons dat dan weten vanaf een adres dat in de registers bij uw netwerk staat.

## Who writes, and how to know that it is true.

heading-who = Wie wij zijn, en hoe u ziet dat deze brief echt is
who-operation = Deze brief komt van { $operation }. Wij werken op deze grondslag: { $authority }.
who-partners = Deze partners werken mee: { $partners }.
who-page = Op onze pagina kunt u het nummer { $reference } opzoeken en zien of deze brief van ons is: { $page }
who-signature = Dit bericht draagt de digitale handtekening van { $domain } (DKIM). Meldt uw mailprogramma dat die ontbreekt of niet klopt, vertrouw het bericht dan niet.
who-never = Wij vragen nooit om wachtwoorden, om geld of om toegang tot uw computers.
who-contact = Vragen over deze actie: { $contact }
attachments = De bijgevoegde bestanden bevatten dezelfde gegevens voor verwerking door machines: een tabel (CSV) en meldingen in het formaat XARF. De bijgevoegde bestanden zijn platte tekst.
sign-off = Met vriendelijke groet,

## Reminders, thanks and what else is written.

reminder-help = Is er iets wat u belemmert om de toegang voor vreemden dicht te zetten? Laat het ons weten, dan helpen wij u.
reminder-last = Dit is onze laatste herinnering. Als wij niets van u horen, vragen wij uw provider of het nationale computerbeveiligingsteam (CSIRT) om hulp.
thanks-delist = Als blocklists uw adres nog noemen, is dit een goed moment om te vragen het te verwijderen.
thanks-watch = Wij kijken van tijd tot tijd opnieuw, en schrijven u alleen als de server weer openstaat. Controleer de server alstublieft zelf na elke update, verhuizing of teruggezette back-up.
reopened-why = Dit gebeurt vaker dan men denkt: na een update, een verhuizing naar een andere machine of een teruggezette back-up.
dispute-stands = Wij hebben opnieuw getest, met dezelfde uitkomst: de server staat open. Het nieuwe bewijs vindt u hieronder.
dispute-withdrawn = U hebt gelijk. Wij hebben onze melding ingetrokken en bieden u onze excuses aan voor het ongemak.
dispute-note = De medewerker die ernaar heeft gekeken, voegt daaraan toe:
abuse-next = Als het adres dat u hebt genoemd in een netwerk ligt dat wij mogen testen, dan testen wij het. Staat de server open, dan schrijven wij de eigenaar en testen wij opnieuw totdat de server dicht is.
abuse-private = Wij vertellen de eigenaar niet van wie de melding komt.
