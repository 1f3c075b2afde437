### The letters in Indonesian.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = Open relay email di { $address }
subject-proxy = Open proxy di { $address }
subject-both = Open relay dan open proxy di jaringan Anda: { $count }
subject-many-relay = Open relay email di jaringan Anda: { $count }
subject-many-proxy = Open proxy di jaringan Anda: { $count }
subject-reminder = Pengingat: { $address } masih terbuka bagi pihak luar
subject-reminder-many = Pengingat: server yang masih terbuka bagi pihak luar: { $count }
subject-thanks = Terima kasih: { $address } kini tertutup bagi pihak luar
subject-thanks-many = Terima kasih: { $count } server kini tertutup bagi pihak luar
subject-reopened = { $address } kembali terbuka bagi pihak luar
subject-reopened-many = Server yang kembali terbuka bagi pihak luar: { $count }
subject-dispute = Sanggahan Anda mengenai { $address }
subject-dispute-many = Sanggahan Anda mengenai { $count } server
subject-abuse = Laporan Anda telah kami terima

## How a letter begins. Verdict first, then the reason.

greeting = Dengan hormat,
languages-below = Surat ini juga tersedia di bawah dalam bahasa berikut: { $languages }.
lead-relay = Server email di { $address }, port { $port }, meneruskan email dari siapa saja kepada siapa saja. Server seperti ini disebut open relay: pihak luar di internet dapat mengirim email melaluinya. Kami mengujinya pada { $date }, dan buktinya tercantum di bawah.
lead-proxy = Proxy di { $address }, port { $port }, menghubungkan siapa saja di internet ke server lain. Server seperti ini disebut open proxy: pihak luar dapat memakainya, dan segala tindakan mereka tampak berasal dari Anda. Kami mengujinya pada { $date }, dan buktinya tercantum di bawah.
lead-many-relay = Di jaringan Anda terdapat { $count } server email yang meneruskan email dari siapa saja kepada siapa saja. Server seperti ini disebut open relay. Pihak luar di internet dapat mengirim email melalui jaringan Anda. Kami telah menguji setiap server tersebut, dan buktinya tercantum di bawah.
lead-many-proxy = Di jaringan Anda terdapat { $count } proxy yang menghubungkan siapa saja di internet ke server lain. Server seperti ini disebut open proxy. Pihak luar dapat memakainya, dan segala tindakan mereka tampak berasal dari Anda. Kami telah menguji setiap server tersebut, dan buktinya tercantum di bawah.
lead-both = Di jaringan Anda terdapat { $count } server yang terbuka bagi pihak luar. Sebagian meneruskan email dari siapa saja kepada siapa saja (open relay), sebagian lainnya menghubungkan siapa saja di internet ke server lain (open proxy). Kami telah menguji setiap server tersebut, dan buktinya tercantum di bawah.
lead-reminder = Pada { $date } kami memberi tahu Anda bahwa server { $address }, port { $port }, terbuka bagi pihak luar. Kami mengujinya lagi pada { $checked }, dan server tersebut masih terbuka.
lead-reminder-many = Pada { $date } kami memberi tahu Anda tentang server di jaringan Anda yang terbuka bagi pihak luar. Kami telah mengujinya lagi, dan { $count } server di antaranya masih terbuka.
lead-thanks = Server { $address }, port { $port }, sudah ditutup bagi pihak luar. Sejak { $date } semua pengujian kami ditolak, sehingga kasus ini kami tutup. Terima kasih atas upaya Anda.
lead-thanks-many = Dari server yang pernah kami beri tahukan kepada Anda, { $count } server sudah ditutup bagi pihak luar. Sejak { $date } semua pengujian kami ditolak, sehingga kasusnya kami tutup. Terima kasih atas upaya Anda.
lead-reopened = Server { $address }, port { $port }, pada { $date } sudah tertutup bagi pihak luar. Kami mengujinya lagi pada { $checked }, dan server tersebut kembali terbuka bagi pihak luar.
lead-reopened-many = Di jaringan Anda terdapat { $count } server yang sebelumnya sudah ditutup dan kini kembali terbuka bagi pihak luar. Kami telah menguji setiap server tersebut, dan buktinya tercantum di bawah.
lead-dispute = Anda memberi tahu kami bahwa kami keliru mengenai server { $address }, port { $port }. Terima kasih atas pemberitahuan Anda. Petugas kami telah memeriksanya secara langsung.
lead-dispute-many = Anda memberi tahu kami bahwa kami keliru mengenai { $count } server di jaringan Anda. Terima kasih atas pemberitahuan Anda. Petugas kami telah memeriksanya secara langsung.
lead-abuse = Laporan Anda telah kami terima dengan nomor { $reference }. Konfirmasi ini dikirim secara otomatis. Anda tidak akan menerima konfirmasi lain selama satu minggu.
closing-is-cheap = Untuk menutup akses pihak luar, biasanya cukup beberapa perintah, tanpa biaya selain sedikit waktu. Langkah-langkahnya ada di surat ini.
no-accusation = Kami tidak menuduh Anda. Sebagian besar server seperti ini dipasang dengan iktikad baik, dan pemiliknya tidak mengetahui bahwa server tersebut terbuka bagi pihak luar.

## Why this reader is written to.

why-registry = Kami mengirim surat ini kepada Anda karena data pendaftaran publik mencantumkan { $contact } sebagai kontak untuk jaringan ini.
why-domain = Kami mengirim surat ini kepada Anda karena domain yang menaungi server ini mencantumkan { $contact } sebagai kontak keamanannya.
why-standard = Kami mengirim surat ini ke { $contact } karena setiap jaringan seharusnya memiliki alamat seperti itu untuk laporan penyalahgunaan.
why-national = Kami mengirim surat ini kepada Anda karena kami tidak menemukan alamat pemilik jaringan ini yang masih berfungsi. Dapatkah Anda meneruskan surat ini kepada mereka?
why-told = Kami mengirim surat ini ke { $contact } karena kami diberi tahu bahwa alamat tersebut adalah alamat yang tepat untuk jaringan ini.
not-responsible = Jika pihak lain yang bertanggung jawab atas server ini, mohon teruskan surat ini, atau beri tahu kami siapa yang sebaiknya kami hubungi.

## What was found.

heading-found = Temuan kami
found-relay = open relay email
found-proxy = open proxy
column-server = Server
column-finding = Temuan
column-date = Diuji (UTC)
column-software = Software
found-software = Server memperkenalkan diri sebagai { $software }.
found-lists = Daftar publik berikut sudah lebih dahulu memuat alamat ini: { $lists }.
found-more = Selain itu, { $count } server lain tercantum dalam tabel terlampir.

## The test and the proof.

heading-proof = Cara kami menguji dan buktinya
proof-of = Bukti untuk { $address }, port { $port }:
test-relay = Pada { $date } kami terhubung ke { $address }, port { $port }, dan mencoba mengirimkan satu pesan. Pengirim dan penerimanya adalah alamat milik kami sendiri, yang tidak ada hubungannya dengan pengguna Anda. Server email yang aman akan menolak pesan seperti itu.
proof-relay = Server Anda menerima pesan tersebut dan mengirimkannya ke server email kami, yang menerimanya pada { $date }. Pesan itu memuat kode rahasia (token) yang kami buat khusus untuk pengujian ini. Jadi, ini bukan dugaan.
test-proxy = Pada { $date } kami terhubung ke { $address }, port { $port }, dan memintanya menghubungkan kami ke server milik kami sendiri. Proxy yang aman akan menolak permintaan seperti itu dari pihak luar.
proof-proxy = Proxy tersebut benar-benar menghubungkan kami. Server kami menerima koneksinya pada { $date }, dan kode rahasia (token) yang kami buat khusus untuk pengujian ini terkirim melaluinya. Jadi, ini bukan dugaan.
proof-exit = Koneksi tersebut sampai kepada kami dari alamat { $exit }.
proof-mail = Proxy ini juga menghubungkan siapa saja ke port 25 di server lain, sehingga dapat dipakai untuk mengirim spam.
test-harmless = Pengujian hanya menggunakan server kami sendiri sebagai tujuan. Kami tidak login ke mana pun, tidak membaca dan tidak mengubah apa pun, dan tidak ada pihak lain yang menerima apa pun.
transcript-intro = Berikut ini percakapannya, kata demi kata. C: adalah yang kami kirim, S: adalah jawaban server.
trace-intro = Baris-baris berikut dari pesan yang kami terima menunjukkan jalur yang dilaluinya:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Apa itu open relay, dan apa artinya bagi Anda?
relay-meaning = Server email seharusnya menerima pesan hanya dalam dua keadaan: jika pesan itu berasal dari penggunanya sendiri yang identitasnya sudah dipastikan oleh server, dan jika pesan itu ditujukan kepada penggunanya sendiri. Open relay menerima pesan dari siapa saja untuk siapa saja. Pengirim spam dan email penipuan mencari server seperti ini siang dan malam, karena mereka dapat bersembunyi di baliknya.
heading-proxy = Apa itu open proxy, dan apa artinya bagi Anda?
proxy-meaning = Proxy mengambil halaman web atau membuka koneksi untuk penggunanya. Open proxy melakukannya untuk siapa saja. Orang yang mengirim spam, menyerang server lain, atau membobol akun mencari server seperti ini siang dan malam, karena mereka dapat bersembunyi di baliknya.
harm-intro = Bagi Anda, ini berarti:
harm-blamed-relay = Penerima mengira bahwa Andalah yang mengirim spam, karena spam itu berasal dari server Anda.
harm-blamed-proxy = Serangan dan penipuan tampak seperti perbuatan Anda, karena berasal dari alamat Anda.
harm-resources = Pihak luar memakai koneksi, perangkat, dan ruang penyimpanan Anda, sedangkan biayanya Anda yang menanggung.
harm-clogged = Email dan koneksi Anda sendiri menjadi lambat atau tersendat.
harm-costs = Pembersihan dan penanganan keluhan menyita waktu kerja.
harm-lists = Alamat Anda dimasukkan ke daftar blokir, lalu server lain menolak email Anda sendiri.
harm-provider = Penyedia layanan Anda mungkin terpaksa memutus koneksi server tersebut.
harm-complaints = Anda menerima keluhan, dan terkadang pertanyaan dari kepolisian.
harm-inside = Pihak luar mungkin dapat menjangkau perangkat di dalam jaringan Anda yang seharusnya tidak dapat dijangkau dari internet.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Cara menutup akses pihak luar
steps-for = Langkah-langkah ini berlaku untuk { $product }, yang tampaknya berjalan di server tersebut.
steps-for-servers = Untuk { $product } ({ $servers }):
steps-unknown = Kami tidak dapat memastikan perangkat lunak apa yang berjalan di server tersebut. Untuk mengetahuinya, jalankan perintah ini sebagai administrator di server itu sendiri:
steps-list = Kami memiliki langkah-langkah untuk produk berikut: { $products }. Balaslah dengan menyebutkan nama produk Anda, dan kami akan mengirimkan langkah-langkahnya.
rule-relay = Apa pun perangkat lunaknya: terima email dari semua orang hanya untuk domain Anda sendiri, dan teruskan email ke domain lain hanya bagi pengguna yang sudah login dan bagi komputer Anda sendiri yang Anda sebutkan satu per satu.
rule-proxy = Apa pun perangkat lunaknya: izinkan hanya jaringan Anda sendiri atau pengguna yang sudah login; terima koneksi hanya pada alamat internal; izinkan hanya port yang diperlukan, dan jangan pernah port 25; serta blokir port proxy dari internet di firewall Anda.
steps-afterwards = Setelah akses pihak luar ditutup, mohon periksa juga apa yang sudah terjadi: hapus email pihak luar dari antrean, periksa log, dan ajukan penghapusan alamat Anda dari daftar blokir yang memuatnya.
steps-manual = Keterangan lebih lanjut ada di manual { $product }: { $manual }
example-intro = Dalam langkah-langkah ini, gantilah contoh berikut dengan nilai Anda sendiri:
example-network = { $value } mewakili jaringan komputer Anda sendiri.
example-address = { $value } mewakili alamat internal server.
example-host = { $value } mewakili satu komputer yang Anda kenal.
example-domain = { $value } mewakili domain Anda sendiri.
example-login = { $value } mewakili nama pengguna Anda sendiri dan kata sandi yang panjang.
example-server = { $value } mewakili nama atau alamat server.
example-elsewhere = { $value } mewakili alamat email Anda sendiri di penyedia lain.
step-run = Jalankan sebagai administrator:
step-edit = Di { $file } harus terdapat baris-baris berikut:
step-set = Di { $file }, atur { $setting } menjadi { $value }.
step-unset = Di { $file } sama sekali tidak boleh ada { $setting }, apa pun nilainya.
step-remove = Dari { $file }, hapus:
step-order = Di { $file }, { $first } harus berada sebelum { $then }: baris pertama yang cocoklah yang menentukan.
step-limit = Di { $file }, { $setting } hanya boleh memuat jaringan Anda sendiri, misalnya:
step-bind = Di { $file }, gunakan { $setting } agar server hanya menerima koneksi pada alamat internal:
step-tick = Buka { $path } dan beri tanda centang pada “{ $item }”.
step-untick = Buka { $path } dan hapus tanda centang pada “{ $item }”.
step-choose = Buka { $path } dan pilih “{ $value }” untuk “{ $item }”.
step-enter = Buka { $path } dan ganti isi “{ $item }” dengan: { $value }
step-empty = Buka { $path } dan hapus semua yang bukan milik Anda dari daftar “{ $item }”.
step-inspect = Periksa hasil perintah berikut. Seharusnya tidak ada pengaturan yang bukan Anda buat sendiri:
step-rebuild = Buat ulang data yang benar-benar dibaca server. Tanpa ini, perubahan tidak akan berlaku:
step-check-syntax = Periksa konfigurasi sebelum dimuat. Tidak boleh ada kesalahan:
step-restart = Muat konfigurasi yang baru:
step-firewall = Di firewall, blokir port { $ports } dari internet, untuk IPv4 dan untuk IPv6.
step-upgrade = Perbarui ke versi { $version } atau yang lebih baru. Pada versi yang lebih lama, akses pihak luar tidak dapat ditutup, atau terdapat celah keamanan yang sudah diketahui.
step-replace = Perangkat lunak ini sama sekali tidak memiliki kontrol akses. Blokir aksesnya dari internet, atau ganti dengan produk lain.
when-debian = Di Debian dan Ubuntu:
when-monolithic = Jika menggunakan satu berkas konfigurasi yang Anda tulis sendiri:
when-version-below = Jika versinya lebih lama dari { $version }:
when-version-from = Jika versinya { $version } atau lebih baru:
when-nat = Jika di depan server ada penerjemahan alamat (NAT), load balancer, atau jaringan kontainer:
when-container = Jika layanan ini dijalankan di dalam kontainer yang port-nya dipublikasikan:
when-needs-remote-users = Jika pengguna Anda memerlukan layanan ini dari luar jaringan Anda sendiri:
when-needs-forwarding = Jika komputer di dalam jaringan Anda memerlukan layanan ini sebagai proxy:
when-unused = Jika tidak ada yang memerlukan layanan ini:
when-alternative = Atau, sebagai ganti langkah sebelumnya:
verify-outside = Dari komputer di luar semua jaringan Anda, jalankan:
verify-server = Di server itu sendiri, jalankan:
verify-expect = Hasilnya harus memuat:
verify-expect-any = Hasilnya harus memuat salah satu dari berikut ini:
mistakes-intro = Kesalahan yang sering terjadi:
mistake-wide-network = Pengaturan tersebut mencakup semua orang, atau jaringan yang terlalu luas.
mistake-order = Baris yang mengizinkan klien ditempatkan sebelum baris yang menolaknya.
mistake-overridden = Pengaturan yang sama ditetapkan lagi di tempat lain, dan pengaturan di tempat lain itulah yang berlaku.
mistake-not-rebuilt = Berkas sudah diubah, tetapi perintah yang membuat server membacanya belum dijalankan.
mistake-default-open = Jika pengaturan ini tidak ada, semua orang diizinkan masuk.
mistake-nat = Alamat load balancer, penerjemahan alamat (NAT), atau jaringan kontainer dipercaya, padahal seluruh internet tampak berasal dari alamat itu.
mistake-other-listener = Akses sudah ditutup di satu tempat, tetapi masih terbuka di port lain, di layanan lain, atau melalui IPv6.
mistake-sender-trust = Alamat pengirim atau nama yang disebutkan klien sudah cukup untuk mendapat akses, padahal siapa saja dapat menulis nama apa saja.
mistake-weak-login = Kata sandi apa pun diterima, atau kata sandinya mudah ditebak.
mistake-any-port = Koneksi ke semua port diizinkan, termasuk ke port 25.
mistake-backup-mx = Email diteruskan ke setiap domain yang catatan MX-nya menunjuk ke server ini.
mistake-inside-test = Pengujian dari dalam jaringan yang dipercaya tidak membuktikan apa pun.
mistake-request-chooses = Server tujuan di belakangnya ditentukan oleh permintaan itu sendiri.
mistake-unmaintained = Pembaruan untuk perangkat lunak ini sudah tidak tersedia.
mistake-compromised = Jika bukan Anda yang memasangnya, berarti orang lain yang melakukannya. Periksalah dahulu kemungkinan adanya penyusup.

## How to check it.

heading-check = Cara memeriksanya sendiri
check-command = Program yang kami gunakan adalah perangkat lunak bebas bernama Cerrojo. Dari komputer di luar jaringan Anda, dan untuk server Anda sendiri, pengujian yang sama dapat dijalankan dengan:
check-again = Kami juga akan menguji ulang tanpa diminta. Jika beberapa pengujian dalam rentang sekurang-kurangnya tiga hari semuanya ditolak, kami menutup kasus ini dan memberi tahu Anda.

## How to answer.

heading-answer = Cara menjawab
answer-reply = Balas saja pesan ini, dalam bahasa Anda sendiri atau dalam bahasa Inggris. Jawaban dibaca oleh petugas kami. Mohon biarkan nomor { $reference } tetap ada di subjek.
answer-print = Anda dapat menjawab melalui email ke { $reply }. Mohon cantumkan nomor { $reference }.
answer-fixed = Akses tersebut sudah Anda tutup? Beri tahu kami, dan kami akan segera mengujinya lagi.
answer-dispute = Menurut Anda kami keliru? Sampaikan alasannya kepada kami. Kami tidak akan menyurati Anda lagi tentang hal ini sampai petugas kami memeriksanya.
answer-no-mail = Tidak ingin menerima surat lagi dari kami? Cukup satu klik: { $link }
answer-no-mail-reply = Tidak ingin menerima surat lagi dari kami? Balaslah dengan satu kata saja: “unsubscribe”.
answer-no-checks = Surat dan pengujian adalah dua hal yang berbeda. Jika Anda juga tidak ingin diuji lagi, beri tahu kami dari alamat yang tercantum untuk jaringan Anda dalam data pendaftaran publik.

## Who writes, and how to know that it is true.

heading-who = Siapa kami, dan cara memastikan bahwa surat ini asli
who-operation = Surat ini berasal dari { $operation }. Dasar kewenangan kami: { $authority }.
who-partners = Mitra yang ikut serta: { $partners }.
who-page = Anda dapat mencari nomor { $reference } di halaman kami untuk memastikan apakah surat ini berasal dari kami: { $page }
who-signature = Pesan ini memuat tanda tangan digital { $domain } (DKIM). Jika program email Anda menyatakan bahwa tanda tangan itu tidak ada atau salah, jangan percayai pesan ini.
who-never = Kami tidak pernah meminta kata sandi, uang, atau akses ke komputer Anda.
who-contact = Pertanyaan tentang kegiatan ini: { $contact }
attachments = Berkas terlampir memuat isi yang sama dalam bentuk yang dapat diolah program: sebuah tabel (CSV) dan laporan dalam format XARF. Berkas terlampir berupa teks biasa.
sign-off = Hormat kami,

## Reminders, thanks and what else is written.

reminder-help = Adakah kendala dalam menutup akses tersebut? Beri tahu kami, dan kami akan membantu.
reminder-last = Ini pengingat terakhir dari kami. Jika kami tidak menerima kabar dari Anda, kami akan meminta bantuan penyedia layanan Anda atau tim keamanan siber nasional.
thanks-delist = Jika alamat Anda masih tercantum di daftar blokir, sekaranglah saat yang tepat untuk meminta penghapusannya.
thanks-watch = Kami akan memeriksa lagi dari waktu ke waktu, dan menyurati Anda hanya jika server tersebut kembali terbuka bagi pihak luar. Mohon periksa sendiri setiap kali selesai melakukan pembaruan, pemindahan, atau pemulihan cadangan.
reopened-why = Hal ini lebih sering terjadi daripada yang diperkirakan: setelah pembaruan, pemindahan ke server lain, atau pemulihan cadangan.
dispute-stands = Kami telah menguji lagi, dan hasilnya sama: server tersebut masih terbuka bagi pihak luar. Bukti barunya tercantum di bawah.
dispute-withdrawn = Anda benar. Kami menarik kembali pernyataan kami, dan kami mohon maaf atas ketidaknyamanan yang timbul.
dispute-note = Petugas yang memeriksanya menambahkan:
abuse-next = Jika alamat yang Anda sebutkan berada di jaringan yang boleh kami uji, kami akan mengujinya. Jika server di alamat itu terbuka bagi pihak luar, kami akan menyurati pemiliknya dan menguji lagi sampai akses tersebut ditutup.
abuse-private = Kami tidak memberi tahu pemiliknya siapa yang melaporkannya.
