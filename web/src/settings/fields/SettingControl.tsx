import { FallbackField } from './FallbackField';
import type { FieldProps } from './field';
import { NumberField } from './NumberField';
import { OptionsField } from './OptionsField';
import { SecretField } from './SecretField';
import { SelectField } from './SelectField';
import { StatusMapField } from './StatusMapField';
import { TextField } from './TextField';
import { TimeZoneField } from './TimeZoneField';
import { ToggleField } from './ToggleField';

/** The input that a setting is drawn with. */
export function SettingControl(props: FieldProps) {
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
