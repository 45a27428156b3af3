import type { VendorName } from '../domain/names';
import { medodsSettings } from './medods/settings';
import { profsalonSettings } from './profsalon/settings';
import type { VendorSettings } from './vendor-settings';

/** Every vendor there is. Each is a folder beside this file and one line here. */
export const vendorRegistry: Readonly<Record<VendorName, VendorSettings>> = {
  medods: medodsSettings,
  profsalon: profsalonSettings,
};

export { timeZoneSchema } from './common-schemas';
export {
  type CommonSettings,
  namedReferences,
  neededComponents,
  settingsControls,
  type VendorSettings,
} from './vendor-settings';
