# Records what a real mail server sends back: sh record.sh SERVER LAYER OUT [SECONDS]
#
# SERVER is one of the scripts beside this one, LAYER the folder of a layer in which the server is installed
# (`cargo xtask lab` leaves them in /var/cache/cerrojo-lab/layers/<server>/upper), OUT a folder for the messages.
# Two networks are made, one for the server and one for the world around it; nothing leaves them, and all is gone
# when this ends.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
export SERVER="$1" LAYER="$2" OUT="$3" SECONDS_TO_WAIT="${4:-60}" HERE="$here"
mkdir -p "$OUT"
exec unshare --mount --net --pid --fork --kill-child --uts --ipc --mount-proc sh -eu <<'WORLD'
ip link set lo up
mount -t tmpfs tmpfs /mnt
mkdir -p /mnt/upper /mnt/work /mnt/root
root=/mnt/root
# The kernel refuses a layer that lies below the root that it is laid over, hence the copy.
cp -a "$LAYER" /mnt/layer
mount -t overlay overlay -o "lowerdir=/mnt/layer:/,upperdir=/mnt/upper,workdir=/mnt/work" $root
mount -t proc proc $root/proc
mount --rbind /dev $root/dev
mount -t tmpfs -o mode=755 tmpfs $root/run
mkdir -p $root/run/lock
mount -t tmpfs -o mode=1777 tmpfs $root/tmp
cp -R "$HERE" $root/tmp/record
hostname mx.example.net
echo mx.example.net >$root/etc/hostname
echo example.net >$root/etc/mailname
printf '127.0.0.1 localhost\n192.0.2.1 mx.example.net mx\n' >$root/etc/hosts
rm -f $root/etc/resolv.conf
printf 'nameserver 192.0.2.53\noptions timeout:2 attempts:1\n' >$root/etc/resolv.conf

unshare --net chroot $root sh -eu -c "
    while ! ip link show inside >/dev/null 2>&1; do sleep 0.1; done
    ip link set lo up
    ip link set inside up
    ip addr add 192.0.2.1/24 dev inside
    echo ready >/tmp/net
    while ! [ -e /tmp/go ]; do sleep 0.1; done
    export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
    sh -eu /tmp/record/$SERVER.sh || echo '$SERVER.sh failed'
    sleep $SECONDS_TO_WAIT
" &
inner=$!
ip link add outside type veth peer name inside
for try in 1 2 3 4 5 6 7 8 9 10; do sleep 0.3; ip link set inside netns $inner 2>/dev/null && break; done
ip link set outside up
for last in 2 3 9 53; do ip addr add 192.0.2.$last/24 dev outside; done
/usr/bin/python3 "$HERE/world.py" "$OUT" &
while ! [ -e $root/tmp/net ]; do sleep 0.1; done
sleep 1
touch $root/tmp/go
wait $inner || :
WORLD
