import { messageOf } from '../errors';
import type { Log } from '../progress';

/** One place a program may come from. */
export interface Source {
  /** Completes "trying …": "PATH", "the cache folder /home/…". */
  name: string;
  /** The path of a program that was seen to work. Throws, with the reason as its message, when there is none. */
  find(): Promise<string>;
}

/** No source had the program; the message names each, with its reason, and what to do. */
class NothingFound extends Error {
  override readonly name = 'NothingFound';
}

const BRIEF_LENGTH = 240;

/** The first line says what failed, the last of an output most often why. */
function brief(reason: string): string {
  const lines = reason.split('\n').filter((line) => line.trim() !== '');
  const text = lines.length < 2 ? reason : `${lines[0]}: ${lines.at(-1)?.trim()}`;
  return text.length <= BRIEF_LENGTH ? text : `${text.slice(0, BRIEF_LENGTH)}…`;
}

export interface Wanted {
  /** What people call the program. */
  program: string;
  sources: readonly Source[];
  /** What a person can do when every source has failed. */
  advice: string;
  log: Log;
}

/**
 * The program from the first source that has it. Says what it tries and why it moves on.
 * @throws {NothingFound}
 */
export async function firstThatWorks({ program, sources, advice, log }: Wanted): Promise<string> {
  const reasons: string[] = [];
  for (const source of sources) {
    try {
      const path = await source.find();
      log(`${program}: ${path} (${source.name})`);
      return path;
    } catch (error) {
      const reason = messageOf(error);
      reasons.push(`  ${source.name}: ${reason}`);
      log(`${program}: not from ${source.name}: ${brief(reason)}`);
    }
  }
  throw new NothingFound(
    `${program} was not found and could not be fetched.\n${reasons.join('\n')}\n${advice}`,
  );
}
