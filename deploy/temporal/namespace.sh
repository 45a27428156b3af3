#!/bin/sh
# Makes the namespace unless it is there, once Temporal answers. Safe to repeat.
set -eu

retention=168h
tries=60

# Given a name the command line also asks for a TXT record, and on a network without a way out there
# may be nobody to answer: older Docker engines let it wait until it gives up.
address=$(getent hosts temporal | awk '{ print $1 }')
export TEMPORAL_ADDRESS="${address:?temporal has no address}:7233"

until temporal operator cluster health; do
  tries=$((tries - 1))
  if [ "$tries" -eq 0 ]; then
    echo "Temporal does not answer: docker compose logs temporal" >&2
    exit 1
  fi
  sleep 2
done
temporal operator namespace describe --namespace skvoz ||
  temporal operator namespace create --namespace skvoz --retention "$retention"
