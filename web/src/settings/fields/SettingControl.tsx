import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { FallbackField } from './FallbackField';
import type { FieldProps } from './field';
import { OptionsField } from './OptionsField';
import { SecretField } from './SecretField';
import { SelectField } from './SelectField';
import { TextField } from './TextField';
import { TimeZoneField } from './TimeZoneField';
import { ToggleField } from './ToggleField';

/** What only the settings that few ever open are drawn with comes when they are opened. */
const NumberField = lazy(async () => ({ default: (await import('./NumberField')).NumberField }));
const StatusMapField = lazy(async () => ({ default: (await import('./StatusMapField')).StatusMapField }));

/** Pixels of a field with its label. */
const USUAL_HEIGHT = 61;

/** The input that a setting is drawn with. */
export function SettingControl(props: FieldProps) {
  return (
    <Suspense fallback={<Skeleton height={USUAL_HEIGHT} />}>
      <Control {...props} />
    </Suspense>
  );
}

function Control(props: FieldProps) {
  switch (props.field.control) {
    case 'text':
      return <TextField {...props} />;
    case 'secret':
      return <SecretField {...props} />;
    case 'toggle':
      return <ToggleField {...props} />;
    case 'fallback':
      return <FallbackField {...props} />;
    case 'options':
      return <OptionsField {...props} />;
    case 'number':
      return <NumberField {...props} />;
    case 'time_zone':
      return <TimeZoneField {...props} />;
    case 'select':
      return <SelectField {...props} />;
    case 'status_map':
      return <StatusMapField {...props} />;
  }
}
