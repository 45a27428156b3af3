import type { VendorName } from '../domain/names';
import type { Connector } from './connector';
import { createMedodsConnector, type MedodsOptions } from './medods/medods-connector';
import { VendorError } from './vendor-error';

export interface ConnectorOptions {
  readonly medods: MedodsOptions;
}

/** Vendors that are read. One that only sends is not among them. */
export type Connectors = Readonly<Partial<Record<VendorName, Connector>>>;

/** Vendors that are read, ready to be read. Only activities use this: it does I/O. */
export function createConnectors(options: ConnectorOptions): Connectors {
  return { medods: createMedodsConnector(options.medods) };
}

/** @throws VendorError `backfill_unsupported` for a vendor that only sends. */
export function connectorOf(connectors: Connectors, vendor: VendorName): Connector {
  const connector = connectors[vendor];
  if (connector === undefined) throw new VendorError('backfill_unsupported', vendor);
  return connector;
}
