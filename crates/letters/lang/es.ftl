### The letters in Spanish.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Relay de correo abierto en { $address }
subject-proxy = Proxy abierto en { $address }
subject-both = Relays de correo y proxies abiertos en su red: { $count }
subject-many-relay = Relays de correo abiertos en su red: { $count }
subject-many-proxy = Proxies abiertos en su red: { $count }
subject-reminder = Recordatorio: { $address } sigue abierto a cualquiera
subject-reminder-many = Recordatorio: servidores que siguen abiertos ({ $count })
subject-thanks = { $address } ya está cerrado a desconocidos: gracias
subject-thanks-many = Gracias. Servidores ya cerrados a desconocidos: { $count }
subject-reopened = { $address } vuelve a estar abierto a cualquiera
subject-reopened-many = Servidores abiertos de nuevo a cualquiera: { $count }
subject-dispute = Su objeción sobre { $address }
subject-dispute-many = Su objeción sobre varios servidores: { $count }
subject-abuse = Hemos recibido su notificación

## How a letter begins. Verdict first, then the reason.

greeting = A quien corresponda:
languages-below = Esta carta figura también, más abajo, en estos idiomas: { $languages }.
lead-relay = El servidor de correo en { $address }, puerto { $port }, retransmite correo de cualquier remitente a cualquier destinatario. Es un relay abierto (open relay): cualquier desconocido puede enviar correo a través de él desde Internet. Lo comprobamos el { $date }; las pruebas figuran más abajo.
lead-proxy = El proxy en { $address }, puerto { $port }, conecta a cualquier persona de Internet con otros servidores. Es un proxy abierto: los desconocidos pueden actuar a través de él, y todo lo que hagan parecerá proceder de usted. Lo comprobamos el { $date }; las pruebas figuran más abajo.
lead-many-relay = { $count ->
    [one] { $count } servidor de correo de su red retransmite correo de cualquier remitente a cualquier destinatario: es un relay abierto (open relay). Lo hemos comprobado,
   *[other] { $count } servidores de correo de su red retransmiten correo de cualquier remitente a cualquier destinatario: son relays abiertos (open relays). Los hemos comprobado uno por uno,
 } y las pruebas figuran más abajo. Cualquier desconocido puede enviar correo desde Internet a través de su red.
lead-many-proxy = { $count ->
    [one] { $count } proxy de su red conecta a cualquier persona de Internet con otros servidores: es un proxy abierto. Lo hemos comprobado,
   *[other] { $count } proxies de su red conectan a cualquier persona de Internet con otros servidores: son proxies abiertos. Los hemos comprobado uno por uno,
 } y las pruebas figuran más abajo. Los desconocidos pueden actuar a través de su red, y todo lo que hagan parecerá proceder de usted.
lead-both = { $count ->
    [one] { $count } servidor de su red está abierto a cualquiera: retransmite correo de cualquier remitente a cualquier destinatario (relay abierto) y conecta a cualquier persona de Internet con otros servidores (proxy abierto). Lo hemos comprobado,
   *[other] { $count } servidores de su red están abiertos a cualquiera. Unos retransmiten correo de cualquier remitente a cualquier destinatario (relays abiertos); otros conectan a cualquier persona de Internet con otros servidores (proxies abiertos). Los hemos comprobado uno por uno,
 } y las pruebas figuran más abajo.
lead-reminder = El { $date } le informamos de que el servidor { $address }, puerto { $port }, está abierto a cualquiera. Lo comprobamos de nuevo el { $checked }, y sigue abierto.
lead-reminder-many = El { $date } le escribimos acerca de servidores de su red que están abiertos a cualquiera. Los hemos comprobado de nuevo: { $count ->
    [one] { $count } de ellos sigue abierto.
   *[other] { $count } de ellos siguen abiertos.
 }
lead-thanks = El servidor { $address }, puerto { $port }, ya está cerrado a desconocidos. Ha rechazado todas nuestras comprobaciones desde el { $date }, por lo que hemos dado el caso por concluido. Gracias por su trabajo.
lead-thanks-many = { $count ->
    [one] { $count } servidor sobre el que le escribimos ya está cerrado a desconocidos.
   *[other] { $count } servidores sobre los que le escribimos ya están cerrados a desconocidos.
 } Todas nuestras comprobaciones desde el { $date } fueron rechazadas, por lo que hemos dado el asunto por concluido. Gracias por su trabajo.
lead-reopened = El servidor { $address }, puerto { $port }, quedó cerrado a desconocidos el { $date }. El { $checked } lo comprobamos de nuevo, y vuelve a estar abierto a cualquiera.
lead-reopened-many = { $count ->
    [one] { $count } servidor de su red estaba cerrado y vuelve a estar abierto a cualquiera. Lo hemos comprobado,
   *[other] { $count } servidores de su red estaban cerrados y vuelven a estar abiertos a cualquiera. Los hemos comprobado uno por uno,
 } y las pruebas figuran más abajo.
lead-dispute = Usted nos indicó que estábamos equivocados respecto al servidor { $address }, puerto { $port }. Le agradecemos el aviso. Una persona ha examinado el caso.
lead-dispute-many = Usted nos indicó que estábamos equivocados respecto a { $count ->
    [one] { $count } servidor
   *[other] { $count } servidores
 } de su red. Le agradecemos el aviso. Una persona ha examinado el asunto.
lead-abuse = Hemos recibido su notificación y le hemos asignado el número { $reference }. Esta confirmación se ha enviado automáticamente; durante una semana no recibirá ninguna otra.
closing-is-cheap = Para cerrar el acceso bastan casi siempre unos pocos comandos, y no cuesta más que un poco de tiempo. Los pasos figuran en esta carta.
no-accusation = No estamos acusando a nadie. La mayoría de los servidores de este tipo se instalaron de buena fe, y sus responsables no saben que el acceso está abierto a cualquiera.

## Why this reader is written to.

why-registry = Le escribimos porque los registros públicos de Internet indican { $contact } como contacto de esta red.
why-domain = Le escribimos porque el dominio al que pertenece este servidor indica { $contact } como su contacto de seguridad.
why-standard = Escribimos a { $contact } porque toda red debería tener una dirección así para recibir notificaciones de abuso.
why-national = Le escribimos porque no encontramos ninguna dirección que funcione para contactar con los responsables de esta red. ¿Podría hacerles llegar este mensaje?
why-told = Escribimos a { $contact } porque nos indicaron que es la dirección adecuada para esta red.
not-responsible = Si el responsable de este servidor es otra persona, le rogamos que le reenvíe esta carta o que nos indique a quién debemos escribir.

## What was found.

heading-found = Qué hemos encontrado
found-relay = relay de correo abierto
found-proxy = proxy abierto
column-server = Servidor
column-finding = Resultado
column-date = Fecha (UTC)
column-software = Software
found-software = El servidor se identifica como { $software }.
found-lists = Estas listas públicas ya incluían esta dirección: { $lists }.
found-more = { $count ->
    [one] En la tabla adjunta figura un servidor más.
   *[other] En la tabla adjunta figuran { $count } servidores más.
 }

## The test and the proof.

heading-proof = Cómo lo comprobamos y qué pruebas tenemos
proof-of = Prueba correspondiente a { $address }, puerto { $port }:
test-relay = El { $date } nos conectamos a { $address }, puerto { $port }, y ofrecimos un único mensaje. El remitente y el destinatario eran direcciones nuestras, que no tienen nada que ver con sus usuarios. Un servidor de correo seguro rechaza un mensaje así.
proof-relay = Su servidor aceptó el mensaje y lo entregó a nuestro propio servidor de correo, que lo recibió el { $date }. El mensaje llevaba un código secreto (token) que habíamos creado solo para esta comprobación. Por tanto, nada de esto es una suposición.
test-proxy = El { $date } nos conectamos a { $address }, puerto { $port }, y le pedimos que nos conectara con un servidor nuestro. Un proxy seguro no permite esto a desconocidos.
proof-proxy = El proxy estableció la conexión. Nuestro servidor la recibió el { $date }, y por ella pasaron códigos secretos (tokens) que habíamos creado solo para esta comprobación. Por tanto, nada de esto es una suposición.
proof-exit = La conexión nos llegó desde la dirección { $exit }.
proof-mail = También conecta a cualquiera con el puerto 25 de otros servidores, de modo que se puede enviar spam a través de él.
test-harmless = La comprobación tuvo como destino únicamente servidores nuestros. No iniciamos sesión en ningún sitio, no leímos ni modificamos nada, y nadie más recibió nada.
transcript-intro = Esta es la conversación, palabra por palabra. C: es lo que dijimos nosotros; S: es lo que dijo el servidor.
trace-intro = Estas líneas del mensaje que llegó muestran el camino que siguió:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = ¿Qué es un relay abierto y qué significa para usted?
relay-meaning = Un servidor de correo debería aceptar un mensaje solo en dos casos: cuando procede de uno de sus propios usuarios, una vez confirmada su identidad, y cuando va dirigido a uno de sus propios usuarios. Un relay abierto acepta mensajes de cualquiera para cualquiera. Quienes envían spam y correo fraudulento buscan servidores así día y noche, porque pueden ocultarse tras ellos.
heading-proxy = ¿Qué es un proxy abierto y qué significa para usted?
proxy-meaning = Un proxy descarga páginas o abre conexiones para sus usuarios. Un proxy abierto lo hace para cualquiera. Quienes envían spam, atacan otros servidores o se apoderan de cuentas ajenas buscan proxies así día y noche, porque pueden ocultarse tras ellos.
harm-intro = Para usted, esto significa lo siguiente:
harm-blamed-relay = Los destinatarios creen que el spam lo envió usted, porque procede de su servidor.
harm-blamed-proxy = Los ataques y los fraudes parecen obra suya, porque proceden de su dirección.
harm-resources = Personas ajenas usan su línea, sus equipos y su almacenamiento, y usted lo paga.
harm-clogged = Su propio correo y sus propias conexiones se ralentizan o se bloquean.
harm-costs = Limpiar el servidor y responder a las quejas consume horas de trabajo.
harm-lists = Su dirección acaba en listas de bloqueo, y entonces otros servidores rechazan también su correo legítimo.
harm-provider = Su proveedor puede verse obligado a desconectar el servidor.
harm-complaints = Las quejas, y a veces las preguntas de la policía, le llegan a usted.
harm-inside = Es posible que desconocidos lleguen a equipos internos de su red a los que nadie debería poder acceder desde Internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Cómo cerrar el acceso a desconocidos
steps-for = Estos pasos son para { $product }, que parece ser el software que se ejecuta allí.
steps-for-servers = Para { $product } ({ $servers }):
steps-unknown = No pudimos determinar qué software utiliza el servidor. Este comando lo muestra si lo ejecuta como administrador en el propio servidor:
steps-list = Disponemos de instrucciones para estos productos: { $products }. Respóndanos con el nombre del suyo y se las enviaremos.
rule-relay = Sea cual sea el software: acepte correo de cualquiera únicamente si va dirigido a sus propios dominios. Retransmita correo a otros dominios únicamente para los usuarios que hayan iniciado sesión y para los equipos propios que haya indicado uno por uno.
rule-proxy = Sea cual sea el software: permita el acceso solo a sus propias redes o a usuarios que hayan iniciado sesión; haga que el proxy escuche en una dirección interna; permita solo los puertos necesarios, y nunca el puerto 25; y bloquee en el firewall el acceso desde Internet al puerto del proxy.
steps-afterwards = Una vez cerrado el acceso, compruebe lo que haya ocurrido hasta ahora: elimine de la cola el correo ajeno, revise los registros (logs) y solicite que se retire su dirección de las listas de bloqueo en las que figure.
steps-manual = El manual de { $product } ofrece más información: { $manual }
example-intro = En estos pasos debe sustituir los ejemplos por sus propios valores:
example-network = { $value } representa la red de sus propios equipos.
example-address = { $value } representa la dirección interna del servidor.
example-host = { $value } representa un equipo concreto que usted conoce.
example-domain = { $value } representa su propio dominio.
example-login = En lugar de { $value }, use nombres de usuario propios y contraseñas largas.
example-server = { $value } representa el nombre o la dirección del servidor.
example-elsewhere = { $value } representa una dirección de correo suya en otro proveedor.
step-run = Ejecute como administrador:
step-edit = En { $file } deben figurar estas líneas:
step-set = En { $file }, asigne a { $setting } el valor { $value }.
step-unset = En { $file } no debe figurar { $setting }, sea cual sea su valor.
step-remove = Elimine de { $file }:
step-order = En { $file }, { $first } debe figurar antes que { $then }: se aplica la primera línea que coincide.
step-limit = En { $file }, { $setting } solo puede contener sus propias redes, por ejemplo:
step-bind = En { $file }, use { $setting } para que el servicio escuche solo en una dirección interna:
step-tick = Abra { $path } y marque la casilla “{ $item }”.
step-untick = Abra { $path } y desmarque la casilla “{ $item }”.
step-choose = Abra { $path } y elija “{ $value }” en “{ $item }”.
step-enter = Abra { $path } y sustituya el contenido de “{ $item }” por este valor: { $value }
step-empty = Abra { $path } y elimine de la lista “{ $item }” todo lo que no sea suyo.
step-inspect = Revise el resultado de este comando. No debería aparecer nada que no haya configurado usted:
step-rebuild = Vuelva a generar los archivos que el servidor lee realmente; sin este paso, el cambio no surte efecto:
step-check-syntax = Compruebe la configuración antes de cargarla. No debe haber ningún error:
step-restart = Cargue la nueva configuración:
step-firewall = En el firewall, bloquee el acceso desde Internet, tanto por IPv4 como por IPv6. Puerto o puertos: { $ports }.
step-upgrade = Actualice a la versión { $version } o posterior. Las versiones anteriores no permiten cerrar el acceso o tienen una vulnerabilidad conocida.
step-replace = Este producto no tiene ningún control de acceso. Bloquee el acceso desde Internet o sustitúyalo por otro producto.
when-debian = En Debian y Ubuntu:
when-monolithic = Si usa un único archivo de configuración escrito por usted:
when-version-below = Si la versión es anterior a { $version }:
when-version-from = Si la versión es { $version } o posterior:
when-nat = Si delante del servidor hay traducción de direcciones (NAT), un balanceador de carga o una red de contenedores:
when-container = Si el servicio se ejecuta en un contenedor cuyo puerto está publicado:
when-needs-remote-users = Si sus usuarios necesitan el servicio desde fuera de sus redes:
when-needs-forwarding = Si hay equipos de su red que necesitan el servicio como proxy:
when-unused = Si nadie necesita esta función:
when-alternative = O bien, en lugar del paso anterior:
verify-outside = Desde un equipo situado fuera de todas sus redes, ejecute:
verify-server = En el propio servidor, ejecute:
verify-expect = La respuesta debe contener esto:
verify-expect-any = La respuesta debe contener una de estas opciones:
mistakes-intro = Errores frecuentes:
mistake-wide-network = La configuración abarca a todo el mundo o una red demasiado amplia.
mistake-order = Una línea que permite el acceso figura antes que la línea que lo deniega.
mistake-overridden = El mismo ajuste se define otra vez en otro lugar, y es ese valor el que prevalece.
mistake-not-rebuilt = Se modificó el archivo, pero no se ejecutó el comando que hace que el servidor lo lea.
mistake-default-open = Si falta el ajuste, se permite el acceso a todo el mundo.
mistake-nat = Se considera de confianza la dirección de un balanceador de carga, de la traducción de direcciones (NAT) o de una red de contenedores. Todo Internet parece llegar desde allí.
mistake-other-listener = El acceso está cerrado en un lugar, pero sigue abierto en otro puerto, en otro servicio o por IPv6.
mistake-sender-trust = Basta con una dirección de remitente o con un nombre que indica el cliente para obtener acceso. Cualquiera puede escribir el nombre que quiera.
mistake-weak-login = Basta con cualquier contraseña, o con una fácil de adivinar, para obtener acceso.
mistake-any-port = Se permiten conexiones a todos los puertos, también al puerto 25.
mistake-backup-mx = Se retransmite correo a cualquier dominio que indique este servidor como su servidor de correo (registro MX).
mistake-inside-test = Una comprobación hecha desde una red de confianza no demuestra nada.
mistake-request-chooses = La propia solicitud decide a qué servidor de destino se llega.
mistake-unmaintained = Ya no se publican actualizaciones para este producto.
mistake-compromised = Si usted no lo instaló, lo hizo otra persona. Busque primero indicios de una intrusión.

## How to check it.

heading-check = Cómo puede comprobarlo por su cuenta
check-command = El programa que utilizamos es software libre y se llama Cerrojo. Para hacer la misma comprobación en su propio servidor, ejecute desde un equipo situado fuera de su red:
check-again = También nosotros lo comprobaremos de nuevo. Cuando varias comprobaciones, repartidas a lo largo de tres días como mínimo, hayan sido todas rechazadas, daremos el caso por concluido y se lo comunicaremos.

## How to answer.

heading-answer = Cómo responder
answer-reply = Simplemente responda a este mensaje, en su idioma o en inglés. Una persona lee las respuestas. Le rogamos que mantenga el número { $reference } en el asunto.
answer-print = Puede responder por correo electrónico a { $reply }. Le rogamos que indique el número { $reference }.
answer-fixed = ¿Ya ha cerrado el acceso? Díganoslo y repetiremos la comprobación en breve.
answer-dispute = ¿Cree que estamos equivocados? Explíquenos por qué. No volveremos a escribirle sobre este asunto hasta que una persona lo haya examinado.
answer-no-mail = ¿No desea recibir más cartas nuestras? Basta con un clic: { $link }
answer-no-mail-reply = ¿No desea recibir más cartas nuestras? Responda únicamente con la palabra inglesa “unsubscribe” (“darse de baja”).
answer-no-checks = Las cartas y las comprobaciones son dos cosas distintas. Si tampoco desea que sigamos haciendo comprobaciones, díganoslo desde una dirección que los registros públicos indiquen para su red.

## Who writes, and how to know that it is true.

heading-who = Quiénes somos y cómo saber que esta carta es auténtica
who-operation = El remitente de esta carta es { $operation }. Fundamento de nuestra actuación: { $authority }.
who-partners = Participan las siguientes entidades: { $partners }.
who-page = En nuestra página puede consultar el número { $reference } y ver si esta carta es nuestra: { $page }
who-signature = Este mensaje lleva la firma digital de { $domain } (DKIM). Si su programa de correo indica que la firma falta o no es válida, no confíe en el mensaje.
who-never = Nunca pedimos contraseñas, dinero ni acceso a sus equipos.
who-contact = Preguntas sobre esta iniciativa: { $contact }
attachments = Los archivos adjuntos contienen la misma información en formatos para procesamiento automático: una tabla (CSV) e informes en formato XARF. Los archivos adjuntos son texto sin formato.
sign-off = Atentamente,

## Reminders, thanks and what else is written.

reminder-help = ¿Hay algo que le impida cerrar el acceso? Díganoslo y le ayudaremos.
reminder-last = Este es nuestro último recordatorio. Si no recibimos noticias suyas, pediremos ayuda a su proveedor o al equipo nacional de respuesta a incidentes informáticos.
thanks-delist = Si su dirección todavía figura en listas de bloqueo, ahora es un buen momento para solicitar que la retiren.
thanks-watch = Volveremos a comprobarlo de vez en cuando y le escribiremos solo si el acceso vuelve a estar abierto. Le recomendamos comprobarlo también por su cuenta después de cada actualización, traslado o restauración de una copia de seguridad.
reopened-why = Esto ocurre más a menudo de lo que parece: tras una actualización, un traslado a otro equipo o la restauración de una copia de seguridad.
dispute-stands = Lo comprobamos de nuevo y el resultado fue el mismo: el servidor está abierto a cualquiera. La nueva prueba figura más abajo.
dispute-withdrawn = Tiene usted razón. Hemos retirado lo que afirmamos y le pedimos disculpas por las molestias.
dispute-note = La persona que examinó el caso añade:
abuse-next = Si la dirección que nos indicó pertenece a una red que estamos autorizados a comprobar, la comprobaremos. Si el servidor está abierto, escribiremos a su responsable y repetiremos la comprobación hasta que quede cerrado.
abuse-private = No revelamos al responsable quién nos lo notificó.
