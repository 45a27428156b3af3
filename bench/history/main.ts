import { workflowTypes } from '../../src/domain/workflow-contract';
import { runBenchmark } from '../stand/benchmark';
import { number, verdict } from '../stand/figures';
import { startStand } from '../stand/stand';
import { payloadBytes } from './payload-bytes';
import { QuietClinic } from './quiet-clinic';

const LIMIT_MINUTES = 10;
const GOAL_EVENTS = 20;
const DAYS = 3;

runBenchmark('bench:history', LIMIT_MINUTES, async (cleanup, log) => {
  const clinic = await QuietClinic.open(await startStand(cleanup, log));
  try {
    console.log('\nA day with nothing new of one clinic, from its Schedule to the end of the pull');
    for (let day = 1; day <= DAYS; day += 1) {
      const { pull, integration } = await clinic.liveOneDay();
      const events = pull.length + integration.length;
      console.log(
        `  day ${day}: ${pull.length} events of the workflow ${workflowTypes.pull}, ${integration.length} of ${workflowTypes.integration}, ${events} in all (${verdict(events <= GOAL_EVENTS, `at most ${GOAL_EVENTS}`)}); ${number(payloadBytes(pull) + payloadBytes(integration))} bytes of payloads`,
      );
    }
  } finally {
    await clinic.close();
  }
});
