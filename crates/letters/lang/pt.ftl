### The letters in European Portuguese.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Relay de correio aberto em { $address }
subject-proxy = Proxy aberto em { $address }
subject-both = Relays de correio e proxies abertos na sua rede: { $count }
subject-many-relay = Relays de correio abertos na sua rede: { $count }
subject-many-proxy = Proxies abertos na sua rede: { $count }
subject-reminder = Lembrete: { $address } ainda aberto a desconhecidos
subject-reminder-many = Lembrete: servidores ainda abertos ({ $count })
subject-thanks = { $address } já está fechado a desconhecidos: obrigado
subject-thanks-many = Obrigado. Servidores já fechados a desconhecidos: { $count }
subject-reopened = { $address } de novo aberto a desconhecidos
subject-reopened-many = Servidores de novo abertos a desconhecidos: { $count }
subject-dispute = A sua objeção relativa a { $address }
subject-dispute-many = A sua objeção relativa a vários servidores: { $count }
subject-abuse = Recebemos a sua comunicação

## How a letter begins. Verdict first, then the reason.

greeting = Exmos. Senhores,
languages-below = Esta carta encontra-se também, mais abaixo, nestas línguas: { $languages }.
lead-relay = O servidor de correio eletrónico em { $address }, porta { $port }, retransmite mensagens de qualquer remetente para qualquer destinatário. É um relay aberto (open relay): qualquer desconhecido na Internet pode enviar correio através dele. Testámo-lo em { $date }; a prova encontra-se mais abaixo.
lead-proxy = O proxy em { $address }, porta { $port }, permite que qualquer pessoa na Internet se ligue a outros servidores. É um proxy aberto: desconhecidos podem agir através dele, e tudo o que fizerem parecerá vir da sua rede. Testámo-lo em { $date }; a prova encontra-se mais abaixo.
lead-many-relay = { $count ->
    [one] { $count } servidor de correio eletrónico na sua rede retransmite mensagens de qualquer remetente para qualquer destinatário: é um relay aberto (open relay). Testámo-lo,
   *[other] { $count } servidores de correio eletrónico na sua rede retransmitem mensagens de qualquer remetente para qualquer destinatário: são relays abertos (open relays). Testámos cada um deles,
 } e a prova encontra-se mais abaixo. Qualquer desconhecido na Internet pode enviar correio através da sua rede.
lead-many-proxy = { $count ->
    [one] { $count } proxy na sua rede permite que qualquer pessoa na Internet se ligue a outros servidores: é um proxy aberto. Testámo-lo,
   *[other] { $count } proxies na sua rede permitem que qualquer pessoa na Internet se ligue a outros servidores: são proxies abertos. Testámos cada um deles,
 } e a prova encontra-se mais abaixo. Desconhecidos podem agir através da sua rede, e tudo o que fizerem parecerá vir dela.
lead-both = { $count ->
    [one] { $count } servidor na sua rede está aberto a desconhecidos: retransmite mensagens de qualquer remetente para qualquer destinatário (relay aberto) e permite que qualquer pessoa na Internet se ligue a outros servidores (proxy aberto). Testámo-lo,
   *[other] { $count } servidores na sua rede estão abertos a desconhecidos. Uns retransmitem mensagens de qualquer remetente para qualquer destinatário (relays abertos); outros permitem que qualquer pessoa na Internet se ligue a outros servidores (proxies abertos). Testámos cada um deles,
 } e a prova encontra-se mais abaixo.
lead-reminder = Em { $date }, informámos que o servidor { $address }, porta { $port }, está aberto a desconhecidos. Voltámos a testá-lo em { $checked }, e continua aberto.
lead-reminder-many = Em { $date }, escrevemos sobre servidores da sua rede que estão abertos a desconhecidos. Voltámos a testá-los: { $count ->
    [one] { $count } deles continua aberto.
   *[other] { $count } deles continuam abertos.
 }
lead-thanks = O servidor { $address }, porta { $port }, já está fechado a desconhecidos. Recusou todos os nossos testes desde { $date }, pelo que encerrámos o caso. Agradecemos o seu trabalho.
lead-thanks-many = { $count ->
    [one] { $count } servidor sobre o qual escrevemos já está fechado a desconhecidos.
   *[other] { $count } servidores sobre os quais escrevemos já estão fechados a desconhecidos.
 } Todos os nossos testes desde { $date } foram recusados, pelo que encerrámos o assunto. Agradecemos o seu trabalho.
lead-reopened = O servidor { $address }, porta { $port }, foi fechado a desconhecidos em { $date }. Em { $checked }, voltámos a testá-lo, e está de novo aberto.
lead-reopened-many = { $count ->
    [one] { $count } servidor na sua rede tinha sido fechado e está de novo aberto a desconhecidos. Testámo-lo,
   *[other] { $count } servidores na sua rede tinham sido fechados e estão de novo abertos a desconhecidos. Testámos cada um deles,
 } e a prova encontra-se mais abaixo.
lead-dispute = Comunicou-nos que estamos enganados quanto ao servidor { $address }, porta { $port }. Agradecemos o aviso. Uma pessoa analisou o caso.
lead-dispute-many = Comunicou-nos que estamos enganados quanto a { $count ->
    [one] { $count } servidor
   *[other] { $count } servidores
 } da sua rede. Agradecemos o aviso. Uma pessoa analisou o assunto.
lead-abuse = Recebemos a sua comunicação e atribuímos-lhe o número { $reference }. Esta confirmação foi enviada automaticamente; durante uma semana não receberá mais nenhuma.
closing-is-cheap = Para fechar o acesso bastam, em geral, alguns comandos, e o único custo é um pouco de tempo. Os passos encontram-se nesta carta.
no-accusation = Não estamos a acusar ninguém. A maioria dos servidores deste tipo foi configurada de boa-fé, e os responsáveis não sabem que o acesso está aberto a qualquer pessoa.

## Why this reader is written to.

why-registry = Escrevemos-lhe porque os registos públicos da Internet indicam { $contact } como contacto desta rede.
why-domain = Escrevemos-lhe porque o domínio a que este servidor pertence indica { $contact } como contacto de segurança.
why-standard = Escrevemos para { $contact } porque todas as redes devem ter um endereço como este para receber comunicações de abuso.
why-national = Escrevemos-lhe porque não encontrámos nenhum endereço em funcionamento dos responsáveis por esta rede. Seria possível reencaminhar-lhes esta mensagem?
why-told = Escrevemos para { $contact } porque nos foi dito que é este o endereço correto para esta rede.
not-responsible = Se o responsável por este servidor for outra pessoa, pedimos-lhe que lhe reencaminhe esta carta ou que nos diga a quem devemos escrever.

## What was found.

heading-found = O que encontrámos
found-relay = relay de correio aberto
found-proxy = proxy aberto
column-server = Servidor
column-finding = Resultado
column-date = Teste (UTC)
column-software = Software
found-software = O servidor identifica-se como { $software }.
found-lists = Estas listas públicas já incluíam este endereço: { $lists }.
found-more = { $count ->
    [one] A tabela em anexo contém mais um servidor.
   *[other] A tabela em anexo contém mais { $count } servidores.
 }

## The test and the proof.

heading-proof = Como testámos e qual é a prova
proof-of = Prova relativa a { $address }, porta { $port }:
test-relay = Em { $date }, ligámo-nos a { $address }, porta { $port }, e apresentámos uma única mensagem. O remetente e o destinatário eram endereços nossos, que nada têm que ver com os seus utilizadores. Um servidor de correio eletrónico seguro recusa uma mensagem deste tipo.
proof-relay = O seu servidor aceitou a mensagem e entregou-a ao nosso próprio servidor de correio eletrónico, que a recebeu em { $date }. A mensagem continha um código secreto (token) que criámos apenas para este teste. Por isso, nada do que aqui se afirma é uma suposição.
test-proxy = Em { $date }, ligámo-nos a { $address }, porta { $port }, e pedimos uma ligação a um servidor nosso. Um proxy seguro não permite isto a desconhecidos.
proof-proxy = O proxy estabeleceu a ligação. O nosso servidor recebeu-a em { $date }, e por ela passaram códigos secretos (tokens) que criámos apenas para este teste. Por isso, nada do que aqui se afirma é uma suposição.
proof-exit = A ligação chegou até nós a partir do endereço { $exit }.
proof-mail = Permite também que qualquer pessoa se ligue à porta 25 de outros servidores e envie spam através dele.
test-harmless = O teste teve como destino apenas servidores nossos. Não iniciámos sessão em lado nenhum, não lemos nem alterámos nada, e mais ninguém recebeu o que quer que fosse.
transcript-intro = Esta é a conversa, palavra por palavra. C: é o que nós dissemos; S: é o que o servidor disse.
trace-intro = Estas linhas da mensagem recebida mostram o caminho que percorreu:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = O que é um relay aberto e quais são as consequências?
relay-meaning = Um servidor de correio eletrónico deve aceitar uma mensagem apenas em dois casos: quando vem de um dos seus próprios utilizadores, depois de confirmada a identidade deste, e quando se destina a um dos seus próprios utilizadores. Um relay aberto aceita mensagens de qualquer pessoa para qualquer pessoa. Quem envia spam e mensagens fraudulentas procura servidores deste tipo dia e noite, porque se pode esconder atrás deles.
heading-proxy = O que é um proxy aberto e quais são as consequências?
proxy-meaning = Um proxy vai buscar páginas ou abre ligações para os seus utilizadores. Um proxy aberto faz isso para qualquer pessoa. Quem envia spam, ataca outros servidores ou se apodera de contas alheias procura proxies deste tipo dia e noite, porque se pode esconder atrás deles.
harm-intro = Na prática, as consequências são estas:
harm-blamed-relay = Os destinatários acreditam que o spam foi enviado por si, porque vem do seu servidor.
harm-blamed-proxy = Os ataques e as fraudes parecem obra sua, porque vêm do seu endereço.
harm-resources = Desconhecidos usam a sua ligação, as suas máquinas e o seu espaço de armazenamento, e os custos são seus.
harm-clogged = O seu próprio correio e as suas próprias ligações ficam lentos ou bloqueados.
harm-costs = Limpar o servidor e responder a queixas consome horas de trabalho.
harm-lists = O seu endereço passa a constar de listas de bloqueio, e outros servidores passam a recusar o seu próprio correio.
harm-provider = O seu fornecedor de serviço pode ter de desligar o servidor da rede.
harm-complaints = As queixas, e por vezes as perguntas da polícia, são-lhe dirigidas.
harm-inside = Desconhecidos podem chegar a máquinas internas da sua rede a que ninguém deveria ter acesso a partir da Internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Como fechar o acesso
steps-for = Estes passos são para o { $product }, que parece ser o software em uso.
steps-for-servers = Para { $product } ({ $servers }):
steps-unknown = Não conseguimos determinar qual é o software em uso. Este comando, executado como administrador no próprio servidor, mostra-o:
steps-list = Temos instruções para os seguintes produtos: { $products }. Responda com o nome do seu e enviar-lhe-emos as instruções.
rule-relay = Seja qual for o software: aceite correio de todos apenas para os seus próprios domínios. Retransmita correio para outros domínios apenas para utilizadores com sessão iniciada e para computadores seus, indicados um a um.
rule-proxy = Seja qual for o software: permita o acesso apenas às suas próprias redes ou a utilizadores com sessão iniciada; configure o proxy para escutar num endereço interno; permita apenas as portas necessárias, e nunca a porta 25; e bloqueie na firewall o acesso a partir da Internet à porta do proxy.
steps-afterwards = Depois de fechar o acesso, verifique o que já aconteceu: elimine da fila as mensagens de desconhecidos, leia os registos (logs) e peça a remoção do seu endereço das listas de bloqueio em que conste.
steps-manual = O manual do { $product } tem mais informações: { $manual }
example-intro = Nestes passos, deve substituir os exemplos pelos seus próprios valores:
example-network = { $value } representa a rede dos seus próprios computadores.
example-address = { $value } representa o endereço interno do servidor.
example-host = { $value } representa um único computador que conhece.
example-domain = { $value } representa o seu próprio domínio.
example-login = Em vez de { $value }, utilize nomes de utilizador seus e palavras-passe longas.
example-server = { $value } representa o nome ou o endereço do servidor.
example-elsewhere = { $value } representa um endereço seu noutro fornecedor.
step-run = Execute como administrador:
step-edit = Em { $file }, devem constar estas linhas:
step-set = Em { $file }, atribua a { $setting } o valor { $value }.
step-unset = Em { $file }, { $setting } não deve constar, seja qual for o valor.
step-remove = Remova de { $file }:
step-order = Em { $file }, { $first } deve vir antes de { $then }: aplica-se a primeira linha que corresponder.
step-limit = Em { $file }, { $setting } só pode conter as suas próprias redes, por exemplo:
step-bind = Em { $file }, utilize { $setting } para que o serviço escute apenas num endereço interno:
step-tick = Abra { $path } e marque «{ $item }».
step-untick = Abra { $path } e desmarque «{ $item }».
step-choose = Abra { $path } e escolha «{ $value }» em «{ $item }».
step-enter = Abra { $path } e, em «{ $item }», substitua o conteúdo por este valor: { $value }
step-empty = Abra { $path } e remova da lista «{ $item }» tudo o que não for seu.
step-inspect = Analise o resultado deste comando. Não deve haver nada que não tenha sido configurado por si:
step-rebuild = Volte a gerar os ficheiros que o servidor realmente lê; sem isso, a alteração não tem efeito:
step-check-syntax = Verifique a configuração antes de a carregar. Não pode haver nenhum erro:
step-restart = Carregue a nova configuração:
step-firewall = Na firewall, bloqueie o acesso a partir da Internet, tanto em IPv4 como em IPv6. Porta ou portas: { $ports }.
step-upgrade = Atualize para a versão { $version } ou posterior. As versões anteriores não permitem fechar o acesso ou têm uma vulnerabilidade conhecida.
step-replace = Este produto não tem qualquer controlo de acesso. Bloqueie o acesso a partir da Internet ou substitua-o por outro produto.
when-debian = Em Debian e Ubuntu:
when-monolithic = Com um único ficheiro de configuração, escrito por si:
when-version-below = Se a versão for anterior à { $version }:
when-version-from = Se a versão for a { $version } ou posterior:
when-nat = Se o servidor tiver à frente tradução de endereços (NAT), um balanceador de carga ou uma rede de contentores:
when-container = Se o serviço for executado num contentor cuja porta esteja publicada:
when-needs-remote-users = Se os seus utilizadores precisarem do serviço fora das suas próprias redes:
when-needs-forwarding = Se houver computadores da sua rede que precisem do serviço como proxy:
when-unused = Se ninguém precisar desta função:
when-alternative = Ou, em vez do passo anterior:
verify-outside = Num computador fora de todas as suas redes, execute:
verify-server = No próprio servidor, execute:
verify-expect = A resposta deve conter isto:
verify-expect-any = A resposta deve conter uma destas opções:
mistakes-intro = Erros frequentes:
mistake-wide-network = A definição abrange todos os endereços ou uma rede demasiado grande.
mistake-order = Uma linha que permite o acesso vem antes da linha que o recusa.
mistake-overridden = O mesmo parâmetro é definido outra vez noutro local, e é esse valor que prevalece.
mistake-not-rebuilt = O ficheiro foi alterado, mas o comando que leva o servidor a lê-lo não foi executado.
mistake-default-open = Quando falta o parâmetro, o acesso é permitido a todos.
mistake-nat = O endereço de um balanceador de carga, da tradução de endereços (NAT) ou de uma rede de contentores é considerado fidedigno. Toda a Internet parece vir daí.
mistake-other-listener = O acesso está fechado num local, mas continua aberto noutra porta, noutro serviço ou por IPv6.
mistake-sender-trust = Basta um endereço de remetente ou um nome indicado pelo cliente para obter acesso. Qualquer pessoa pode escrever qualquer nome.
mistake-weak-login = Basta uma palavra-passe qualquer, ou uma fácil de adivinhar, para obter acesso.
mistake-any-port = São permitidas ligações a todas as portas, incluindo a porta 25.
mistake-backup-mx = As mensagens são retransmitidas para todos os domínios que indiquem este servidor como seu servidor de correio (registo MX).
mistake-inside-test = Um teste feito a partir de uma rede fidedigna não prova nada.
mistake-request-chooses = O próprio pedido escolhe o servidor de destino.
mistake-unmaintained = Já não há atualizações para este produto.
mistake-compromised = Se este serviço não foi instalado por si, foi instalado por outra pessoa. Procure primeiro sinais de intrusão.

## How to check it.

heading-check = Como pode verificar por si
check-command = O programa que utilizamos é software livre e chama-se Cerrojo. Para fazer o mesmo teste ao seu próprio servidor, execute num computador fora da sua rede:
check-again = Nós também voltamos a testar. Quando vários testes, feitos ao longo de pelo menos três dias, tiverem sido todos recusados, encerramos o caso e avisamos.

## How to answer.

heading-answer = Como responder
answer-reply = Basta responder a esta mensagem, na sua língua ou em inglês. As respostas são lidas por uma pessoa. Pedimos que mantenha o número { $reference } no assunto.
answer-print = Pode responder por correio eletrónico para { $reply }. Pedimos que indique o número { $reference }.
answer-fixed = Já fechou o acesso? Diga-nos, e voltaremos a testar em breve.
answer-dispute = Considera que estamos enganados? Diga-nos porquê. Não voltaremos a escrever sobre o assunto até que uma pessoa o tenha analisado.
answer-no-mail = Não deseja receber mais cartas nossas? Basta um clique: { $link }
answer-no-mail-reply = Não deseja receber mais cartas nossas? Responda apenas com a palavra inglesa «unsubscribe» («anular subscrição»).
answer-no-checks = As cartas e os testes são duas coisas diferentes. Se também já não desejar os testes, informe-nos a partir de um endereço que os registos públicos indiquem para a sua rede.

## Who writes, and how to know that it is true.

heading-who = Quem somos e como saber que esta carta é autêntica
who-operation = O remetente desta carta é { $operation }. Atuamos com o seguinte fundamento: { $authority }.
who-partners = Participam as seguintes entidades: { $partners }.
who-page = Na nossa página pode consultar o número { $reference } e confirmar se esta carta é nossa: { $page }
who-signature = Esta mensagem tem a assinatura digital de { $domain } (DKIM). Se o seu programa de correio eletrónico indicar que a assinatura falta ou não é válida, não confie na mensagem.
who-never = Nunca pedimos palavras-passe, dinheiro nem acesso aos seus computadores.
who-contact = Perguntas sobre esta iniciativa: { $contact }
attachments = Os ficheiros em anexo contêm as mesmas informações para tratamento automático: uma tabela (CSV) e relatórios no formato XARF. Os ficheiros em anexo são texto simples.
sign-off = Com os melhores cumprimentos,

## Reminders, thanks and what else is written.

reminder-help = Existe algum obstáculo ao fecho do acesso? Diga-nos, e ajudaremos.
reminder-last = Este é o nosso último lembrete. Se não tivermos notícias suas, pediremos ajuda ao seu fornecedor de serviço ou à equipa nacional de resposta a incidentes de segurança informática.
thanks-delist = Se o seu endereço ainda constar de listas de bloqueio, este é um bom momento para pedir a sua remoção.
thanks-watch = Voltamos a verificar de tempos a tempos e só lhe escrevemos se o servidor estiver de novo aberto. Recomendamos que verifique também por si depois de cada atualização, migração ou reposição de uma cópia de segurança.
reopened-why = Isto acontece mais vezes do que se pensa: depois de uma atualização, da mudança para outra máquina ou da reposição de uma cópia de segurança.
dispute-stands = Voltámos a testar e o resultado foi o mesmo: o servidor está aberto. A nova prova encontra-se mais abaixo.
dispute-withdrawn = Tem razão. Retirámos o que afirmámos e pedimos desculpa pelo incómodo.
dispute-note = A pessoa que analisou o caso acrescenta:
abuse-next = Se o endereço que indicou pertencer a uma rede que estamos autorizados a testar, iremos testá-lo. Se o servidor estiver aberto, escreveremos ao responsável e repetiremos o teste até que o acesso seja fechado.
abuse-private = Não dizemos ao responsável quem fez a comunicação.
