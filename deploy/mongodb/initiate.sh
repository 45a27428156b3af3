#!/bin/bash
# Makes the one MongoDB a replica set unless it is one, and waits until it takes writes. Safe to repeat.
set -eu

# The password is read inside: among the arguments every user of the machine would see it.
mongosh --nodb --quiet --eval '
  db = connect(
    `mongodb://skvoz:${process.env.MONGODB_PASSWORD}@mongodb:27017/admin?authSource=admin&directConnection=true`,
  );
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
