import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { MongoClient } from 'mongodb';
import { startMongo } from '../../../dev/stack/mongo';
import { freePorts } from '../../../dev/stack/ports';
import { startTemporal } from '../../../dev/stack/temporal';
import { inFolder, isRunning } from '../conditions';
import { binary } from './binary';

const log = (): void => undefined;

test('MongoDB has what was acknowledged before a SIGKILL, also on another port', () =>
  inFolder(async (folder) => {
    const [first = 0, second = 0] = await freePorts(2);
    const options = {
      dataDir: join(folder, 'data'),
      binary: binary('SKVOZ_TEST_MONGOD_BINARY'),
      logFile: join(folder, 'mongodb.log'),
      log,
    };
    const before = await startMongo({ ...options, port: first });
    const writing = new MongoClient(before.uri);
    await writing
      .db('kept')
      .collection('facts')
      .insertOne({ fact: 'kept' }, { writeConcern: { w: 'majority', journal: true } });
    await before.kill();
    expect(isRunning(before.pid)).toBe(false);
    await writing.close();

    const after = await startMongo({ ...options, port: second });
    const reading = new MongoClient(after.uri);
    try {
      expect(await reading.db('kept').collection('facts').countDocuments({ fact: 'kept' })).toBe(1);
    } finally {
      await reading.close();
      await after.stop();
    }
  }));

test('Temporal has its namespace again after a SIGKILL', () =>
  inFolder(async (folder) => {
    const [port = 0] = await freePorts(1);
    const options = {
      port,
      dbFile: join(folder, 'temporal.sqlite'),
      binary: binary('SKVOZ_TEST_TEMPORAL_BINARY'),
      logFile: join(folder, 'temporal.log'),
      log,
    };
    const describe = async (address: string) => {
      const connection = await Connection.connect({ address });
      try {
        return await connection.workflowService.describeNamespace({ namespace: 'clinic' });
      } finally {
        await connection.close();
      }
    };
    const before = await startTemporal({ ...options, namespace: 'clinic' });
    const id = (await describe(before.address)).namespaceInfo?.id;
    expect(id).toBeTruthy();
    await before.kill();
    expect(isRunning(before.pid)).toBe(false);

    const after = await startTemporal({ ...options, namespace: 'clinic' });
    try {
      expect((await describe(after.address)).namespaceInfo?.id).toBe(id);
    } finally {
      await after.stop();
    }
  }));

test('a server that cannot start says where its output is', () =>
  inFolder(async (folder) => {
    const [port = 0] = await freePorts(1);
    const logFile = join(folder, 'mongodb.log');
    const starting = startMongo({ port, dataDir: folder, binary: '/bin/false', logFile, log });

    await expect(starting).rejects.toThrow(`MongoDB ended with code 1 while it started; see ${logFile}`);
  }));
