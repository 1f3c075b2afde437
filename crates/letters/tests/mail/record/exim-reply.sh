# Exim's own answer: a filter with `vacation` and the transport `autoreply`.
cat >/etc/exim4/exim4.conf <<'C'
primary_hostname = mx.example.net
domainlist local = example.net
acl_smtp_rcpt = take
acl_smtp_data = take
daemon_smtp_ports = 25
local_interfaces = 192.0.2.1
keep_environment =
dns_ipv4_lookup = *
disable_ipv6 = true
begin acl
take:
  accept
begin routers
outside:
  driver = dnslookup
  domains = ! +local
  transport = smtp
  no_more
filter:
  driver = redirect
  allow_filter
  file = /etc/exim4/filter
  user = Debian-exim
  reply_transport = answer
  unseen
system:
  driver = accept
  transport = hole
begin transports
smtp:
  driver = smtp
answer:
  driver = autoreply
hole:
  driver = appendfile
  file = /dev/null
  user = Debian-exim
begin retry
*  *  F,12s,3s
C
cat >/etc/exim4/filter <<'C'
# Exim filter
if personal then
  vacation
    to $reply_address
    from "Abuse Desk <exim@example.net>"
    subject "Re: $h_subject:"
    file /etc/exim4/answer
    log /tmp/vacation.log
    once /tmp/vacation.once
endif
C
echo "We are on holiday until Monday." >/etc/exim4/answer
chmod 644 /etc/exim4/answer /etc/exim4/exim4.conf /etc/exim4/filter
mkdir -p /run/exim4 /var/spool/exim4 /var/log/exim4
chown -R Debian-exim:Debian-exim /run/exim4 /var/spool/exim4 /var/log/exim4
exim4 -bd -q3s
sleep 2
/usr/bin/python3 /tmp/record/letters.py exim@example.net
sleep 3
cat /var/log/exim4/*
