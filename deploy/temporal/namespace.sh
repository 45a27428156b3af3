#!/bin/sh
# Makes the namespace unless it is there, and waits until it answers. Safe to repeat.
set -eu

retention=168h

until temporal operator cluster health; do
  sleep 2
done
temporal operator namespace describe --namespace skvoz ||
  temporal operator namespace create --namespace skvoz --retention "$retention"
