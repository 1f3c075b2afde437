### The letters in Turkish.

## Subjects. The reference, in square brackets, is put before them. At most 60 characters with an IPv4 address.

subject-relay = { $address } adresinde herkese açık e-posta aktarıcısı
subject-proxy = { $address } adresinde herkese açık vekil sunucu
subject-both = Ağınızda açık e-posta aktarıcıları ve vekil sunucular: { $count }
subject-many-relay = Ağınızda herkese açık e-posta aktarıcıları: { $count }
subject-many-proxy = Ağınızda herkese açık vekil sunucular: { $count }
subject-reminder = Hatırlatma: { $address } hâlâ herkese açık
subject-reminder-many = Hatırlatma: hâlâ herkese açık sunucular: { $count }
subject-thanks = { $address } artık herkese açık değil: teşekkür ederiz
subject-thanks-many = Teşekkür ederiz. Artık herkese açık olmayan sunucular: { $count }
subject-reopened = { $address } yeniden herkese açık
subject-reopened-many = Yeniden herkese açık olan sunucular: { $count }
subject-dispute = { $address } hakkındaki itirazınız
subject-dispute-many = Sunucularınız hakkındaki itirazınız: { $count }
subject-abuse = Bildiriminizi aldık

## How a letter begins. Verdict first, then the reason.

greeting = Sayın Yetkili,
languages-below = Bu yazının diğer dillerdeki metni aşağıdadır: { $languages }.
lead-relay = { $address } adresindeki e-posta sunucusu ({ $port } numaralı port), herkesten herkese e-posta aktarmaktadır. Bu sunucu açık bir e-posta aktarıcısıdır (open relay): internetteki herhangi biri onun üzerinden e-posta gönderebilir. Test tarihimiz: { $date }. Kanıtı aşağıda bulabilirsiniz.
lead-proxy = { $address } adresindeki vekil sunucu ({ $port } numaralı port), internetteki herkesi başka sunuculara bağlamaktadır. Bu sunucu açık bir vekil sunucudur (open proxy): tanımadığınız kişiler sunucuyu kendi amaçları için kullanabilir ve yaptıkları her şey sizden geliyormuş gibi görünür. Test tarihimiz: { $date }. Kanıtı aşağıda bulabilirsiniz.
lead-many-relay = Ağınızdaki { $count } e-posta sunucusu, herkesten herkese e-posta aktarmaktadır; yani açık e-posta aktarıcısı (open relay) durumundadır. İnternetteki herhangi biri ağınız üzerinden e-posta gönderebilir. { $count ->
    [one] Sunucuyu test ettik.
   *[other] Her birini ayrı ayrı test ettik.
 } Kanıtları aşağıda bulabilirsiniz.
lead-many-proxy = Ağınızdaki { $count } vekil sunucu, internetteki herkesi başka sunuculara bağlamaktadır; yani açık vekil sunucu (open proxy) durumundadır. Tanımadığınız kişiler ağınızı kendi amaçları için kullanabilir ve yaptıkları her şey sizden geliyormuş gibi görünür. { $count ->
    [one] Sunucuyu test ettik.
   *[other] Her birini ayrı ayrı test ettik.
 } Kanıtları aşağıda bulabilirsiniz.
lead-both = { $count ->
    [one] Ağınızdaki { $count } sunucu herkese açıktır. Hem herkesten herkese e-posta aktarmakta (open relay) hem de internetteki herkesi başka sunuculara bağlamaktadır (open proxy). Sunucuyu test ettik.
   *[other] Ağınızdaki { $count } sunucu herkese açıktır. Bir kısmı herkesten herkese e-posta aktarmakta (open relay), bir kısmı internetteki herkesi başka sunuculara bağlamaktadır (open proxy). Her birini ayrı ayrı test ettik.
 } Kanıtları aşağıda bulabilirsiniz.
lead-reminder = { $date } tarihinde size { $address } adresindeki sunucunun ({ $port } numaralı port) herkese açık olduğunu yazmıştık. Sunucuyu yeniden test ettik (test tarihi: { $checked }); hâlâ herkese açık.
lead-reminder-many = { $date } tarihinde size, ağınızda herkese açık olan sunucular hakkında yazmıştık. Bu sunucuları yeniden test ettik. Hâlâ herkese açık olanların sayısı: { $count }.
lead-thanks = { $address } adresindeki sunucu ({ $port } numaralı port) artık herkese açık değil. { $date } tarihinden bu yana yaptığımız bütün testler reddedildi; bu nedenle konuyu kapattık. Emeğiniz için teşekkür ederiz.
lead-thanks-many = Daha önce size bildirdiğimiz { $count } sunucu artık herkese açık değil. { $date } tarihinden bu yana yaptığımız bütün testler reddedildi; bu nedenle konuyu kapattık. Emeğiniz için teşekkür ederiz.
lead-reopened = { $address } adresindeki sunucu ({ $port } numaralı port) { $date } tarihinde herkesin kullanımına kapatılmıştı. Sunucuyu yeniden test ettik (test tarihi: { $checked }); şu anda yeniden herkese açık.
lead-reopened-many = Ağınızdaki { $count } sunucu herkesin kullanımına kapatılmıştı; şu anda ise yeniden herkese açık. { $count ->
    [one] Sunucuyu test ettik.
   *[other] Her birini ayrı ayrı test ettik.
 } Kanıtları aşağıda bulabilirsiniz.
lead-dispute = { $address } adresindeki sunucu ({ $port } numaralı port) konusunda yanıldığımızı bildirdiniz. Bilgi verdiğiniz için teşekkür ederiz. Konuyu bir çalışanımız bizzat inceledi.
lead-dispute-many = Ağınızdaki { $count } sunucu konusunda yanıldığımızı bildirdiniz. Bilgi verdiğiniz için teşekkür ederiz. Konuyu bir çalışanımız bizzat inceledi.
lead-abuse = Bildiriminiz bize ulaştı. Kayıt numarası: { $reference }. Bu onay otomatik olarak gönderilmiştir; bir hafta boyunca başka onay almayacaksınız.
closing-is-cheap = Bu açığı kapatmak için genellikle birkaç komut yeterlidir ve biraz zaman dışında bir maliyeti yoktur. Adımlar bu yazıda yer almaktadır.
no-accusation = Sizi hiçbir şeyle suçlamıyoruz. Bu tür sunucuların çoğu iyi niyetle kurulmuştur ve sahipleri sunucunun herkese açık olduğunu bilmez.

## Why this reader is written to.

why-registry = Size yazıyoruz, çünkü internetin kamuya açık kayıtlarında bu ağ için iletişim adresi olarak { $contact } belirtilmiştir.
why-domain = Size yazıyoruz, çünkü bu sunucunun ait olduğu alan adı için güvenlik konularındaki iletişim adresi olarak { $contact } belirtilmiştir.
why-standard = { $contact } adresine yazıyoruz, çünkü her ağda kötüye kullanım bildirimleri için böyle bir adres bulunmalıdır.
why-national = Size yazıyoruz, çünkü bu ağın sahipleri için çalışan bir iletişim adresi bulamadık. Bu yazıyı onlara iletmenizi rica ederiz.
why-told = { $contact } adresine yazıyoruz, çünkü bize bu ağ için doğru adresin bu olduğu bildirildi.
not-responsible = Bu sunucudan başka biri sorumluysa lütfen bu yazıyı ona iletin veya kime yazmamız gerektiğini bize bildirin.

## What was found.

heading-found = Tespitimiz
found-relay = açık e-posta aktarıcısı
found-proxy = açık vekil sunucu
column-server = Sunucu
column-finding = Tespit
column-date = Test (UTC)
column-software = Yazılım
found-software = Sunucu kendini { $software } olarak tanıtıyor.
found-lists = Bu adres daha önce şu kamuya açık listelerde de yer alıyordu: { $lists }.
found-more = Ekteki tabloda { $count } sunucu daha yer almaktadır.

## The test and the proof.

heading-proof = Testimiz ve kanıt
proof-of = { $address } adresi, { $port } numaralı port için kanıt:
test-relay = { $date } tarihinde { $address } adresinin { $port } numaralı portuna bağlandık ve tek bir ileti sunduk. Gönderen ve alıcı, kullanıcılarınızla hiçbir ilgisi olmayan, bize ait adreslerdi. Güvenli bir e-posta sunucusu böyle bir iletiyi reddeder.
proof-relay = Sunucunuz iletiyi kabul etti ve bize ait e-posta sunucusuna teslim etti. İletinin bize ulaştığı tarih: { $date }. İletide, yalnızca bu test için oluşturduğumuz gizli bir belirteç (token) vardı. Dolayısıyla burada yazılanların hiçbiri tahmin değildir.
test-proxy = { $date } tarihinde { $address } adresinin { $port } numaralı portuna bağlandık ve bizi yine bize ait bir sunucuya bağlamasını istedik. Güvenli bir vekil sunucu, tanımadığı kişilerin bu isteğini reddeder.
proof-proxy = Vekil sunucunuz bizi gerçekten bağladı. Bağlantının sunucumuza ulaştığı tarih: { $date }. Yalnızca bu test için oluşturduğumuz gizli belirteçler (token) bu bağlantıdan geçti. Dolayısıyla burada yazılanların hiçbiri tahmin değildir.
proof-exit = Bağlantı bize { $exit } adresinden geldi.
proof-mail = Vekil sunucu ayrıca herkesi başka sunucuların 25 numaralı portuna bağlıyor; bu nedenle üzerinden spam gönderilebilir.
test-harmless = Testin hedefi her zaman yalnızca bize ait sunuculardı. Hiçbir yerde oturum açmadık, hiçbir şeyi okumadık veya değiştirmedik; başka hiç kimseye bir şey ulaşmadı.
transcript-intro = İletişimin kelimesi kelimesine kaydı aşağıdadır. C: bizim gönderdiğimizi, S: sunucunun yanıtını gösterir.
trace-intro = Ulaşan iletinin şu satırları, iletinin hangi yoldan geldiğini gösterir:

## What an open relay or an open proxy is, and what it does to its owner.

heading-relay = Açık e-posta aktarıcısı (open relay) nedir ve sizin için ne anlama gelir?
relay-meaning = Bir e-posta sunucusu iletiyi yalnızca iki durumda kabul etmelidir: kimliğini doğruladığı kendi kullanıcılarından birinden geldiğinde veya kendi kullanıcılarından birine gönderildiğinde. Açık bir aktarıcı ise herkesten herkese ileti kabul eder. Spam ve dolandırıcılık amaçlı e-posta gönderenler gece gündüz böyle sunucular arar, çünkü onların arkasına gizlenebilirler.
heading-proxy = Açık vekil sunucu (open proxy) nedir ve sizin için ne anlama gelir?
proxy-meaning = Bir vekil sunucu, kullanıcıları adına web sayfalarını alır veya bağlantı kurar. Açık bir vekil sunucu bunu herkes için yapar. Spam gönderenler, başka sunuculara saldıranlar veya hesapları ele geçirenler gece gündüz böyle sunucular arar, çünkü onların arkasına gizlenebilirler.
harm-intro = Bu, sizin için şu anlama gelir:
harm-blamed-relay = Alıcılar spam iletilerini sizin gönderdiğinizi düşünür, çünkü iletiler sizin sunucunuzdan gelir.
harm-blamed-proxy = Saldırı ve dolandırıcılıklar sizin işiniz gibi görünür, çünkü sizin adresinizden gelir.
harm-resources = Tanımadığınız kişiler hattınızı, makinelerinizi ve depolama alanınızı kullanır; bedelini siz ödersiniz.
harm-clogged = Kendi e-postalarınız ve bağlantılarınız yavaşlar veya takılır.
harm-costs = Sorunları gidermek ve şikâyetleri yanıtlamak çalışma zamanınızı alır.
harm-lists = Adresiniz engelleme listelerine (blacklist) alınır ve başka sunucular sizin kendi e-postalarınızı da reddeder.
harm-provider = Hizmet sağlayıcınız sunucunun bağlantısını kesmek zorunda kalabilir.
harm-complaints = Şikâyetlerin, bazen de polisin sorularının muhatabı siz olursunuz.
harm-inside = Tanımadığınız kişiler, iç ağınızda internetten hiç kimsenin ulaşmaması gereken makinelere erişebilir.

## How to close it. The recipes say what is to be done for each product; these are the sentences around it.

heading-close = Açığın kapatılması
steps-for = Aşağıdaki adımlar, orada çalıştığı anlaşılan { $product } yazılımı içindir.
steps-for-servers = { $product } yazılımı için ({ $servers }):
steps-unknown = Orada hangi yazılımın çalıştığını belirleyemedik. Sunucunun kendisinde, yönetici yetkisiyle çalıştıracağınız şu komut bunu gösterir:
steps-list = Şu ürünler için hazır adımlarımız var: { $products }. Kullandığınız ürünün adını yanıt olarak yazarsanız size adımları göndeririz.
rule-relay = Yazılım ne olursa olsun: herkesten yalnızca kendi alan adlarınıza gelen e-postaları kabul edin. Başka alan adlarına ise yalnızca oturum açmış kullanıcılar ve tek tek belirttiğiniz kendi bilgisayarlarınız için e-posta aktarın.
rule-proxy = Yazılım ne olursa olsun: yalnızca kendi ağlarınıza veya oturum açmış kullanıcılara izin verin. Vekil sunucunun yalnızca bir iç adreste dinlemesini sağlayın. Yalnızca gerekli portlara izin verin, 25 numaralı porta ise asla izin vermeyin. Vekil sunucunun portunu güvenlik duvarında internetten gelen bağlantılara kapatın.
steps-afterwards = Açığı kapattıktan sonra lütfen o zamana kadar neler olduğuna da bakın: size ait olmayan e-postaları kuyruktan silin, günlükleri inceleyin ve adresinizin, yer aldığı engelleme listelerinden çıkarılmasını isteyin.
steps-manual = { $product } belgelerinde daha fazla bilgi bulabilirsiniz: { $manual }
example-intro = Bu adımlardaki örneklerin yerine kendi değerlerinizi yazmanız gerekir:
example-network = { $value }: kendi bilgisayarlarınızın ağı yerine kullanılmıştır.
example-address = { $value }: sunucunun iç adresi yerine kullanılmıştır.
example-host = { $value }: bildiğiniz tek bir bilgisayar yerine kullanılmıştır.
example-domain = { $value }: kendi alan adınız yerine kullanılmıştır.
example-login = { $value }: kendi kullanıcı adlarınız ve uzun parolalar yerine kullanılmıştır.
example-server = { $value }: sunucunun adı veya adresi yerine kullanılmıştır.
example-elsewhere = { $value }: başka bir sağlayıcıdaki kendi e-posta adresiniz yerine kullanılmıştır.
step-run = Yönetici yetkisiyle çalıştırın:
step-edit = { $file } dosyasında şu satırlar bulunmalıdır:
step-set = { $file } dosyasında { $setting } ayarının değerini { $value } yapın.
step-unset = { $file } dosyasında, değeri ne olursa olsun, { $setting } ayarı hiç bulunmamalıdır.
step-remove = { $file } dosyasından şunu kaldırın:
step-order = { $file } dosyasında { $first } satırı, { $then } satırından önce gelmelidir: eşleşen ilk satır geçerlidir.
step-limit = { $file } dosyasında { $setting } ayarı yalnızca kendi ağlarınızı içerebilir, örneğin:
step-bind = { $file } dosyasında { $setting } ayarıyla hizmetin yalnızca bir iç adreste dinlemesini sağlayın:
step-tick = { $path } bölümünü açın ve “{ $item }” seçeneğini işaretleyin.
step-untick = { $path } bölümünü açın ve “{ $item }” seçeneğinin işaretini kaldırın.
step-choose = { $path } bölümünü açın ve “{ $item }” için “{ $value }” değerini seçin.
step-enter = { $path } bölümünü açın ve “{ $item }” alanındaki değerin yerine şunu yazın: { $value }
step-empty = { $path } bölümünü açın ve “{ $item }” listesinden size ait olmayan her şeyi kaldırın.
step-inspect = Aşağıdakini çalıştırın ve çıktısına bakın. Kendinizin ayarlamadığı hiçbir şey görünmemelidir:
step-rebuild = Sunucunun gerçekte okuduğu dosyayı yeniden oluşturun; aksi hâlde değişikliğin etkisi olmaz:
step-check-syntax = Yapılandırmayı yüklemeden önce denetleyin. Hiçbir hata görünmemelidir:
step-restart = Yeni yapılandırmayı yükleyin:
step-firewall = Güvenlik duvarında, internetten gelen bağlantıları hem IPv4 hem IPv6 için engelleyin. Port numarası: { $ports }.
step-upgrade = Yazılımı { $version } veya daha yeni bir sürüme güncelleyin. Daha eski sürümlerde bu açık kapatılamaz veya bilinen bir güvenlik açığı vardır.
step-replace = Bu yazılımda hiçbir erişim denetimi yoktur. Yazılımı internetten gelen bağlantılara kapatın veya yerine başka bir ürün kullanın.
when-debian = Debian ve Ubuntu üzerinde:
when-monolithic = Kendi yazdığınız tek bir yapılandırma dosyası kullanıyorsanız:
when-version-below = Kullandığınız sürüm { $version } öncesiyse:
when-version-from = Kullandığınız sürüm { $version } veya daha yeniyse:
when-nat = Sunucunun önünde adres çevirisi (NAT), yük dengeleyici veya konteyner ağı varsa:
when-container = Portu dışarıya açılmış bir konteynerde çalışıyorsa:
when-needs-remote-users = Kullanıcılarınızın bu hizmete kendi ağlarınızın dışından da erişmesi gerekiyorsa:
when-needs-forwarding = Ağınızdaki bilgisayarların bu hizmeti vekil sunucu olarak kullanması gerekiyorsa:
when-unused = Bu hizmete kimsenin ihtiyacı yoksa:
when-alternative = Veya bir önceki adımın yerine:
verify-outside = Bütün ağlarınızın dışındaki bir bilgisayarda çalıştırın:
verify-server = Sunucunun kendisinde çalıştırın:
verify-expect = Yanıtta şu bulunmalıdır:
verify-expect-any = Yanıtta şunlardan biri bulunmalıdır:
mistakes-intro = Sık yapılan hatalar:
mistake-wide-network = Ayar, herkesi veya gereğinden büyük bir ağı kapsıyor.
mistake-order = İstemcilere izin veren bir satır, onları reddeden satırdan önce geliyor.
mistake-overridden = Aynı ayar başka bir yerde yeniden tanımlanıyor ve o tanım geçerli oluyor.
mistake-not-rebuilt = Dosya değiştirildi, ancak sunucunun dosyayı okumasını sağlayan komut çalıştırılmadı.
mistake-default-open = Ayar yoksa herkese izin veriliyor.
mistake-nat = Yük dengeleyicinin, adres çevirisinin (NAT) veya konteyner ağının adresine güveniliyor. Oysa bütün internet oradan geliyormuş gibi görünür.
mistake-other-listener = Erişim bir yerde kapatıldı; ancak başka bir portta, başka bir hizmette veya IPv6 üzerinden hâlâ mümkün.
mistake-sender-trust = Gönderen adresi veya istemcinin bildirdiği bir ad, izin için yeterli sayılıyor. Oysa herkes istediği adı yazabilir.
mistake-weak-login = Herhangi bir parola veya kolayca tahmin edilen bir parola kabul ediliyor.
mistake-any-port = 25 numaralı port dâhil, bütün portlara bağlantıya izin veriliyor.
mistake-backup-mx = MX kaydında bu sunucuyu gösteren her alan adına e-posta aktarılıyor.
mistake-inside-test = Güvenilen bir ağın içinden yapılan test hiçbir şey göstermez.
mistake-request-chooses = Arkadaki sunucuyu isteğin kendisi seçiyor.
mistake-unmaintained = Bu yazılım için artık güncelleme yayımlanmıyor.
mistake-compromised = Bunu siz kurmadıysanız başka biri kurmuştur. Önce sisteme izinsiz girilip girilmediğini araştırın.

## How to check it.

heading-check = Testi kendiniz yapmak için
check-command = Kullandığımız program özgür yazılımdır ve adı Cerrojo’dur. Aynı testi, ağınızın dışındaki bir bilgisayardan kendi sunucunuz için şöyle yapabilirsiniz:
check-again = Biz de kendiliğimizden yeniden test ediyoruz. En az üç gün boyunca yaptığımız birkaç testin tamamı reddedildiğinde konuyu kapatır ve size bildiririz.

## How to answer.

heading-answer = Yanıt vermek için
answer-reply = Bu iletiyi kendi dilinizde veya İngilizce olarak yanıtlamanız yeterlidir. Yanıtları çalışanlarımız okur. Lütfen konu satırındaki { $reference } numarasını silmeyin.
answer-print = { $reply } adresine e-posta göndererek yanıt verebilirsiniz. Lütfen { $reference } numarasını belirtin.
answer-fixed = Açığı kapattınız mı? Bize bildirin, kısa sürede yeniden test edelim.
answer-dispute = Yanıldığımızı mı düşünüyorsunuz? Nedenini bize yazın. Konuyu bir çalışanımız incelemeden size bu konuda yeniden yazmayacağız.
answer-no-mail = Bizden başka yazı almak istemiyor musunuz? Tek bir tıklama yeterlidir: { $link }
answer-no-mail-reply = Bizden başka yazı almak istemiyor musunuz? Yanıt olarak yalnızca “unsubscribe” (abonelikten çık) sözcüğünü yazın.
answer-no-checks = Yazılar ve testler iki ayrı konudur. Artık test edilmek de istemiyorsanız bunu bize, kayıtlarda ağınız için belirtilmiş bir adresten bildirin.

## Who writes, and how to know that it is true.

heading-who = Biz kimiz ve bu yazının gerçek olduğunu nasıl anlarsınız?
who-operation = Bu yazıyı gönderen: { $operation }. Çalışmamızın dayanağı: { $authority }.
who-partners = Çalışmaya katılan ortaklar: { $partners }.
who-page = { $reference } numarasını sayfamızda aratıp bu yazının bizden gelip gelmediğini görebilirsiniz: { $page }
who-signature = Bu ileti, { $domain } alan adının dijital imzasını taşır (DKIM). E-posta programınız imzanın bulunmadığını veya geçersiz olduğunu gösteriyorsa iletiye güvenmeyin.
who-never = Sizden asla parola, para veya bilgisayarlarınıza erişim istemeyiz.
who-contact = Bu çalışmayla ilgili sorularınız için: { $contact }
attachments = Ekteki dosyalar aynı bilgileri otomatik işlemeye uygun biçimde içerir: bir tablo (CSV) ve XARF biçiminde raporlar. Ekteki dosyalar düz metindir.
sign-off = Saygılarımızla

## Reminders, thanks and what else is written.

reminder-help = Bu açığı kapatmanıza engel olan bir şey var mı? Bize bildirin, yardımcı olalım.
reminder-last = Bu son hatırlatmamızdır. Sizden haber alamazsak hizmet sağlayıcınızdan veya ulusal siber olaylara müdahale ekibinden yardım isteyeceğiz.
thanks-delist = Adresiniz hâlâ engelleme listelerinde yer alıyorsa oradan çıkarılmasını istemek için şimdi uygun bir zamandır.
thanks-watch = Zaman zaman yeniden bakar ve size yalnızca sunucu yeniden herkese açık olursa yazarız. Her güncellemeden, taşımadan veya yedekten geri yüklemeden sonra lütfen siz de kontrol edin.
reopened-why = Bu, sanıldığından daha sık olur: bir güncellemeden, başka bir makineye taşımadan veya yedekten geri yüklemeden sonra.
dispute-stands = Yeniden test ettik ve sonuç değişmedi: sunucu herkese açık. Yeni kanıtı aşağıda bulabilirsiniz.
dispute-withdrawn = Haklısınız. Yazdıklarımızı geri aldık; verdiğimiz rahatsızlık için özür dileriz.
dispute-note = İnceleyen çalışanımızın notu:
abuse-next = Bildirdiğiniz adres, test etme iznimizin olduğu bir ağdaysa onu test edeceğiz. Sunucu herkese açıksa sahibine yazacak ve bu açık kapatılana kadar yeniden test edeceğiz.
abuse-private = Bildirimi kimin yaptığını sunucunun sahibine söylemeyiz.
