### The letters in German.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Offenes Mail-Relay unter { $address }
subject-proxy = Offener Proxy unter { $address }
subject-both = Offene Mail-Relays und offene Proxys in Ihrem Netz: { $count }
subject-many-relay = Offene Mail-Relays in Ihrem Netz: { $count }
subject-many-proxy = Offene Proxys in Ihrem Netz: { $count }
subject-reminder = Erinnerung: { $address } ist weiterhin für Fremde offen
subject-reminder-many = Erinnerung: weiterhin für Fremde offene Server ({ $count })
subject-thanks = { $address } ist für Fremde geschlossen: vielen Dank
subject-thanks-many = Vielen Dank. Für Fremde geschlossene Server: { $count }
subject-reopened = { $address } ist wieder für Fremde offen
subject-reopened-many = Wieder für Fremde offene Server: { $count }
subject-dispute = Ihr Einwand zu { $address }
subject-dispute-many = Ihr Einwand zu mehreren Servern: { $count }
subject-abuse = Wir haben Ihre Meldung erhalten

## How a letter begins. Verdict first, then the reason.

greeting = Sehr geehrte Damen und Herren,
languages-below = Dieses Schreiben folgt weiter unten auch in diesen Sprachen: { $languages }.
lead-relay = der Mailserver unter { $address }, Port { $port }, leitet E-Mails von jedem beliebigen Absender an jeden beliebigen Empfänger weiter. Er ist ein offenes Relay: Fremde im Internet können über ihn E-Mails versenden. Wir haben ihn am { $date } geprüft; den Nachweis finden Sie unten.
lead-proxy = der Proxy unter { $address }, Port { $port }, verbindet jeden im Internet mit anderen Servern. Er ist ein offener Proxy: Fremde können ihn für ihre Zwecke benutzen, und was sie tun, scheint von Ihnen auszugehen. Wir haben ihn am { $date } geprüft; den Nachweis finden Sie unten.
lead-many-relay = { $count ->
    [one] { $count } Mailserver in Ihrem Netz leitet E-Mails von jedem beliebigen Absender an jeden beliebigen Empfänger weiter: Er ist ein offenes Relay. Wir haben ihn geprüft;
   *[other] { $count } Mailserver in Ihrem Netz leiten E-Mails von jedem beliebigen Absender an jeden beliebigen Empfänger weiter: Sie sind offene Relays. Wir haben jeden einzelnen geprüft;
 } den Nachweis finden Sie unten. Fremde im Internet können über Ihr Netz E-Mails versenden.
lead-many-proxy = { $count ->
    [one] { $count } Proxy in Ihrem Netz verbindet jeden im Internet mit anderen Servern: Er ist ein offener Proxy. Wir haben ihn geprüft;
   *[other] { $count } Proxys in Ihrem Netz verbinden jeden im Internet mit anderen Servern: Sie sind offene Proxys. Wir haben jeden einzelnen geprüft;
 } den Nachweis finden Sie unten. Fremde können Ihr Netz für ihre Zwecke benutzen, und was sie tun, scheint von Ihnen auszugehen.
lead-both = { $count ->
    [one] { $count } Server in Ihrem Netz ist für Fremde offen. Er leitet E-Mails von jedem beliebigen Absender an jeden beliebigen Empfänger weiter (offenes Relay) und verbindet jeden im Internet mit anderen Servern (offener Proxy). Wir haben ihn geprüft;
   *[other] { $count } Server in Ihrem Netz sind für Fremde offen. Die einen leiten E-Mails von jedem beliebigen Absender an jeden beliebigen Empfänger weiter (offene Relays), die anderen verbinden jeden im Internet mit anderen Servern (offene Proxys). Wir haben jeden einzelnen geprüft;
 } den Nachweis finden Sie unten.
lead-reminder = wir haben Ihnen am { $date } geschrieben, dass der Server { $address }, Port { $port }, für Fremde offen ist. Am { $checked } haben wir ihn erneut geprüft: Er ist weiterhin offen.
lead-reminder-many = wir haben Ihnen am { $date } über Server in Ihrem Netz geschrieben, die für Fremde offen sind. Wir haben sie erneut geprüft: { $count ->
    [one] { $count } davon ist weiterhin offen.
   *[other] { $count } davon sind weiterhin offen.
 }
lead-thanks = der Server { $address }, Port { $port }, ist für Fremde geschlossen. Er hat seit dem { $date } jede Prüfung abgewiesen. Wir haben den Fall deshalb abgeschlossen. Vielen Dank für Ihre Arbeit.
lead-thanks-many = { $count ->
    [one] { $count } Server, über den wir Ihnen geschrieben haben, ist für Fremde geschlossen.
   *[other] { $count } Server, über die wir Ihnen geschrieben haben, sind für Fremde geschlossen.
 } Jede Prüfung seit dem { $date } wurde abgewiesen. Wir haben die Sache deshalb abgeschlossen. Vielen Dank für Ihre Arbeit.
lead-reopened = der Server { $address }, Port { $port }, war am { $date } für Fremde geschlossen. Am { $checked } haben wir ihn erneut geprüft: Er ist wieder offen.
lead-reopened-many = { $count ->
    [one] { $count } Server in Ihrem Netz war geschlossen und ist jetzt wieder für Fremde offen. Wir haben ihn geprüft;
   *[other] { $count } Server in Ihrem Netz waren geschlossen und sind jetzt wieder für Fremde offen. Wir haben jeden einzelnen geprüft;
 } den Nachweis finden Sie unten.
lead-dispute = Sie haben uns mitgeteilt, dass wir uns beim Server { $address }, Port { $port }, irren. Vielen Dank für den Hinweis. Ein Mensch hat sich die Sache angesehen.
lead-dispute-many = Sie haben uns mitgeteilt, dass wir uns bei { $count ->
    [one] { $count } Server
   *[other] { $count } Servern
 } in Ihrem Netz irren. Vielen Dank für den Hinweis. Ein Mensch hat sich die Sache angesehen.
lead-abuse = Ihre Meldung ist eingegangen und hat die Nummer { $reference } erhalten. Diese Bestätigung wurde automatisch versandt; eine weitere erhalten Sie eine Woche lang nicht.
closing-is-cheap = Um den Zugang zu schließen, genügen meist wenige Befehle, und es kostet nur etwas Zeit. Die Schritte stehen in diesem Schreiben.
no-accusation = Wir werfen Ihnen nichts vor. Die meisten Server dieser Art wurden in gutem Glauben eingerichtet, und die Betreiber wissen nicht, dass ihr Server für Fremde offen ist.

## Why this reader is written to.

why-registry = Wir schreiben Ihnen, weil die öffentlichen Register des Internets { $contact } als Kontakt für dieses Netz nennen.
why-domain = Wir schreiben Ihnen, weil die Domain, zu der dieser Server gehört, { $contact } als Kontakt für Sicherheitsfragen nennt.
why-standard = Wir schreiben an { $contact }, weil jedes Netz eine solche Adresse für Missbrauchsmeldungen haben soll.
why-national = Wir schreiben Ihnen, weil wir keine funktionierende Adresse der Betreiber dieses Netzes gefunden haben. Könnten Sie dieses Schreiben bitte an sie weitergeben?
why-told = Wir schreiben an { $contact }, weil uns dies als die richtige Adresse für dieses Netz genannt wurde.
not-responsible = Wenn jemand anderes für diesen Server zuständig ist, geben Sie dieses Schreiben bitte weiter, oder teilen Sie uns mit, an wen wir uns wenden sollen.

## What was found.

heading-found = Was wir festgestellt haben
found-relay = offenes Mail-Relay
found-proxy = offener Proxy
column-server = Server
column-finding = Befund
column-date = Geprüft (UTC)
column-software = Software
found-software = Der Server meldet sich als { $software }.
found-lists = Diese öffentlichen Listen führten die Adresse bereits auf: { $lists }.
found-more = { $count ->
    [one] Ein weiterer Server steht in der angehängten Tabelle.
   *[other] { $count } weitere Server stehen in der angehängten Tabelle.
 }

## The test and the proof.

heading-proof = Unsere Prüfung und der Nachweis
proof-of = Der Nachweis für { $address }, Port { $port }:
test-relay = Am { $date } haben wir eine Verbindung zu { $address }, Port { $port }, aufgebaut und eine einzige Nachricht übergeben. Absender und Empfänger waren unsere eigenen Adressen, die mit Ihren Benutzern nichts zu tun haben. Ein sicherer Mailserver weist eine solche Nachricht ab.
proof-relay = Ihr Server hat die Nachricht angenommen und an unseren eigenen Mailserver zugestellt, wo sie am { $date } angekommen ist. Die Nachricht enthielt eine geheime Zeichenfolge (Token), die wir nur für diese eine Prüfung erzeugt hatten. Es handelt sich also nicht um eine Vermutung.
test-proxy = Am { $date } haben wir eine Verbindung zu { $address }, Port { $port }, aufgebaut und eine Weiterverbindung zu einem unserer eigenen Server angefordert. Ein sicherer Proxy lehnt das bei Fremden ab.
proof-proxy = Der Proxy hat uns verbunden. Unser Server hat die Verbindung am { $date } angenommen, und darüber liefen geheime Zeichenfolgen (Tokens), die wir nur für diese eine Prüfung erzeugt hatten. Es handelt sich also nicht um eine Vermutung.
proof-exit = Die Verbindung erreichte uns von der Adresse { $exit }.
proof-mail = Er verbindet auch jeden mit Port 25 anderer Server, sodass über ihn Spam versandt werden kann.
test-harmless = Ziel der Prüfung waren ausschließlich unsere eigenen Server. Wir haben uns nirgends angemeldet, nichts gelesen und nichts verändert, und niemand sonst hat etwas erhalten.
transcript-intro = Dies ist der Dialog im Wortlaut. C: steht vor dem, was wir gesendet haben, S: vor den Antworten des Servers.
trace-intro = Diese Zeilen der angekommenen Nachricht zeigen, welchen Weg sie genommen hat:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Was ist ein offenes Relay, und was bedeutet es für Sie?
relay-meaning = Ein Mailserver soll eine Nachricht nur in zwei Fällen annehmen: wenn sie von einem seiner eigenen Benutzer kommt, dessen Identität er geprüft hat, und wenn sie für einen seiner eigenen Benutzer bestimmt ist. Ein offenes Relay nimmt Nachrichten von jedem an jeden an. Wer Spam und betrügerische E-Mails versendet, sucht Tag und Nacht nach solchen Servern, weil er sich dahinter verbergen kann.
heading-proxy = Was ist ein offener Proxy, und was bedeutet er für Sie?
proxy-meaning = Ein Proxy ruft für seine Benutzer Seiten ab oder baut Verbindungen auf. Ein offener Proxy tut das für jeden. Wer Spam versendet, andere Server angreift oder in fremde Konten eindringt, sucht Tag und Nacht nach solchen Servern, weil er sich dahinter verbergen kann.
harm-intro = Für Sie bedeutet das:
harm-blamed-relay = Empfänger halten Sie für den Absender des Spams, weil er von Ihrem Server kommt.
harm-blamed-proxy = Angriffe und Betrug scheinen von Ihnen auszugehen, weil sie von Ihrer Adresse kommen.
harm-resources = Fremde nutzen Ihre Leitung, Ihre Rechner und Ihren Speicherplatz, und Sie bezahlen dafür.
harm-clogged = Ihre eigenen E-Mails und Verbindungen werden langsam oder bleiben hängen.
harm-costs = Das Aufräumen und das Beantworten von Beschwerden kosten Arbeitszeit.
harm-lists = Ihre Adresse gerät auf Blocklisten, und andere Server nehmen dann auch Ihre eigenen E-Mails nicht mehr an.
harm-provider = Ihr Provider muss den Server möglicherweise vom Netz trennen.
harm-complaints = Beschwerden und manchmal auch Anfragen der Polizei kommen zu Ihnen.
harm-inside = Fremde können unter Umständen Rechner in Ihrem Netz erreichen, die aus dem Internet nicht erreichbar sein sollen.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = So schließen Sie den Zugang für Fremde
steps-for = Diese Schritte gelten für { $product }; diese Software läuft dort vermutlich.
steps-for-servers = Für { $product } ({ $servers }):
steps-unknown = Wir konnten nicht feststellen, welche Software dort läuft. Führen Sie auf dem Server selbst als Administrator diesen Befehl aus, er zeigt es an:
steps-list = Für folgende Produkte haben wir Anleitungen: { $products }. Antworten Sie uns mit dem Namen Ihres Produkts, und wir senden Ihnen die Schritte.
rule-relay = Unabhängig von der Software gilt: Nehmen Sie E-Mails von jedem nur für Ihre eigenen Domains an. Leiten Sie E-Mails an andere Domains nur für angemeldete Benutzer weiter und für eigene Rechner, die Sie einzeln eingetragen haben.
rule-proxy = Unabhängig von der Software gilt: Lassen Sie nur Ihre eigenen Netze oder angemeldete Benutzer zu. Lassen Sie den Proxy nur auf einer internen Adresse lauschen. Erlauben Sie nur die benötigten Ports und niemals Port 25. Sperren Sie den Port des Proxys in der Firewall gegenüber dem Internet.
steps-afterwards = Wenn der Zugang geschlossen ist, prüfen Sie bitte auch, was bereits geschehen ist: Entfernen Sie fremde E-Mails aus der Warteschlange, lesen Sie die Protokolle (Logs), und bitten Sie die Betreiber der Blocklisten, die Ihre Adresse führen, um Austragung.
steps-manual = Mehr dazu steht im Handbuch von { $product }: { $manual }
example-intro = In diesen Schritten müssen Sie die Beispiele durch Ihre eigenen Werte ersetzen:
example-network = { $value } steht für das Netz Ihrer eigenen Rechner.
example-address = { $value } steht für die interne Adresse des Servers.
example-host = { $value } steht für einen einzelnen Rechner, den Sie kennen.
example-domain = { $value } steht für Ihre eigene Domain.
example-login = Setzen Sie anstelle von { $value } eigene Benutzernamen und lange Passwörter ein.
example-server = { $value } steht für den Namen oder die Adresse des Servers.
example-elsewhere = { $value } steht für eine eigene Adresse von Ihnen bei einem anderen Anbieter.
step-run = Führen Sie als Administrator aus:
step-edit = In { $file } müssen diese Zeilen stehen:
step-set = Setzen Sie in { $file } die Einstellung { $setting } auf den Wert { $value }.
step-unset = In { $file } darf { $setting } gar nicht stehen, unabhängig vom Wert.
step-remove = Entfernen Sie aus { $file }:
step-order = In { $file } muss { $first } vor { $then } stehen: Die erste zutreffende Zeile entscheidet.
step-limit = In { $file } darf { $setting } nur Ihre eigenen Netze enthalten, zum Beispiel:
step-bind = Legen Sie in { $file } mit { $setting } fest, dass der Dienst nur auf einer internen Adresse lauscht:
step-tick = Öffnen Sie { $path } und setzen Sie das Häkchen bei „{ $item }“.
step-untick = Öffnen Sie { $path } und entfernen Sie das Häkchen bei „{ $item }“.
step-choose = Öffnen Sie { $path } und wählen Sie bei „{ $item }“ die Option „{ $value }“.
step-enter = Öffnen Sie { $path } und ersetzen Sie bei „{ $item }“ den vorhandenen Eintrag durch: { $value }
step-empty = Öffnen Sie { $path } und entfernen Sie aus der Liste „{ $item }“ alles, was nicht von Ihnen stammt.
step-inspect = Sehen Sie sich die Ausgabe dieses Befehls an. Sie sollte nichts enthalten, was Sie nicht selbst eingerichtet haben:
step-rebuild = Erzeugen Sie die Dateien neu, die der Server tatsächlich liest; sonst bleibt die Änderung wirkungslos:
step-check-syntax = Prüfen Sie die Konfiguration, bevor Sie sie laden. Es darf kein Fehler gemeldet werden:
step-restart = Laden Sie die neue Konfiguration:
step-firewall = Sperren Sie in der Firewall den Zugriff aus dem Internet, für IPv4 und für IPv6. Port oder Ports: { $ports }.
step-upgrade = Aktualisieren Sie auf Version { $version } oder neuer. Bei älteren Versionen lässt sich der Zugang nicht schließen, oder sie haben eine bekannte Sicherheitslücke.
step-replace = Dieses Produkt hat keinerlei Zugriffskontrolle. Sperren Sie es gegenüber dem Internet, oder ersetzen Sie es durch ein anderes.
when-debian = Unter Debian und Ubuntu:
when-monolithic = Bei einer einzigen, von Ihnen selbst geschriebenen Konfigurationsdatei:
when-version-below = Wenn die Version älter ist als { $version }:
when-version-from = Wenn es Version { $version } oder eine neuere ist:
when-nat = Wenn eine Adressübersetzung (NAT), ein Load Balancer oder ein Container-Netz vor den Server geschaltet ist:
when-container = Wenn der Dienst in einem Container läuft, dessen Port veröffentlicht ist:
when-needs-remote-users = Wenn Ihre Benutzer den Dienst von außerhalb Ihrer eigenen Netze benötigen:
when-needs-forwarding = Wenn Rechner in Ihrem Netz den Dienst als Proxy benötigen:
when-unused = Wenn niemand diese Funktion benötigt:
when-alternative = Oder anstelle des vorigen Schritts:
verify-outside = Führen Sie auf einem Rechner außerhalb aller Ihrer Netze aus:
verify-server = Führen Sie auf dem Server selbst aus:
verify-expect = Die Antwort muss Folgendes enthalten:
verify-expect-any = Die Antwort muss eine dieser Angaben enthalten:
mistakes-intro = Häufige Fehler:
mistake-wide-network = Die Einstellung umfasst alle Adressen oder ein zu großes Netz.
mistake-order = Eine Zeile, die den Zugriff erlaubt, steht vor der Zeile, die ihn verweigert.
mistake-overridden = Dieselbe Einstellung steht noch an einer anderen Stelle, und diese andere Stelle hat Vorrang.
mistake-not-rebuilt = Die Datei wurde geändert, aber der Befehl, durch den der Server sie einliest, wurde nicht ausgeführt.
mistake-default-open = Wenn die Einstellung fehlt, hat jeder Zugriff.
mistake-nat = Die Adresse eines Load Balancers, einer Adressübersetzung (NAT) oder eines Container-Netzes gilt als vertrauenswürdig. Das gesamte Internet scheint von dort zu kommen.
mistake-other-listener = An einer Stelle ist der Zugang geschlossen, aber auf einem anderen Port, in einem anderen Dienst oder über IPv6 noch offen.
mistake-sender-trust = Eine Absenderadresse oder ein Name, den der Client angibt, genügt für den Zugriff. Jeder kann jeden beliebigen Namen angeben.
mistake-weak-login = Jedes beliebige oder ein leicht zu erratendes Passwort genügt für den Zugriff.
mistake-any-port = Verbindungen zu allen Ports sind erlaubt, auch zu Port 25.
mistake-backup-mx = E-Mails werden an jede Domain weitergeleitet, die diesen Server als Mailserver einträgt (MX-Eintrag).
mistake-inside-test = Eine Prüfung aus einem vertrauenswürdigen Netz heraus sagt nichts aus.
mistake-request-chooses = Die Anfrage selbst bestimmt, welcher Server dahinter angesprochen wird.
mistake-unmaintained = Für dieses Produkt gibt es keine Updates mehr.
mistake-compromised = Wenn Sie diesen Dienst nicht selbst eingerichtet haben, war es jemand anderes. Suchen Sie zuerst nach Spuren eines Einbruchs.

## How to check it.

heading-check = So prüfen Sie es selbst
check-command = Das Programm, das wir verwenden, ist freie Software und heißt Cerrojo. Für dieselbe Prüfung Ihres eigenen Servers führen Sie auf einem Rechner außerhalb Ihres Netzes aus:
check-again = Auch wir prüfen von uns aus erneut. Wenn mehrere Prüfungen über mindestens drei Tage hinweg alle abgewiesen wurden, schließen wir den Fall ab und teilen es Ihnen mit.

## How to answer.

heading-answer = So antworten Sie
answer-reply = Antworten Sie einfach auf diese Nachricht, in Ihrer Sprache oder auf Englisch. Die Antworten liest ein Mensch. Bitte lassen Sie die Nummer { $reference } im Betreff stehen.
answer-print = Sie können per E-Mail an { $reply } antworten. Bitte geben Sie die Nummer { $reference } an.
answer-fixed = Haben Sie den Zugang geschlossen? Teilen Sie es uns mit, und wir prüfen bald erneut.
answer-dispute = Sind Sie der Ansicht, dass wir uns irren? Teilen Sie uns den Grund mit. Wir schreiben Ihnen dann in dieser Sache nicht mehr, bis ein Mensch sie sich angesehen hat.
answer-no-mail = Möchten Sie keine weiteren Schreiben von uns erhalten? Ein Klick genügt: { $link }
answer-no-mail-reply = Möchten Sie keine weiteren Schreiben von uns erhalten? Antworten Sie nur mit dem englischen Wort „unsubscribe“ („abmelden“).
answer-no-checks = Die Schreiben und die Prüfungen sind zwei verschiedene Dinge. Wenn Sie auch keine Prüfungen mehr wünschen, teilen Sie uns das bitte von einer Adresse aus mit, die die öffentlichen Register für Ihr Netz nennen.

## Who writes, and how to know that it is true.

heading-who = Wer wir sind und woran Sie die Echtheit dieses Schreibens erkennen
who-operation = Absender dieses Schreibens: { $operation }. Grundlage unserer Arbeit: { $authority }.
who-partners = Beteiligte Partner: { $partners }.
who-page = Auf unserer Seite können Sie die Nummer { $reference } nachschlagen und sehen, ob dieses Schreiben von uns stammt: { $page }
who-signature = Diese Nachricht trägt die digitale Signatur von { $domain } (DKIM). Wenn Ihr Mailprogramm meldet, dass sie fehlt oder ungültig ist, vertrauen Sie der Nachricht nicht.
who-never = Wir fragen niemals nach Passwörtern, Geld oder Zugang zu Ihren Rechnern.
who-contact = Fragen zu diesem Vorhaben: { $contact }
attachments = Die angehängten Dateien enthalten dieselben Angaben in maschinenlesbarer Form: eine Tabelle (CSV) und Berichte im XARF-Format. Die angehängten Dateien sind reiner Text.
sign-off = Mit freundlichen Grüßen

## Reminders, thanks and what else is written.

reminder-help = Hindert Sie etwas daran, den Zugang zu schließen? Teilen Sie es uns mit, und wir helfen Ihnen.
reminder-last = Dies ist unsere letzte Erinnerung. Wenn wir nichts von Ihnen hören, bitten wir Ihren Provider oder das nationale Team für IT-Sicherheitsvorfälle (CERT) um Hilfe.
thanks-delist = Falls Blocklisten Ihre Adresse noch führen, ist jetzt ein guter Zeitpunkt, um die Austragung zu bitten.
thanks-watch = Wir sehen von Zeit zu Zeit erneut nach und schreiben Ihnen nur, wenn der Zugang wieder offen ist. Bitte prüfen Sie es selbst nach jedem Update, jedem Umzug und jeder Wiederherstellung aus einer Datensicherung.
reopened-why = Das kommt öfter vor, als man denkt: nach einem Update, nach dem Umzug auf einen anderen Rechner oder nach der Wiederherstellung einer Datensicherung.
dispute-stands = Wir haben erneut geprüft, und das Ergebnis war dasselbe: Der Server ist für Fremde offen. Den neuen Nachweis finden Sie unten.
dispute-withdrawn = Sie haben recht. Wir haben unsere Aussage zurückgezogen und bitten Sie um Entschuldigung für die Umstände.
dispute-note = Anmerkung der Person, die sich die Sache angesehen hat:
abuse-next = Wenn die von Ihnen genannte Adresse in einem Netz liegt, das wir prüfen dürfen, prüfen wir sie. Wenn der Server offen ist, schreiben wir dem Betreiber und wiederholen die Prüfung, bis der Zugang geschlossen ist.
abuse-private = Wir teilen dem Betreiber nicht mit, von wem die Meldung stammt.
