import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

const PeriodPicker = lazy(() => import('./PeriodPicker'));

export interface Period {
  readonly from?: string;
  readonly to?: string;
}

export interface PeriodFieldProps {
  readonly label: string;
  /** Where no period is chosen. */
  readonly placeholder: string;
  readonly value: Period;
  readonly onChange: (period: Period) => void;
  /** The days are those of this zone. */
  readonly timeZone: string;
  /** Its label is for screen readers alone. */
  readonly labelHidden?: boolean;
  readonly size?: 'xs' | 'sm';
}

/** Pixels of the field itself, and of a label above it. */
const HEIGHT = { xs: 30, sm: 36 } as const;
const LABEL_HEIGHT = 25;

/** From one day to another, both included. Its place is kept while the calendar is on its way. */
export function PeriodField(props: PeriodFieldProps) {
  const { labelHidden = false, size = 'sm' } = props;
  return (
    <Suspense
      fallback={
        <Skeleton
          height={HEIGHT[size] + (labelHidden ? 0 : LABEL_HEIGHT)}
          {...(size === 'sm' ? { w: { base: '100%', xs: 250 } } : {})}
        />
      }
    >
      <PeriodPicker {...props} />
    </Suspense>
  );
}
