### The letters in Korean.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = { $address } 서버의 메일 오픈 릴레이 안내
subject-proxy = { $address } 서버의 오픈 프록시 안내
subject-both = 귀하의 네트워크 내 오픈 릴레이와 오픈 프록시: { $count }대
subject-many-relay = 귀하의 네트워크 내 메일 오픈 릴레이: { $count }대
subject-many-proxy = 귀하의 네트워크 내 오픈 프록시: { $count }대
subject-reminder = 재안내: { $address } 서버가 여전히 외부인에게 개방됨
subject-reminder-many = 재안내: 여전히 외부인에게 개방된 서버 { $count }대
subject-thanks = { $address } 서버 조치 확인, 감사합니다
subject-thanks-many = 서버 { $count }대 조치 확인, 감사합니다
subject-reopened = { $address } 서버가 외부인에게 다시 개방됨
subject-reopened-many = 외부인에게 다시 개방된 서버: { $count }대
subject-dispute = { $address } 관련 이의 제기에 대한 답변
subject-dispute-many = 서버 { $count }대 관련 이의 제기에 대한 답변
subject-abuse = 신고가 접수되었습니다

## How a letter begins. Verdict first, then the reason.

greeting = 안녕하십니까.
languages-below = 이 서신은 다음 언어로도 이어집니다: { $languages }
lead-relay = { $address } 주소, { $port }번 포트의 메일 서버가 발신자와 수신자를 가리지 않고 메일을 중계하고 있습니다. 이러한 서버를 오픈 릴레이라고 하며, 인터넷의 외부인이 이 서버를 통해 메일을 보낼 수 있습니다. 저희는 { $date }에 이 서버를 점검하였으며, 증거는 아래와 같습니다.
lead-proxy = { $address } 주소, { $port }번 포트의 프록시가 인터넷의 누구에게나 다른 서버로의 연결을 제공하고 있습니다. 이러한 서버를 오픈 프록시라고 하며, 외부인이 이 서버를 통해 하는 모든 행위가 귀하의 행위처럼 보이게 됩니다. 저희는 { $date }에 이 서버를 점검하였으며, 증거는 아래와 같습니다.
lead-many-relay = 귀하의 네트워크에 있는 메일 서버 { $count }대가 발신자와 수신자를 가리지 않고 메일을 중계하고 있습니다. 이러한 서버를 오픈 릴레이라고 합니다. 인터넷의 외부인이 귀하의 네트워크를 통해 메일을 보낼 수 있습니다. 저희는 서버를 하나하나 점검하였으며, 증거는 아래와 같습니다.
lead-many-proxy = 귀하의 네트워크에 있는 프록시 { $count }대가 인터넷의 누구에게나 다른 서버로의 연결을 제공하고 있습니다. 이러한 서버를 오픈 프록시라고 합니다. 외부인이 이를 통해 하는 모든 행위가 귀하의 행위처럼 보이게 됩니다. 저희는 서버를 하나하나 점검하였으며, 증거는 아래와 같습니다.
lead-both = 귀하의 네트워크에 있는 서버 { $count }대가 외부인에게 개방되어 있습니다. 발신자와 수신자를 가리지 않고 메일을 중계하는 서버(오픈 릴레이)와, 인터넷의 누구에게나 다른 서버로의 연결을 제공하는 서버(오픈 프록시)입니다. 저희는 서버를 하나하나 점검하였으며, 증거는 아래와 같습니다.
lead-reminder = 저희는 { $date }에 { $address } 서버의 { $port }번 포트가 외부인에게 개방되어 있음을 알려 드렸습니다. { $checked }에 다시 점검한 결과, 여전히 개방되어 있습니다.
lead-reminder-many = 저희는 { $date }에 귀하의 네트워크에 외부인에게 개방된 서버가 있음을 알려 드렸습니다. 다시 점검한 결과, 그중 { $count }대가 여전히 외부인에게 개방되어 있습니다.
lead-thanks = { $address } 서버의 { $port }번 포트는 이제 외부인이 이용할 수 없습니다. { $date } 이후의 모든 점검이 거부되어, 저희는 이 건을 종결하였습니다. 조치해 주셔서 감사합니다.
lead-thanks-many = 저희가 알려 드린 서버 중 { $count }대는 이제 외부인이 이용할 수 없습니다. { $date } 이후의 모든 점검이 거부되어, 저희는 해당 건을 종결하였습니다. 조치해 주셔서 감사합니다.
lead-reopened = { $address } 서버의 { $port }번 포트는 { $date } 당시에는 외부인이 이용할 수 없는 상태였습니다. 그러나 { $checked }에 다시 점검한 결과, 외부인에게 다시 개방되어 있습니다.
lead-reopened-many = 귀하의 네트워크에 있는 서버 { $count }대는 외부인이 이용할 수 없는 상태였으나, 현재 외부인에게 다시 개방되어 있습니다. 저희는 서버를 하나하나 점검하였으며, 증거는 아래와 같습니다.
lead-dispute = { $address } 서버의 { $port }번 포트에 대한 저희의 판단이 잘못되었다고 알려 주셨습니다. 알려 주셔서 감사합니다. 담당자가 직접 검토하였습니다.
lead-dispute-many = 귀하의 네트워크에 있는 서버 { $count }대에 대한 저희의 판단이 잘못되었다고 알려 주셨습니다. 알려 주셔서 감사합니다. 담당자가 직접 검토하였습니다.
lead-abuse = 신고가 접수되었으며, 접수 번호는 { $reference }입니다. 이 확인 메일은 자동으로 발송되었습니다. 앞으로 일주일 동안은 확인 메일을 다시 보내 드리지 않습니다.
closing-is-cheap = 외부인의 이용을 차단하는 데에는 대개 명령 몇 개면 충분하며, 약간의 시간 외에는 비용이 들지 않습니다. 조치 방법은 이 서신에 있습니다.
no-accusation = 귀하의 책임을 묻고자 하는 것이 아닙니다. 이러한 서버는 대부분 정당한 목적으로 설치되었으며, 소유자는 서버가 외부인에게 개방되어 있다는 사실을 모르는 경우가 많습니다.

## Why this reader is written to.

why-registry = 인터넷 주소 자원의 공개 등록 정보에 { $contact } 주소가 이 네트워크의 연락처로 기재되어 있어 연락드립니다.
why-domain = 이 서버가 속한 도메인에 { $contact } 주소가 보안 연락처로 공개되어 있어 연락드립니다.
why-standard = 모든 네트워크는 악용 신고를 받는 표준 주소를 두도록 되어 있어, { $contact } 주소로 연락드립니다.
why-national = 이 네트워크 소유자의 유효한 연락처를 찾지 못하여 귀 기관에 연락드립니다. 번거로우시겠지만 소유자에게 전달해 주시겠습니까?
why-told = 이 네트워크에 관한 연락은 { $contact } 주소로 하면 된다는 안내를 받아 연락드립니다.
not-responsible = 다른 분이 이 서버를 담당하고 계시다면, 이 서신을 전달해 주시거나 저희가 연락드릴 곳을 알려 주시기 바랍니다.

## What was found.

heading-found = 확인된 내용
found-relay = 메일 오픈 릴레이
found-proxy = 오픈 프록시
column-server = 서버
column-finding = 확인 내용
column-date = 점검 일시(UTC)
column-software = 소프트웨어
found-software = 서버가 스스로 밝힌 소프트웨어: { $software }
found-lists = 다음 공개 목록에 이미 이 주소가 등재되어 있었습니다: { $lists }
found-more = 그 밖의 서버 { $count }대는 첨부된 표에 있습니다.

## The test and the proof.

heading-proof = 점검 방법과 증거
proof-of = { $address } 서버, { $port }번 포트에 대한 증거:
test-relay = 저희는 { $date }에 { $address } 서버의 { $port }번 포트에 접속하여 메일 한 통을 전송하고자 하였습니다. 발신자와 수신자는 모두 저희 소유의 주소로, 귀하의 사용자와는 관련이 없습니다. 안전한 메일 서버는 이러한 메일을 거부합니다.
proof-relay = 귀하의 서버는 이 메일을 수락하여 저희 메일 서버로 전달하였고, 메일은 { $date }에 도착하였습니다. 이 메일에는 이번 점검만을 위해 만든 비밀 문자열(토큰)이 들어 있었습니다. 따라서 이 내용은 추측이 아닙니다.
test-proxy = 저희는 { $date }에 { $address } 서버의 { $port }번 포트에 접속하여 저희 소유의 서버로 연결해 줄 것을 요청하였습니다. 안전한 프록시는 외부인의 이러한 요청을 거부합니다.
proof-proxy = 프록시는 실제로 연결해 주었습니다. 저희 서버는 { $date }에 이 연결을 받았고, 이번 점검만을 위해 만든 비밀 문자열(토큰)이 이 연결을 통해 전달되었습니다. 따라서 이 내용은 추측이 아닙니다.
proof-exit = 저희 서버에서 확인한 접속 출발지 주소: { $exit }
proof-mail = 또한 누구나 이 서버를 통해 다른 서버의 25번 포트에 연결할 수 있어, 스팸 메일 발송에 이용될 수 있습니다.
test-harmless = 점검에서는 저희 소유의 서버만을 목적지로 사용하였습니다. 저희는 어디에도 로그인하지 않았고, 아무것도 열람하거나 변경하지 않았으며, 다른 누구에게도 메일이나 연결이 전달되지 않았습니다.
transcript-intro = 다음은 통신 내용을 그대로 옮긴 것입니다. C: 뒤는 저희가 보낸 내용이고, S: 뒤는 서버의 응답입니다.
trace-intro = 도착한 메일의 다음 줄에서 전달 경로를 확인할 수 있습니다:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = 오픈 릴레이란 무엇이며 어떤 영향이 있습니까?
relay-meaning = 메일 서버는 두 가지 경우에만 메일을 받아야 합니다. 하나는 신원이 확인된 내부 사용자가 보내는 경우이고, 다른 하나는 내부 사용자에게 보내온 경우입니다. 오픈 릴레이는 누가 누구에게 보내는 메일이든 모두 받습니다. 스팸 메일과 사기 메일을 보내는 사람들은 자신의 신원을 숨기기 위해 이러한 서버를 밤낮없이 찾고 있습니다.
heading-proxy = 오픈 프록시란 무엇이며 어떤 영향이 있습니까?
proxy-meaning = 프록시는 사용자를 대신하여 웹 페이지를 가져오거나 연결을 맺습니다. 오픈 프록시는 누구에게나 그렇게 합니다. 스팸 메일을 보내거나 다른 서버를 공격하거나 계정을 탈취하려는 사람들은 자신의 신원을 숨기기 위해 이러한 서버를 밤낮없이 찾고 있습니다.
harm-intro = 귀하에게는 다음과 같은 영향이 있습니다.
harm-blamed-relay = 스팸 메일이 귀하의 서버에서 발송되므로, 수신자는 귀하가 보낸 것으로 여깁니다.
harm-blamed-proxy = 공격과 사기가 귀하의 주소에서 이루어지므로, 귀하가 한 일처럼 보입니다.
harm-resources = 외부인이 귀하의 회선과 장비, 저장 공간을 사용하고, 그 비용은 귀하가 부담하게 됩니다.
harm-clogged = 귀하의 메일과 네트워크 연결이 느려지거나 막힙니다.
harm-costs = 복구와 불만 신고 처리에 업무 시간이 소요됩니다.
harm-lists = 귀하의 주소가 차단 목록에 등재되어, 다른 서버가 귀하의 정상적인 메일까지 거부하게 됩니다.
harm-provider = 인터넷 서비스 제공업체가 서버의 연결을 차단해야 할 수도 있습니다.
harm-complaints = 귀하에게 불만 신고가 접수되며, 때로는 경찰의 문의를 받을 수도 있습니다.
harm-inside = 인터넷에서 접근할 수 없어야 하는 내부 장비에 외부인이 접근할 수도 있습니다.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = 조치 방법
steps-for = 다음은 { $product } 조치 방법입니다. 이 서버에서는 이 소프트웨어가 실행되고 있는 것으로 보입니다.
steps-for-servers = { $product } 조치 방법({ $servers }):
steps-unknown = 어떤 소프트웨어가 실행되고 있는지 확인하지 못했습니다. 서버에서 관리자 권한으로 다음 명령을 실행하면 확인할 수 있습니다:
steps-list = 저희는 다음 제품의 조치 방법을 보유하고 있습니다: { $products }. 사용 중인 제품의 이름을 회신해 주시면 조치 방법을 보내 드리겠습니다.
rule-relay = 어떤 소프트웨어든 원칙은 같습니다. 모든 사람에게서 받는 메일은 귀하의 도메인으로 보내온 것으로 한정하고, 다른 도메인으로 가는 메일은 로그인한 사용자와 하나하나 지정한 귀하의 컴퓨터에 대해서만 중계하십시오.
rule-proxy = 어떤 소프트웨어든 원칙은 같습니다. 귀하의 네트워크 또는 로그인한 사용자에게만 접속을 허용하고, 내부 주소에서만 연결을 받으십시오. 필요한 포트만 허용하고, 25번 포트는 절대로 허용하지 마십시오. 또한 인터넷에서 프록시 포트로 들어오는 연결을 방화벽에서 차단하십시오.
steps-afterwards = 조치를 마친 후에는 그동안의 영향도 확인하시기 바랍니다. 메일 큐에서 외부인의 메일을 삭제하고, 로그를 확인하고, 귀하의 주소가 등재된 차단 목록에 해제를 요청하십시오.
steps-manual = { $product } 설명서에서 더 자세한 내용을 볼 수 있습니다: { $manual }
example-intro = 이 조치 방법에서 다음 예시는 실제 값으로 바꾸어 주십시오:
example-network = { $value }: 귀하의 컴퓨터가 속한 네트워크를 나타냅니다.
example-address = { $value }: 서버의 내부 주소를 나타냅니다.
example-host = { $value }: 귀하가 알고 있는 컴퓨터 한 대를 나타냅니다.
example-domain = { $value }: 귀하의 도메인을 나타냅니다.
example-login = { $value }: 귀하가 정하는 사용자 이름과 충분히 긴 비밀번호를 나타냅니다.
example-server = { $value }: 서버의 이름 또는 주소를 나타냅니다.
example-elsewhere = { $value }: 다른 서비스 제공업체에 있는 귀하의 메일 주소를 나타냅니다.
step-run = 관리자 권한으로 다음을 실행하십시오:
step-edit = { $file } 파일에 다음 줄이 있어야 합니다:
step-set = { $file } 파일에서 { $setting } 설정의 값을 다음과 같이 지정하십시오: { $value }
step-unset = { $file } 파일에 { $setting } 설정이 있으면 안 됩니다. 값이 무엇이든 마찬가지입니다.
step-remove = { $file } 파일에서 다음을 삭제하십시오:
step-order = { $file } 파일에서 { $first } 줄이 { $then } 줄보다 앞에 있어야 합니다. 가장 먼저 일치하는 줄이 적용됩니다.
step-limit = { $file } 파일의 { $setting } 설정에는 귀하의 네트워크만 지정하십시오. 예:
step-bind = { $file } 파일의 { $setting } 설정을 사용하여 내부 주소에서만 연결을 받도록 하십시오:
step-tick = { $path } 화면을 열고 “{ $item }” 항목에 체크하십시오.
step-untick = { $path } 화면을 열고 “{ $item }” 항목의 체크를 해제하십시오.
step-choose = { $path } 화면을 열고 “{ $item }” 항목에서 “{ $value }” 값을 선택하십시오.
step-enter = { $path } 화면을 열고 “{ $item }” 항목의 기존 내용을 다음으로 바꾸십시오: { $value }
step-empty = { $path } 화면을 열고 “{ $item }” 목록에서 귀하의 것이 아닌 항목을 모두 삭제하십시오.
step-inspect = 다음 명령의 출력을 확인하십시오. 귀하가 설정하지 않은 내용이 있으면 안 됩니다:
step-rebuild = 서버가 실제로 읽는 데이터를 다시 생성하십시오. 그렇게 하지 않으면 변경 사항이 적용되지 않습니다:
step-check-syntax = 설정을 적용하기 전에 검사하십시오. 오류가 없어야 합니다:
step-restart = 새 설정을 적용하십시오:
step-firewall = 방화벽에서, 인터넷에서 다음 포트로 들어오는 연결을 IPv4와 IPv6 모두 차단하십시오: { $ports }
step-upgrade = { $version } 이상의 버전으로 업데이트하십시오. 이전 버전은 접근을 제한할 수 없거나 알려진 취약점이 있습니다.
step-replace = 이 소프트웨어에는 접근 제어 기능이 전혀 없습니다. 인터넷에서의 접속을 차단하거나 다른 제품으로 교체하십시오.
when-debian = Debian과 Ubuntu의 경우:
when-monolithic = 직접 작성한 단일 설정 파일을 사용하는 경우:
when-version-below = 버전이 { $version } 미만인 경우:
when-version-from = 버전이 { $version } 이상인 경우:
when-nat = 서버 앞단에 주소 변환(NAT), 로드 밸런서 또는 컨테이너 네트워크가 있는 경우:
when-container = 포트가 외부에 공개된 컨테이너에서 실행되는 경우:
when-needs-remote-users = 사용자가 귀하의 네트워크 밖에서 이 서비스를 이용해야 하는 경우:
when-needs-forwarding = 네트워크 내부의 컴퓨터가 이 서버를 프록시로 이용해야 하는 경우:
when-unused = 이 기능을 아무도 사용하지 않는 경우:
when-alternative = 또는, 앞 단계를 대신하여:
verify-outside = 귀하의 어느 네트워크에도 속하지 않은 컴퓨터에서 다음을 실행하십시오:
verify-server = 서버에서 다음을 실행하십시오:
verify-expect = 결과에 다음 내용이 있어야 합니다:
verify-expect-any = 결과에 다음 중 하나가 있어야 합니다:
mistakes-intro = 흔히 발생하는 실수:
mistake-wide-network = 설정에 모든 대상이 지정되어 있거나 너무 넓은 네트워크가 지정되어 있습니다.
mistake-order = 접속을 허용하는 줄이 거부하는 줄보다 앞에 있습니다.
mistake-overridden = 다른 곳에서 다시 설정되어 있으며, 그 값이 우선합니다.
mistake-not-rebuilt = 파일은 변경하였으나, 서버가 이를 읽도록 하는 명령을 실행하지 않았습니다.
mistake-default-open = 이 설정이 없으면 누구에게나 접속이 허용됩니다.
mistake-nat = 로드 밸런서, 주소 변환(NAT) 또는 컨테이너 네트워크의 주소를 신뢰하고 있습니다. 이 경우 인터넷 전체의 접속이 그 주소에서 오는 것처럼 보입니다.
mistake-other-listener = 한 곳은 차단되었지만, 다른 포트나 다른 서비스 또는 IPv6에서는 여전히 이용할 수 있습니다.
mistake-sender-trust = 클라이언트가 제시하는 발신자 주소나 이름만으로 허용하고 있습니다. 이름은 누구나 임의로 쓸 수 있습니다.
mistake-weak-login = 어떤 비밀번호로도 접속할 수 있거나, 쉽게 추측할 수 있는 비밀번호가 사용되고 있습니다.
mistake-any-port = 25번 포트를 포함한 모든 포트로의 연결이 허용되어 있습니다.
mistake-backup-mx = 이 서버를 MX 레코드로 지정한 모든 도메인으로 메일이 중계됩니다.
mistake-inside-test = 신뢰된 네트워크 내부에서 점검하면 아무것도 확인할 수 없습니다.
mistake-request-chooses = 뒷단의 어느 서버로 연결할지를 요청 자체가 정합니다.
mistake-unmaintained = 더 이상 업데이트가 제공되지 않습니다.
mistake-compromised = 귀하가 직접 설치하지 않았다면 다른 누군가가 설치한 것입니다. 먼저 침입 여부를 확인하십시오.

## How to check it.

heading-check = 직접 확인하는 방법
check-command = 저희가 사용하는 프로그램은 Cerrojo라는 이름의 자유 소프트웨어입니다. 귀하의 네트워크 밖에 있는 컴퓨터에서 귀하의 서버에 대해 다음과 같이 동일한 점검을 할 수 있습니다:
check-again = 저희도 자체적으로 다시 점검합니다. 최소 3일에 걸친 여러 차례의 점검이 모두 거부되면, 이 건을 종결하고 알려 드립니다.

## How to answer.

heading-answer = 회신 방법
answer-reply = 이 메일에 그대로 회신하시면 됩니다. 귀하의 언어나 영어로 쓰실 수 있습니다. 회신은 담당자가 직접 읽습니다. 제목의 번호 { $reference } 부분은 그대로 두시기 바랍니다.
answer-print = { $reply } 주소로 메일을 보내 회신하실 수 있습니다. 메일에 번호 { $reference } 표기를 부탁드립니다.
answer-fixed = 이미 조치하셨습니까? 알려 주시면 곧 다시 점검하겠습니다.
answer-dispute = 저희의 판단이 잘못되었다고 생각하십니까? 그 이유를 알려 주시기 바랍니다. 담당자가 검토를 마칠 때까지 이 건으로 다시 연락드리지 않겠습니다.
answer-no-mail = 더 이상 저희의 서신을 원하지 않으십니까? 다음 링크를 한 번 누르시면 됩니다: { $link }
answer-no-mail-reply = 더 이상 저희의 서신을 원하지 않으십니까? “unsubscribe”라는 단어만 적어 회신해 주십시오.
answer-no-checks = 서신과 점검은 별개입니다. 점검도 원하지 않으신다면, 등록 정보에 이 네트워크의 연락처로 기재된 주소에서 저희에게 알려 주시기 바랍니다.

## Who writes, and how to know that it is true.

heading-who = 발신자 소개와 이 서신의 진위 확인 방법
who-operation = 이 서신은 다음 기관에서 보내 드립니다: { $operation }. 업무 수행의 근거: { $authority }.
who-partners = 참여 기관: { $partners }
who-page = 저희 웹 페이지에서 번호 { $reference } 항목을 조회하시면, 이 서신이 저희가 보낸 것인지 확인하실 수 있습니다: { $page }
who-signature = 이 메일에는 { $domain } 도메인의 전자 서명(DKIM)이 있습니다. 메일 프로그램에 서명이 없거나 올바르지 않다고 표시되면 이 메일을 신뢰하지 마십시오.
who-never = 저희는 비밀번호나 금전, 귀하의 컴퓨터에 대한 접근 권한을 절대로 요구하지 않습니다.
who-contact = 이 활동에 대한 문의: { $contact }
attachments = 첨부 파일에는 같은 내용이 프로그램으로 처리할 수 있는 형식으로 들어 있습니다. 표(CSV)와 XARF 형식의 보고서입니다. 첨부 파일은 일반 텍스트입니다.
sign-off = 감사합니다.

## Reminders, thanks and what else is written.

reminder-help = 조치하시는 데 어려움이 있으십니까? 알려 주시면 도와드리겠습니다.
reminder-last = 이번이 마지막 재안내입니다. 회신이 없으면 인터넷 서비스 제공업체 또는 국가 침해사고 대응 기관에 협조를 요청하겠습니다.
thanks-delist = 귀하의 주소가 아직 차단 목록에 등재되어 있다면, 지금이 해제를 요청하기에 좋은 시점입니다.
thanks-watch = 저희는 이따금 다시 확인하며, 외부인에게 다시 개방된 경우에만 연락드립니다. 업데이트, 이전 또는 백업 복원 후에는 직접 확인해 보시기 바랍니다.
reopened-why = 이러한 일은 생각보다 자주 발생합니다. 업데이트, 다른 장비로의 이전 또는 백업 복원 후에 흔히 나타납니다.
dispute-stands = 다시 점검하였으나 결과는 같았으며, 서버는 여전히 외부인에게 개방되어 있습니다. 새로운 증거는 아래와 같습니다.
dispute-withdrawn = 귀하의 말씀이 맞습니다. 저희는 앞서 알려 드린 내용을 철회하며, 불편을 드린 점 사과드립니다.
dispute-note = 검토한 담당자의 추가 설명:
abuse-next = 신고하신 주소가 저희에게 점검이 허용된 네트워크에 속한다면 점검하겠습니다. 외부인에게 개방되어 있으면 소유자에게 연락하고, 해결될 때까지 다시 점검하겠습니다.
abuse-private = 저희는 신고하신 분이 누구인지 소유자에게 알리지 않습니다.
