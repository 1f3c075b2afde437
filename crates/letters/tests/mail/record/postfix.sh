cd /etc/postfix
postconf -e 'myhostname = mx.example.net' 'mydestination = example.net, localhost' 'mynetworks = 192.0.2.0/24' \
    'inet_interfaces = all' 'inet_protocols = ipv4' 'smtp_host_lookup = dns' 'local_recipient_maps =' \
    'delay_warning_time = 5s' 'queue_run_delay = 3s' 'minimal_backoff_time = 3s' 'maximal_backoff_time = 3s' \
    'maximal_queue_lifetime = 30s' 'bounce_queue_lifetime = 30s' 'message_size_limit = 10000000' \
    'smtpd_recipient_restrictions = permit' 'smtpd_relay_restrictions = permit_mynetworks, reject' 'maillog_file = /dev/stdout'
newaliases
/usr/lib/postfix/configure-instance.sh - || :
postfix start
sleep 2
/usr/bin/python3 /tmp/record/letters.py
