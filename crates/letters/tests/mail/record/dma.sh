echo example.net >/etc/dma/mailname 2>/dev/null || :
printf 'MAILNAME /etc/mailname\n' >/etc/dma/dma.conf
for to in unknown@remote.example plain@remote.example policy@remote.example abuse@gone.example; do
    printf 'From: operation@cert.example\nTo: %s\nMessage-ID: <dma.42@cert.example>\nSubject: [case-2026-42] Open relay\n\nOpen.\n' $to | dma -f bounce+${to%@*}@cert.example $to || :
done
for i in 1 2 3 4 5 6 7 8; do dma -q || :; sleep 3; done
