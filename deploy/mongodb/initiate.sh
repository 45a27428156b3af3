#!/bin/bash
# Makes the one MongoDB a replica set unless it is one, and waits until it takes writes. Safe to repeat.
set -eu

mongosh "mongodb://mongodb:27017/admin?directConnection=true" \
  --quiet --username skvoz --password "$MONGODB_PASSWORD" --authenticationDatabase admin --eval '
  try {
    rs.status();
  } catch (error) {
    if (error.codeName !== "NotYetInitialized") {
      throw error;
    }
    rs.initiate({ _id: "skvoz", members: [{ _id: 0, host: "mongodb:27017" }] });
  }
  while (!db.hello().isWritablePrimary) {
    sleep(200);
  }
'
