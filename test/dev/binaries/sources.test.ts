import { firstThatWorks, type Source } from '../../../dev/binaries/sources';

function source(name: string, asked: string[], outcome: string | Error): Source {
  return {
    name,
    find: async () => {
      asked.push(name);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  };
}

test('sources are asked in their order until one has it, and each step says why it moved on', async () => {
  const asked: string[] = [];
  const lines: string[] = [];
  const sources = [
    source('PATH', asked, new Error('no temporal there')),
    source('the cache folder', asked, '/cache/temporal'),
    source('the official download', asked, '/never'),
  ];

  const path = await firstThatWorks({
    program: 'Temporal',
    sources,
    advice: '',
    log: (line) => lines.push(line),
  });

  expect(path).toBe('/cache/temporal');
  expect(asked).toEqual(['PATH', 'the cache folder']);
  expect(lines).toEqual([
    'Temporal: not from PATH: no temporal there',
    'Temporal: /cache/temporal (the cache folder)',
  ]);
});

test('when no source has it, the error names every source with its reason and says what to do', async () => {
  const sources = [
    source('PATH', [], new Error('no mongod there')),
    source('the official download', [], new Error('nothing arrived for 20 s')),
  ];

  const finding = firstThatWorks({
    program: 'MongoDB',
    sources,
    advice: 'Install MongoDB.',
    log: () => undefined,
  });

  await expect(finding).rejects.toThrow(
    [
      'MongoDB was not found and could not be fetched.',
      '  PATH: no mongod there',
      '  the official download: nothing arrived for 20 s',
      'Install MongoDB.',
    ].join('\n'),
  );
});
