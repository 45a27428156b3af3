import type { Binary } from 'mongodb';

/** A value encrypted by the keyring of `platform/encryption`, as it lies in a document. */
export interface EncryptedDocument {
  readonly keyId: string;
  readonly iv: Buffer | Binary;
  readonly tag: Buffer | Binary;
  readonly data: Buffer | Binary;
}
