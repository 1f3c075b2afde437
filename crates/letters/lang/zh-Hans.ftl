### The letters in Simplified Chinese.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = { $address } 存在开放邮件中继
subject-proxy = { $address } 存在开放代理
subject-both = 您的网络中的开放邮件中继和开放代理：{ $count } 台
subject-many-relay = 您的网络中的开放邮件中继：{ $count } 台
subject-many-proxy = 您的网络中的开放代理：{ $count } 台
subject-reminder = 提醒：{ $address } 仍对未授权用户开放
subject-reminder-many = 提醒：仍对未授权用户开放的服务器：{ $count } 台
subject-thanks = { $address } 的问题已解决，谢谢
subject-thanks-many = { $count } 台服务器的问题已解决，谢谢
subject-reopened = { $address } 再次对未授权用户开放
subject-reopened-many = 再次对未授权用户开放的服务器：{ $count } 台
subject-dispute = 关于您对 { $address } 的异议
subject-dispute-many = 关于您对 { $count } 台服务器的异议
subject-abuse = 我们已收到您的举报

## How a letter begins. Verdict first, then the reason.

greeting = 尊敬的先生/女士：
languages-below = 本信另附以下语言的版本：{ $languages }。
lead-relay = { $address }（端口 { $port }）上的邮件服务器会把任何人发来的邮件转发给任何收件人。这就是“开放中继”（Open Relay）：互联网上的陌生人可以利用它发送邮件。我们于{ $date } 对它进行了测试，证据见下文。
lead-proxy = { $address }（端口 { $port }）上的代理服务器会为互联网上的任何人连接其他服务器。这就是“开放代理”（Open Proxy）：陌生人可以通过它上网活动，而他们的一切行为看起来都像是您所为。我们于{ $date } 对它进行了测试，证据见下文。
lead-many-relay = 您的网络中有 { $count } 台邮件服务器会把任何人发来的邮件转发给任何收件人，这就是“开放中继”（Open Relay）。互联网上的陌生人可以利用您的网络发送邮件。我们逐台进行了测试，证据见下文。
lead-many-proxy = 您的网络中有 { $count } 台代理服务器会为互联网上的任何人连接其他服务器，这就是“开放代理”（Open Proxy）。陌生人可以通过您的网络上网活动，而他们的一切行为看起来都像是您所为。我们逐台进行了测试，证据见下文。
lead-both = 您的网络中有 { $count } 台服务器对未授权用户开放：有的会把任何人发来的邮件转发给任何收件人（开放中继，Open Relay），有的会为互联网上的任何人连接其他服务器（开放代理，Open Proxy）。我们逐台进行了测试，证据见下文。
lead-reminder = 我们曾于{ $date }致信告知您，{ $address }（端口 { $port }）对未授权用户开放。我们于{ $checked } 再次进行了测试，情况仍未改变。
lead-reminder-many = 我们曾于{ $date }致信告知您，您的网络中有服务器对未授权用户开放。我们再次进行了测试，其中仍有 { $count } 台对未授权用户开放。
lead-thanks = { $address }（端口 { $port }）已不再接受未授权的使用。自{ $date }以来，我们的每次测试均被拒绝，因此我们已将此事结案。感谢您的处理。
lead-thanks-many = 我们曾致信告知您的服务器中，有 { $count } 台已不再接受未授权的使用。自{ $date }以来，我们的每次测试均被拒绝，因此我们已将相关事项结案。感谢您的处理。
lead-reopened = { $address }（端口 { $port }）的问题曾于{ $date }得到解决。我们于{ $checked } 再次进行了测试，发现它又对未授权用户开放了。
lead-reopened-many = 您的网络中有 { $count } 台服务器的问题曾得到解决，但现在又对未授权用户开放了。我们逐台进行了测试，证据见下文。
lead-dispute = 您曾告诉我们，我们对 { $address }（端口 { $port }）的判断有误。感谢您的反馈。我们的工作人员已对此作了人工核查。
lead-dispute-many = 您曾告诉我们，我们对您网络中 { $count } 台服务器的判断有误。感谢您的反馈。我们的工作人员已对此作了人工核查。
lead-abuse = 您的举报已收到，编号为 { $reference }。本确认函由系统自动发出；一周之内，您不会再收到其他确认函。
closing-is-cheap = 要解决这个问题，通常只需执行几条命令，除少量时间外没有其他花费。具体步骤见本信。
no-accusation = 我们并无指责之意。这类服务器大多是为正当用途搭建的，其所有者并不知道它们对任何人开放。

## Why this reader is written to.

why-registry = 我们致信给您，是因为公开的互联网注册信息将 { $contact } 列为该网络的联系人。
why-domain = 我们致信给您，是因为该服务器所属的域名将 { $contact } 列为其安全事务联系人。
why-standard = 我们致信 { $contact } 这一地址，是因为每个网络都应设有这样一个用于接收滥用举报的地址。
why-national = 我们致信给您，是因为未能找到该网络所有者的有效联系地址。能否烦请您将本信转交给对方？
why-told = 我们致信 { $contact } 这一地址，是因为有人告知我们，该网络的事务应联系此地址。
not-responsible = 如果该服务器由他人负责，烦请转交本信，或告诉我们应当联系谁。

## What was found.

heading-found = 测试结果
found-relay = 开放邮件中继
found-proxy = 开放代理
column-server = 服务器
column-finding = 结果
column-date = 测试时间（UTC）
column-software = 软件
found-software = 该服务器自报的软件是：{ $software }。
found-lists = 以下公开名单此前已列有该地址：{ $lists }。
found-more = 另有 { $count } 台服务器列于附件的表格中。

## The test and the proof.

heading-proof = 测试方法与证据
proof-of = { $address }（端口 { $port }）的证据：
test-relay = 我们于{ $date } 连接到 { $address } 的端口 { $port }，并提交了一封邮件。其发件人和收件人均为我们自己的地址，与您的用户无关。安全的邮件服务器会拒收这样的邮件。
proof-relay = 您的服务器接收了这封邮件，并把它投递到我们自己的邮件服务器，送达时间为{ $date }。邮件中带有一个专为这次测试生成的保密标识（令牌）。因此，以上结论绝非猜测。
test-proxy = 我们于{ $date } 连接到 { $address } 的端口 { $port }，并请求它为我们连接一台我们自己的服务器。安全的代理服务器会拒绝陌生人的这种请求。
proof-proxy = 该代理服务器确实为我们建立了连接。我们的服务器于{ $date } 收到了该连接，专为这次测试生成的保密标识（令牌）也经由它传到了我们这里。因此，以上结论绝非猜测。
proof-exit = 该连接到达我们这里时，来源地址为 { $exit }。
proof-mail = 该代理服务器还允许任何人连接其他服务器的端口 25，因此可被用来发送垃圾邮件。
test-harmless = 测试自始至终只以我们自己的服务器为目的地。我们没有登录任何系统，没有读取或更改任何内容，也没有其他任何人收到邮件或连接。
transcript-intro = 以下是会话的逐字记录。C: 后面是我们发出的内容，S: 后面是服务器的应答。
trace-intro = 在收到的邮件中，以下各行显示了它经过的路径：

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = 什么是开放中继，它对您有何影响？
relay-meaning = 邮件服务器只应在两种情况下接收邮件：一是发件人是本服务器的用户，且身份已经过验证；二是收件人是本服务器的用户。开放中继则接收任何人发给任何人的邮件。发送垃圾邮件和诈骗邮件的人日夜不停地寻找这样的服务器，因为他们可以借此隐藏自己。
heading-proxy = 什么是开放代理，它对您有何影响？
proxy-meaning = 代理服务器替自己的用户获取网页或建立连接。开放代理则为任何人这样做。发送垃圾邮件、攻击其他服务器或盗用账号的人日夜不停地寻找这样的服务器，因为他们可以借此隐藏自己。
harm-intro = 这对您意味着：
harm-blamed-relay = 垃圾邮件来自您的服务器，收件人会认为是您发送的。
harm-blamed-proxy = 攻击和诈骗来自您的地址，看起来像是您所为。
harm-resources = 陌生人占用您的带宽、设备和存储空间，而费用由您承担。
harm-clogged = 您自己的邮件和网络连接会变慢或受阻。
harm-costs = 清理和答复投诉会耗费工作时间。
harm-lists = 您的地址会被列入黑名单，其他服务器随后会拒收您的正常邮件。
harm-provider = 您的服务商可能不得不断开这台服务器的网络。
harm-complaints = 您会收到投诉，有时警方也会前来询问。
harm-inside = 陌生人可能由此访问到您网络内部本不应从互联网访问的设备。

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = 如何解决
steps-for = 以下步骤适用于 { $product }，该服务器上运行的似乎就是这款软件。
steps-for-servers = 适用于 { $product }（{ $servers }）：
steps-unknown = 我们无法判断该服务器上运行的是哪款软件。请在服务器本机上以管理员身份执行以下命令查看：
steps-list = 我们备有以下产品的操作步骤：{ $products }。请回信告知您所用产品的名称，我们会把步骤发给您。
rule-relay = 无论使用哪款软件，原则都是：来自任何人的邮件，只有收件人属于您自己的域名时才接收；发往其他域名的邮件，只为已登录的用户和您逐台指定的自有计算机转发。
rule-proxy = 无论使用哪款软件，原则都是：只允许您自己的网络或已登录的用户使用；只监听内网地址；只放行必要的端口，绝不放行端口 25；并在防火墙上禁止从互联网访问代理端口。
steps-afterwards = 处理完成后，还请检查此前可能造成的影响：从队列中删除陌生人的邮件，查看日志，并向列有您地址的黑名单申请移除。
steps-manual = 更多内容见 { $product } 的手册：{ $manual }
example-intro = 在这些步骤中，请把下列示例值换成您自己的值：
example-network = { $value } 代表您自己计算机所在的网络。
example-address = { $value } 代表该服务器的内网地址。
example-host = { $value } 代表您所了解的某一台计算机。
example-domain = { $value } 代表您自己的域名。
example-login = { $value } 代表您自己设定的用户名和足够长的密码。
example-server = { $value } 代表该服务器的名称或地址。
example-elsewhere = { $value } 代表您在其他服务商处的自有邮箱地址。
step-run = 以管理员身份执行：
step-edit = { $file } 中必须包含以下各行：
step-set = 在 { $file } 中，将 { $setting } 设为 { $value }。
step-unset = 在 { $file } 中，不得出现 { $setting }，无论其值是什么。
step-remove = 从 { $file } 中删除：
step-order = 在 { $file } 中，{ $first } 必须位于 { $then } 之前，因为以最先匹配的一行为准。
step-limit = 在 { $file } 中，{ $setting } 只能填写您自己的网络，例如：
step-bind = 在 { $file } 中，用 { $setting } 使它只监听内网地址：
step-tick = 打开 { $path }，勾选“{ $item }”。
step-untick = 打开 { $path }，取消勾选“{ $item }”。
step-choose = 打开 { $path }，将“{ $item }”选为“{ $value }”。
step-enter = 打开 { $path }，将“{ $item }”的现有内容改为：{ $value }
step-empty = 打开 { $path }，从“{ $item }”列表中删除所有不属于您的条目。
step-inspect = 请查看以下命令的输出，其中不应有任何并非由您设置的内容：
step-rebuild = 请重新生成服务器实际读取的数据，否则更改不会生效：
step-check-syntax = 加载之前请先检查配置，不应有任何错误：
step-restart = 加载新配置：
step-firewall = 在防火墙上禁止从互联网访问端口 { $ports }，IPv4 和 IPv6 都要设置。
step-upgrade = 请更新到 { $version } 或更高版本。更早的版本无法限制访问，或存在已知漏洞。
step-replace = 该软件完全没有访问控制功能。请禁止从互联网访问它，或换用其他产品。
when-debian = 在 Debian 和 Ubuntu 上：
when-monolithic = 如果使用您自己编写的单一配置文件：
when-version-below = 如果版本低于 { $version }：
when-version-from = 如果版本为 { $version } 或更高：
when-nat = 如果服务器前面有地址转换（NAT）、负载均衡器或容器网络：
when-container = 如果服务运行在容器中，且容器的端口对外发布：
when-needs-remote-users = 如果您的用户需要从您自己的网络之外使用该服务：
when-needs-forwarding = 如果您网络内部的计算机需要把该服务用作代理：
when-unused = 如果没有人需要此功能：
when-alternative = 或者，也可用以下步骤代替上一步：
verify-outside = 在不属于您任何网络的一台计算机上执行：
verify-server = 在该服务器本机上执行：
verify-expect = 返回的结果中必须包含：
verify-expect-any = 返回的结果中必须包含以下任意一项：
mistakes-intro = 常见错误：
mistake-wide-network = 该设置允许了所有人，或填写的网段过大。
mistake-order = 允许客户端访问的一行写在了拒绝访问的一行之前。
mistake-overridden = 另一处又对它作了设置，而且以那一处为准。
mistake-not-rebuilt = 文件已经修改，但没有执行使服务器重新读取文件的命令。
mistake-default-open = 如果缺少该设置，则任何人都可以访问。
mistake-nat = 信任了负载均衡器、地址转换（NAT）或容器网络的地址，而来自整个互联网的访问看起来都来自该地址。
mistake-other-listener = 一处已经限制，但另一个端口、另一项服务或 IPv6 上仍可随意使用。
mistake-sender-trust = 仅凭客户端提供的发件人地址或名称就予以放行，而这些内容任何人都可以随意填写。
mistake-weak-login = 任何密码都能通过，或密码很容易被猜中。
mistake-any-port = 允许连接任何端口，包括端口 25。
mistake-backup-mx = 只要某个域名的 MX 记录指向本服务器，就为它转发邮件。
mistake-inside-test = 在受信任的网络内部进行测试，不能说明任何问题。
mistake-request-chooses = 由请求本身决定后端服务器。
mistake-unmaintained = 该软件已不再有更新。
mistake-compromised = 如果这不是您设置的，那就是别人设置的。请首先排查是否有人入侵。

## How to check it.

heading-check = 如何自行检查
check-command = 我们使用的程序是自由软件，名为 Cerrojo。请在您网络之外的一台计算机上，对您自己的服务器执行同样的测试：
check-again = 我们也会自行复测。如果多次测试均被拒绝，且前后至少历时三天，我们就会结案并通知您。

## How to answer.

heading-answer = 如何回复
answer-reply = 直接回复本邮件即可，可以使用您自己的语言，也可以使用英语。回信由工作人员阅读。请在邮件主题中保留编号 { $reference }。
answer-print = 您可以发送电子邮件至 { $reply } 进行答复。请注明编号 { $reference }。
answer-fixed = 您已经处理好了吗？请告诉我们，我们会尽快重新测试。
answer-dispute = 您认为我们的判断有误？请告诉我们理由。在工作人员完成核查之前，我们不会再就此事致信给您。
answer-no-mail = 您不想再收到我们的来信？点击以下链接即可：{ $link }
answer-no-mail-reply = 您不想再收到我们的来信？请回复本邮件，内容只写一个英文单词：“unsubscribe”。
answer-no-checks = 来信与测试是两回事。如果您也不希望再被测试，请使用注册信息中列为该网络联系人的邮箱告知我们。

## Who writes, and how to know that it is true.

heading-who = 我们是谁，以及如何确认本信的真实性
who-operation = 本信由 { $operation } 发出。我们的工作依据是：{ $authority }。
who-partners = 参与合作的机构：{ $partners }。
who-page = 您可以在我们的网页上查询编号 { $reference }，以确认本信是否由我们发出：{ $page }
who-signature = 本邮件带有 { $domain } 的数字签名（DKIM）。如果您的邮件程序提示签名缺失或有误，请勿相信本邮件。
who-never = 我们绝不会索要密码、钱款或您计算机的访问权限。
who-contact = 对本项工作如有疑问，请联系：{ $contact }
attachments = 附件以便于程序处理的格式提供同样的内容：一份表格（CSV）和 XARF 格式的报告。所附文件均为纯文本。
sign-off = 此致 敬礼

## Reminders, thanks and what else is written.

reminder-help = 您在处理过程中是否遇到了困难？请告诉我们，我们愿意提供帮助。
reminder-last = 这是我们的最后一次提醒。如果没有收到您的答复，我们会请您的服务商或国家计算机应急响应机构提供协助。
thanks-delist = 如果您的地址仍在黑名单中，现在正适合向其申请移除。
thanks-watch = 我们会不时复查，只有在问题再次出现时才会致信给您。每次更新、迁移或恢复备份之后，也请您自行检查一遍。
reopened-why = 这种情况比人们想象的更常见：往往发生在更新、迁移到另一台机器或恢复备份之后。
dispute-stands = 我们再次进行了测试，结果相同：它仍对未授权用户开放。新的证据见下文。
dispute-withdrawn = 您是对的。我们已撤回原先的结论，并为给您带来的不便致歉。
dispute-note = 核查人员补充说明：
abuse-next = 如果您举报的地址所在的网络属于我们获准测试的范围，我们会对它进行测试。如果它确实对未授权用户开放，我们会致信其所有者，并反复测试，直到问题解决为止。
abuse-private = 我们不会向所有者透露举报人的身份。
