/** What to do when a person, the system or the death of npm ends this process. */
export interface Ending {
  /** Called once, with the first reason. */
  end: () => void;
  /** Called for a later signal: the person does not want to wait. */
  force: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C arrives twice: from the terminal and, passed on, from npm (@npmcli/run-script, signal-manager). */
const SAME_PRESS_MILLISECONDS = 1_000;
const PARENT_POLL_MILLISECONDS = 1_000;

/**
 * Listens for the reasons to end. Under npm its death is one: killed, it cannot pass that on, and
 * nobody would be left to stop this process. The scripts of package.json say `exec` so that npm,
 * and not a shell between, is the parent.
 */
export function onEnding({ end, force }: Ending): void {
  let endedAt: number | undefined;
  const react = (): void => {
    if (endedAt === undefined) {
      endedAt = Date.now();
      end();
    } else if (Date.now() - endedAt > SAME_PRESS_MILLISECONDS) {
      force();
    }
  };
  for (const signal of SIGNALS) {
    process.on(signal, react);
  }
  if (process.env['npm_lifecycle_event'] !== undefined) {
    const parent = process.ppid;
    const poll = setInterval(() => {
      if (process.ppid !== parent) {
        clearInterval(poll);
        react();
      }
    }, PARENT_POLL_MILLISECONDS);
    poll.unref();
  }
}
