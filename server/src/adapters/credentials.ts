// Link, code and number of a seat. Link and code are derived from the seat's nonce with a key that is not in the database,
// so a copy of the database opens nothing and a resent mail carries the same link (AL-02, docs/decisions/0002).
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { CROCKFORD } from '@podium/shared/primitives.ts'
import { hashToken } from '../transport/access.ts'
import { randomCrockford } from './clock.ts'
import type { Keys } from './keys.ts'

const TOKEN_LENGTH = 28
const NUMBER_LENGTH = 10

/** What the database keeps to derive the credentials of a seat again. */
export interface CredentialSeed {
  readonly nonce: string
  readonly version: number
  readonly key_id: string
}

export type Credentials = ReturnType<typeof createCredentials>

/** Builds the maker of credentials; refuses to work with a key id it does not hold. */
export function createCredentials(keys: Keys) {
  function mac(label: string, seed: CredentialSeed): Buffer {
    const key = keys.link[seed.key_id]
    if (key === undefined) throw new Error(`link key ${seed.key_id} is missing`)
    return createHmac('sha256', Buffer.from(key, 'hex')).update(`${label}\0${seed.nonce}\0${seed.version}`).digest()
  }

  /** The 28 characters of the access link (140 bits). */
  function tokenOf(seed: CredentialSeed): string {
    return base32(mac('link', seed)).slice(0, TOKEN_LENGTH)
  }

  /** The six digits of the access code. */
  function codeOf(seed: CredentialSeed): string {
    return (mac('code', seed).readBigUInt64BE() % 1_000_000n).toString().padStart(6, '0')
  }

  /** Compares in constant time; `seed` null stands for an unknown seat and takes as long. */
  function isCode(seed: CredentialSeed | null, typed: string): boolean {
    const expected = codeOf(seed ?? { nonce: 'unknown', version: 0, key_id: keys.currentLinkKeyId })
    const isEqual = timingSafeEqual(Buffer.from(expected), Buffer.from(typed.padEnd(6).slice(0, 6)))
    return seed !== null && isEqual
  }

  /** The seed of a new seat. */
  function newSeed(): CredentialSeed {
    return { nonce: randomBytes(16).toString('hex'), version: 1, key_id: keys.currentLinkKeyId }
  }

  return {
    tokenOf,
    codeOf,
    isCode,
    newSeed,
    tokenHashOf: (seed: CredentialSeed) => hashToken(tokenOf(seed)),
    newNumber: () => randomCrockford(NUMBER_LENGTH),
  }
}

function base32(bytes: Buffer): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  const length = Math.floor((bytes.length * 8) / 5)
  const spare = BigInt(bytes.length * 8 - length * 5)
  let text = ''
  for (let left = length; left > 0; left -= 1) text += CROCKFORD[Number((bits >> (spare + BigInt((left - 1) * 5))) & 31n)]
  return text
}
