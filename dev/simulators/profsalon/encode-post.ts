import type { Damage } from './damage';
import { type Encoded, encode } from './encode';
import { bodyOf } from './shapes/body';
import type { Telling } from './shapes/telling';
import type { Tree } from './tree';
import type { Variant } from './variants';
import type { Wording } from './wording';

const hugeBytes = 1_572_864;
const depth = 200;

/** What a post is made of. `token` is the salon's; the variant says where it goes. */
export interface Writing {
  variant: Variant;
  wording: Wording;
  token: string;
}

/** What a post of these tellings looks like on the wire, whole or damaged. */
export function encodePost(tellings: readonly Telling[], writing: Writing, damage: Damage | null): Encoded {
  const { variant, wording } = writing;
  const json = (): string => JSON.stringify(bodyOf(tellings.slice(0, 1), variant.shape, wording));
  switch (damage) {
    case null:
    case 'wrongSecret':
      return whole(tellings, writing);
    case 'foreignSalonId':
      return whole(tellings.map(ofAnotherSalon), writing);
    case 'foreignToken':
      return whole(tellings, { ...writing, variant: tellingToken(variant), token: 'another-token' });
    case 'unrelated':
      return encode(unrelated(tellings, writing), variant);
    case 'cutJson':
      return jsonBytes(json().slice(0, -20));
    case 'nan':
      return jsonBytes(json().replace('{', '{"balance":NaN,'));
    case 'invalidUtf8': {
      const text = json();
      const insideText = text.indexOf('":"') + 3;
      return jsonBytes(
        Buffer.concat([
          Buffer.from(text.slice(0, insideText)),
          Buffer.from([0xc3, 0x28, 0xff]),
          Buffer.from(text.slice(insideText)),
        ]),
      );
    }
    case 'empty':
      return jsonBytes('');
    case 'huge':
      return jsonBytes(json().replace('{', `{"padding":"${'x'.repeat(hugeBytes)}",`));
    case 'deep':
      return jsonBytes(`{"record":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    case 'scalar':
      return jsonBytes('42');
  }
}

function whole(tellings: readonly Telling[], { variant, wording, token }: Writing): Encoded {
  const inBody = variant.tokenIn === 'body' ? token : undefined;
  const told = tellings.map((telling) => ({ ...telling, token: inBody }));
  const { headers, body } = encode(bodyOf(told, variant.shape, wording), variant);
  return variant.tokenIn === 'header'
    ? { headers: { ...headers, authorization: `Bearer ${token}` }, body }
    : { headers, body };
}

/** A variant that surely tells the token: the envelopes of other products have no room for one. */
function tellingToken(variant: Variant): Variant {
  const hasRoom = variant.shape === 'v1' || variant.shape === 'aliases' || variant.shape === 'flat';
  return variant.tokenIn === 'body' && hasRoom ? variant : { ...variant, tokenIn: 'header' };
}

function ofAnotherSalon(telling: Telling): Telling {
  return {
    ...telling,
    salonId: telling.salonId + 1_000_000,
    salonLogin: `${telling.salonLogin}_other`,
    salonName: 'Чужой салон',
  };
}

function unrelated(tellings: readonly Telling[], { variant, wording }: Writing): Tree {
  const [first] = tellings;
  if (first !== undefined && variant.shape === 'yclients') {
    const { salonId } = first;
    return { company_id: salonId, resource: 'client', resource_id: 7, status: 'update', data: { id: 7 } };
  }
  if (first !== undefined && variant.shape === 'timeplan') {
    // A block in the grid: a visit to no service.
    return bodyOf([{ ...first, booking: { ...first.booking, services: [] } }], 'timeplan', wording);
  }
  return { hello: 'world', items: [1, 2] };
}

function jsonBytes(content: string | Buffer): Encoded {
  return { headers: { 'content-type': 'application/json' }, body: Buffer.from(content) };
}
