import { describe, expect, it } from 'vitest'
import { PollId, SeatId } from '@podium/shared/primitives.ts'
import { newId } from './clock.ts'
import { newPollSecret, openSecret, pseudonymOf, sealSecret } from './seal.ts'

const key = 'a1'.repeat(32)
const poll = PollId.parse(newId())

describe('the seal of a poll secret', () => {
  it('P15 Opens with its key and for its poll only', () => {
    const secret = newPollSecret()
    const sealed = sealSecret(key, poll, secret)
    expect(openSecret(key, poll, sealed)).toEqual(secret)
    expect(() => openSecret('b2'.repeat(32), poll, sealed)).toThrow(/authenticate|authentication tag|nonce|initialization vector/i)
    expect(() => openSecret(key, PollId.parse(newId()), sealed)).toThrow(/authenticate|authentication tag|nonce|initialization vector/i)
  })

  it('P15 Breaks when one bit changes or the end is cut off', () => {
    const bytes = Buffer.from(sealSecret(key, poll, newPollSecret()), 'base64url')
    for (const index of bytes.keys()) {
      const forged = Buffer.from(bytes)
      forged.writeUInt8(bytes.readUInt8(index) ^ 1, index)
      expect(() => openSecret(key, poll, forged.toString('base64url'))).toThrow(
        /authenticate|authentication tag|nonce|initialization vector/i,
      )
    }
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => openSecret(key, poll, bytes.subarray(0, length).toString('base64url'))).toThrow(
        /authenticate|authentication tag|nonce|initialization vector/i,
      )
  })

  it('P15 Never looks the same twice, and names a seat differently under every secret', () => {
    const secret = newPollSecret()
    expect(sealSecret(key, poll, secret)).not.toBe(sealSecret(key, poll, secret))
    const seat = SeatId.parse(newId())
    expect(pseudonymOf(secret, seat)).toBe(pseudonymOf(secret, seat))
    expect(pseudonymOf(secret, seat)).not.toBe(pseudonymOf(newPollSecret(), seat))
  })
})
