import { type Damage, damageSchema } from '../../../../dev/simulators/profsalon/damage';
import { jsonOf } from './decode';
import { type Received, secret } from './receiver';
import { salon, salonId, withSalon } from './scene';

const text = ({ body }: Received): string => body.toString('utf8');

/** What each kind promises to be wrong; all else of the post is right. */
const promises: Record<Damage, (post: Received) => void> = {
  cutJson: (post) => {
    expect(text(post).length).toBeGreaterThan(300);
    expect(() => jsonOf(post)).toThrow(SyntaxError);
  },
  nan: (post) => {
    expect(() => jsonOf(post)).toThrow(SyntaxError);
    expect(JSON.parse(text(post).replace('NaN', '0'))).toMatchObject({ balance: 0, record: { id: 880001 } });
  },
  invalidUtf8: (post) => {
    expect(() => jsonOf(post)).toThrow(/not valid for encoding/);
    expect(JSON.parse(text(post))).toMatchObject({ record: { id: 880001 } });
  },
  empty: (post) => expect(post.body).toHaveLength(0),
  huge: (post) => {
    expect(post.body.length).toBeGreaterThan(1_048_576);
    expect(jsonOf(post)).toMatchObject({ record: { id: 880001 } });
  },
  deep: (post) => expect(JSON.stringify(jsonOf(post))).toContain('['.repeat(200)),
  scalar: (post) => expect(jsonOf(post)).toBe(42),
  unrelated: (post) => expect(jsonOf(post)).toEqual({ hello: 'world', items: [1, 2] }),
  wrongSecret: (post) => {
    const [wrong = ''] = post.path.split('/').slice(-1);
    expect(wrong).toHaveLength(secret.length);
    expect(wrong).not.toBe(secret);
    expect(jsonOf(post)).toMatchObject({ record: { id: 880001 } });
  },
  foreignSalonId: (post) =>
    expect(jsonOf(post)).toMatchObject({
      salon_id: 1_005_610,
      salon_login: 'msc_example_salon_other',
      token: salon.token,
      record: { id: 880001 },
    }),
  foreignToken: (post) =>
    expect(jsonOf(post)).toMatchObject({ salon_id: salonId, token: 'another-token', record: { id: 880001 } }),
};

test.each(damageSchema.options)('a post damaged by %s is wrong in just that', async (damage) => {
  await withSalon({}, async ({ control, receiver }) => {
    await control.book(salonId, { damage });
    await control.settle(salonId);
    const [post, ...others] = receiver.received;
    if (post === undefined) throw new Error('Nothing was posted.');
    expect(others).toEqual([]);
    promises[damage](post);
    if (damage !== 'wrongSecret') expect(post.path.endsWith(`/${secret}`)).toBe(true);
    expect((await control.journal(salonId)).posts).toMatchObject([{ damage, status: 200 }]);
  });
});

test('an envelope that can speak of something else does, and one without room tells its token in a header', async () => {
  await withSalon({ delivery: { concurrency: 1 } }, async ({ control, receiver }) => {
    for (const variant of ['yclients', 'timeplan'] as const) {
      await control.book(salonId, { variant, damage: 'unrelated' });
      await control.settle(salonId);
    }
    await control.book(salonId, { variant: 'yclients', damage: 'foreignToken' });
    await control.settle(salonId);
    const [client, block, foreign] = receiver.received;
    if (client === undefined || block === undefined) throw new Error('A post is missing.');
    expect(jsonOf(client)).toMatchObject({ resource: 'client' });
    expect(jsonOf(block)).toMatchObject({ ServiceId: 0, EventType: 'add' });
    expect(foreign?.headers.authorization).toBe('Bearer another-token');
  });
});

test('a share of the posts is damaged, by the seed, in the ways asked for', async () => {
  const delivery = {
    damageShare: 0.5,
    damages: ['scalar', 'empty'] satisfies Damage[],
    repeats: { least: 2, most: 2 },
  };
  const damages = async (): Promise<unknown[]> => {
    let found: unknown[] = [];
    await withSalon({ delivery }, async ({ control, receiver }) => {
      await control.book(salonId, { count: 100 });
      await control.settle(salonId);
      const { posts } = await control.journal(salonId);
      found = posts.toSorted((one, other) => one.postId - other.postId).map(({ damage }) => damage);
      const small = receiver.received.filter(({ body }) => body.length <= 2).length;
      expect(found.filter((damage) => damage !== null)).toHaveLength(small);
      expect(small).toBeGreaterThan(60);
      expect(small).toBeLessThan(140);
    });
    return found;
  };
  const first = await damages();
  expect(new Set(first)).toEqual(new Set([null, 'scalar', 'empty']));
  expect(await damages()).toEqual(first);
});
