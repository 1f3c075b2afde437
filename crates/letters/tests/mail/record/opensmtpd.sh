cat >/etc/smtpd.conf <<'C'
table aliases file:/etc/aliases
bounce warn-interval 3s
queue ttl 20s
smtp max-message-size 10M
listen on inside hostname mx.example.net
action "local" maildir alias <aliases>
action "relay" relay helo mx.example.net
match from any for domain "example.net" action "local"
match from any for any action "relay"
C
touch /etc/aliases
smtpd -n && smtpd
sleep 2
/usr/bin/python3 /tmp/record/letters.py
