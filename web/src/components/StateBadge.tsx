import { Badge, type BadgeProps, Loader } from '@mantine/core';
import type { Tone } from './tone';

const COLORS: Readonly<Record<Tone, string>> = {
  good: 'teal',
  warning: 'yellow',
  bad: 'red',
  busy: 'blue',
  neutral: 'gray',
};

interface StateBadgeProps extends Pick<BadgeProps, 'size'> {
  readonly tone: Tone;
  /** The state in words: color alone says nothing to many. */
  readonly children: string;
}

/** A state in a word or two. */
export function StateBadge({ tone, children, size = 'md' }: StateBadgeProps) {
  return (
    <Badge
      color={COLORS[tone]}
      variant="light"
      size={size}
      tt="none"
      fw={500}
      leftSection={tone === 'busy' ? <Loader size={10} color="currentColor" aria-hidden /> : undefined}
    >
      {children}
    </Badge>
  );
}
