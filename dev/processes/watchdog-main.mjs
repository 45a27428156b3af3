// Ends the children of a supervisor that can no longer do it itself.
//
// The supervisor holds the other end of standard input and writes `watch <pid>` and `forget <pid>`.
// The operating system closes that pipe however the supervisor dies, SIGKILL included, on Linux and
// macOS alike; then every watched process group is asked to stop and, after a while, killed.
import { createInterface } from 'node:readline';

const GRACE_MILLISECONDS = 8_000;
const POLL_MILLISECONDS = 100;

const watched = new Set();

// Its life is the pipe's: a signal meant for the supervisor must not end it first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {});
}

/** @returns {boolean} whether anything was there to receive the signal */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH' || error.code === 'EPERM') {
      return false;
    }
    throw error;
  }
}

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [verb, pid] = line.split(' ');
  if (verb === 'watch') {
    watched.add(Number(pid));
  } else {
    watched.delete(Number(pid));
  }
});
lines.on('close', () => {
  const deadline = Date.now() + GRACE_MILLISECONDS;
  for (const pid of watched) {
    signalGroup(pid, 'SIGTERM');
  }
  const poll = () => {
    const alive = [...watched].filter((pid) => signalGroup(pid, 0));
    if (alive.length === 0) {
      process.exit(0);
    }
    if (Date.now() >= deadline) {
      for (const pid of alive) {
        signalGroup(pid, 'SIGKILL');
      }
      process.exit(0);
    }
    setTimeout(poll, POLL_MILLISECONDS);
  };
  poll();
});
