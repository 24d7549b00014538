// Keeps closed at rest what a copy of the database must not tell, and turns seats into pseudonyms (CO-03). The keys are not in the database.
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import type { PollId, SeatId } from '@podium/shared/primitives.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** A new secret for one poll: 32 random bytes. */
export function newPollSecret(): Buffer {
  return randomBytes(32)
}

/** The secret as stored, bound to this poll. */
export function sealSecret(key: string, pollId: PollId, secret: Buffer): string {
  return seal(key, pollId, secret)
}

/** The secret of this poll again; throws when key, poll or a single bit differ. */
export function openSecret(key: string, pollId: PollId, sealed: string): Buffer {
  return open(key, pollId, sealed)
}

/** A text that must not be readable in a copy of the database (a shop's token, a letter with its link), bound to what it belongs to. */
export function sealText(key: string, owner: string, text: string): string {
  return seal(key, owner, Buffer.from(text))
}

/** The text again; throws when key, owner or a single bit differ. */
export function openText(key: string, owner: string, sealed: string): string {
  return open(key, owner, sealed).toString()
}

/** AES-256-GCM under `key` (64 hex digits). */
function seal(key: string, owner: string, secret: Buffer): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'hex'), nonce).setAAD(Buffer.from(owner))
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function open(key: string, owner: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'hex'), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}

/** The name under which a seat votes in the poll with this secret: 64 hex digits. */
export function pseudonymOf(secret: Buffer, seatId: SeatId): string {
  return createHmac('sha256', secret).update(seatId).digest('hex')
}

/** The bit that decides how a seat sees the answers of debates; made with the key, not with a secret, so it tells nothing about pseudonyms. */
export function orderBitOf(key: string, seatId: SeatId): 0 | 1 {
  const digest = createHmac('sha256', Buffer.from(key, 'hex')).update(`order of answers ${seatId}`).digest()
  return ((digest[0] ?? 0) & 1) === 1 ? 1 : 0
}
