# Builds one layer: packages installed over this machine's own root, every change kept apart.
#
# Runs in its own mount and process namespace, as its first process: whatever happens, nothing
# stays mounted or running. In: LAYER (a folder of its own), PACKAGES, NPM, PIP.
set -eu
rm -rf "$LAYER/upper" "$LAYER/work"
mkdir -p "$LAYER/upper" "$LAYER/work" "$LAYER/root"
root=$LAYER/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$LAYER/upper,workdir=$LAYER/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
cat /etc/resolv.conf >"$LAYER/resolv.conf"
rm -f "$root/etc/resolv.conf"
cp "$LAYER/resolv.conf" "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
chroot "$root" apt-get -qq update
# shellcheck disable=SC2086 # a list of words
chroot "$root" apt-get -qq -y --no-install-recommends -o Dpkg::Options::=--force-confold install $PACKAGES
if [ -n "$NPM" ]; then
    chroot "$root" sh -c 'command -v npm' >/dev/null || chroot "$root" apt-get -qq -y --no-install-recommends install nodejs npm
    # shellcheck disable=SC2086 # a list of words
    chroot "$root" npm install --global --no-fund --no-audit --omit=optional $NPM
fi
if [ -n "$PIP" ]; then
    chroot "$root" /usr/bin/python3 -m venv /opt/python
    # shellcheck disable=SC2086 # a list of words
    chroot "$root" /opt/python/bin/pip install --quiet --no-cache-dir $PIP
fi
chroot "$root" apt-get -qq clean
rm -rf "$root/var/lib/apt/lists" "$root/root/.npm"
umount "$root/run" "$root/tmp" "$root/proc"
umount -l "$root/dev"
# A package may have left an agent running: it ends with this namespace.
umount -l "$root"
rm -rf "$LAYER/work" "$LAYER/root"
