cat >/etc/exim4/exim4.conf <<'C'
primary_hostname = mx.example.net
domainlist local = example.net
hostlist near = 192.0.2.0/24
acl_smtp_rcpt = take
acl_smtp_data = take
delay_warning = 4s
bounce_return_size_limit = 20K
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
  self = send
  no_more
system:
  driver = redirect
  allow_fail
  data = ${lookup{$local_part}lsearch{/etc/aliases}}
begin transports
smtp:
  driver = smtp
begin retry
*  *  F,30s,3s
C
chmod 644 /etc/exim4/exim4.conf
mkdir -p /run/exim4 /var/spool/exim4 /var/log/exim4
chown -R Debian-exim:Debian-exim /run/exim4 /var/spool/exim4 /var/log/exim4
touch /etc/aliases
exim4 -bd -q3s
sleep 2
/usr/bin/python3 /tmp/record/letters.py
