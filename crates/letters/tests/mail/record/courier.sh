cd /etc/courier
echo mx.example.net >me
echo example.net >defaultdomain
echo example.net >locals
echo example.net >esmtpacceptmailfor
printf '192.0.2\tallow,RELAYCLIENT\n' >smtpaccess/default
echo 3s >retryalpha; echo 1 >retrybeta; echo 3s >retrygamma; echo 5s >retrymaxdelta; echo 5s >warntime; echo 30s >queuetime
makesmtpaccess || :
makeacceptmailfor || :
makealiases || :
sed -i 's/^BOFHCHECKDNS=.*/BOFHCHECKDNS=0/; s/^ESMTPDSTART=.*/ESMTPDSTART=YES/; s/^TCPDOPTS=.*/TCPDOPTS="-stderrlogger=\/usr\/sbin\/courierlogger -noidentlookup"/' esmtpd || :
authdaemond start || :
courier start || :
esmtpd start || :
sleep 3
/usr/bin/python3 /tmp/record/letters.py
tail -20 /var/log/mail.log 2>/dev/null || :
