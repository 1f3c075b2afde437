### The letters in English. One message is one paragraph: where a language lacks a message, that whole paragraph
### stands in English. Addresses, ports, commands and names of products come in as they are and are never translated.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Open mail relay at { $address }
subject-proxy = Open proxy at { $address }
subject-both = Open mail relays and open proxies in your network: { $count }
subject-many-relay = Open mail relays in your network: { $count }
subject-many-proxy = Open proxies in your network: { $count }
subject-reminder = Reminder: { $address } is still open to strangers
subject-reminder-many = Reminder: { $count } servers are still open to strangers
subject-thanks = { $address } is closed to strangers now: thank you
subject-thanks-many = { $count } servers are closed to strangers now: thank you
subject-reopened = { $address } is open to strangers again
subject-reopened-many = { $count } servers are open to strangers again
subject-dispute = Your objection about { $address }
subject-dispute-many = Your objection about { $count } servers
subject-abuse = We have received your report

## How a letter begins. Verdict first, then the reason.

greeting = Good day,
languages-below = This letter also follows in these languages: { $languages }.
lead-relay = The mail server at { $address }, port { $port }, passes on mail from anyone to anyone. It is an open relay: strangers on the Internet can send mail through it. We tested it on { $date }, and the proof is below.
lead-proxy = The proxy at { $address }, port { $port }, connects anyone on the Internet to other servers. It is an open proxy: strangers can act through it, and whatever they do seems to come from you. We tested it on { $date }, and the proof is below.
lead-many-relay = { $count ->
    [one] { $count } mail server in your network passes on mail from anyone to anyone: it is an open relay.
   *[other] { $count } mail servers in your network pass on mail from anyone to anyone: they are open relays.
 } Strangers on the Internet can send mail through your network. We tested every one of them, and the proof is below.
lead-many-proxy = { $count ->
    [one] { $count } proxy in your network connects anyone on the Internet to other servers: it is an open proxy.
   *[other] { $count } proxies in your network connect anyone on the Internet to other servers: they are open proxies.
 } Strangers can act through them, and whatever they do seems to come from you. We tested every one of them, and the proof is below.
lead-both = { $count ->
    [one] { $count } server in your network is open to strangers.
   *[other] { $count } servers in your network are open to strangers.
 } Some pass on mail from anyone to anyone (open relays), others connect anyone on the Internet to other servers (open proxies). We tested every one of them, and the proof is below.
lead-reminder = On { $date } we wrote to you that { $address }, port { $port }, is open to strangers. We tested it again on { $checked }, and it is still open.
lead-reminder-many = On { $date } we wrote to you about servers in your network that are open to strangers. We tested them again, and { $count ->
    [one] { $count } of them is still open.
   *[other] { $count } of them are still open.
 }
lead-thanks = { $address }, port { $port }, is closed to strangers. Every test since { $date } was refused, so we have ended the case. Thank you for your work.
lead-thanks-many = { $count ->
    [one] { $count } server that we wrote to you about is closed to strangers.
   *[other] { $count } servers that we wrote to you about are closed to strangers.
 } Every test since { $date } was refused, so we have ended the cases. Thank you for your work.
lead-reopened = { $address }, port { $port }, was closed to strangers on { $date }. On { $checked } we tested it again, and it is open to them once more.
lead-reopened-many = { $count ->
    [one] { $count } server in your network was closed and is now open to strangers again.
   *[other] { $count } servers in your network were closed and are now open to strangers again.
 } We tested every one of them, and the proof is below.
lead-dispute = You told us that we are wrong about { $address }, port { $port }. Thank you for telling us. A person has looked into it.
lead-dispute-many = You told us that we are wrong about { $count ->
    [one] { $count } server
   *[other] { $count } servers
 } in your network. Thank you for telling us. A person has looked into it.
lead-abuse = Your report has arrived, and we have given it the number { $reference }. This confirmation was sent automatically; you will not receive another one for a week.
closing-is-cheap = Closing it usually takes only a few commands and costs nothing but a little time. The steps are in this letter.
no-accusation = We are not accusing you of anything. Most servers of this kind were set up in good faith, and their owners do not know that these servers are open.

## Why this reader is written to.

why-registry = We are writing to you because the public registries name { $contact } as the contact for this network.
why-domain = We are writing to you because the domain to which this server belongs names { $contact } as its contact for security.
why-standard = We are writing to { $contact } because every network should have such an address for reports of abuse.
why-national = We are writing to you because we found no working address for the owners of this network. Could you please pass this on to them?
why-told = We are writing to { $contact } because we were told that this is the right address for this network.
not-responsible = If somebody else is responsible for this server, please pass this letter on, or tell us whom we should write to.

## What was found.

heading-found = What we found
found-relay = open mail relay
found-proxy = open proxy
column-server = Server
column-finding = Finding
column-date = Tested (UTC)
column-software = Software
found-software = The server introduces itself as { $software }.
found-lists = These public lists had already named this address: { $lists }.
found-more = { $count ->
    [one] One more server is in the attached table.
   *[other] { $count } more servers are in the attached table.
 }

## The test and the proof.

heading-proof = How we tested it, and the proof
proof-of = The proof for { $address }, port { $port }:
test-relay = On { $date } we connected to { $address }, port { $port }, and offered a single message. Its sender and its recipient were addresses of our own, which have nothing to do with your users. A secure mail server refuses such a message.
proof-relay = Your server accepted the message and delivered it to our own mail server, where it arrived on { $date }. The message carried a secret token that we had made for this one test. So nothing here is a guess.
test-proxy = On { $date } we connected to { $address }, port { $port }, and asked it to connect us to a server of our own. A secure proxy refuses this to strangers.
proof-proxy = It did connect us. Our server received the connection on { $date }, and secret tokens that we had made for this one test went through it. So nothing here is a guess.
proof-exit = The connection reached us from the address { $exit }.
proof-mail = It also connects anyone to port 25 of other servers, so that spam can be sent through it.
test-harmless = The test only ever used servers of our own as its destination. We did not log in anywhere, read anything or change anything, and nobody else received anything.
transcript-intro = This is the conversation, word for word. C: is what we said, S: is what the server said.
trace-intro = These lines of the message that arrived show which way it took:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = What is an open relay, and what does it mean for you?
relay-meaning = A mail server should accept a message in two cases only: when it comes from one of its own users, after the server has confirmed who that is, and when it is meant for one of its own users. An open relay accepts messages from anyone to anyone. People who send spam and fraudulent mail search for such servers day and night, because they can hide behind them.
heading-proxy = What is an open proxy, and what does it mean for you?
proxy-meaning = A proxy fetches pages or opens connections for its users. An open proxy does so for anyone. People who send spam, attack other servers or break into accounts search for such servers day and night, because they can hide behind them.
harm-intro = For you this means:
harm-blamed-relay = Recipients believe that the spam was sent by you, because it comes from your server.
harm-blamed-proxy = Attacks and fraud seem to be your doing, because they come from your address.
harm-resources = Strangers use your line, your machines and your storage, and you pay for it.
harm-clogged = Your own mail and your own connections become slow or get stuck.
harm-costs = Cleaning up and answering complaints costs working time.
harm-lists = Your address is put on block lists, and other servers then refuse your own mail.
harm-provider = Your provider may have to disconnect the server.
harm-complaints = Complaints, and sometimes questions from the police, come to you.
harm-inside = Strangers may reach machines inside your network that nobody should reach from the Internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = How to close it
steps-for = These steps are for { $product }, which seems to run there.
steps-for-servers = For { $product } ({ $servers }):
steps-unknown = We could not tell which software runs there. Run on the server itself, as the administrator, this command shows it:
steps-list = We have steps for the following products: { $products }. Answer with the name of yours, and we will send you the steps.
rule-relay = Whatever the software is: accept mail from everyone for your own domains only, and pass mail on to other domains only for users who have logged in and for computers of your own that you have named one by one.
rule-proxy = Whatever the software is: let only your own networks in, or users who have logged in; listen on an inside address; allow only the ports that are needed, and never port 25; and block the port of the proxy from the Internet in your firewall.
steps-afterwards = When it is closed, please look at what has happened already: remove mail of strangers from the queue, read the logs, and ask the block lists that name your address to remove it.
steps-manual = The manual of { $product } says more: { $manual }
example-intro = In these steps you must put your own values in place of the examples:
example-network = { $value } stands for the network of your own computers.
example-address = { $value } stands for the inside address of the server.
example-host = { $value } stands for a single computer that you know.
example-domain = { $value } stands for your own domain.
example-login = { $value } stand for user names of your own and long passwords.
example-server = { $value } stands for the name or address of the server.
example-elsewhere = { $value } stands for an address of your own at another provider.
step-run = Run as the administrator:
step-edit = In { $file }, there must be these lines:
step-set = In { $file }, set { $setting } to { $value }.
step-unset = In { $file }, { $setting } must not appear at all, whatever its value.
step-remove = From { $file }, remove:
step-order = In { $file }, { $first } must come before { $then }: the first line that matches decides.
step-limit = In { $file }, { $setting } may name your own networks only, for example:
step-bind = In { $file }, use { $setting } to let it listen on an inside address only:
step-tick = Open { $path } and tick “{ $item }”.
step-untick = Open { $path } and remove the tick from “{ $item }”.
step-choose = Open { $path } and choose “{ $value }” for “{ $item }”.
step-enter = Open { $path } and enter this for “{ $item }”, in place of what is there: { $value }
step-empty = Open { $path } and remove everything that is not yours from the list “{ $item }”.
step-inspect = Look at what this prints. There should be nothing that you did not set up yourself:
step-rebuild = Rebuild what the server really reads; without this the change has no effect:
step-check-syntax = Check the configuration before you load it. There must be no error:
step-restart = Load the new configuration:
step-firewall = In the firewall, block access from the Internet, for IPv4 and for IPv6. Port or ports: { $ports }.
step-upgrade = Update it to version { $version } or later. Older versions cannot be closed, or have a known vulnerability.
step-replace = This product has no access control at all. Block it from the Internet, or replace it with another product.
when-debian = On Debian and Ubuntu:
when-monolithic = With a single configuration file that you wrote yourself:
when-version-below = If the version is older than { $version }:
when-version-from = If the version is { $version } or later:
when-nat = If address translation, a load balancer or a container network stands in front of it:
when-container = If it runs in a container whose port is published:
when-needs-remote-users = If your users need it from outside your own networks:
when-needs-forwarding = If computers inside your network need it as a proxy:
when-unused = If nobody needs this:
when-alternative = Or, instead of the step before:
verify-outside = From a computer outside all of your networks, run:
verify-server = On the server itself, run:
verify-expect = The answer must contain this:
verify-expect-any = The answer must contain one of these:
mistakes-intro = Common mistakes:
mistake-wide-network = The setting names everyone, or a network that is too large.
mistake-order = A line that lets clients in comes before the line that refuses them.
mistake-overridden = Another place sets it again, and that place wins.
mistake-not-rebuilt = The file was changed, but the command that makes the server read it was not run.
mistake-default-open = Where the setting is missing, everyone is let in.
mistake-nat = The address of a load balancer, of address translation or of a container network is trusted. The whole Internet seems to come from there.
mistake-other-listener = It is closed in one place, and still open on another port, in another service or over IPv6.
mistake-sender-trust = A sender address or a name that the client gives opens the way. Anyone can write any name.
mistake-weak-login = Any password, or one that is easily guessed, opens the way.
mistake-any-port = Connections to every port are allowed, also to port 25.
mistake-backup-mx = Mail is passed on to every domain that names this server as its mail exchanger.
mistake-inside-test = A test from inside a trusted network tells nothing.
mistake-request-chooses = The request itself chooses the server behind.
mistake-unmaintained = There are no updates for this product any more.
mistake-compromised = If you did not set this up yourself, somebody else did. Look for an intruder first.

## How to check it.

heading-check = How to check it yourself
check-command = The program that we use is free software and is called Cerrojo. From a computer outside your network, and for your own server, the same test is:
check-again = We also test again by ourselves. When several tests over at least three days have all been refused, we end the case and tell you.

## How to answer.

heading-answer = How to answer
answer-reply = Simply reply to this message, in your own language or in English. A person reads the answers. Please keep the number { $reference } in the subject.
answer-print = You can answer by mail to { $reply }. Please name the number { $reference }.
answer-fixed = Have you closed it? Tell us, and we will test it again soon.
answer-dispute = Do you think that we are wrong? Tell us why. We will then not write to you about it again until a person has looked into it.
answer-no-mail = Would you rather not have any more letters from us? One click is enough: { $link }
answer-no-mail-reply = Would you rather not have any more letters from us? Answer with the single word “unsubscribe”.
answer-no-checks = The letters and the tests are two different things. If you do not want to be tested any more either, tell us so from an address that the registries name for your network.

## Who writes, and how to know that it is true.

heading-who = Who we are, and how you can tell that this letter is genuine
who-operation = This letter comes from { $operation }. Our authority for this work: { $authority }.
who-partners = These partners take part: { $partners }.
who-page = You can look up the number { $reference } on our page, and find there whether this letter is from us: { $page }
who-signature = This message carries the digital signature of { $domain } (DKIM). If your mail program says that it is missing or wrong, do not trust the message.
who-never = We never ask for passwords, for money or for access to your computers.
who-contact = Questions about this operation: { $contact }
attachments = The attached files contain the same for machines: a table (CSV) and reports in the XARF format. The attached files are plain text.
sign-off = Kind regards,

## Reminders, thanks and what else is written.

reminder-help = Is there anything that keeps you from closing it? Tell us, and we will help.
reminder-last = This is our last reminder. If we do not hear from you, we will ask your provider or the national computer security team to help.
thanks-delist = If block lists still name your address, now is a good moment to ask them to remove it.
thanks-watch = We look again from time to time, and write to you only if it is open again. Please check it yourself after every update, move or restored backup.
reopened-why = This happens more often than one would think: after an update, a move to another machine or a restored backup.
dispute-stands = We tested again, and the result was the same: the server is open to strangers. The new proof is below.
dispute-withdrawn = You are right. We have withdrawn what we said, and we apologise for the trouble.
dispute-note = The person who looked into it adds:
abuse-next = If the address that you named lies in a network that we are allowed to test, we will test it. If it is open, we will write to its owner and test again until it is closed.
abuse-private = We do not tell the owner who reported it.
