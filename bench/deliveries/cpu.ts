import { number } from '../stand/figures';
import type { LocalStack } from '../stand/local-stack';
import { usageOf } from '../stand/process-usage';

const parts = ['API', 'worker', 'MongoDB', 'Temporal'] as const;

/** How many cores each part of the stack uses while the work goes on, as a sentence. */
export async function coresDuring<Result>(
  { supervisor }: LocalStack,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly cores: string }> {
  const used = () => parts.map((part) => usageOf(supervisor.pidOf(part)).cpuMilliseconds);
  const before = used();
  const startedAt = performance.now();
  const result = await work();
  const milliseconds = performance.now() - startedAt;
  const after = used();
  const cores = parts.map((part, index) => {
    return `${part} ${number(((after[index] ?? 0) - (before[index] ?? 0)) / milliseconds, 2)}`;
  });
  return { result, cores: `cores used: ${cores.join(', ')}` };
}
