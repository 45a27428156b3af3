import type { ServerResponse } from 'node:http';
import { jsonOf, objectSchema, pairsOf } from './decode';
import { type Received, startReceiver } from './receiver';
import { salonId, withSalon } from './scene';

/** Timers of Node.js may fire a millisecond before their time. */
const timerTolerance = 2;

const recordIds = (received: readonly Received[]): unknown[] =>
  received.map((post) => objectSchema.parse(objectSchema.parse(jsonOf(post))['record'])['id']);

/** Answers nobody until so many wait, then all of them. */
function answerTogether(size: number): (response: ServerResponse) => void {
  const unanswered: ServerResponse[] = [];
  return (response) => {
    unanswered.push(response);
    if (unanswered.length < size) return;
    for (const waiting of unanswered.splice(0)) waiting.writeHead(200).end();
  };
}

test('without knobs each event goes once, in order', async () => {
  await withSalon({ delivery: { concurrency: 1 } }, async ({ control, receiver }) => {
    const records = await control.book(salonId, { count: 20 });
    await control.settle(salonId);
    expect(recordIds(receiver.received)).toEqual(records.map(({ id }) => id));
  });
});

test('repeats are the same to the byte, and as many as asked for', async () => {
  await withSalon({ delivery: { repeats: { least: 46, most: 46 } } }, async ({ control, receiver }) => {
    await control.book(salonId);
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(46);
    expect(new Set(receiver.received.map(({ body }) => body.toString('hex'))).size).toBe(1);
    const { posts } = await control.journal(salonId);
    expect(new Set(posts.map(({ postId }) => postId)).size).toBe(46);
    expect(new Set(posts.flatMap(({ eventIds }) => eventIds)).size).toBe(1);
  });
});

test('repeats vary between both ends, by the seed', async () => {
  const counts = async (): Promise<number[]> => {
    const found: number[] = [];
    await withSalon({ delivery: { repeats: { least: 1, most: 4 } } }, async ({ control }) => {
      const records = await control.book(salonId, { count: 40 });
      await control.settle(salonId);
      const { posts, events } = await control.journal(salonId);
      expect(events).toHaveLength(records.length);
      for (const { eventId } of events) {
        found.push(posts.filter(({ eventIds }) => eventIds.includes(eventId)).length);
      }
    });
    return found;
  };
  const first = await counts();
  expect(new Set(first)).toEqual(new Set([1, 2, 3, 4]));
  expect(await counts()).toEqual(first);
});

test('shuffling changes the order on the way and loses nothing', async () => {
  const delivery = { shuffleMilliseconds: 50, concurrency: 1 };
  const order = async (): Promise<unknown[]> => {
    let ids: unknown[] = [];
    await withSalon({ delivery }, async ({ control, receiver }) => {
      const records = await control.book(salonId, { count: 30 });
      await control.settle(salonId);
      ids = recordIds(receiver.received);
      const made = records.map(({ id }) => id);
      expect(ids).not.toEqual(made);
      expect(new Set(ids)).toEqual(new Set(made));
    });
    return ids;
  };
  expect(await order()).toEqual(await order());
});

test('a delayed post does not leave before its time', async () => {
  const delivery = { delayMilliseconds: { least: 80, most: 120 } };
  await withSalon({ delivery }, async ({ control, receiver }) => {
    const before = performance.now();
    await control.book(salonId, { count: 3 });
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(3);
    for (const { at } of receiver.received) expect(at - before).toBeGreaterThanOrEqual(80 - timerTolerance);
  });
});

test('a burst is held until it is full and then sent at once', async () => {
  await withSalon(
    { delivery: { burst: 12, concurrency: 1 } },
    async ({ control, receiver }) => {
      await control.book(salonId, { count: 11 });
      expect(await control.journal(salonId)).toMatchObject({ waiting: 11, mostAtOnce: 0, posts: [] });
      await control.book(salonId, { count: 13 });
      await control.settle(salonId);
      expect(await control.journal(salonId)).toMatchObject({ waiting: 0, mostAtOnce: 12 });
      expect(receiver.received).toHaveLength(24);
      expect(receiver.mostAtOnce()).toBe(12);
    },
    answerTogether(12),
  );
});

test('settling sends a burst that is not full', async () => {
  await withSalon({ delivery: { burst: 12 } }, async ({ control, receiver }) => {
    await control.book(salonId, { count: 5 });
    await control.settle(salonId);
    expect(receiver.received).toHaveLength(5);
  });
});

test('no more posts are unanswered at one time than the salon may send', async () => {
  await withSalon(
    { delivery: { concurrency: 3 } },
    async ({ control, receiver }) => {
      await control.book(salonId, { count: 12 });
      await control.settle(salonId);
      expect(receiver.mostAtOnce()).toBe(3);
      expect((await control.journal(salonId)).mostAtOnce).toBe(3);
    },
    answerTogether(3),
  );
});

test('at a fixed rate no post leaves before its slot', async () => {
  await withSalon({ delivery: { ratePerSecond: 100, concurrency: 50 } }, async ({ control }) => {
    await control.book(salonId, { count: 40 });
    await control.settle(salonId);
    const sent = (await control.journal(salonId)).posts.map(({ sentAt }) => sentAt).sort((a, b) => a - b);
    expect(sent).toHaveLength(40);
    sent.forEach((at, slot) => {
      expect(at - (sent[0] ?? 0)).toBeGreaterThanOrEqual(slot * 10 - timerTolerance);
    });
  });
});

test('records that change together share a body where the envelope has room', async () => {
  const delivery = { recordsPerBody: 4, concurrency: 1 };
  await withSalon({ delivery }, async ({ control, receiver }) => {
    await control.book(salonId, { count: 6, variant: 'amocrm' });
    await control.book(salonId, { count: 2 });
    await control.book(salonId, { count: 2, variant: 'form' });
    await control.settle(salonId);
    const [four, two, list, ...single] = receiver.received;
    if (four === undefined || two === undefined || list === undefined) throw new Error('A post is missing.');
    const ids = async (post: Received): Promise<string[]> =>
      Object.entries(await pairsOf(post))
        .filter(([name]) => /^leads\[add\]\[\d\]\[id\]$/.test(name))
        .map(([, id]) => id);
    expect(await ids(four)).toEqual(['880001', '880002', '880003', '880004']);
    expect(await ids(two)).toEqual(['880005', '880006']);
    expect(jsonOf(list)).toMatchObject([{ record: { id: 880007 } }, { record: { id: 880008 } }]);
    expect(single).toHaveLength(2);
    const { posts } = await control.journal(salonId);
    expect(posts.map(({ eventIds }) => eventIds.length)).toEqual([4, 2, 2, 1, 1]);
  });
});

test('a post answered 5xx is tried again as often as said, another status is taken as it is', async () => {
  const delivery = { retries: 2, retryPauseMilliseconds: 30 };
  const statuses = [503, 500, 502, 404, 503, 200];
  await withSalon(
    { delivery },
    async ({ control, receiver }) => {
      for (let count = 0; count < 3; count += 1) {
        await control.book(salonId);
        await control.settle(salonId);
      }
      const { posts } = await control.journal(salonId);
      expect(posts.map(({ postId, attempt, status }) => [postId, attempt, status])).toEqual([
        [1, 1, 503],
        [1, 2, 500],
        [1, 3, 502],
        [2, 1, 404],
        [3, 1, 503],
        [3, 2, 200],
      ]);
      const [first, second] = receiver.received;
      expect(second?.body).toEqual(first?.body);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(30 - timerTolerance);
    },
    (response, count) => response.writeHead(statuses[count] ?? 599).end(),
  );
});

test('by default nothing is tried again', async () => {
  await withSalon(
    {},
    async ({ control, receiver }) => {
      await control.book(salonId);
      await control.settle(salonId);
      expect(receiver.received).toHaveLength(1);
    },
    (response) => response.writeHead(503).end(),
  );
});

test('an answer that does not come, and one that breaks off, are failures that are tried again', async () => {
  const delivery = { retries: 2, retryPauseMilliseconds: 1, timeoutMilliseconds: 1_000 };
  await withSalon(
    { delivery },
    async ({ control }) => {
      await control.book(salonId);
      await control.settle(salonId);
      const { posts } = await control.journal(salonId);
      expect(posts.map(({ status, failure }) => status ?? failure)).toEqual(['timeout', 'connection', 200]);
      expect(posts[0]?.latencyMilliseconds).toBeGreaterThanOrEqual(1_000 - timerTolerance);
    },
    (response, count) => {
      if (count === 1)
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy());
      if (count === 2) response.end();
    },
  );
});

test('a receiver that is gone gets its posts when it is back', async () => {
  const gone = await startReceiver();
  await gone.stop();
  const delivery = { retries: 50, retryPauseMilliseconds: 50 };
  await withSalon({ webhookUrl: gone.url, delivery }, async ({ control }) => {
    await control.book(salonId);
    let journal = await control.journal(salonId);
    while (journal.posts.length < 2) journal = await control.journal(salonId);
    expect(journal.waiting).toBe(1);
    expect(journal.posts[0]).toMatchObject({ status: null, failure: 'connection' });
    const back = await startReceiver(undefined, Number(new URL(gone.url).port));
    try {
      await control.settle(salonId);
      expect(back.received).toHaveLength(1);
    } finally {
      await back.stop();
    }
  });
});
