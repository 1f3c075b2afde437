### The letters in Italian.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Relay di posta aperto su { $address }
subject-proxy = Proxy aperto su { $address }
subject-both = Relay di posta e proxy aperti nella Sua rete: { $count }
subject-many-relay = Relay di posta aperti nella Sua rete: { $count }
subject-many-proxy = Proxy aperti nella Sua rete: { $count }
subject-reminder = Promemoria: { $address } è ancora aperto a chiunque
subject-reminder-many = Promemoria: server ancora aperti a chiunque ({ $count })
subject-thanks = { $address } non è più aperto a chiunque: grazie
subject-thanks-many = Grazie. Server non più aperti a chiunque: { $count }
subject-reopened = { $address } è di nuovo aperto a chiunque
subject-reopened-many = Server di nuovo aperti a chiunque: { $count }
subject-dispute = La Sua obiezione su { $address }
subject-dispute-many = La Sua obiezione su più server: { $count }
subject-abuse = Abbiamo ricevuto la Sua segnalazione

## How a letter begins. Verdict first, then the reason.

greeting = Gentile Signora, gentile Signore,
languages-below = Questa lettera è riportata più avanti anche nelle seguenti lingue: { $languages }.
lead-relay = Il server di posta all’indirizzo { $address }, porta { $port }, inoltra messaggi da qualunque mittente a qualunque destinatario. È un relay aperto (open relay): estranei possono usarlo da Internet per inviare posta. Lo abbiamo verificato in data { $date }; la prova è riportata più sotto.
lead-proxy = Il proxy all’indirizzo { $address }, porta { $port }, collega chiunque su Internet ad altri server. È un proxy aperto (open proxy): estranei possono agire per suo tramite, e tutto ciò che fanno sembra provenire da Lei. Lo abbiamo verificato in data { $date }; la prova è riportata più sotto.
lead-many-relay = { $count ->
    [one] { $count } server di posta della Sua rete inoltra messaggi da qualunque mittente a qualunque destinatario: è un relay aperto (open relay). Lo abbiamo verificato;
   *[other] { $count } server di posta della Sua rete inoltrano messaggi da qualunque mittente a qualunque destinatario: sono relay aperti (open relay). Li abbiamo verificati uno per uno;
 } la prova è riportata più sotto. Estranei possono inviare posta da Internet attraverso la Sua rete.
lead-many-proxy = { $count ->
    [one] { $count } proxy della Sua rete collega chiunque su Internet ad altri server: è un proxy aperto (open proxy). Lo abbiamo verificato;
   *[other] { $count } proxy della Sua rete collegano chiunque su Internet ad altri server: sono proxy aperti (open proxy). Li abbiamo verificati uno per uno;
 } la prova è riportata più sotto. Estranei possono agire attraverso la Sua rete, e tutto ciò che fanno sembra provenire da Lei.
lead-both = { $count ->
    [one] { $count } server della Sua rete è aperto a chiunque: inoltra messaggi da qualunque mittente a qualunque destinatario (relay aperto) e collega chiunque su Internet ad altri server (proxy aperto). Lo abbiamo verificato;
   *[other] { $count } server della Sua rete sono aperti a chiunque. Alcuni inoltrano messaggi da qualunque mittente a qualunque destinatario (relay aperti), altri collegano chiunque su Internet ad altri server (proxy aperti). Li abbiamo verificati uno per uno;
 } la prova è riportata più sotto.
lead-reminder = In data { $date } Le abbiamo comunicato che il server { $address }, porta { $port }, è aperto a chiunque. Lo abbiamo verificato di nuovo in data { $checked }: è ancora aperto.
lead-reminder-many = In data { $date } Le abbiamo scritto a proposito di server della Sua rete che sono aperti a chiunque. Li abbiamo verificati di nuovo: { $count ->
    [one] { $count } di essi è ancora aperto.
   *[other] { $count } di essi sono ancora aperti.
 }
lead-thanks = Il server { $address }, porta { $port }, non è più aperto a chiunque. A partire dal giorno { $date } ha respinto tutte le nostre verifiche; abbiamo quindi archiviato il caso. La ringraziamo per il lavoro svolto.
lead-thanks-many = { $count ->
    [one] { $count } server di cui Le avevamo scritto non è più aperto a chiunque.
   *[other] { $count } server di cui Le avevamo scritto non sono più aperti a chiunque.
 } A partire dal giorno { $date } tutte le nostre verifiche sono state respinte; abbiamo quindi archiviato la pratica. La ringraziamo per il lavoro svolto.
lead-reopened = In data { $date } il server { $address }, porta { $port }, non era più aperto a chiunque. Lo abbiamo verificato di nuovo in data { $checked }: è nuovamente aperto.
lead-reopened-many = { $count ->
    [one] { $count } server della Sua rete non era più aperto a chiunque e ora lo è di nuovo. Lo abbiamo verificato;
   *[other] { $count } server della Sua rete non erano più aperti a chiunque e ora lo sono di nuovo. Li abbiamo verificati uno per uno;
 } la prova è riportata più sotto.
lead-dispute = Lei ci ha comunicato che siamo in errore riguardo al server { $address }, porta { $port }. La ringraziamo della segnalazione. Una persona ha esaminato il caso.
lead-dispute-many = Lei ci ha comunicato che siamo in errore riguardo a { $count ->
    [one] { $count } server
   *[other] { $count } server
 } della Sua rete. La ringraziamo della segnalazione. Una persona ha esaminato il caso.
lead-abuse = Abbiamo ricevuto la Sua segnalazione e l’abbiamo registrata con il numero { $reference }. Questa conferma è stata inviata automaticamente; per una settimana non ne riceverà altre.
closing-is-cheap = Per chiudere l’accesso bastano di solito pochi comandi, e l’unico costo è un po’ di tempo. I passaggi sono indicati in questa lettera.
no-accusation = Non La stiamo accusando di nulla. La maggior parte dei server di questo tipo è stata configurata in buona fede, e i responsabili non sanno che l’accesso è aperto a chiunque.

## Why this reader is written to.

why-registry = Le scriviamo perché i registri pubblici di Internet indicano { $contact } come contatto per questa rete.
why-domain = Le scriviamo perché il dominio a cui appartiene questo server indica { $contact } come contatto per la sicurezza.
why-standard = Scriviamo all’indirizzo { $contact } perché ogni rete dovrebbe avere un indirizzo di questo tipo per le segnalazioni di abuso.
why-national = Le scriviamo perché non abbiamo trovato alcun indirizzo funzionante dei responsabili di questa rete. Potrebbe cortesemente inoltrare loro questo messaggio?
why-told = Scriviamo all’indirizzo { $contact } perché ci è stato indicato come quello giusto per questa rete.
not-responsible = Se il responsabile di questo server è un’altra persona, La preghiamo di inoltrarle questa lettera o di indicarci a chi dobbiamo scrivere.

## What was found.

heading-found = Che cosa abbiamo rilevato
found-relay = relay di posta aperto
found-proxy = proxy aperto
column-server = Server
column-finding = Esito
column-date = Verifica (UTC)
column-software = Software
found-software = Il server si presenta come { $software }.
found-lists = Le seguenti liste pubbliche riportavano già questo indirizzo: { $lists }.
found-more = { $count ->
    [one] Un altro server è riportato nella tabella allegata.
   *[other] Altri { $count } server sono riportati nella tabella allegata.
 }

## The test and the proof.

heading-proof = La nostra verifica e la prova
proof-of = Prova relativa a { $address }, porta { $port }:
test-relay = In data { $date } ci siamo collegati a { $address }, porta { $port }, e abbiamo presentato un solo messaggio. Il mittente e il destinatario erano indirizzi nostri, che non hanno nulla a che fare con i Suoi utenti. Un server di posta sicuro rifiuta un messaggio di questo tipo.
proof-relay = Il Suo server ha accettato il messaggio e lo ha consegnato al nostro server di posta, che lo ha ricevuto in data { $date }. Il messaggio conteneva un codice segreto (token) che avevamo creato solo per questa verifica. Non si tratta quindi di una supposizione.
test-proxy = In data { $date } ci siamo collegati a { $address }, porta { $port }, e abbiamo chiesto una connessione a un nostro server. Un proxy sicuro rifiuta una simile richiesta agli estranei.
proof-proxy = Il proxy ha stabilito la connessione. Il nostro server l’ha ricevuta in data { $date }, e attraverso di essa sono passati codici segreti (token) che avevamo creato solo per questa verifica. Non si tratta quindi di una supposizione.
proof-exit = La connessione ci è giunta dall’indirizzo { $exit }.
proof-mail = Collega inoltre chiunque alla porta 25 di altri server, consentendo così l’invio di spam.
test-harmless = La verifica ha avuto come destinazione soltanto server nostri. Non abbiamo effettuato l’accesso ad alcun account, non abbiamo letto né modificato nulla, e nessun altro ha ricevuto alcunché.
transcript-intro = Questa è la conversazione, parola per parola. C: è ciò che abbiamo detto noi, S: è ciò che ha detto il server.
trace-intro = Queste righe del messaggio ricevuto mostrano il percorso che ha seguito:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Che cos’è un relay aperto e che cosa comporta per Lei?
relay-meaning = Un server di posta dovrebbe accettare un messaggio solo in due casi: quando proviene da uno dei propri utenti, dopo averne verificato l’identità, e quando è destinato a uno dei propri utenti. Un relay aperto accetta messaggi da chiunque per chiunque. Chi invia spam e messaggi fraudolenti cerca server di questo tipo giorno e notte, perché può nascondersi dietro di essi.
heading-proxy = Che cos’è un proxy aperto e che cosa comporta per Lei?
proxy-meaning = Un proxy recupera pagine o apre connessioni per i propri utenti. Un proxy aperto lo fa per chiunque. Chi invia spam, attacca altri server o viola account altrui cerca server di questo tipo giorno e notte, perché può nascondersi dietro di essi.
harm-intro = Per Lei questo significa:
harm-blamed-relay = I destinatari credono che lo spam sia stato inviato da Lei, perché proviene dal Suo server.
harm-blamed-proxy = Attacchi e frodi sembrano opera Sua, perché provengono dal Suo indirizzo.
harm-resources = Estranei usano la Sua linea, le Sue macchine e il Suo spazio di archiviazione, a Sue spese.
harm-clogged = La Sua posta e le Sue connessioni rallentano o si bloccano.
harm-costs = Ripulire il server e rispondere ai reclami richiede ore di lavoro.
harm-lists = Il Suo indirizzo finisce nelle liste di blocco, e altri server rifiutano allora anche la Sua posta legittima.
harm-provider = Il Suo provider potrebbe trovarsi costretto a scollegare il server.
harm-complaints = I reclami, e talvolta le domande della polizia, arrivano a Lei.
harm-inside = Estranei possono raggiungere macchine interne alla Sua rete che non dovrebbero essere accessibili da Internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Come chiudere l’accesso
steps-for = Questi passaggi valgono per { $product }, che sembra essere il software in uso.
steps-for-servers = Per { $product } ({ $servers }):
steps-unknown = Non siamo riusciti a stabilire quale software sia in uso. Questo comando, eseguito come amministratore sul server stesso, lo mostra:
steps-list = Disponiamo di istruzioni per i seguenti prodotti: { $products }. Ci risponda con il nome del Suo, e Le invieremo i passaggi da seguire.
rule-relay = Qualunque sia il software: accetti posta da chiunque solo per i Suoi domini. Inoltri posta ad altri domini solo per gli utenti autenticati e per i Suoi computer che ha indicato uno per uno.
rule-proxy = Qualunque sia il software: consenta l’accesso solo alle Sue reti o a utenti autenticati; faccia in modo che il proxy resti in ascolto su un indirizzo interno; consenta solo le porte necessarie, e mai la porta 25; e blocchi nel firewall l’accesso da Internet alla porta del proxy.
steps-afterwards = Dopo aver chiuso l’accesso, La preghiamo di verificare che cosa è già accaduto: rimuova dalla coda i messaggi di estranei, legga i log e chieda la rimozione del Suo indirizzo dalle liste di blocco che lo riportano.
steps-manual = Il manuale di { $product } offre ulteriori informazioni: { $manual }
example-intro = In questi passaggi deve sostituire gli esempi con i Suoi valori:
example-network = { $value } rappresenta la rete dei Suoi computer.
example-address = { $value } rappresenta l’indirizzo interno del server.
example-host = { $value } rappresenta un singolo computer che Lei conosce.
example-domain = { $value } rappresenta il Suo dominio.
example-login = Al posto di { $value } usi nomi utente Suoi e password lunghe.
example-server = { $value } rappresenta il nome o l’indirizzo del server.
example-elsewhere = { $value } rappresenta un Suo indirizzo presso un altro fornitore.
step-run = Esegua come amministratore:
step-edit = In { $file } devono essere presenti queste righe:
step-set = In { $file } assegni a { $setting } il valore { $value }.
step-unset = In { $file } non deve comparire { $setting }, qualunque sia il valore.
step-remove = Rimuova da { $file }:
step-order = In { $file }, { $first } deve precedere { $then }: vale la prima riga che corrisponde.
step-limit = In { $file }, { $setting } può contenere solo le Sue reti, per esempio:
step-bind = In { $file } usi { $setting } per fare in modo che il servizio ascolti solo su un indirizzo interno:
step-tick = Apra { $path } e selezioni la casella «{ $item }».
step-untick = Apra { $path } e deselezioni la casella «{ $item }».
step-choose = Apra { $path } e scelga «{ $value }» per «{ $item }».
step-enter = Apra { $path } e, in «{ $item }», sostituisca il contenuto con questo valore: { $value }
step-empty = Apra { $path } e rimuova dall’elenco «{ $item }» tutto ciò che non è Suo.
step-inspect = Esamini il risultato di questo comando. Non dovrebbe comparire nulla che non abbia configurato Lei:
step-rebuild = Rigeneri i file che il server legge effettivamente; altrimenti la modifica non ha effetto:
step-check-syntax = Controlli la configurazione prima di caricarla. Non deve esserci alcun errore:
step-restart = Carichi la nuova configurazione:
step-firewall = Nel firewall blocchi l’accesso da Internet, sia per IPv4 sia per IPv6. Porta o porte: { $ports }.
step-upgrade = Aggiorni alla versione { $version } o successiva. Le versioni precedenti non permettono di chiudere l’accesso o hanno una vulnerabilità nota.
step-replace = Questo prodotto non ha alcun controllo degli accessi. Blocchi l’accesso da Internet o lo sostituisca con un altro prodotto.
when-debian = Su Debian e Ubuntu:
when-monolithic = Con un unico file di configurazione scritto da Lei:
when-version-below = Se la versione è precedente alla { $version }:
when-version-from = Se la versione è la { $version } o successiva:
when-nat = Se davanti al server si trova una traduzione degli indirizzi (NAT), un bilanciatore di carico o una rete di container:
when-container = Se il servizio è in esecuzione in un container la cui porta è pubblicata:
when-needs-remote-users = Se i Suoi utenti hanno bisogno del servizio dall’esterno delle Sue reti:
when-needs-forwarding = Se alcuni computer della Sua rete hanno bisogno del servizio come proxy:
when-unused = Se nessuno ha bisogno di questa funzione:
when-alternative = Oppure, al posto del passaggio precedente:
verify-outside = Da un computer esterno a tutte le Sue reti, esegua:
verify-server = Sul server stesso, esegua:
verify-expect = La risposta deve contenere:
verify-expect-any = La risposta deve contenere una di queste voci:
mistakes-intro = Errori frequenti:
mistake-wide-network = L’impostazione comprende tutti gli indirizzi o una rete troppo ampia.
mistake-order = Una riga che consente l’accesso precede la riga che lo nega.
mistake-overridden = La stessa impostazione è definita di nuovo altrove, ed è quel valore a prevalere.
mistake-not-rebuilt = Il file è stato modificato, ma il comando che lo fa leggere al server non è stato eseguito.
mistake-default-open = Se l’impostazione manca, l’accesso è consentito a chiunque.
mistake-nat = L’indirizzo di un bilanciatore di carico, della traduzione degli indirizzi (NAT) o di una rete di container è considerato attendibile. Tutto il traffico da Internet sembra provenire da lì.
mistake-other-listener = L’accesso è chiuso in un punto, ma ancora aperto su un’altra porta, in un altro servizio o tramite IPv6.
mistake-sender-trust = Un indirizzo del mittente o un nome indicato dal client basta per ottenere l’accesso. Chiunque può scrivere qualunque nome.
mistake-weak-login = Una password qualsiasi, o una facile da indovinare, basta per ottenere l’accesso.
mistake-any-port = Sono consentite connessioni a tutte le porte, compresa la porta 25.
mistake-backup-mx = La posta viene inoltrata a ogni dominio che indica questo server come proprio server di posta (record MX).
mistake-inside-test = Una verifica eseguita da una rete attendibile non dimostra nulla.
mistake-request-chooses = È la richiesta stessa a scegliere il server di destinazione.
mistake-unmaintained = Per questo prodotto non ci sono più aggiornamenti.
mistake-compromised = Se non l’ha installato Lei, lo ha fatto qualcun altro. Cerchi prima di tutto tracce di un’intrusione.

## How to check it.

heading-check = Come verificare autonomamente
check-command = Il programma che usiamo è software libero e si chiama Cerrojo. Per eseguire la stessa verifica sul Suo server, da un computer esterno alla Sua rete esegua:
check-again = Anche noi ripetiamo la verifica. Quando più verifiche, eseguite nell’arco di almeno tre giorni, sono state tutte respinte, archiviamo il caso e La informiamo.

## How to answer.

heading-answer = Come rispondere
answer-reply = Risponda semplicemente a questo messaggio, nella Sua lingua o in inglese. Le risposte sono lette da una persona. La preghiamo di mantenere il numero { $reference } nell’oggetto.
answer-print = Può rispondere per posta elettronica all’indirizzo { $reply }. La preghiamo di indicare il numero { $reference }.
answer-fixed = Ha chiuso l’accesso? Ce lo comunichi, e ripeteremo presto la verifica.
answer-dispute = Ritiene che siamo in errore? Ci spieghi perché. Non Le scriveremo più in merito finché una persona non avrà esaminato il caso.
answer-no-mail = Non desidera più ricevere lettere da noi? Basta un clic: { $link }
answer-no-mail-reply = Non desidera più ricevere lettere da noi? Risponda con la sola parola inglese «unsubscribe» («annulla iscrizione»).
answer-no-checks = Le lettere e le verifiche sono due cose diverse. Se non desidera più nemmeno le verifiche, ce lo comunichi da un indirizzo che i registri pubblici indicano per la Sua rete.

## Who writes, and how to know that it is true.

heading-who = Chi siamo e come capire che questa lettera è autentica
who-operation = Mittente di questa lettera: { $operation }. Fondamento della nostra attività: { $authority }.
who-partners = Partner dell’iniziativa: { $partners }.
who-page = Sulla nostra pagina può cercare il numero { $reference } e verificare se questa lettera proviene da noi: { $page }
who-signature = Questo messaggio reca la firma digitale di { $domain } (DKIM). Se il Suo programma di posta segnala che la firma manca o non è valida, non si fidi del messaggio.
who-never = Non chiediamo mai password, denaro o accesso ai Suoi computer.
who-contact = Domande su questa iniziativa: { $contact }
attachments = I file allegati contengono le stesse informazioni per l’elaborazione automatica: una tabella (CSV) e rapporti in formato XARF. I file allegati sono testo semplice.
sign-off = Cordiali saluti

## Reminders, thanks and what else is written.

reminder-help = C’è qualcosa che Le impedisce di chiudere l’accesso? Ce lo comunichi, e La aiuteremo.
reminder-last = Questo è il nostro ultimo promemoria. Se non riceviamo Sue notizie, chiederemo aiuto al Suo provider o al gruppo nazionale di risposta agli incidenti informatici.
thanks-delist = Se il Suo indirizzo compare ancora in liste di blocco, questo è un buon momento per chiederne la rimozione.
thanks-watch = Di tanto in tanto controlliamo di nuovo, e Le scriviamo solo se l’accesso è di nuovo aperto. La preghiamo di verificarlo anche Lei dopo ogni aggiornamento, trasferimento o ripristino di una copia di sicurezza.
reopened-why = Succede più spesso di quanto si pensi: dopo un aggiornamento, un trasferimento su un’altra macchina o il ripristino di una copia di sicurezza.
dispute-stands = Abbiamo ripetuto la verifica e l’esito è stato lo stesso: il server è aperto a chiunque. La nuova prova è riportata più sotto.
dispute-withdrawn = Lei ha ragione. Abbiamo ritirato quanto affermato e ci scusiamo per il disturbo.
dispute-note = La persona che ha esaminato il caso aggiunge:
abuse-next = Se l’indirizzo che ci ha indicato si trova in una rete che siamo autorizzati a verificare, lo verificheremo. Se il server è aperto, scriveremo al responsabile e ripeteremo la verifica finché l’accesso non sarà chiuso.
abuse-private = Non comunichiamo al responsabile chi ha fatto la segnalazione.
