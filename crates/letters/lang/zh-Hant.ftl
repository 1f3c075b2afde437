### The letters in Traditional Chinese.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = { $address } 為開放式郵件轉發伺服器
subject-proxy = { $address } 為開放式代理伺服器
subject-both = 您網路中的開放式郵件轉發與開放式代理：{ $count } 台
subject-many-relay = 您網路中的開放式郵件轉發伺服器：{ $count } 台
subject-many-proxy = 您網路中的開放式代理伺服器：{ $count } 台
subject-reminder = 提醒：{ $address } 仍對未經授權者開放
subject-reminder-many = 提醒：仍對未經授權者開放的伺服器：{ $count } 台
subject-thanks = { $address } 的問題已解決，謝謝您
subject-thanks-many = { $count } 台伺服器的問題已解決，謝謝您
subject-reopened = { $address } 再度對未經授權者開放
subject-reopened-many = 再度對未經授權者開放的伺服器：{ $count } 台
subject-dispute = 關於您對 { $address } 提出的異議
subject-dispute-many = 關於您對 { $count } 台伺服器提出的異議
subject-abuse = 我們已收到您的通報

## How a letter begins. Verdict first, then the reason.

greeting = 敬啟者：
languages-below = 本信另附下列語言版本：{ $languages }。
lead-relay = { $address }（連接埠 { $port }）上的郵件伺服器，會將任何人寄來的郵件轉發給任何收件者。這就是「開放式郵件轉發」（Open Relay）：網路上的陌生人可以利用這台伺服器寄信。我們已於{ $date } 進行測試，證據列於下文。
lead-proxy = { $address }（連接埠 { $port }）上的代理伺服器，會替網際網路上的任何人連線到其他伺服器。這就是「開放式代理伺服器」（Open Proxy）：陌生人可以透過它從事活動，而所有行為看起來都像是您所為。我們已於{ $date } 進行測試，證據列於下文。
lead-many-relay = 您的網路中有 { $count } 台郵件伺服器，會將任何人寄來的郵件轉發給任何收件者，這就是「開放式郵件轉發」（Open Relay）。網路上的陌生人可以利用您的網路寄信。我們已逐台測試，證據列於下文。
lead-many-proxy = 您的網路中有 { $count } 台代理伺服器，會替網際網路上的任何人連線到其他伺服器，這就是「開放式代理伺服器」（Open Proxy）。陌生人可以透過您的網路從事活動，而所有行為看起來都像是您所為。我們已逐台測試，證據列於下文。
lead-both = 您的網路中有 { $count } 台伺服器對未經授權者開放：有的會將任何人寄來的郵件轉發給任何收件者（開放式郵件轉發，Open Relay），有的會替網際網路上的任何人連線到其他伺服器（開放式代理伺服器，Open Proxy）。我們已逐台測試，證據列於下文。
lead-reminder = 我們曾於{ $date }去信告知您，{ $address }（連接埠 { $port }）對未經授權者開放。我們已於{ $checked } 再次測試，情況仍未改變。
lead-reminder-many = 我們曾於{ $date }去信告知您，您的網路中有伺服器對未經授權者開放。我們再次測試後，其中仍有 { $count } 台對未經授權者開放。
lead-thanks = { $address }（連接埠 { $port }）已不再接受未經授權的使用。自{ $date }起，我們的每次測試都遭到拒絕，因此本案已結案。感謝您的處理。
lead-thanks-many = 我們曾去信告知的伺服器中，有 { $count } 台已不再接受未經授權的使用。自{ $date }起，我們的每次測試都遭到拒絕，因此相關案件均已結案。感謝您的處理。
lead-reopened = { $address }（連接埠 { $port }）的問題曾於{ $date }獲得解決。我們於{ $checked } 再次測試時，發現它又對未經授權者開放。
lead-reopened-many = 您的網路中有 { $count } 台伺服器的問題曾獲得解決，但現在又對未經授權者開放。我們已逐台測試，證據列於下文。
lead-dispute = 您曾告知我們，我們對 { $address }（連接埠 { $port }）的判斷有誤。感謝您的告知。我們已派專人查核此事。
lead-dispute-many = 您曾告知我們，我們對您網路中 { $count } 台伺服器的判斷有誤。感謝您的告知。我們已派專人查核此事。
lead-abuse = 您的通報已送達，編號為 { $reference }。本確認信由系統自動寄出；一週之內，您不會再收到其他確認信。
closing-is-cheap = 要解決這個問題，通常只需要執行幾個指令，除了花一點時間之外，不需要任何費用。步驟就在本信中。
no-accusation = 我們並無指責之意。這類伺服器大多是為了正當用途而架設，管理者往往不知道它對任何人開放。

## Why this reader is written to.

why-registry = 我們寫信給您，是因為公開的網路註冊資料將 { $contact } 列為這個網路的聯絡窗口。
why-domain = 我們寫信給您，是因為這台伺服器所屬的網域將 { $contact } 列為資安聯絡窗口。
why-standard = 我們寫信到 { $contact } 這個信箱，是因為每個網路都應設有這樣的信箱，以接收濫用通報。
why-national = 我們寫信給您，是因為找不到這個網路所有者的有效聯絡信箱。能否請您代為轉達？
why-told = 我們寫信到 { $contact } 這個信箱，是因為有人告知我們，這個網路的事務應聯絡此信箱。
not-responsible = 如果這台伺服器由其他人負責，煩請您轉交本信，或告訴我們應該聯絡誰。

## What was found.

heading-found = 測試結果
found-relay = 開放式郵件轉發
found-proxy = 開放式代理伺服器
column-server = 伺服器
column-finding = 結果
column-date = 測試時間（UTC）
column-software = 軟體
found-software = 這台伺服器自稱使用的軟體是：{ $software }。
found-lists = 下列公開名單先前已列入這個位址：{ $lists }。
found-more = 另有 { $count } 台伺服器列於附件的表格中。

## The test and the proof.

heading-proof = 測試方式與證據
proof-of = { $address }（連接埠 { $port }）的證據：
test-relay = 我們於{ $date } 連線到 { $address } 的連接埠 { $port }，並送出一封郵件。寄件者與收件者都是我們自己的信箱，與您的使用者無關。安全的郵件伺服器會拒收這樣的郵件。
proof-relay = 您的伺服器收下了這封郵件，並投遞到我們自己的郵件伺服器，送達時間為{ $date }。郵件中帶有專為這次測試產生的祕密識別碼（token）。因此，以上結論並非猜測。
test-proxy = 我們於{ $date } 連線到 { $address } 的連接埠 { $port }，並要求它替我們連線到我們自己的一台伺服器。安全的代理伺服器會拒絕陌生人的這種要求。
proof-proxy = 這台代理伺服器確實替我們建立了連線。我們的伺服器於{ $date } 收到這個連線，專為這次測試產生的祕密識別碼（token）也經由它傳送過來。因此，以上結論並非猜測。
proof-exit = 這個連線抵達我們的伺服器時，來源位址為 { $exit }。
proof-mail = 這台代理伺服器也讓任何人連線到其他伺服器的連接埠 25，因此可能被用來寄送垃圾郵件。
test-harmless = 測試全程只以我們自己的伺服器為目的地。我們沒有登入任何系統，沒有讀取或變更任何內容，也沒有其他任何人收到郵件或連線。
transcript-intro = 以下是逐字的連線對話紀錄。C: 之後是我們送出的內容，S: 之後是伺服器的回應。
trace-intro = 在送達的郵件中，以下幾行顯示郵件經過的路徑：

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = 什麼是開放式郵件轉發？對您有什麼影響？
relay-meaning = 郵件伺服器只應在兩種情況下收下郵件：一是寄件者為自家使用者，且身分已經過驗證；二是收件者為自家使用者。開放式郵件轉發的伺服器，則會收下任何人寄給任何人的郵件。寄送垃圾郵件與詐騙郵件的人日夜都在尋找這樣的伺服器，因為他們可以藉此隱藏自己。
heading-proxy = 什麼是開放式代理伺服器？對您有什麼影響？
proxy-meaning = 代理伺服器替自家使用者取得網頁或建立連線；開放式代理伺服器則替任何人這麼做。寄送垃圾郵件、攻擊其他伺服器或盜用帳號的人日夜都在尋找這樣的伺服器，因為他們可以藉此隱藏自己。
harm-intro = 對您來說，這表示：
harm-blamed-relay = 垃圾郵件來自您的伺服器，收件者會以為是您寄的。
harm-blamed-proxy = 攻擊與詐騙來自您的位址，看起來就像是您所為。
harm-resources = 陌生人占用您的頻寬、設備與儲存空間，費用卻由您負擔。
harm-clogged = 您自己的郵件與連線會變慢，甚至卡住。
harm-costs = 善後與回覆檢舉會耗費工作時間。
harm-lists = 您的位址會被列入黑名單，其他伺服器因而拒收您的正常郵件。
harm-provider = 您的網路服務業者可能不得不中斷這台伺服器的網路。
harm-complaints = 您會收到檢舉，有時警方也會前來詢問。
harm-inside = 陌生人可能因此連到您內部網路中不應從網際網路連到的設備。

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = 如何解決
steps-for = 以下步驟適用於 { $product }，這台伺服器上執行的應該就是這套軟體。
steps-for-servers = 適用於 { $product }（{ $servers }）：
steps-unknown = 我們無法判斷這台伺服器執行的是哪一套軟體。請在伺服器本機以系統管理員身分執行下列指令查看：
steps-list = 我們備有下列產品的操作步驟：{ $products }。請回信告知您使用的產品名稱，我們會將步驟寄給您。
rule-relay = 不論使用哪一套軟體，原則都是：任何人寄來的郵件，只有收件者屬於您自己的網域時才收下；寄往其他網域的郵件，只替已登入的使用者，以及您逐一指定的自有電腦轉發。
rule-proxy = 不論使用哪一套軟體，原則都是：只允許您自己的網路或已登入的使用者使用；只在內部位址上接受連線；只開放必要的連接埠，絕不開放連接埠 25；並在防火牆上封鎖從網際網路連往代理伺服器連接埠的連線。
steps-afterwards = 處理完成後，也請檢查先前可能造成的影響：從佇列中刪除陌生人的郵件、查看記錄檔（log），並向列有您位址的黑名單申請移除。
steps-manual = 更多說明請見 { $product } 的使用手冊：{ $manual }
example-intro = 在這些步驟中，請將下列範例換成您自己的值：
example-network = { $value } 代表您自己的電腦所在的網路。
example-address = { $value } 代表這台伺服器的內部位址。
example-host = { $value } 代表您所知道的某一台電腦。
example-domain = { $value } 代表您自己的網域。
example-login = { $value } 代表您自行設定的使用者名稱與夠長的密碼。
example-server = { $value } 代表這台伺服器的名稱或位址。
example-elsewhere = { $value } 代表您在其他服務商的自有郵件地址。
step-run = 請以系統管理員身分執行：
step-edit = { $file } 中必須有下列幾行：
step-set = 在 { $file } 中，將 { $setting } 設為 { $value }。
step-unset = 在 { $file } 中，不得出現 { $setting }，不論其值為何。
step-remove = 從 { $file } 中刪除：
step-order = 在 { $file } 中，{ $first } 必須放在 { $then } 之前，因為以最先符合的一行為準。
step-limit = 在 { $file } 中，{ $setting } 只能填入您自己的網路，例如：
step-bind = 在 { $file } 中，使用 { $setting }，讓它只在內部位址上接受連線：
step-tick = 開啟 { $path }，勾選「{ $item }」。
step-untick = 開啟 { $path }，取消勾選「{ $item }」。
step-choose = 開啟 { $path }，在「{ $item }」選擇「{ $value }」。
step-enter = 開啟 { $path }，將「{ $item }」的現有內容改為：{ $value }
step-empty = 開啟 { $path }，從「{ $item }」清單中移除所有不屬於您的項目。
step-inspect = 請查看下列指令的輸出，其中不應有任何並非由您設定的內容：
step-rebuild = 請重新產生伺服器實際讀取的資料，否則變更不會生效：
step-check-syntax = 載入之前請先檢查設定，不應出現任何錯誤：
step-restart = 載入新的設定：
step-firewall = 在防火牆上封鎖從網際網路連往連接埠 { $ports } 的連線，IPv4 與 IPv6 都要設定。
step-upgrade = 請更新至 { $version } 或更新的版本。較舊的版本無法限制存取，或有已知的漏洞。
step-replace = 這套軟體完全沒有存取控制功能。請封鎖從網際網路連往它的連線，或改用其他產品。
when-debian = 在 Debian 與 Ubuntu 上：
when-monolithic = 如果使用您自行撰寫的單一設定檔：
when-version-below = 如果版本比 { $version } 舊：
when-version-from = 如果版本為 { $version } 或更新：
when-nat = 如果伺服器前端有位址轉譯（NAT）、負載平衡器或容器網路：
when-container = 如果服務在容器中執行，且容器的連接埠對外公開：
when-needs-remote-users = 如果您的使用者需要從您自己的網路以外使用這項服務：
when-needs-forwarding = 如果您內部網路的電腦需要以這項服務作為代理伺服器：
when-unused = 如果沒有人需要這項功能：
when-alternative = 或者，以下列步驟取代前一個步驟：
verify-outside = 請在不屬於您任何網路的電腦上執行：
verify-server = 請在伺服器本機執行：
verify-expect = 傳回的結果中必須包含：
verify-expect-any = 傳回的結果中必須包含下列任一項：
mistakes-intro = 常見的錯誤：
mistake-wide-network = 這項設定允許了所有人，或填入的網路範圍過大。
mistake-order = 允許用戶端連線的那一行，寫在拒絕連線的那一行之前。
mistake-overridden = 另一處又設定了一次，而且以那一處為準。
mistake-not-rebuilt = 檔案已經修改，但沒有執行讓伺服器重新讀取的指令。
mistake-default-open = 缺少這項設定時，任何人都可以使用。
mistake-nat = 信任了負載平衡器、位址轉譯（NAT）或容器網路的位址，而來自整個網際網路的連線看起來都出自該位址。
mistake-other-listener = 一處已經限制，但另一個連接埠、另一項服務或 IPv6 上仍可任意使用。
mistake-sender-trust = 只憑用戶端提供的寄件者位址或名稱就放行，而這些內容任何人都可以隨意填寫。
mistake-weak-login = 任何密碼都能通過，或密碼很容易被猜到。
mistake-any-port = 允許連線到任何連接埠，包括連接埠 25。
mistake-backup-mx = 只要網域的 MX 紀錄指向這台伺服器，就替該網域轉發郵件。
mistake-inside-test = 從受信任的網路內部測試，結果不具參考價值。
mistake-request-chooses = 由請求本身決定後端伺服器。
mistake-unmaintained = 這套軟體已不再提供更新。
mistake-compromised = 如果這不是您設定的，就是別人設定的。請先檢查是否遭人入侵。

## How to check it.

heading-check = 如何自行檢查
check-command = 我們使用的程式是自由軟體，名為 Cerrojo。請在您網路以外的電腦上，對您自己的伺服器執行相同的測試：
check-again = 我們也會自行複測。如果多次測試都遭到拒絕，且前後至少歷時三天，我們就會結案並通知您。

## How to answer.

heading-answer = 如何回覆
answer-reply = 直接回覆本郵件即可，使用您自己的語言或英文都可以。回信由專人閱讀。請在主旨中保留編號 { $reference }。
answer-print = 您可以寄電子郵件至 { $reply } 回覆。請註明編號 { $reference }。
answer-fixed = 您已經處理好了嗎？請告訴我們，我們會儘快重新測試。
answer-dispute = 您認為我們的判斷有誤嗎？請告訴我們理由。在專人完成查核之前，我們不會再就此事寫信給您。
answer-no-mail = 不想再收到我們的來信？點選以下連結即可：{ $link }
answer-no-mail-reply = 不想再收到我們的來信？請回覆本郵件，內容只寫一個英文單字：「unsubscribe」。
answer-no-checks = 來信與測試是兩回事。如果您也不希望再接受測試，請以註冊資料中列為這個網路聯絡窗口的信箱通知我們。

## Who writes, and how to know that it is true.

heading-who = 我們是誰，以及如何確認本信為真
who-operation = 本信由 { $operation } 寄出。我們的工作依據為：{ $authority }。
who-partners = 參與合作的單位：{ $partners }。
who-page = 您可以在我們的網頁上查詢編號 { $reference }，確認本信是否由我們寄出：{ $page }
who-signature = 本郵件帶有 { $domain } 的數位簽章（DKIM）。如果您的郵件軟體顯示簽章遺失或有誤，請勿相信本郵件。
who-never = 我們絕不會索取密碼、金錢或您電腦的存取權限。
who-contact = 對本項工作如有疑問，請洽：{ $contact }
attachments = 附件以便於程式處理的格式提供相同內容：一份表格（CSV），以及 XARF 格式的報告。附件皆為純文字檔。
sign-off = 順頌 時祺

## Reminders, thanks and what else is written.

reminder-help = 您在處理過程中是否遇到困難？請告訴我們，我們願意提供協助。
reminder-last = 這是我們最後一次提醒。如果沒有收到您的回覆，我們會請您的網路服務業者或國家級電腦網路危機處理單位協助。
thanks-delist = 如果您的位址仍在黑名單上，現在正適合申請移除。
thanks-watch = 我們會不定期複查，只有在問題再次出現時才會寫信給您。每次更新、搬遷或還原備份之後，也請您自行檢查一次。
reopened-why = 這種情況比想像中更常發生：往往是在更新、搬遷到另一台主機或還原備份之後。
dispute-stands = 我們再次測試，結果相同：它仍對未經授權者開放。新的證據列於下文。
dispute-withdrawn = 您說得對。我們已撤回先前的判斷，並為造成您的困擾致歉。
dispute-note = 查核人員補充說明：
abuse-next = 如果您通報的位址所在的網路屬於我們獲准測試的範圍，我們會加以測試。如果它確實對未經授權者開放，我們會寫信給所有者，並持續測試，直到問題解決為止。
abuse-private = 我們不會向所有者透露通報人的身分。
