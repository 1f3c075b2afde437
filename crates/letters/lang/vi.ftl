### The letters in Vietnamese.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Máy chủ chuyển tiếp thư mở (open relay) tại { $address }
subject-proxy = Proxy mở (open proxy) tại { $address }
subject-both = Open relay và open proxy trong mạng của Quý vị: { $count }
subject-many-relay = Open relay trong mạng của Quý vị: { $count }
subject-many-proxy = Open proxy trong mạng của Quý vị: { $count }
subject-reminder = Nhắc lại: { $address } vẫn còn mở cho người lạ
subject-reminder-many = Nhắc lại: số máy chủ vẫn còn mở cho người lạ: { $count }
subject-thanks = { $address } không còn mở cho người lạ: xin cảm ơn
subject-thanks-many = Xin cảm ơn. Số máy chủ không còn mở cho người lạ: { $count }
subject-reopened = { $address } lại mở cho người lạ
subject-reopened-many = Số máy chủ lại mở cho người lạ: { $count }
subject-dispute = Ý kiến phản đối của Quý vị về { $address }
subject-dispute-many = Ý kiến phản đối của Quý vị về các máy chủ: { $count }
subject-abuse = Chúng tôi đã nhận được báo cáo của Quý vị

## How a letter begins. Verdict first, then the reason.

greeting = Kính gửi Quý vị,
languages-below = Phần dưới còn có nội dung thư này bằng ngôn ngữ khác: { $languages }.
lead-relay = Máy chủ thư tại địa chỉ { $address }, cổng { $port }, chuyển tiếp thư của bất kỳ ai đến bất kỳ ai. Đây là một máy chủ chuyển tiếp thư mở (open relay): người lạ trên Internet có thể gửi thư qua máy chủ này. Chúng tôi đã kiểm tra vào { $date }. Bằng chứng được nêu bên dưới.
lead-proxy = Máy chủ proxy tại địa chỉ { $address }, cổng { $port }, cho phép bất kỳ ai trên Internet kết nối qua đó đến các máy chủ khác. Đây là một proxy mở (open proxy): người lạ có thể lợi dụng máy chủ này, và mọi việc họ làm đều có vẻ như do Quý vị thực hiện. Chúng tôi đã kiểm tra vào { $date }. Bằng chứng được nêu bên dưới.
lead-many-relay = { $count } máy chủ thư trong mạng của Quý vị chuyển tiếp thư của bất kỳ ai đến bất kỳ ai, tức là máy chủ chuyển tiếp thư mở (open relay). Người lạ trên Internet có thể gửi thư qua mạng của Quý vị. Chúng tôi đã kiểm tra từng máy chủ. Bằng chứng được nêu bên dưới.
lead-many-proxy = { $count } máy chủ proxy trong mạng của Quý vị cho phép bất kỳ ai trên Internet kết nối qua đó đến các máy chủ khác, tức là proxy mở (open proxy). Người lạ có thể lợi dụng mạng của Quý vị, và mọi việc họ làm đều có vẻ như do Quý vị thực hiện. Chúng tôi đã kiểm tra từng máy chủ. Bằng chứng được nêu bên dưới.
lead-both = { $count } máy chủ trong mạng của Quý vị đang mở cho người lạ. Trong đó, có máy chủ chuyển tiếp thư của bất kỳ ai đến bất kỳ ai (máy chủ chuyển tiếp thư mở, open relay), và có máy chủ cho phép bất kỳ ai trên Internet kết nối qua đó đến các máy chủ khác (proxy mở, open proxy). Chúng tôi đã kiểm tra từng máy chủ. Bằng chứng được nêu bên dưới.
lead-reminder = Ngày { $date }, chúng tôi đã viết thư báo cho Quý vị rằng máy chủ { $address }, cổng { $port }, đang mở cho người lạ. Chúng tôi đã kiểm tra lại vào { $checked }, và máy chủ này vẫn còn mở cho người lạ.
lead-reminder-many = Ngày { $date }, chúng tôi đã viết thư cho Quý vị về các máy chủ trong mạng của Quý vị đang mở cho người lạ. Chúng tôi đã kiểm tra lại, và { $count } máy chủ trong số đó vẫn còn mở cho người lạ.
lead-thanks = Máy chủ { $address }, cổng { $port }, không còn mở cho người lạ. Mọi lần kiểm tra kể từ ngày { $date } đều bị từ chối, vì vậy chúng tôi đã khép lại vụ việc. Xin cảm ơn Quý vị đã xử lý.
lead-thanks-many = { $count } máy chủ mà chúng tôi đã báo cho Quý vị không còn mở cho người lạ. Mọi lần kiểm tra kể từ ngày { $date } đều bị từ chối, vì vậy chúng tôi đã khép lại vụ việc. Xin cảm ơn Quý vị đã xử lý.
lead-reopened = Máy chủ { $address }, cổng { $port }, đã chặn người lạ (ngày { $date }). Chúng tôi đã kiểm tra lại vào { $checked }, và máy chủ này lại mở cho người lạ.
lead-reopened-many = { $count } máy chủ trong mạng của Quý vị đã từng chặn người lạ, nay lại mở cho người lạ. Chúng tôi đã kiểm tra từng máy chủ. Bằng chứng được nêu bên dưới.
lead-dispute = Quý vị đã cho biết rằng chúng tôi nhầm lẫn về máy chủ { $address }, cổng { $port }. Xin cảm ơn Quý vị đã thông báo. Một nhân viên của chúng tôi đã trực tiếp xem xét việc này.
lead-dispute-many = Quý vị đã cho biết rằng chúng tôi nhầm lẫn về { $count } máy chủ trong mạng của Quý vị. Xin cảm ơn Quý vị đã thông báo. Một nhân viên của chúng tôi đã trực tiếp xem xét việc này.
lead-abuse = Chúng tôi đã nhận được báo cáo của Quý vị. Mã số của báo cáo là { $reference }. Thư xác nhận này được gửi tự động. Trong một tuần tới, Quý vị sẽ không nhận thêm thư xác nhận nào khác.
closing-is-cheap = Thông thường, chỉ cần vài lệnh là có thể chặn người lạ sử dụng máy chủ, và việc đó không tốn gì ngoài một ít thời gian. Các bước thực hiện có trong thư này.
no-accusation = Chúng tôi không cáo buộc Quý vị điều gì. Hầu hết các máy chủ loại này được thiết lập với ý định tốt, và chủ sở hữu không biết rằng máy chủ đang mở cho người lạ.

## Why this reader is written to.

why-registry = Chúng tôi viết thư cho Quý vị vì các cơ sở dữ liệu đăng ký công khai của Internet ghi { $contact } là địa chỉ liên hệ của mạng này.
why-domain = Chúng tôi viết thư cho Quý vị vì tên miền của máy chủ này ghi { $contact } là địa chỉ liên hệ về an ninh mạng.
why-standard = Chúng tôi gửi thư đến { $contact } vì mỗi mạng đều nên có một địa chỉ như vậy để tiếp nhận báo cáo lạm dụng.
why-national = Chúng tôi viết thư cho Quý vị vì không tìm được địa chỉ liên hệ nào còn hoạt động của chủ mạng này. Kính nhờ Quý vị chuyển thư này đến họ.
why-told = Chúng tôi gửi thư đến { $contact } vì được cho biết đây là địa chỉ phù hợp của mạng này.
not-responsible = Nếu người khác phụ trách máy chủ này, xin Quý vị chuyển thư này đến người đó, hoặc cho chúng tôi biết cần liên hệ với ai.

## What was found.

heading-found = Những gì chúng tôi phát hiện
found-relay = máy chủ chuyển tiếp thư mở
found-proxy = proxy mở
column-server = Máy chủ
column-finding = Phát hiện
column-date = Kiểm tra (UTC)
column-software = Phần mềm
found-software = Máy chủ tự giới thiệu là { $software }.
found-lists = Trước đó, địa chỉ này đã có trong các danh sách công khai sau: { $lists }.
found-more = Bảng đính kèm còn nêu thêm { $count } máy chủ khác.

## The test and the proof.

heading-proof = Cách chúng tôi kiểm tra và bằng chứng
proof-of = Bằng chứng đối với { $address }, cổng { $port }:
test-relay = Vào { $date }, chúng tôi đã kết nối đến { $address }, cổng { $port }, và gửi thử một thư duy nhất. Người gửi và người nhận đều là địa chỉ của chính chúng tôi, không liên quan gì đến người dùng của Quý vị. Một máy chủ thư an toàn sẽ từ chối thư như vậy.
proof-relay = Máy chủ của Quý vị đã nhận thư này và chuyển đến máy chủ thư của chúng tôi. Thư đến vào { $date }. Thư có chứa một mã bí mật (token) mà chúng tôi chỉ tạo cho riêng lần kiểm tra này. Vì vậy, không có điều gì ở đây là phỏng đoán.
test-proxy = Vào { $date }, chúng tôi đã kết nối đến { $address }, cổng { $port }, và yêu cầu kết nối tiếp đến một máy chủ của chính chúng tôi. Một proxy an toàn sẽ từ chối yêu cầu như vậy của người lạ.
proof-proxy = Proxy quả thực đã kết nối. Máy chủ của chúng tôi nhận được kết nối vào { $date }, và các mã bí mật (token) mà chúng tôi chỉ tạo cho riêng lần kiểm tra này đã được truyền qua kết nối đó. Vì vậy, không có điều gì ở đây là phỏng đoán.
proof-exit = Chúng tôi ghi nhận kết nối này xuất phát từ địa chỉ { $exit }.
proof-mail = Proxy này còn cho phép bất kỳ ai kết nối đến cổng 25 của các máy chủ khác, nên có thể bị dùng để gửi thư rác (spam).
test-harmless = Đích của việc kiểm tra luôn chỉ là các máy chủ của chúng tôi. Chúng tôi không đăng nhập vào đâu, không đọc và không thay đổi bất cứ điều gì, và ngoài chúng tôi, không ai nhận được gì.
transcript-intro = Dưới đây là nguyên văn cuộc trao đổi. C: là phần của chúng tôi, S: là phần của máy chủ.
trace-intro = Những dòng sau trong thư đã đến cho thấy đường đi của thư:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Máy chủ chuyển tiếp thư mở (open relay) là gì và có ý nghĩa thế nào với Quý vị?
relay-meaning = Một máy chủ thư chỉ nên nhận thư trong hai trường hợp: khi thư đến từ người dùng của chính máy chủ và danh tính của người đó đã được xác thực, hoặc khi thư được gửi cho người dùng của chính máy chủ. Máy chủ chuyển tiếp thư mở thì nhận thư của bất kỳ ai gửi cho bất kỳ ai. Những kẻ phát tán thư rác và thư lừa đảo tìm kiếm các máy chủ như vậy suốt ngày đêm, vì có thể ẩn mình phía sau chúng.
heading-proxy = Proxy mở (open proxy) là gì và có ý nghĩa thế nào với Quý vị?
proxy-meaning = Proxy tải trang web hoặc mở kết nối thay cho người dùng của mình. Proxy mở làm việc đó cho bất kỳ ai. Những kẻ phát tán thư rác, tấn công máy chủ khác hoặc chiếm đoạt tài khoản tìm kiếm các máy chủ như vậy suốt ngày đêm, vì có thể ẩn mình phía sau chúng.
harm-intro = Đối với Quý vị, điều này có nghĩa là:
harm-blamed-relay = Người nhận tin rằng Quý vị đã gửi thư rác, vì thư đến từ máy chủ của Quý vị.
harm-blamed-proxy = Các cuộc tấn công và hành vi lừa đảo có vẻ như do Quý vị gây ra, vì chúng đến từ địa chỉ của Quý vị.
harm-resources = Người lạ sử dụng đường truyền, máy móc và dung lượng lưu trữ của Quý vị, còn Quý vị phải trả chi phí.
harm-clogged = Thư và kết nối của chính Quý vị bị chậm hoặc bị tắc nghẽn.
harm-costs = Việc khắc phục và trả lời khiếu nại làm mất thời gian làm việc.
harm-lists = Địa chỉ của Quý vị bị đưa vào danh sách chặn, và khi đó các máy chủ khác từ chối cả thư của chính Quý vị.
harm-provider = Nhà cung cấp dịch vụ có thể buộc phải ngắt kết nối máy chủ.
harm-complaints = Khiếu nại, và đôi khi cả câu hỏi của cơ quan công an, sẽ được gửi đến Quý vị.
harm-inside = Người lạ có thể truy cập được những máy trong mạng nội bộ của Quý vị mà lẽ ra không ai truy cập được từ Internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Cách chặn người lạ sử dụng máy chủ
steps-for = Các bước sau dành cho { $product }, phần mềm có vẻ đang chạy ở đó.
steps-for-servers = Dành cho { $product } ({ $servers }):
steps-unknown = Chúng tôi không xác định được phần mềm nào đang chạy ở đó. Trên chính máy chủ, với quyền quản trị, lệnh sau sẽ cho biết:
steps-list = Chúng tôi có hướng dẫn cho các sản phẩm sau: { $products }. Xin trả lời thư này và ghi tên sản phẩm của Quý vị, chúng tôi sẽ gửi các bước thực hiện.
rule-relay = Dù dùng phần mềm nào: chỉ nhận thư từ mọi người khi thư gửi đến tên miền của chính Quý vị. Chỉ chuyển tiếp thư đến tên miền khác cho những người dùng đã đăng nhập và cho những máy tính của Quý vị đã được khai báo từng máy một.
rule-proxy = Dù dùng phần mềm nào: chỉ cho phép các mạng của chính Quý vị hoặc người dùng đã đăng nhập. Chỉ lắng nghe trên một địa chỉ nội bộ. Chỉ cho phép những cổng cần thiết, và không bao giờ cho phép cổng 25. Chặn cổng của proxy từ phía Internet trên tường lửa.
steps-afterwards = Sau khi đã chặn người lạ, xin Quý vị xem lại những gì đã xảy ra: xóa thư của người lạ khỏi hàng đợi, đọc nhật ký (log), và đề nghị các danh sách chặn có địa chỉ của Quý vị gỡ địa chỉ đó ra.
steps-manual = Tài liệu của { $product } có thêm thông tin: { $manual }
example-intro = Trong các bước này, xin thay các ví dụ bằng giá trị của Quý vị:
example-network = Thay { $value } bằng mạng gồm các máy tính của Quý vị.
example-address = Thay { $value } bằng địa chỉ nội bộ của máy chủ.
example-host = Thay { $value } bằng một máy tính cụ thể mà Quý vị biết rõ.
example-domain = Thay { $value } bằng tên miền của Quý vị.
example-login = Thay { $value } bằng tên người dùng của Quý vị và mật khẩu dài.
example-server = Thay { $value } bằng tên hoặc địa chỉ của máy chủ.
example-elsewhere = Thay { $value } bằng một địa chỉ thư của Quý vị tại nhà cung cấp khác.
step-run = Chạy với quyền quản trị:
step-edit = Trong tệp { $file } phải có các dòng sau:
step-set = Trong tệp { $file }, đặt thiết lập { $setting } thành { $value }.
step-unset = Trong tệp { $file }, hoàn toàn không được có thiết lập { $setting }, dù giá trị là gì.
step-remove = Xóa khỏi tệp { $file }:
step-order = Trong tệp { $file }, dòng { $first } phải đứng trước dòng { $then }: dòng khớp đầu tiên sẽ có hiệu lực.
step-limit = Trong tệp { $file }, thiết lập { $setting } chỉ được chứa các mạng của chính Quý vị, ví dụ:
step-bind = Trong tệp { $file }, dùng thiết lập { $setting } để dịch vụ chỉ lắng nghe trên một địa chỉ nội bộ:
step-tick = Mở { $path } và đánh dấu chọn “{ $item }”.
step-untick = Mở { $path } và bỏ dấu chọn ở “{ $item }”.
step-choose = Mở { $path } và chọn “{ $value }” cho mục “{ $item }”.
step-enter = Mở { $path } và nhập giá trị sau vào mục “{ $item }”, thay cho nội dung đang có: { $value }
step-empty = Mở { $path } và xóa khỏi danh sách “{ $item }” mọi thứ không phải của Quý vị.
step-inspect = Xem kết quả của lệnh sau. Trong đó không được có gì mà Quý vị không tự thiết lập:
step-rebuild = Tạo lại tệp mà máy chủ thực sự đọc. Nếu không, thay đổi sẽ không có hiệu lực:
step-check-syntax = Kiểm tra cấu hình trước khi nạp. Không được có lỗi nào:
step-restart = Nạp cấu hình mới:
step-firewall = Trên tường lửa, chặn cổng { $ports } từ phía Internet, cả IPv4 và IPv6.
step-upgrade = Cập nhật lên phiên bản { $version } hoặc mới hơn. Với các phiên bản cũ hơn, không thể chặn người lạ, hoặc có lỗ hổng đã biết.
step-replace = Phần mềm này hoàn toàn không có kiểm soát truy cập. Hãy chặn nó từ phía Internet, hoặc thay bằng sản phẩm khác.
when-debian = Trên Debian và Ubuntu:
when-monolithic = Nếu chỉ có một tệp cấu hình do chính Quý vị viết:
when-version-below = Nếu phiên bản cũ hơn { $version }:
when-version-from = Nếu phiên bản là { $version } hoặc mới hơn:
when-nat = Nếu phía trước máy chủ có NAT (dịch địa chỉ), bộ cân bằng tải hoặc mạng container:
when-container = Nếu dịch vụ chạy trong container có cổng được mở ra bên ngoài:
when-needs-remote-users = Nếu người dùng của Quý vị cần dùng dịch vụ từ bên ngoài các mạng của Quý vị:
when-needs-forwarding = Nếu các máy tính trong mạng của Quý vị cần dùng dịch vụ này làm proxy:
when-unused = Nếu không ai cần đến dịch vụ này:
when-alternative = Hoặc, thay cho bước trước:
verify-outside = Từ một máy tính bên ngoài tất cả các mạng của Quý vị, chạy:
verify-server = Trên chính máy chủ, chạy:
verify-expect = Kết quả phải chứa nội dung sau:
verify-expect-any = Kết quả phải chứa một trong các nội dung sau:
mistakes-intro = Những lỗi thường gặp:
mistake-wide-network = Thiết lập cho phép tất cả mọi người, hoặc một mạng quá rộng.
mistake-order = Dòng cho phép truy cập đứng trước dòng từ chối.
mistake-overridden = Thiết lập này được đặt lại ở một chỗ khác, và chỗ đó mới có hiệu lực.
mistake-not-rebuilt = Tệp đã được sửa, nhưng chưa chạy lệnh để máy chủ đọc tệp.
mistake-default-open = Khi thiếu thiết lập này, mọi người đều được phép truy cập.
mistake-nat = Địa chỉ của bộ cân bằng tải, của NAT hoặc của mạng container được coi là tin cậy, trong khi toàn bộ Internet có vẻ như đến từ địa chỉ đó.
mistake-other-listener = Đã chặn ở một chỗ, nhưng vẫn còn mở ở một cổng khác, một dịch vụ khác hoặc qua IPv6.
mistake-sender-trust = Chỉ cần một địa chỉ người gửi hoặc một tên do máy khách khai báo là được phép truy cập. Nhưng ai cũng có thể khai báo bất kỳ tên nào.
mistake-weak-login = Mật khẩu nào cũng được chấp nhận, hoặc mật khẩu quá dễ đoán.
mistake-any-port = Cho phép kết nối đến mọi cổng, kể cả cổng 25.
mistake-backup-mx = Thư được chuyển tiếp đến mọi tên miền có bản ghi MX trỏ về máy chủ này.
mistake-inside-test = Kiểm tra từ bên trong một mạng tin cậy không cho thấy được điều gì.
mistake-request-chooses = Chính yêu cầu gửi đến quyết định máy chủ nào ở phía sau được dùng.
mistake-unmaintained = Phần mềm này không còn được cập nhật nữa.
mistake-compromised = Nếu Quý vị không tự thiết lập dịch vụ này thì đã có người khác làm. Trước hết, xin kiểm tra xem hệ thống có bị xâm nhập không.

## How to check it.

heading-check = Cách tự kiểm tra
check-command = Chương trình chúng tôi dùng là phần mềm tự do, có tên là Cerrojo. Từ một máy tính bên ngoài mạng của Quý vị, có thể thực hiện cùng phép kiểm tra đó đối với máy chủ của Quý vị như sau:
check-again = Chúng tôi cũng tự kiểm tra lại. Khi nhiều lần kiểm tra trong ít nhất ba ngày đều bị từ chối, chúng tôi khép lại vụ việc và báo cho Quý vị.

## How to answer.

heading-answer = Cách trả lời
answer-reply = Quý vị chỉ cần trả lời thư này, bằng ngôn ngữ của mình hoặc bằng tiếng Anh. Nhân viên của chúng tôi sẽ đọc thư trả lời. Xin giữ nguyên mã số { $reference } trong tiêu đề thư.
answer-print = Quý vị có thể trả lời bằng email đến { $reply }. Xin ghi rõ mã số { $reference }.
answer-fixed = Quý vị đã chặn người lạ sử dụng máy chủ? Xin cho chúng tôi biết, chúng tôi sẽ sớm kiểm tra lại.
answer-dispute = Quý vị cho rằng chúng tôi nhầm lẫn? Xin cho biết lý do. Chúng tôi sẽ không viết thư cho Quý vị về việc này nữa cho đến khi có người xem xét.
answer-no-mail = Quý vị không muốn nhận thêm thư từ chúng tôi? Chỉ cần một lần nhấp: { $link }
answer-no-mail-reply = Quý vị không muốn nhận thêm thư từ chúng tôi? Xin trả lời bằng đúng một từ “unsubscribe” (hủy đăng ký).
answer-no-checks = Gửi thư và kiểm tra là hai việc khác nhau. Nếu Quý vị cũng không muốn được kiểm tra nữa, xin báo cho chúng tôi từ một địa chỉ mà các cơ sở dữ liệu đăng ký ghi cho mạng của Quý vị.

## Who writes, and how to know that it is true.

heading-who = Chúng tôi là ai, và cách xác minh thư này là thật
who-operation = Thư này do { $operation } gửi. Cơ sở cho hoạt động của chúng tôi: { $authority }.
who-partners = Các đối tác sau cùng tham gia: { $partners }.
who-page = Quý vị có thể tra cứu mã số { $reference } trên trang của chúng tôi để biết thư này có phải do chúng tôi gửi hay không: { $page }
who-signature = Thư này mang chữ ký số của { $domain } (DKIM). Nếu chương trình thư của Quý vị báo rằng chữ ký bị thiếu hoặc không hợp lệ, xin Quý vị không tin thư này.
who-never = Chúng tôi không bao giờ yêu cầu mật khẩu, tiền bạc hay quyền truy cập vào máy tính của Quý vị.
who-contact = Mọi câu hỏi về hoạt động này, xin gửi đến: { $contact }
attachments = Các tệp đính kèm chứa cùng nội dung ở dạng máy đọc được: một bảng (CSV) và các báo cáo theo định dạng XARF. Các tệp đính kèm là văn bản thuần túy.
sign-off = Trân trọng

## Reminders, thanks and what else is written.

reminder-help = Có điều gì khiến Quý vị chưa thể chặn người lạ sử dụng máy chủ không? Xin cho chúng tôi biết, chúng tôi sẽ hỗ trợ.
reminder-last = Đây là thư nhắc cuối cùng của chúng tôi. Nếu không nhận được hồi âm của Quý vị, chúng tôi sẽ nhờ nhà cung cấp dịch vụ của Quý vị hoặc đơn vị ứng cứu sự cố an ninh mạng quốc gia hỗ trợ.
thanks-delist = Nếu các danh sách chặn vẫn còn địa chỉ của Quý vị, đây là lúc thích hợp để đề nghị gỡ bỏ.
thanks-watch = Thỉnh thoảng chúng tôi kiểm tra lại và chỉ viết thư cho Quý vị nếu máy chủ lại mở cho người lạ. Xin Quý vị tự kiểm tra sau mỗi lần cập nhật, chuyển máy hoặc khôi phục từ bản sao lưu.
reopened-why = Điều này xảy ra thường xuyên hơn người ta nghĩ: sau khi cập nhật, sau khi chuyển sang máy khác hoặc sau khi khôi phục từ bản sao lưu.
dispute-stands = Chúng tôi đã kiểm tra lại, và kết quả vẫn như trước: máy chủ đang mở cho người lạ. Bằng chứng mới được nêu bên dưới.
dispute-withdrawn = Quý vị nói đúng. Chúng tôi đã rút lại những gì đã viết và xin lỗi vì đã gây phiền hà cho Quý vị.
dispute-note = Ghi chú của nhân viên đã xem xét:
abuse-next = Nếu địa chỉ Quý vị nêu thuộc một mạng mà chúng tôi được phép kiểm tra, chúng tôi sẽ kiểm tra địa chỉ đó. Nếu máy chủ ở đó đang mở cho người lạ, chúng tôi sẽ viết thư cho chủ máy chủ và kiểm tra lại cho đến khi máy chủ không còn mở cho người lạ.
abuse-private = Chúng tôi không cho chủ máy chủ biết ai đã báo cáo.
