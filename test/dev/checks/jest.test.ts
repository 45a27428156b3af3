import { tallyOfReport } from '../../../dev/checks/jest';
import { sumTallies, tallyLine } from '../../../dev/checks/tally';

const REPORT = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  success: true,
};

function tally(over: Partial<typeof REPORT>) {
  return tallyOfReport(JSON.stringify({ ...REPORT, ...over }));
}

test('checks and tests are counted together in one line', () => {
  const check = { passed: 1, failed: 0, skipped: 0 };

  expect(tallyLine(sumTallies([check, check, tally({})]))).toBe('7 passed, 0 failed');
  expect(tallyLine(tally({ numPendingTests: 1, numTodoTests: 2 }))).toBe('5 passed, 0 failed, 3 skipped');
});

test('a file that cannot be run, a run without tests and an unhappy jest all count as failures', () => {
  expect(tally({ numFailedTests: 2, numRuntimeErrorTestSuites: 1, success: false }).failed).toBe(3);
  expect(tally({ numPassedTests: 0 }).failed).toBe(1);
  expect(tally({ success: false }).failed).toBe(1);
});
