### The letters in Polish.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Otwarty przekaźnik poczty (open relay): { $address }
subject-proxy = Otwarty serwer proxy: { $address }
subject-both = Otwarte przekaźniki poczty i proxy w Państwa sieci: { $count }
subject-many-relay = Otwarte przekaźniki poczty w Państwa sieci: { $count }
subject-many-proxy = Otwarte serwery proxy w Państwa sieci: { $count }
subject-reminder = Przypomnienie: { $address } nadal otwarty dla osób postronnych
subject-reminder-many = Przypomnienie: serwery nadal niezabezpieczone ({ $count })
subject-thanks = Serwer { $address } jest już zabezpieczony, dziękujemy
subject-thanks-many = Dziękujemy. Liczba zabezpieczonych serwerów: { $count }
subject-reopened = Serwer { $address } znów otwarty dla osób postronnych
subject-reopened-many = Serwery znów otwarte dla osób postronnych: { $count }
subject-dispute = Państwa zastrzeżenie dotyczące serwera { $address }
subject-dispute-many = Państwa zastrzeżenie (liczba serwerów: { $count })
subject-abuse = Otrzymaliśmy Państwa zgłoszenie

## How a letter begins. Verdict first, then the reason.

greeting = Szanowni Państwo,
languages-below = Ten list zamieszczamy poniżej także w następujących językach: { $languages }.
lead-relay = serwer pocztowy { $address }, port { $port }, przekazuje pocztę od dowolnego nadawcy do dowolnego odbiorcy. Jest to otwarty przekaźnik poczty (open relay): osoby postronne z Internetu mogą wysyłać przez niego wiadomości. Sprawdziliśmy to w dniu { $date }, a dowód zamieszczamy poniżej.
lead-proxy = serwer proxy { $address }, port { $port }, łączy każdego użytkownika Internetu z innymi serwerami. Jest to otwarte proxy (open proxy): mogą z niego korzystać osoby postronne, a wszystko, co zrobią, wygląda na Państwa działanie. Sprawdziliśmy to w dniu { $date }, a dowód zamieszczamy poniżej.
lead-many-relay = { $count ->
    [one] { $count } serwer pocztowy w Państwa sieci przekazuje pocztę od dowolnego nadawcy do dowolnego odbiorcy: jest to otwarty przekaźnik poczty (open relay).
    [few] { $count } serwery pocztowe w Państwa sieci przekazują pocztę od dowolnego nadawcy do dowolnego odbiorcy: są to otwarte przekaźniki poczty (open relay).
    [many] { $count } serwerów pocztowych w Państwa sieci przekazuje pocztę od dowolnego nadawcy do dowolnego odbiorcy: są to otwarte przekaźniki poczty (open relay).
   *[other] { $count } serwera pocztowego w Państwa sieci przekazuje pocztę od dowolnego nadawcy do dowolnego odbiorcy: są to otwarte przekaźniki poczty (open relay).
 } Osoby postronne z Internetu mogą wysyłać wiadomości przez Państwa sieć. Każdy przypadek sprawdziliśmy osobno, a dowód zamieszczamy poniżej.
lead-many-proxy = { $count ->
    [one] { $count } serwer proxy w Państwa sieci łączy każdego użytkownika Internetu z innymi serwerami: jest to otwarte proxy (open proxy).
    [few] { $count } serwery proxy w Państwa sieci łączą każdego użytkownika Internetu z innymi serwerami: są to otwarte proxy (open proxy).
    [many] { $count } serwerów proxy w Państwa sieci łączy każdego użytkownika Internetu z innymi serwerami: są to otwarte proxy (open proxy).
   *[other] { $count } serwera proxy w Państwa sieci łączy każdego użytkownika Internetu z innymi serwerami: są to otwarte proxy (open proxy).
 } W ten sposób osoby postronne mogą działać w Internecie, a wszystko, co zrobią, wygląda na Państwa działanie. Każdy przypadek sprawdziliśmy osobno, a dowód zamieszczamy poniżej.
lead-both = { $count ->
    [one] { $count } serwer w Państwa sieci jest otwarty dla osób postronnych.
    [few] { $count } serwery w Państwa sieci są otwarte dla osób postronnych.
    [many] { $count } serwerów w Państwa sieci jest otwartych dla osób postronnych.
   *[other] { $count } serwera w Państwa sieci jest otwarte dla osób postronnych.
 } Niektóre przekazują pocztę od dowolnego nadawcy do dowolnego odbiorcy (otwarte przekaźniki poczty, open relay), inne łączą każdego użytkownika Internetu z innymi serwerami (otwarte proxy, open proxy). Każdy przypadek sprawdziliśmy osobno, a dowód zamieszczamy poniżej.
lead-reminder = w dniu { $date } pisaliśmy do Państwa, że serwer { $address }, port { $port }, jest otwarty dla osób postronnych. W dniu { $checked } sprawdziliśmy go ponownie: nadal jest otwarty.
lead-reminder-many = w dniu { $date } pisaliśmy do Państwa o serwerach w Państwa sieci, które są otwarte dla osób postronnych. Sprawdziliśmy je ponownie: { $count ->
    [one] { $count } z nich nadal jest otwarty.
    [few] { $count } z nich nadal są otwarte.
    [many] { $count } z nich nadal jest otwartych.
   *[other] { $count } z nich nadal jest otwarte.
 }
lead-thanks = serwer { $address }, port { $port }, jest już zabezpieczony. Od dnia { $date } odrzucał wszystkie nasze próby, dlatego zamknęliśmy sprawę. Dziękujemy za Państwa pracę.
lead-thanks-many = { $count ->
    [one] { $count } serwer, o którym do Państwa pisaliśmy, jest już zabezpieczony.
    [few] { $count } serwery, o których do Państwa pisaliśmy, są już zabezpieczone.
    [many] { $count } serwerów, o których do Państwa pisaliśmy, jest już zabezpieczonych.
   *[other] { $count } serwera, o których do Państwa pisaliśmy, jest już zabezpieczone.
 } Od dnia { $date } wszystkie nasze próby były odrzucane, dlatego zamknęliśmy te sprawy. Dziękujemy za Państwa pracę.
lead-reopened = serwer { $address }, port { $port }, w dniu { $date } był zabezpieczony. W dniu { $checked } sprawdziliśmy go ponownie: znów jest otwarty dla osób postronnych.
lead-reopened-many = { $count ->
    [one] { $count } serwer w Państwa sieci był zabezpieczony, a teraz znów jest otwarty dla osób postronnych.
    [few] { $count } serwery w Państwa sieci były zabezpieczone, a teraz znów są otwarte dla osób postronnych.
    [many] { $count } serwerów w Państwa sieci było zabezpieczonych, a teraz znów jest otwartych dla osób postronnych.
   *[other] { $count } serwera w Państwa sieci było zabezpieczone, a teraz znów jest otwarte dla osób postronnych.
 } Każdy przypadek sprawdziliśmy osobno, a dowód zamieszczamy poniżej.
lead-dispute = poinformowali nas Państwo, że mylimy się w sprawie serwera { $address }, port { $port }. Dziękujemy za tę wiadomość. Sprawę zbadała osoba z naszego zespołu.
lead-dispute-many = poinformowali nas Państwo, że mylimy się w sprawie { $count ->
    [one] { $count } serwera
    [few] { $count } serwerów
    [many] { $count } serwerów
   *[other] { $count } serwera
 } w Państwa sieci. Dziękujemy za tę wiadomość. Sprawę zbadała osoba z naszego zespołu.
lead-abuse = otrzymaliśmy Państwa zgłoszenie i nadaliśmy mu numer { $reference }. To potwierdzenie zostało wysłane automatycznie. Przez tydzień nie otrzymają Państwo kolejnego.
closing-is-cheap = Zabezpieczenie serwera zwykle wymaga tylko kilku poleceń i odrobiny czasu. Poza tym nic nie kosztuje. Potrzebne kroki opisujemy w tym liście.
no-accusation = O nic Państwa nie oskarżamy. Większość takich serwerów uruchomiono w dobrej wierze, a ich właściciele nie wiedzą, że są one otwarte.

## Why this reader is written to.

why-registry = Piszemy do Państwa, ponieważ publiczne rejestry podają adres { $contact } jako kontakt dla tej sieci.
why-domain = Piszemy do Państwa, ponieważ domena, do której należy ten serwer, podaje adres { $contact } jako kontakt w sprawach bezpieczeństwa.
why-standard = Piszemy na adres { $contact }, ponieważ każda sieć powinna mieć taki adres do przyjmowania zgłoszeń nadużyć.
why-national = Piszemy do Państwa, ponieważ nie znaleźliśmy działającego adresu właścicieli tej sieci. Czy mogliby Państwo przekazać im ten list?
why-told = Piszemy na adres { $contact }, ponieważ wskazano go nam jako właściwy dla tej sieci.
not-responsible = Jeśli za ten serwer odpowiada kto inny, prosimy o przekazanie mu tego listu lub o informację, do kogo powinniśmy napisać.

## What was found.

heading-found = Co stwierdziliśmy
found-relay = otwarty przekaźnik poczty
found-proxy = otwarte proxy
column-server = Serwer
column-finding = Wynik
column-date = Test (UTC)
column-software = Program
found-software = Serwer przedstawia się jako { $software }.
found-lists = Ten adres figurował już na następujących publicznych listach: { $lists }.
found-more = { $count ->
    [one] Jeszcze { $count } serwer znajduje się w załączonej tabeli.
    [few] Jeszcze { $count } serwery znajdują się w załączonej tabeli.
    [many] Jeszcze { $count } serwerów znajduje się w załączonej tabeli.
   *[other] Jeszcze { $count } serwera znajduje się w załączonej tabeli.
 }

## The test and the proof.

heading-proof = Jak to sprawdziliśmy i jaki mamy dowód
proof-of = Dowód dla serwera { $address }, port { $port }:
test-relay = W dniu { $date } połączyliśmy się z serwerem { $address }, port { $port }, i podjęliśmy próbę wysłania przez niego jednej wiadomości. Zarówno adres nadawcy, jak i adres odbiorcy były nasze i nie miały nic wspólnego z Państwa użytkownikami. Zabezpieczony serwer pocztowy odrzuca taką wiadomość.
proof-relay = Państwa serwer przyjął wiadomość i dostarczył ją na nasz własny serwer pocztowy, gdzie dotarła w dniu { $date }. Wiadomość zawierała tajny token, który utworzyliśmy tylko na potrzeby tego jednego testu. Nie są to więc przypuszczenia.
test-proxy = W dniu { $date } połączyliśmy się z serwerem { $address }, port { $port }, i zażądaliśmy połączenia z naszym własnym serwerem. Zabezpieczone proxy odmawia tego osobom postronnym.
proof-proxy = Połączenie zostało zestawione. Nasz serwer odebrał je w dniu { $date } i przesłano przez nie tajne tokeny, które utworzyliśmy tylko na potrzeby tego jednego testu. Nie są to więc przypuszczenia.
proof-exit = Połączenie dotarło do nas z adresu { $exit }.
proof-mail = Serwer łączy też każdego z portem 25 innych serwerów, można więc wysyłać przez niego spam.
test-harmless = Połączenia i wiadomości testowe kierowaliśmy wyłącznie do naszych własnych serwerów. Nigdzie się nie logowaliśmy, niczego nie odczytywaliśmy ani nie zmienialiśmy, a nikt inny niczego nie otrzymał.
transcript-intro = Oto dosłowny zapis wymiany. C: oznacza to, co wysłaliśmy my, a S: to, co odpowiedział serwer.
trace-intro = Te wiersze otrzymanej wiadomości pokazują jej drogę:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Czym jest otwarty przekaźnik poczty i co to oznacza dla Państwa?
relay-meaning = Serwer pocztowy powinien przyjmować wiadomości tylko w dwóch przypadkach: gdy pochodzą od jego własnego użytkownika, którego tożsamość potwierdził, oraz gdy są przeznaczone dla jego własnego użytkownika. Otwarty przekaźnik przyjmuje wiadomości od dowolnego nadawcy do dowolnego odbiorcy. Osoby rozsyłające spam i oszukańcze wiadomości szukają takich serwerów dniem i nocą, ponieważ mogą się za nimi ukryć.
heading-proxy = Czym jest otwarte proxy i co to oznacza dla Państwa?
proxy-meaning = Serwer proxy pobiera strony lub otwiera połączenia w imieniu swoich użytkowników. Otwarte proxy robi to dla każdego. Osoby, które rozsyłają spam, atakują inne serwery lub włamują się na konta, szukają takich serwerów dniem i nocą, ponieważ mogą się za nimi ukryć.
harm-intro = Oznacza to dla Państwa:
harm-blamed-relay = Odbiorcy uważają Państwa za nadawcę spamu, ponieważ pochodzi on z Państwa serwera.
harm-blamed-proxy = Ataki i oszustwa wyglądają na Państwa działanie, ponieważ pochodzą z Państwa adresu.
harm-resources = Osoby postronne korzystają z Państwa łącza, komputerów i przestrzeni dyskowej, a koszty ponoszą Państwo.
harm-clogged = Państwa własna poczta i połączenia zwalniają lub się blokują.
harm-costs = Usuwanie skutków i odpowiadanie na skargi zajmuje czas pracy.
harm-lists = Państwa adres trafia na listy blokad (czarne listy) i inne serwery odrzucają wtedy Państwa własną pocztę.
harm-provider = Dostawca usług może być zmuszony odłączyć serwer.
harm-complaints = Do Państwa trafiają skargi, a niekiedy także pytania policji.
harm-inside = Osoby postronne mogą uzyskać dostęp do komputerów w Państwa sieci, które nie powinny być osiągalne z Internetu.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Jak zabezpieczyć serwer
steps-for = Poniższe kroki dotyczą produktu { $product }, który prawdopodobnie działa na tym serwerze.
steps-for-servers = Dla produktu { $product } ({ $servers }):
steps-unknown = Nie udało nam się ustalić, jakie oprogramowanie tam działa. Pokaże to następujące polecenie, uruchomione na samym serwerze z uprawnieniami administratora:
steps-list = Mamy gotowe instrukcje dla następujących produktów: { $products }. Wystarczy odpisać, podając nazwę używanego produktu, a prześlemy Państwu instrukcję.
rule-relay = Niezależnie od oprogramowania: od wszystkich należy przyjmować tylko pocztę do własnych domen, a do innych domen przekazywać tylko pocztę zalogowanych użytkowników i własnych komputerów, wymienionych w konfiguracji pojedynczo.
rule-proxy = Niezależnie od oprogramowania: należy dopuszczać tylko własne sieci lub zalogowanych użytkowników, ustawić nasłuchiwanie tylko na adresie wewnętrznym, zezwalać tylko na potrzebne porty, a nigdy na port 25, oraz zablokować w zaporze sieciowej (firewallu) dostęp z Internetu do portu proxy.
steps-afterwards = Po zabezpieczeniu serwera warto sprawdzić, co się już wydarzyło: usunąć z kolejki obce wiadomości, przejrzeć logi i poprosić o wykreślenie Państwa adresu z list blokad, na których figuruje.
steps-manual = Więcej informacji zawiera dokumentacja produktu { $product }: { $manual }
example-intro = W tych krokach zamiast przykładów należy wpisać własne wartości:
example-network = { $value } oznacza sieć Państwa własnych komputerów.
example-address = { $value } oznacza wewnętrzny adres serwera.
example-host = { $value } oznacza pojedynczy znany Państwu komputer.
example-domain = { $value } oznacza Państwa własną domenę.
example-login = { $value } oznaczają Państwa własne nazwy użytkowników i długie hasła.
example-server = { $value } oznacza nazwę lub adres serwera.
example-elsewhere = { $value } oznacza Państwa własny adres u innego dostawcy.
step-run = Proszę uruchomić jako administrator:
step-edit = W pliku { $file } muszą znajdować się następujące wiersze:
step-set = W pliku { $file } proszę nadać ustawieniu { $setting } wartość { $value }.
step-unset = W pliku { $file } ustawienie { $setting } nie może w ogóle występować, bez względu na wartość.
step-remove = Z pliku { $file } proszę usunąć:
step-order = W pliku { $file } wiersz { $first } musi znajdować się przed wierszem { $then }: decyduje pierwszy pasujący wiersz.
step-limit = W pliku { $file } ustawienie { $setting } może wymieniać tylko Państwa własne sieci, na przykład:
step-bind = W pliku { $file } proszę użyć ustawienia { $setting }, aby usługa nasłuchiwała tylko na adresie wewnętrznym:
step-tick = Proszę otworzyć { $path } i zaznaczyć „{ $item }”.
step-untick = Proszę otworzyć { $path } i usunąć zaznaczenie „{ $item }”.
step-choose = Proszę otworzyć { $path } i w polu „{ $item }” wybrać „{ $value }”.
step-enter = Proszę otworzyć { $path } i w polu „{ $item }” zamiast dotychczasowej wartości wpisać: { $value }
step-empty = Proszę otworzyć { $path } i usunąć z listy „{ $item }” wszystko, co nie należy do Państwa.
step-inspect = Proszę przejrzeć wynik tego polecenia. Nie powinno w nim być niczego, czego nie skonfigurowali Państwo sami:
step-rebuild = Proszę ponownie wygenerować plik, który serwer faktycznie odczytuje; bez tego zmiana nie zadziała:
step-check-syntax = Przed wczytaniem konfiguracji proszę ją sprawdzić. Nie może być żadnego błędu:
step-restart = Proszę wczytać nową konfigurację:
step-firewall = W zaporze sieciowej (firewallu) proszę zablokować dostęp z Internetu, zarówno dla IPv4, jak i dla IPv6. Port lub porty: { $ports }.
step-upgrade = Proszę zaktualizować oprogramowanie do wersji { $version } lub nowszej. Starszych wersji nie da się zabezpieczyć albo mają one znaną lukę.
step-replace = Ten produkt nie ma żadnej kontroli dostępu. Proszę zablokować dostęp do niego z Internetu lub zastąpić go innym.
when-debian = W systemach Debian i Ubuntu:
when-monolithic = Jeśli używany jest jeden, samodzielnie napisany plik konfiguracyjny:
when-version-below = Jeśli wersja jest starsza niż { $version }:
when-version-from = Jeśli jest to wersja { $version } lub nowsza:
when-nat = Jeśli przed serwerem działa translacja adresów (NAT), load balancer lub sieć kontenerów:
when-container = Jeśli usługa działa w kontenerze z opublikowanym portem:
when-needs-remote-users = Jeśli Państwa użytkownicy korzystają z usługi spoza Państwa sieci:
when-needs-forwarding = Jeśli komputery w Państwa sieci używają serwera jako proxy:
when-unused = Jeśli nikt nie potrzebuje tej funkcji:
when-alternative = Albo zamiast poprzedniego kroku:
verify-outside = Na komputerze spoza wszystkich Państwa sieci proszę uruchomić:
verify-server = Na samym serwerze proszę uruchomić:
verify-expect = Odpowiedź musi zawierać:
verify-expect-any = Odpowiedź musi zawierać jeden z tych fragmentów:
mistakes-intro = Częste błędy:
mistake-wide-network = Ustawienie obejmuje wszystkich lub zbyt dużą sieć.
mistake-order = Wiersz, który dopuszcza klientów, stoi przed wierszem, który ich odrzuca.
mistake-overridden = To samo ustawienie występuje jeszcze w innym miejscu i tamto miejsce ma pierwszeństwo.
mistake-not-rebuilt = Plik zmieniono, ale nie uruchomiono polecenia, dzięki któremu serwer go odczyta.
mistake-default-open = Gdy brakuje tego ustawienia, dopuszczany jest każdy.
mistake-nat = Za zaufany uznano adres load balancera, translacji adresów (NAT) lub sieci kontenerów. Cały ruch z Internetu wygląda wtedy tak, jakby pochodził z tego adresu.
mistake-other-listener = Serwer zabezpieczono w jednym miejscu, ale nadal jest otwarty na innym porcie, w innej usłudze lub przez IPv6.
mistake-sender-trust = Do uzyskania dostępu wystarcza adres nadawcy lub nazwa podana przez klienta. Każdy może podać dowolną nazwę.
mistake-weak-login = Dostęp daje dowolne hasło albo hasło łatwe do odgadnięcia.
mistake-any-port = Dozwolone są połączenia z każdym portem, także z portem 25.
mistake-backup-mx = Poczta jest przekazywana do każdej domeny, która wskazuje ten serwer w swoim rekordzie MX.
mistake-inside-test = Test przeprowadzony z zaufanej sieci wewnętrznej niczego nie dowodzi.
mistake-request-chooses = O wyborze serwera docelowego decyduje samo żądanie klienta.
mistake-unmaintained = Ten produkt nie otrzymuje już aktualizacji.
mistake-compromised = Jeśli nie uruchomili Państwo tej usługi sami, zrobił to ktoś inny. Najpierw należy sprawdzić, czy nie doszło do włamania.

## How to check it.

heading-check = Jak sprawdzić to samodzielnie
check-command = Program, którego używamy, to wolne oprogramowanie o nazwie Cerrojo. Ten sam test własnego serwera wykonuje następujące polecenie, uruchomione na komputerze spoza Państwa sieci:
check-again = Sami również powtarzamy test. Gdy kilka prób w ciągu co najmniej trzech dni zostanie bez wyjątku odrzuconych, zamkniemy sprawę i Państwa o tym powiadomimy.

## How to answer.

heading-answer = Jak odpowiedzieć
answer-reply = Wystarczy odpowiedzieć na tę wiadomość, w swoim języku lub po angielsku. Odpowiedzi czyta człowiek. Prosimy o pozostawienie numeru { $reference } w temacie.
answer-print = Odpowiedź można przesłać pocztą elektroniczną na adres { $reply }. Prosimy o podanie numeru { $reference }.
answer-fixed = Serwer jest już zabezpieczony? Prosimy o informację, a wkrótce sprawdzimy go ponownie.
answer-dispute = Uważają Państwo, że się mylimy? Prosimy o podanie powodu. Nie napiszemy wtedy do Państwa w tej sprawie, dopóki nie zbada jej człowiek.
answer-no-mail = Nie chcą Państwo otrzymywać od nas kolejnych listów? Wystarczy jedno kliknięcie: { $link }
answer-no-mail-reply = Nie chcą Państwo otrzymywać od nas kolejnych listów? Wystarczy odpowiedzieć jednym słowem: „unsubscribe”.
answer-no-checks = Listy i testy to dwie różne rzeczy. Jeśli nie życzą sobie Państwo również dalszych testów, prosimy o informację z adresu, który rejestry podają dla Państwa sieci.

## Who writes, and how to know that it is true.

heading-who = Kim jesteśmy i jak sprawdzić, że ten list jest prawdziwy
who-operation = Nadawca tego listu: { $operation }. Podstawa naszego działania: { $authority }.
who-partners = W przedsięwzięciu uczestniczą następujący partnerzy: { $partners }.
who-page = Na naszej stronie można wpisać numer { $reference } i sprawdzić, czy ten list pochodzi od nas: { $page }
who-signature = Ta wiadomość jest opatrzona podpisem cyfrowym domeny { $domain } (DKIM). Jeśli program pocztowy zgłasza, że podpisu brak lub że jest nieprawidłowy, nie należy ufać tej wiadomości.
who-never = Nigdy nie prosimy o hasła, pieniądze ani dostęp do Państwa komputerów.
who-contact = Pytania dotyczące tego przedsięwzięcia: { $contact }
attachments = Załączone pliki zawierają te same informacje do przetwarzania maszynowego: tabelę (CSV) i zgłoszenia w formacie XARF. Załączone pliki to zwykły tekst.
sign-off = Z poważaniem

## Reminders, thanks and what else is written.

reminder-help = Czy coś utrudnia Państwu zabezpieczenie serwera? Prosimy o wiadomość, chętnie pomożemy.
reminder-last = To nasze ostatnie przypomnienie. Jeśli nie otrzymamy odpowiedzi, poprosimy o pomoc Państwa dostawcę usług lub krajowy zespół reagowania na incydenty komputerowe (CSIRT).
thanks-delist = Jeśli Państwa adres nadal figuruje na listach blokad, teraz jest dobry moment, aby poprosić o jego wykreślenie.
thanks-watch = Od czasu do czasu sprawdzamy serwer ponownie i napiszemy tylko wtedy, gdy znów będzie otwarty. Zachęcamy do własnego sprawdzenia po każdej aktualizacji, przeniesieniu lub odtworzeniu kopii zapasowej.
reopened-why = Zdarza się to częściej, niż mogłoby się wydawać: po aktualizacji, przeniesieniu na inny komputer lub odtworzeniu kopii zapasowej.
dispute-stands = Przeprowadziliśmy test ponownie, z tym samym wynikiem: serwer jest otwarty. Nowy dowód zamieszczamy poniżej.
dispute-withdrawn = Mają Państwo rację. Wycofaliśmy nasze ustalenia i przepraszamy za kłopot.
dispute-note = Osoba, która zbadała sprawę, dodaje:
abuse-next = Jeśli wskazany adres należy do sieci, którą wolno nam sprawdzać, przeprowadzimy test. Jeśli serwer okaże się otwarty, napiszemy do jego właściciela i będziemy powtarzać test, aż serwer zostanie zabezpieczony.
abuse-private = Nie informujemy właściciela, kto dokonał zgłoszenia.
