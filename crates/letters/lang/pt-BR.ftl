### The letters in Brazilian Portuguese.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Relay de e-mail aberto em { $address }
subject-proxy = Proxy aberto em { $address }
subject-both = Relays de e-mail e proxies abertos na sua rede: { $count }
subject-many-relay = Relays de e-mail abertos na sua rede: { $count }
subject-many-proxy = Proxies abertos na sua rede: { $count }
subject-reminder = Lembrete: { $address } continua aberto a estranhos
subject-reminder-many = Lembrete: servidores que continuam abertos ({ $count })
subject-thanks = { $address } já está fechado a estranhos: obrigado
subject-thanks-many = Obrigado. Servidores já fechados a estranhos: { $count }
subject-reopened = { $address } está novamente aberto a estranhos
subject-reopened-many = Servidores novamente abertos a estranhos: { $count }
subject-dispute = Sua contestação sobre { $address }
subject-dispute-many = Sua contestação sobre servidores: { $count }
subject-abuse = Recebemos a sua notificação

## How a letter begins. Verdict first, then the reason.

greeting = Prezada Senhora, Prezado Senhor,
languages-below = Esta carta também aparece abaixo nestes idiomas: { $languages }.
lead-relay = O servidor de e-mail em { $address }, porta { $port }, repassa mensagens de qualquer remetente para qualquer destinatário. Ele é um relay aberto (open relay): qualquer estranho na Internet pode enviar e-mails por meio dele. Testamos o servidor em { $date }; a prova está mais abaixo.
lead-proxy = O proxy em { $address }, porta { $port }, conecta qualquer pessoa na Internet a outros servidores. Ele é um proxy aberto: estranhos podem agir por meio dele, e tudo o que fizerem parecerá vir da sua rede. Testamos o servidor em { $date }; a prova está mais abaixo.
lead-many-relay = { $count ->
    [one] { $count } servidor de e-mail na sua rede repassa mensagens de qualquer remetente para qualquer destinatário: é um relay aberto (open relay). Nós o testamos,
   *[other] { $count } servidores de e-mail na sua rede repassam mensagens de qualquer remetente para qualquer destinatário: são relays abertos (open relays). Testamos cada um deles,
 } e a prova está mais abaixo. Qualquer estranho na Internet pode enviar e-mails por meio da sua rede.
lead-many-proxy = { $count ->
    [one] { $count } proxy na sua rede conecta qualquer pessoa na Internet a outros servidores: é um proxy aberto. Nós o testamos,
   *[other] { $count } proxies na sua rede conectam qualquer pessoa na Internet a outros servidores: são proxies abertos. Testamos cada um deles,
 } e a prova está mais abaixo. Estranhos podem agir por meio da sua rede, e tudo o que fizerem parecerá vir dela.
lead-both = { $count ->
    [one] { $count } servidor na sua rede está aberto a estranhos: ele repassa mensagens de qualquer remetente para qualquer destinatário (relay aberto) e conecta qualquer pessoa na Internet a outros servidores (proxy aberto). Nós o testamos,
   *[other] { $count } servidores na sua rede estão abertos a estranhos. Alguns repassam mensagens de qualquer remetente para qualquer destinatário (relays abertos); outros conectam qualquer pessoa na Internet a outros servidores (proxies abertos). Testamos cada um deles,
 } e a prova está mais abaixo.
lead-reminder = Em { $date }, informamos que o servidor { $address }, porta { $port }, está aberto a estranhos. Nós o testamos novamente em { $checked }, e ele continua aberto.
lead-reminder-many = Em { $date }, escrevemos a respeito de servidores na sua rede que estão abertos a estranhos. Fizemos novos testes: { $count ->
    [one] { $count } deles continua aberto.
   *[other] { $count } deles continuam abertos.
 }
lead-thanks = O servidor { $address }, porta { $port }, está fechado a estranhos. Ele recusou todos os nossos testes desde { $date }; por isso, encerramos o caso. Agradecemos o seu trabalho.
lead-thanks-many = { $count ->
    [one] { $count } servidor sobre o qual escrevemos está fechado a estranhos.
   *[other] { $count } servidores sobre os quais escrevemos estão fechados a estranhos.
 } Todos os nossos testes desde { $date } foram recusados; por isso, encerramos o assunto. Agradecemos o seu trabalho.
lead-reopened = O servidor { $address }, porta { $port }, foi fechado a estranhos em { $date }. Em { $checked }, nós o testamos novamente, e ele voltou a ficar aberto.
lead-reopened-many = { $count ->
    [one] { $count } servidor na sua rede tinha sido fechado e agora está novamente aberto a estranhos. Nós o testamos,
   *[other] { $count } servidores na sua rede tinham sido fechados e agora estão novamente abertos a estranhos. Testamos cada um deles,
 } e a prova está mais abaixo.
lead-dispute = Recebemos a sua mensagem de que estamos enganados a respeito do servidor { $address }, porta { $port }. Agradecemos o aviso. Uma pessoa examinou o caso.
lead-dispute-many = Recebemos a sua mensagem de que estamos enganados a respeito de { $count ->
    [one] { $count } servidor
   *[other] { $count } servidores
 } na sua rede. Agradecemos o aviso. Uma pessoa examinou o assunto.
lead-abuse = Recebemos a sua notificação e lhe atribuímos o número { $reference }. Esta confirmação foi enviada automaticamente; nenhuma outra será enviada durante uma semana.
closing-is-cheap = Para fechar o acesso, em geral bastam alguns comandos, e o único custo é um pouco de tempo. Os passos estão nesta carta.
no-accusation = Não estamos acusando ninguém. A maioria dos servidores desse tipo foi configurada de boa-fé, e os responsáveis não sabem que o acesso está aberto a qualquer pessoa.

## Why this reader is written to.

why-registry = Escrevemos porque os registros públicos da Internet indicam { $contact } como contato desta rede.
why-domain = Escrevemos porque o domínio ao qual este servidor pertence indica { $contact } como contato de segurança.
why-standard = Escrevemos para { $contact } porque toda rede deveria ter um endereço como este para receber notificações de abuso.
why-national = Escrevemos porque não encontramos nenhum endereço em funcionamento dos responsáveis por esta rede. Seria possível encaminhar esta mensagem a eles?
why-told = Escrevemos para { $contact } porque fomos informados de que este é o endereço correto para esta rede.
not-responsible = Se outra pessoa for responsável por este servidor, pedimos que encaminhe esta carta a ela ou nos diga a quem devemos escrever.

## What was found.

heading-found = O que encontramos
found-relay = relay de e-mail aberto
found-proxy = proxy aberto
column-server = Servidor
column-finding = Resultado
column-date = Teste (UTC)
column-software = Software
found-software = O servidor se identifica como { $software }.
found-lists = Estas listas públicas já continham este endereço: { $lists }.
found-more = { $count ->
    [one] Há mais um servidor na tabela anexa.
   *[other] Há mais { $count } servidores na tabela anexa.
 }

## The test and the proof.

heading-proof = Como testamos e qual é a prova
proof-of = Prova referente a { $address }, porta { $port }:
test-relay = Em { $date }, estabelecemos uma conexão com { $address }, porta { $port }, e oferecemos uma única mensagem. O remetente e o destinatário eram endereços nossos, que não têm nenhuma relação com os seus usuários. Um servidor de e-mail seguro recusa uma mensagem assim.
proof-relay = O seu servidor aceitou a mensagem e a entregou ao nosso próprio servidor de e-mail, que a recebeu em { $date }. A mensagem continha um código secreto (token) que tínhamos criado somente para este teste. Portanto, nada aqui é suposição.
test-proxy = Em { $date }, estabelecemos uma conexão com { $address }, porta { $port }, e pedimos acesso a um servidor nosso. Um proxy seguro não permite isso a estranhos.
proof-proxy = O proxy fez a conexão. O nosso servidor a recebeu em { $date }, e por ela passaram códigos secretos (tokens) que tínhamos criado somente para este teste. Portanto, nada aqui é suposição.
proof-exit = A conexão chegou até nós a partir do endereço { $exit }.
proof-mail = Ele também conecta qualquer pessoa à porta 25 de outros servidores, o que permite o envio de spam por meio dele.
test-harmless = O teste usou como destino apenas servidores nossos. Não fizemos login em lugar nenhum, não lemos nem alteramos nada, e ninguém mais recebeu coisa alguma.
transcript-intro = Esta é a conversa, palavra por palavra. C: é o que nós dissemos; S: é o que o servidor disse.
trace-intro = Estas linhas da mensagem que recebemos mostram o caminho que ela percorreu:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = O que é um relay aberto e quais são as consequências?
relay-meaning = Um servidor de e-mail deveria aceitar uma mensagem somente em dois casos: quando ela vem de um dos seus próprios usuários, depois de confirmada a identidade dele, e quando ela se destina a um dos seus próprios usuários. Um relay aberto aceita mensagens de qualquer pessoa para qualquer pessoa. Quem envia spam e e-mails fraudulentos procura servidores assim dia e noite, porque pode se esconder atrás deles.
heading-proxy = O que é um proxy aberto e quais são as consequências?
proxy-meaning = Um proxy busca páginas ou abre conexões para os seus usuários. Um proxy aberto faz isso para qualquer pessoa. Quem envia spam, ataca outros servidores ou invade contas procura proxies assim dia e noite, porque pode se esconder atrás deles.
harm-intro = Na prática, as consequências são estas:
harm-blamed-relay = Os destinatários acreditam que o spam partiu da sua organização, porque ele vem do seu servidor.
harm-blamed-proxy = Ataques e fraudes parecem obra sua, porque vêm do seu endereço.
harm-resources = Estranhos usam o seu link, as suas máquinas e o seu espaço de armazenamento, e o custo é seu.
harm-clogged = Os seus próprios e-mails e as suas próprias conexões ficam mais lentos ou param de funcionar.
harm-costs = Limpar o servidor e responder a reclamações consome horas de trabalho.
harm-lists = O seu endereço entra em listas de bloqueio, e outros servidores passam a recusar os seus próprios e-mails.
harm-provider = O seu provedor pode ter de desconectar o servidor.
harm-complaints = As reclamações, e às vezes perguntas da polícia, chegam ao responsável pelo servidor.
harm-inside = Estranhos podem alcançar máquinas internas da sua rede que não deveriam ser acessíveis pela Internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Como fechar o acesso
steps-for = Estes passos são para o { $product }, que parece ser o software em uso.
steps-for-servers = Para { $product } ({ $servers }):
steps-unknown = Não conseguimos identificar o software em uso. Este comando mostra qual é; execute-o como administrador no próprio servidor:
steps-list = Temos instruções para os seguintes produtos: { $products }. Responda com o nome do seu, e enviaremos as instruções.
rule-relay = Qualquer que seja o software: aceite e-mails de todos somente para os seus próprios domínios. Repasse e-mails para outros domínios somente para usuários que tenham feito login e para computadores seus, indicados um a um.
rule-proxy = Qualquer que seja o software: permita o acesso somente às suas próprias redes ou a usuários que tenham feito login; configure o proxy para escutar em um endereço interno; libere somente as portas necessárias, e nunca a porta 25; e bloqueie no firewall o acesso da Internet à porta do proxy.
steps-afterwards = Depois de fechar o acesso, verifique o que já aconteceu: remova da fila as mensagens de estranhos, leia os logs e peça a retirada do seu endereço das listas de bloqueio em que ele estiver.
steps-manual = O manual do { $product } traz mais informações: { $manual }
example-intro = Nestes passos, substitua os exemplos pelos seus próprios valores:
example-network = { $value } representa a rede dos seus próprios computadores.
example-address = { $value } representa o endereço interno do servidor.
example-host = { $value } representa um único computador conhecido.
example-domain = { $value } representa o seu próprio domínio.
example-login = No lugar de { $value }, use nomes de usuário seus e senhas longas.
example-server = { $value } representa o nome ou o endereço do servidor.
example-elsewhere = { $value } representa um endereço seu em outro provedor.
step-run = Execute como administrador:
step-edit = Em { $file }, estas linhas devem estar presentes:
step-set = Em { $file }, defina { $setting } com o valor { $value }.
step-unset = Em { $file }, { $setting } não deve aparecer, qualquer que seja o valor.
step-remove = Remova de { $file }:
step-order = Em { $file }, { $first } deve vir antes de { $then }: vale a primeira linha que corresponder.
step-limit = Em { $file }, { $setting } só pode conter as suas próprias redes, por exemplo:
step-bind = Em { $file }, use { $setting } para que o serviço escute somente em um endereço interno:
step-tick = Abra { $path } e marque “{ $item }”.
step-untick = Abra { $path } e desmarque “{ $item }”.
step-choose = Abra { $path } e escolha “{ $value }” em “{ $item }”.
step-enter = Abra { $path } e, em “{ $item }”, substitua o conteúdo por este valor: { $value }
step-empty = Abra { $path } e remova da lista “{ $item }” tudo o que não for seu.
step-inspect = Examine a saída deste comando. Não deve haver nada que a sua equipe não tenha configurado:
step-rebuild = Gere novamente os arquivos que o servidor de fato lê; sem isso, a alteração não tem efeito:
step-check-syntax = Verifique a configuração antes de carregá-la. Não pode haver nenhum erro:
step-restart = Carregue a nova configuração:
step-firewall = No firewall, bloqueie o acesso a partir da Internet, tanto em IPv4 quanto em IPv6. Porta ou portas: { $ports }.
step-upgrade = Atualize para a versão { $version } ou posterior. As versões anteriores não permitem fechar o acesso ou têm uma vulnerabilidade conhecida.
step-replace = Este produto não tem nenhum controle de acesso. Bloqueie o acesso pela Internet ou substitua-o por outro produto.
when-debian = No Debian e no Ubuntu:
when-monolithic = Com um único arquivo de configuração, criado por conta própria:
when-version-below = Se a versão for anterior à { $version }:
when-version-from = Se a versão for { $version } ou posterior:
when-nat = Se houver à frente do servidor tradução de endereços (NAT), um balanceador de carga ou uma rede de contêineres:
when-container = Se o serviço for executado em um contêiner com a porta publicada:
when-needs-remote-users = Se os seus usuários precisarem do serviço fora das suas próprias redes:
when-needs-forwarding = Se computadores da sua rede precisarem do serviço como proxy:
when-unused = Se ninguém precisar desta função:
when-alternative = Ou, em vez do passo anterior:
verify-outside = Em um computador fora de todas as suas redes, execute:
verify-server = No próprio servidor, execute:
verify-expect = A resposta deve conter isto:
verify-expect-any = A resposta deve conter um destes textos:
mistakes-intro = Erros comuns:
mistake-wide-network = A configuração abrange qualquer endereço ou uma rede grande demais.
mistake-order = Uma linha que permite o acesso vem antes da linha que o recusa.
mistake-overridden = O mesmo parâmetro é definido de novo em outro lugar, e é esse valor que vale.
mistake-not-rebuilt = O arquivo foi alterado, mas o comando que faz o servidor lê-lo não foi executado.
mistake-default-open = Quando falta o parâmetro, o acesso é permitido a todos.
mistake-nat = O endereço de um balanceador de carga, da tradução de endereços (NAT) ou de uma rede de contêineres é considerado confiável. A Internet inteira parece vir dali.
mistake-other-listener = O acesso está fechado em um lugar, mas continua aberto em outra porta, em outro serviço ou por IPv6.
mistake-sender-trust = Um endereço de remetente ou um nome informado pelo cliente basta para obter acesso. Qualquer pessoa pode escrever qualquer nome.
mistake-weak-login = Qualquer senha, ou uma senha fácil de adivinhar, basta para obter acesso.
mistake-any-port = São permitidas conexões a todas as portas, inclusive à porta 25.
mistake-backup-mx = As mensagens são repassadas a todo domínio que indique este servidor como seu servidor de e-mail (registro MX).
mistake-inside-test = Um teste feito de dentro de uma rede confiável não prova nada.
mistake-request-chooses = A própria requisição escolhe o servidor de destino.
mistake-unmaintained = Não há mais atualizações para este produto.
mistake-compromised = Se este serviço não foi instalado por quem administra o servidor, outra pessoa o instalou. Procure primeiro sinais de invasão.

## How to check it.

heading-check = Como conferir por conta própria
check-command = O programa que usamos é software livre e se chama Cerrojo. Para fazer o mesmo teste no seu próprio servidor, execute em um computador fora da sua rede:
check-again = Nós também testaremos de novo. Quando vários testes, feitos ao longo de pelo menos três dias, tiverem sido todos recusados, encerraremos o caso e avisaremos.

## How to answer.

heading-answer = Como responder
answer-reply = Basta responder a esta mensagem, no seu idioma ou em inglês. As respostas são lidas por uma pessoa. Pedimos que mantenha o número { $reference } no assunto.
answer-print = É possível responder por e-mail para { $reply }. Pedimos que informe o número { $reference }.
answer-fixed = O acesso já foi fechado? Avise-nos, e faremos um novo teste em breve.
answer-dispute = Considera que estamos enganados? Explique-nos o motivo. Não escreveremos de novo sobre o assunto até que uma pessoa o tenha examinado.
answer-no-mail = Não deseja mais receber cartas nossas? Basta um clique: { $link }
answer-no-mail-reply = Não deseja mais receber cartas nossas? Responda apenas com a palavra inglesa “unsubscribe” (“cancelar inscrição”).
answer-no-checks = As cartas e os testes são duas coisas diferentes. Se também não desejar mais os testes, avise-nos a partir de um endereço que os registros públicos indiquem para a sua rede.

## Who writes, and how to know that it is true.

heading-who = Quem somos e como saber que esta carta é autêntica
who-operation = O remetente desta carta é { $operation }. Atuamos com base no seguinte: { $authority }.
who-partners = Participam as seguintes entidades: { $partners }.
who-page = Em nossa página, é possível consultar o número { $reference } e confirmar se esta carta é nossa: { $page }
who-signature = Esta mensagem leva a assinatura digital de { $domain } (DKIM). Se o seu programa de e-mail indicar que a assinatura está ausente ou é inválida, não confie na mensagem.
who-never = Nunca pedimos senhas, dinheiro ou acesso aos seus computadores.
who-contact = Perguntas sobre esta iniciativa: { $contact }
attachments = Os arquivos anexos contêm as mesmas informações para processamento automático: uma tabela (CSV) e relatórios no formato XARF. Os arquivos anexos são texto simples.
sign-off = Atenciosamente,

## Reminders, thanks and what else is written.

reminder-help = Existe algo que impeça o fechamento do acesso? Diga-nos, e ajudaremos.
reminder-last = Este é o nosso último lembrete. Se não recebermos resposta, pediremos ajuda ao seu provedor ou ao grupo nacional de resposta a incidentes de segurança.
thanks-delist = Se o seu endereço ainda estiver em listas de bloqueio, este é um bom momento para pedir a retirada.
thanks-watch = Verificaremos de novo de tempos em tempos e só escreveremos se o acesso estiver aberto outra vez. Recomendamos conferir também por conta própria depois de cada atualização, migração ou restauração de backup.
reopened-why = Isso acontece com mais frequência do que se imagina: depois de uma atualização, da migração para outra máquina ou da restauração de um backup.
dispute-stands = Testamos de novo, e o resultado foi o mesmo: o servidor está aberto. A nova prova está mais abaixo.
dispute-withdrawn = A sua contestação está correta. Retiramos o que afirmamos e pedimos desculpas pelo transtorno.
dispute-note = A pessoa que examinou o caso acrescenta:
abuse-next = Se o endereço indicado pertencer a uma rede que temos autorização para testar, faremos o teste. Se o servidor estiver aberto, escreveremos ao responsável e repetiremos o teste até que o acesso seja fechado.
abuse-private = Não informamos ao responsável quem fez a notificação.
