# Postfix hands mail to the tools by which people say that they are away.
cd /etc/postfix
postconf -e 'myhostname = mx.example.net' 'mydestination = example.net, mx.example.net, localhost' 'mynetworks = 192.0.2.0/24' \
    'inet_protocols = ipv4' 'smtp_host_lookup = dns' 'maillog_file = /dev/stdout'
newaliases
for user in sieve reject vacation mailbot procmail; do useradd -m -c "Ana Beispiel" $user; done
cat >/etc/dovecot/dovecot.conf <<'C'
mail_location = maildir:~/Maildir
protocol lda {
  mail_plugins = sieve
}
plugin {
  sieve = file:~/sieve;active=~/.dovecot.sieve
}
postmaster_address = postmaster@example.net
log_path = /tmp/dovecot.log
C
cat >/home/sieve/.dovecot.sieve <<'C'
require ["vacation"];
vacation :days 1 :addresses ["sieve@example.net"] :subject "Abwesend" "Guten Tag, ich bin bis zum 30. November nicht im Büro.";
C
echo '"|/usr/lib/dovecot/dovecot-lda -f $SENDER -a $RECIPIENT"' >/home/sieve/.forward
cp /home/sieve/.forward /home/reject/.forward
printf 'require ["reject"];\nreject "We take no reports here, use our form.";\n' >/home/reject/.dovecot.sieve
printf 'Subject: away from my mail\n\nI am on holiday until Monday.\nRe: $SUBJECT\n' >/home/vacation/.vacation.msg
printf '\\vacation, "|/usr/bin/vacation vacation"\n' >/home/vacation/.forward
printf 'Dear sender,\nwe have received your mail and answer as soon as we can.\n' >/home/mailbot/text
cat >/home/mailbot/.mailfilter <<'C'
cc "| mailbot -t $HOME/text -d $HOME/seen -D 1 -A 'From: Abuse Desk <mailbot@example.net>' -s 'Your message' /usr/sbin/sendmail -t -f ''"
to "$HOME/kept"
C
touch /home/mailbot/kept
chmod 600 /home/mailbot/.mailfilter
echo '"|/usr/bin/maildrop"' >/home/mailbot/.forward
cat >/home/procmail/.procmailrc <<'C'
SENDMAIL=/usr/sbin/sendmail
:0 Whc: vacation.lock
* !^FROM_DAEMON
* !^X-Loop: procmail@example.net
| formail -rD 8192 vacation.cache
:0 ehc
| (formail -rI"Precedence: junk" -A"X-Loop: procmail@example.net" -I"From: procmail@example.net"; echo "I received your mail, but won't be back until Monday.") | $SENDMAIL -oi -t
C
echo '"|/usr/bin/procmail"' >/home/procmail/.forward
for user in sieve reject vacation mailbot procmail; do chown -R $user: /home/$user; chmod 755 /home/$user; done
su vacation -c '/usr/bin/vacation -i' || :
/usr/lib/postfix/configure-instance.sh - || :
postfix start
sleep 2
/usr/bin/python3 /tmp/record/letters.py sieve@example.net reject@example.net vacation@example.net mailbot@example.net procmail@example.net
sleep 8
cat /tmp/dovecot.log || :
