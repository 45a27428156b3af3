#!/bin/bash
# A replica set with passwords needs a key that its members share. This set has one member, so
# nobody else has to know the key, and each start makes a new one.
set -eu

key=/data/configdb/replica-set.key
rm --force "$key"
(umask 077 && head --bytes 512 /dev/urandom | base64 --wrap 0 >"$key")
chown mongodb:mongodb "$key"
# Quiet, or each health check leaves two lines in the log.
exec docker-entrypoint.sh mongod --quiet --replSet skvoz --bind_ip_all --keyFile "$key"
