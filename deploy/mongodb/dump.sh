#!/bin/bash
# Writes a backup of the database to standard output.
set -eu

# The address is read from a file: among the arguments every user of the machine would see the password.
exec mongodump --quiet --gzip --archive \
  --config <(echo "uri: mongodb://skvoz:$MONGO_INITDB_ROOT_PASSWORD@localhost/skvoz?authSource=admin")
