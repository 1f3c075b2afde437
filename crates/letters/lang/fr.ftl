### The letters in French.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Relais de messagerie ouvert : { $address }
subject-proxy = Proxy ouvert : { $address }
subject-both = Relais et proxys ouverts dans votre réseau : { $count }
subject-many-relay = Relais de messagerie ouverts dans votre réseau : { $count }
subject-many-proxy = Proxys ouverts dans votre réseau : { $count }
subject-reminder = Rappel : { $address } est toujours ouvert à tous
subject-reminder-many = Rappel : serveurs toujours ouverts à tous ({ $count })
subject-thanks = { $address } n’est plus ouvert à tous : merci
subject-thanks-many = Merci. Serveurs qui ne sont plus ouverts à tous : { $count }
subject-reopened = { $address } est de nouveau ouvert à tous
subject-reopened-many = Serveurs de nouveau ouverts à tous : { $count }
subject-dispute = Votre contestation concernant { $address }
subject-dispute-many = Votre contestation concernant des serveurs : { $count }
subject-abuse = Nous avons bien reçu votre signalement

## How a letter begins. Verdict first, then the reason.

greeting = Madame, Monsieur,
languages-below = Cette lettre figure également ci-dessous dans les langues suivantes : { $languages }.
lead-relay = Le serveur de messagerie à l’adresse { $address }, port { $port }, relaie des messages de n’importe quel expéditeur vers n’importe quel destinataire. C’est un relais ouvert (open relay) : des inconnus peuvent s’en servir depuis Internet pour envoyer du courrier. Nous l’avons testé le { $date } ; vous trouverez la preuve ci-dessous.
lead-proxy = Le proxy à l’adresse { $address }, port { $port }, connecte n’importe quel internaute à d’autres serveurs. C’est un proxy ouvert (open proxy) : des inconnus peuvent agir par son intermédiaire, et tout ce qu’ils font semble venir de vous. Nous l’avons testé le { $date } ; vous trouverez la preuve ci-dessous.
lead-many-relay = { $count ->
    [one] { $count } serveur de messagerie de votre réseau relaie des messages de n’importe quel expéditeur vers n’importe quel destinataire : c’est un relais ouvert (open relay). Nous l’avons testé ;
   *[other] { $count } serveurs de messagerie de votre réseau relaient des messages de n’importe quel expéditeur vers n’importe quel destinataire : ce sont des relais ouverts (open relays). Nous les avons testés un par un ;
 } vous trouverez la preuve ci-dessous. Des inconnus peuvent envoyer du courrier depuis Internet en passant par votre réseau.
lead-many-proxy = { $count ->
    [one] { $count } proxy de votre réseau connecte n’importe quel internaute à d’autres serveurs : c’est un proxy ouvert (open proxy). Nous l’avons testé ;
   *[other] { $count } proxys de votre réseau connectent n’importe quel internaute à d’autres serveurs : ce sont des proxys ouverts (open proxies). Nous les avons testés un par un ;
 } vous trouverez la preuve ci-dessous. Des inconnus peuvent agir en passant par votre réseau, et tout ce qu’ils font semble venir de vous.
lead-both = { $count ->
    [one] { $count } serveur de votre réseau est ouvert à tous : il relaie des messages de n’importe quel expéditeur vers n’importe quel destinataire (relais ouvert) et connecte n’importe quel internaute à d’autres serveurs (proxy ouvert). Nous l’avons testé ;
   *[other] { $count } serveurs de votre réseau sont ouverts à tous. Les uns relaient des messages de n’importe quel expéditeur vers n’importe quel destinataire (relais ouverts) ; les autres connectent n’importe quel internaute à d’autres serveurs (proxys ouverts). Nous les avons testés un par un ;
 } vous trouverez la preuve ci-dessous.
lead-reminder = Le { $date }, nous vous avons signalé que le serveur { $address }, port { $port }, est ouvert à tous. Nous l’avons testé de nouveau le { $checked } : il est toujours ouvert.
lead-reminder-many = Le { $date }, nous vous avons signalé des serveurs de votre réseau qui sont ouverts à tous. Nous les avons testés de nouveau : { $count ->
    [one] { $count } d’entre eux est toujours ouvert.
   *[other] { $count } d’entre eux sont toujours ouverts.
 }
lead-thanks = Le serveur { $address }, port { $port }, n’est plus ouvert à tous. Il a refusé tous nos tests depuis le { $date } ; nous avons donc clos le dossier. Nous vous remercions de votre travail.
lead-thanks-many = { $count ->
    [one] { $count } serveur que nous vous avions signalé n’est plus ouvert à tous.
   *[other] { $count } serveurs que nous vous avions signalés ne sont plus ouverts à tous.
 } Tous nos tests ont été refusés depuis le { $date } ; nous avons donc clos ce dossier. Nous vous remercions de votre travail.
lead-reopened = Le { $date }, le serveur { $address }, port { $port }, n’était plus ouvert à tous. Nous l’avons testé de nouveau le { $checked } : il est de nouveau ouvert.
lead-reopened-many = { $count ->
    [one] { $count } serveur de votre réseau n’était plus ouvert à tous et l’est de nouveau. Nous l’avons testé ;
   *[other] { $count } serveurs de votre réseau n’étaient plus ouverts à tous et le sont de nouveau. Nous les avons testés un par un ;
 } vous trouverez la preuve ci-dessous.
lead-dispute = Vous nous avez indiqué que nous faisions erreur au sujet du serveur { $address }, port { $port }. Merci de nous en avoir informés. Une personne a examiné le dossier.
lead-dispute-many = Vous nous avez indiqué que nous faisions erreur au sujet { $count ->
    [one] d’un serveur
   *[other] de { $count } serveurs
 } de votre réseau. Merci de nous en avoir informés. Une personne a examiné le dossier.
lead-abuse = Nous avons bien reçu votre signalement et lui avons attribué le numéro { $reference }. Cette confirmation a été envoyée automatiquement ; vous n’en recevrez pas d’autre pendant une semaine.
closing-is-cheap = Pour fermer l’accès, quelques commandes suffisent le plus souvent, et cela ne coûte qu’un peu de temps. La marche à suivre figure dans cette lettre.
no-accusation = Nous ne vous accusons de rien. La plupart des serveurs de ce genre ont été installés de bonne foi, et leurs responsables ne savent pas que ces serveurs sont ouverts à tous.

## Why this reader is written to.

why-registry = Nous vous écrivons parce que les registres publics d’Internet indiquent { $contact } comme contact pour ce réseau.
why-domain = Nous vous écrivons parce que le domaine auquel ce serveur appartient indique { $contact } comme contact pour la sécurité.
why-standard = Nous écrivons à { $contact } parce que chaque réseau devrait avoir une telle adresse pour recevoir les signalements d’abus.
why-national = Nous vous écrivons parce que nous n’avons trouvé aucune adresse valide pour joindre les responsables de ce réseau. Pourriez-vous leur transmettre ce message ?
why-told = Nous écrivons à { $contact } parce qu’on nous a indiqué que c’est la bonne adresse pour ce réseau.
not-responsible = Si une autre personne est responsable de ce serveur, merci de lui transmettre cette lettre ou de nous dire à qui nous devons écrire.

## What was found.

heading-found = Ce que nous avons constaté
found-relay = relais de messagerie ouvert
found-proxy = proxy ouvert
column-server = Serveur
column-finding = Constat
column-date = Test (UTC)
column-software = Logiciel
found-software = Le serveur s’annonce comme suit : { $software }.
found-lists = Cette adresse figurait déjà dans les listes publiques suivantes : { $lists }.
found-more = { $count ->
    [one] Un autre serveur figure dans le tableau joint.
   *[other] { $count } autres serveurs figurent dans le tableau joint.
 }

## The test and the proof.

heading-proof = Notre test et la preuve
proof-of = Preuve concernant { $address }, port { $port } :
test-relay = Le { $date }, nous nous sommes connectés à { $address }, port { $port }, et avons présenté un seul message. L’expéditeur et le destinataire étaient des adresses qui nous appartiennent, sans aucun rapport avec vos utilisateurs. Un serveur de messagerie bien protégé refuse un tel message.
proof-relay = Votre serveur a accepté le message et l’a remis à notre propre serveur de messagerie, où il est arrivé le { $date }. Le message contenait un jeton secret (une suite de caractères unique), créé pour ce seul test. Rien de tout cela n’est donc une supposition.
test-proxy = Le { $date }, nous nous sommes connectés à { $address }, port { $port }, et avons demandé une connexion vers l’un de nos propres serveurs. Un proxy bien protégé refuse cela aux inconnus.
proof-proxy = Le proxy a établi la connexion. Notre serveur l’a reçue le { $date }, et des jetons secrets (des suites de caractères uniques), créés pour ce seul test, y ont transité. Rien de tout cela n’est donc une supposition.
proof-exit = La connexion nous est parvenue depuis l’adresse { $exit }.
proof-mail = Il permet aussi à n’importe qui de se connecter au port 25 d’autres serveurs, et donc d’envoyer du spam par son intermédiaire.
test-harmless = Le test n’a eu pour destination que nos propres serveurs. Nous ne nous sommes connectés à aucun compte, nous n’avons rien lu ni rien modifié, et personne d’autre n’a reçu quoi que ce soit.
transcript-intro = Voici l’échange, mot pour mot. C: est ce que nous avons dit, S: est ce que le serveur a répondu.
trace-intro = Ces lignes du message reçu montrent le chemin qu’il a suivi :

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Qu’est-ce qu’un relais ouvert, et quelles en sont les conséquences ?
relay-meaning = Un serveur de messagerie ne devrait accepter un message que dans deux cas : quand il vient de l’un de ses propres utilisateurs, après vérification de son identité, et quand il est destiné à l’un de ses propres utilisateurs. Un relais ouvert accepte les messages de n’importe qui vers n’importe qui. Ceux qui envoient du spam et des messages frauduleux cherchent de tels serveurs jour et nuit, car ils peuvent se cacher derrière eux.
heading-proxy = Qu’est-ce qu’un proxy ouvert, et quelles en sont les conséquences ?
proxy-meaning = Un proxy va chercher des pages ou ouvre des connexions pour ses utilisateurs. Un proxy ouvert le fait pour n’importe qui. Ceux qui envoient du spam, attaquent d’autres serveurs ou piratent des comptes cherchent de tels serveurs jour et nuit, car ils peuvent se cacher derrière eux.
harm-intro = Pour vous, cela signifie :
harm-blamed-relay = Les destinataires croient que le spam vient de vous, parce qu’il vient de votre serveur.
harm-blamed-proxy = Des attaques et des fraudes semblent être de votre fait, parce qu’elles viennent de votre adresse.
harm-resources = Des inconnus utilisent votre ligne, vos machines et votre espace de stockage, à vos frais.
harm-clogged = Vos propres messages et connexions sont ralentis ou bloqués.
harm-costs = Nettoyer le serveur et répondre aux plaintes prend du temps de travail.
harm-lists = Votre adresse est inscrite sur des listes de blocage, et d’autres serveurs refusent alors vos propres messages.
harm-provider = Votre fournisseur peut se voir contraint de déconnecter le serveur.
harm-complaints = Les plaintes, et parfois les questions de la police, vous sont adressées.
harm-inside = Des inconnus peuvent atteindre des machines internes de votre réseau qui ne devraient pas être accessibles depuis Internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Comment fermer l’accès
steps-for = Cette marche à suivre concerne { $product }, qui semble être le logiciel utilisé.
steps-for-servers = Pour { $product } ({ $servers }) :
steps-unknown = Nous n’avons pas pu déterminer quel logiciel est utilisé. Sur le serveur lui-même, en tant qu’administrateur, cette commande l’indique :
steps-list = Nous disposons d’une marche à suivre pour les produits suivants : { $products }. Répondez-nous en indiquant le nom du vôtre, et nous vous l’enverrons.
rule-relay = Quel que soit le logiciel : n’acceptez le courrier de tous que pour vos propres domaines. Ne relayez du courrier vers d’autres domaines que pour les utilisateurs qui se sont authentifiés et pour ceux de vos ordinateurs que vous avez désignés un par un.
rule-proxy = Quel que soit le logiciel : n’autorisez que vos propres réseaux ou des utilisateurs qui se sont authentifiés ; faites écouter le proxy sur une adresse interne ; n’autorisez que les ports nécessaires, et jamais le port 25 ; et bloquez dans le pare-feu l’accès au port du proxy depuis Internet.
steps-afterwards = Une fois l’accès fermé, merci d’examiner ce qui s’est déjà passé : supprimez de la file d’attente les messages d’inconnus, lisez les journaux (logs) et demandez le retrait de votre adresse des listes de blocage où elle figure.
steps-manual = Pour en savoir plus, consultez la documentation du logiciel { $product } : { $manual }
example-intro = Dans cette marche à suivre, vous devez remplacer les exemples par vos propres valeurs :
example-network = { $value } représente le réseau de vos propres ordinateurs.
example-address = { $value } représente l’adresse interne du serveur.
example-host = { $value } représente un ordinateur précis que vous connaissez.
example-domain = { $value } représente votre propre domaine.
example-login = À la place de { $value }, mettez vos propres noms d’utilisateur et de longs mots de passe.
example-server = { $value } représente le nom ou l’adresse du serveur.
example-elsewhere = { $value } représente une adresse qui vous appartient chez un autre fournisseur.
step-run = Exécutez en tant qu’administrateur :
step-edit = Dans { $file }, ces lignes doivent être présentes :
step-set = Dans { $file }, donnez à { $setting } la valeur { $value }.
step-unset = Dans { $file }, { $setting } ne doit pas figurer du tout, quelle que soit sa valeur.
step-remove = Dans { $file }, supprimez :
step-order = Dans { $file }, { $first } doit précéder { $then } : la première ligne qui correspond l’emporte.
step-limit = Dans { $file }, { $setting } ne doit contenir que vos propres réseaux, par exemple :
step-bind = Dans { $file }, utilisez { $setting } pour que le service n’écoute que sur une adresse interne :
step-tick = Ouvrez { $path } et cochez « { $item } ».
step-untick = Ouvrez { $path } et décochez « { $item } ».
step-choose = Ouvrez { $path } et choisissez « { $value } » pour « { $item } ».
step-enter = Ouvrez { $path } et, pour « { $item } », remplacez le contenu par cette valeur : { $value }
step-empty = Ouvrez { $path } et supprimez de la liste « { $item } » tout ce qui ne vous appartient pas.
step-inspect = Examinez le résultat de cette commande. Vous ne devriez rien y trouver que vous n’ayez configuré vous-même :
step-rebuild = Régénérez les fichiers que le serveur lit réellement ; sans cela, la modification reste sans effet :
step-check-syntax = Vérifiez la configuration avant de la charger. Il ne doit y avoir aucune erreur :
step-restart = Chargez la nouvelle configuration :
step-firewall = Dans le pare-feu, bloquez l’accès depuis Internet, en IPv4 comme en IPv6. Port ou ports : { $ports }.
step-upgrade = Installez la version { $version } ou une version ultérieure. Les versions plus anciennes ne permettent pas de fermer l’accès ou présentent une faille connue.
step-replace = Ce produit n’a aucun contrôle d’accès. Bloquez-en l’accès depuis Internet ou remplacez-le par un autre produit.
when-debian = Sous Debian et Ubuntu :
when-monolithic = Avec un seul fichier de configuration, que vous avez écrit vous-même :
when-version-below = Si la version est antérieure à { $version } :
when-version-from = Si la version est { $version } ou ultérieure :
when-nat = S’il y a devant le serveur une traduction d’adresses (NAT), un répartiteur de charge ou un réseau de conteneurs :
when-container = Si le service fonctionne dans un conteneur dont le port est publié :
when-needs-remote-users = Si vos utilisateurs ont besoin du service depuis l’extérieur de vos réseaux :
when-needs-forwarding = Si des ordinateurs de votre réseau ont besoin du service comme proxy :
when-unused = Si personne n’a besoin de cette fonction :
when-alternative = Ou bien, à la place de l’étape précédente :
verify-outside = Depuis un ordinateur situé hors de tous vos réseaux, exécutez :
verify-server = Sur le serveur lui-même, exécutez :
verify-expect = La réponse doit contenir :
verify-expect-any = La réponse doit contenir l’un de ces textes :
mistakes-intro = Erreurs fréquentes :
mistake-wide-network = Le paramètre englobe toutes les adresses ou un réseau trop étendu.
mistake-order = Une ligne qui autorise l’accès est placée avant celle qui le refuse.
mistake-overridden = Le paramètre est défini une deuxième fois ailleurs, et c’est cette valeur qui l’emporte.
mistake-not-rebuilt = Le fichier a été modifié, mais la commande qui le fait lire par le serveur n’a pas été exécutée.
mistake-default-open = Quand le paramètre est absent, tout le monde a accès.
mistake-nat = L’adresse d’un répartiteur de charge, de la traduction d’adresses (NAT) ou d’un réseau de conteneurs est considérée comme fiable. Tout Internet semble alors venir de là.
mistake-other-listener = L’accès est fermé à un endroit, mais reste ouvert sur un autre port, dans un autre service ou en IPv6.
mistake-sender-trust = Une adresse d’expéditeur ou un nom donné par le client suffit pour obtenir l’accès. N’importe qui peut écrire n’importe quel nom.
mistake-weak-login = N’importe quel mot de passe, ou un mot de passe facile à deviner, suffit pour obtenir l’accès.
mistake-any-port = Les connexions sont autorisées vers tous les ports, y compris le port 25.
mistake-backup-mx = Les messages sont relayés vers tout domaine qui désigne ce serveur comme serveur de messagerie (enregistrement MX).
mistake-inside-test = Un test effectué depuis un réseau de confiance ne prouve rien.
mistake-request-chooses = C’est la requête elle-même qui choisit le serveur de destination.
mistake-unmaintained = Il n’y a plus de mises à jour pour ce produit.
mistake-compromised = Si vous ne l’avez pas installé vous-même, quelqu’un d’autre l’a fait. Cherchez d’abord des traces d’intrusion.

## How to check it.

heading-check = Comment vérifier vous-même
check-command = Le programme que nous utilisons est un logiciel libre appelé Cerrojo. Pour effectuer le même test sur votre propre serveur, exécutez depuis un ordinateur situé hors de votre réseau :
check-again = Nous testons aussi de nouveau de notre côté. Quand plusieurs tests, répartis sur trois jours au moins, ont tous été refusés, nous considérons le dossier comme clos et vous en informons.

## How to answer.

heading-answer = Comment répondre
answer-reply = Il vous suffit de répondre à ce message, dans votre langue ou en anglais. Les réponses sont lues par une personne. Merci de conserver le numéro { $reference } dans l’objet.
answer-print = Vous pouvez répondre par courriel à { $reply }. Merci d’indiquer le numéro { $reference }.
answer-fixed = Vous avez fermé l’accès ? Dites-le-nous, et nous testerons de nouveau sous peu.
answer-dispute = Vous pensez que nous nous trompons ? Dites-nous pourquoi. Nous ne vous écrirons plus à ce sujet tant qu’une personne ne l’aura pas examiné.
answer-no-mail = Vous ne souhaitez plus recevoir de lettres de notre part ? Un clic suffit : { $link }
answer-no-mail-reply = Vous ne souhaitez plus recevoir de lettres de notre part ? Répondez simplement par le mot anglais « unsubscribe » (« se désabonner »).
answer-no-checks = Les lettres et les tests sont deux choses distinctes. Si vous souhaitez que les tests cessent eux aussi, faites-le-nous savoir depuis une adresse que les registres publics indiquent pour votre réseau.

## Who writes, and how to know that it is true.

heading-who = Qui nous sommes, et comment savoir que cette lettre est authentique
who-operation = Cette lettre vous est adressée par { $operation }. Nous agissons sur la base suivante : { $authority }.
who-partners = Partenaires de cette opération : { $partners }.
who-page = Sur notre page, vous pouvez rechercher le numéro { $reference } et vérifier si cette lettre vient de nous : { $page }
who-signature = Ce message porte la signature numérique du domaine { $domain } (DKIM). Si votre logiciel de messagerie indique qu’elle est absente ou incorrecte, ne vous fiez pas à ce message.
who-never = Nous ne demandons jamais de mot de passe, d’argent ni d’accès à vos ordinateurs.
who-contact = Questions sur cette opération : { $contact }
attachments = Les fichiers joints contiennent les mêmes informations pour un traitement automatique : un tableau (CSV) et des rapports au format XARF. Les fichiers joints sont en texte brut.
sign-off = Avec nos salutations distinguées

## Reminders, thanks and what else is written.

reminder-help = Quelque chose vous empêche-t-il de fermer l’accès ? Dites-le-nous, et nous vous aiderons.
reminder-last = Ceci est notre dernier rappel. Sans nouvelles de votre part, nous demanderons l’aide de votre fournisseur ou du centre national de réponse aux incidents informatiques.
thanks-delist = Si votre adresse figure encore sur des listes de blocage, c’est le bon moment pour demander son retrait.
thanks-watch = Nous vérifions de nouveau de temps en temps et ne vous écrivons que si le serveur est de nouveau ouvert à tous. Merci de le vérifier vous-même après chaque mise à jour, chaque migration et chaque restauration de sauvegarde.
reopened-why = Cela arrive plus souvent qu’on ne le pense : après une mise à jour, le passage à une autre machine ou la restauration d’une sauvegarde.
dispute-stands = Nous avons testé de nouveau, et le résultat est le même : le serveur est ouvert à tous. La nouvelle preuve figure ci-dessous.
dispute-withdrawn = Vous avez raison. Nous avons retiré nos affirmations et vous présentons nos excuses pour le dérangement.
dispute-note = La personne qui a examiné le dossier ajoute :
abuse-next = Si l’adresse que vous avez indiquée appartient à un réseau que nous sommes autorisés à tester, nous la testerons. Si le serveur est ouvert, nous écrirons à son responsable et répéterons le test jusqu’à ce que l’accès soit fermé.
abuse-private = Nous ne révélons pas au responsable l’identité de l’auteur du signalement.
