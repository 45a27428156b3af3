import { Binary } from 'mongodb';
import type { StoredEncryptedValue } from './encryption';

/** An encrypted value in any of the forms in which a document may hold it. */
export interface EncryptedBytes {
  readonly keyId: string;
  readonly iv: Uint8Array | Binary;
  readonly tag: Uint8Array | Binary;
  readonly data: Uint8Array | Binary;
}

/** The form that the keyring takes. */
export function toStoredValue({ keyId, iv, tag, data }: EncryptedBytes): StoredEncryptedValue {
  return { keyId, iv: bytes(iv), tag: bytes(tag), data: bytes(data) };
}

function bytes(value: Uint8Array | Binary): Buffer | Binary {
  return value instanceof Binary ? value : Buffer.from(value);
}
