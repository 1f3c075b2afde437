# Starts one variant: its own root over its layer, its own network, host name and processes.
#
# Runs as the first process of its namespaces; when it is killed, all of it is gone. One line on
# standard input says that the network cable is plugged in. In: PLACE (a folder in memory), LAYER,
# FOLDER (the variant's), HOST, IPV4, IPV6, EXTRA (more addresses), START (a shell command).
set -eu
root=$PLACE/root
mkdir -p "$PLACE/upper" "$PLACE/work" "$root"
mount -t overlay overlay -o "lowerdir=$LAYER:/,upperdir=$PLACE/upper,workdir=$PLACE/work" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/lock"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
mknod -m 666 "$root/dev/null" c 1 3
mknod -m 666 "$root/dev/zero" c 1 5
mknod -m 666 "$root/dev/full" c 1 7
mknod -m 666 "$root/dev/random" c 1 8
mknod -m 666 "$root/dev/urandom" c 1 9
mknod -m 666 "$root/dev/tty" c 5 0
mkdir -m 1777 "$root/dev/shm"
ln -s /proc/self/fd "$root/dev/fd"

hostname "$HOST"
echo "$HOST" >"$root/etc/hostname"
echo "$HOST" >"$root/etc/mailname"
printf '127.0.0.1 localhost\n::1 localhost\n%s %s %s\n%s %s\n' "$IPV4" "$HOST" "${HOST%%.*}" "$IPV6" "$HOST" >"$root/etc/hosts"
rm -f "$root/etc/resolv.conf"
printf 'nameserver 198.51.100.1\noptions timeout:2 attempts:2\n' >"$root/etc/resolv.conf"
if [ -d "$FOLDER/root" ]; then cp -R "$FOLDER/root/." "$root/"; fi

read -r _
inside() { chroot "$root" "$@"; }
for setting in all default eth0; do echo 0 >"$root/proc/sys/net/ipv6/conf/$setting/accept_dad"; done
inside ip link set lo up
inside ip link set eth0 up
inside ip addr add "$IPV4/24" dev eth0
inside ip addr add "$IPV6/64" dev eth0 nodad
inside ip route add default via 198.51.100.1
inside ip -6 route add default via 2001:db8:51::1
for address in $EXTRA; do inside ip addr add "$address" dev lo; done

clean="env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 HOST=$HOST IPV4=$IPV4 IPV6=$IPV6"
mkdir -p "$root/var/log"
chroot "$root" socat -u UNIX-RECV:/dev/log,mode=666 OPEN:/var/log/lab.log,creat,append </dev/null >/dev/null 2>&1 &
# shellcheck disable=SC2086 # words
chroot "$root" $clean sh -ec "$START" </dev/null >"$root/var/log/start.log" 2>&1 || echo "the start command failed" >>"$root/var/log/start.log"
while :; do wait || :; sleep 3600; done
