cd /etc/mail
cat >sendmail.mc <<'C'
divert(-1)dnl
divert(0)dnl
define(`_USE_ETC_MAIL_')dnl
include(`/usr/share/sendmail/cf/m4/cf.m4')dnl
OSTYPE(`debian')dnl
DOMAIN(`debian-mta')dnl
undefine(`confHOST_STATUS_DIRECTORY')dnl
FEATURE(`no_default_msa')dnl
DAEMON_OPTIONS(`Family=inet,  Name=MTA-v4, Port=smtp')dnl
define(`confTO_QUEUEWARN', `4s')dnl
define(`confTO_QUEUERETURN', `25s')dnl
define(`confTO_QUEUERETURN_DSN', `25s')dnl
define(`confMIN_QUEUE_AGE', `1s')dnl
define(`confDONT_PROBE_INTERFACES', `True')dnl
FEATURE(`use_cw_file')dnl
FEATURE(`access_db', , `skip')dnl
MAILER_DEFINITIONS
MAILER(`local')dnl
MAILER(`smtp')dnl
C
echo example.net >local-host-names
printf 'Connect:192.0.2 RELAY\nConnect:127.0.0.1 RELAY\n' >access
m4 sendmail.mc >sendmail.cf
makemap hash access <access
newaliases || true
mkdir -p /run/sendmail/mta
sendmail-mta -bd -q3s
sleep 3
/usr/bin/python3 /tmp/record/letters.py
