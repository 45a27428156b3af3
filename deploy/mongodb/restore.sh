#!/bin/bash
# Puts the backup on standard input in the place of what the database holds.
set -eu

# The address is read from a file: among the arguments every user of the machine would see the password.
exec mongorestore --gzip --archive --drop \
  --config <(echo "uri: mongodb://skvoz:$MONGO_INITDB_ROOT_PASSWORD@localhost/?authSource=admin")
