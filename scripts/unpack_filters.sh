#!/usr/bin/env sh
# Unpacks dnsmasq and squid for tests/soak/test_filters.py, from Debian's own packages, without installing them:
#     scripts/unpack_filters.sh [FOLDER]        the default folder is var/filters
# Where dnsmasq and squid are installed already, nothing of this is needed.
set -eu
folder=${1:-var/filters}
mkdir -p "$folder/packages"
cd "$folder/packages"
apt-get download --quiet dnsmasq-base squid squid-common libecap3 libltdl7 libnetfilter-conntrack3 libnfnetlink0 \
    libnftables1 libnftnl11 libjansson4 libdbus-1-3 liblua5.4-0 libtdb1 libidn2-0 libxml2 libexpat1 libldap-2.5-0 \
    libsasl2-2 libgssapi-krb5-2 libkrb5-3
for package in *.deb; do dpkg-deb --extract "$package" ..; done
