import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { isSessionValid, lockAfter, requireUnlocked } from './rules.ts'

describe('staff sessions', () => {
  it('I3 A session ends after twelve hours or two idle ones', () => {
    const hour = 60 * 60_000
    expect(isSessionValid({ expiresAt: 12 * hour, seenAt: 11 * hour }, 12 * hour - 1)).toBe(true)
    expect(isSessionValid({ expiresAt: 12 * hour, seenAt: 11 * hour }, 12 * hour)).toBe(false)
    expect(isSessionValid({ expiresAt: 12 * hour, seenAt: 1 * hour }, 3 * hour)).toBe(false)
  })
})

describe('wrong passwords', () => {
  it('I4 The tenth wrong password locks the account, each further one for longer, up to fifteen minutes', () => {
    expect([0, 9, 10, 11, 12, 30].map(lockAfter)).toEqual([0, 0, 30_000, 60_000, 120_000, 900_000])
  })

  it('I4 A locked account says when to try again', () => {
    expect(() => requireUnlocked(5_000, 2_000)).toThrow(new Refusal('too_many_requests', 3_000))
    expect(() => requireUnlocked(5_000, 5_000)).not.toThrow()
    expect(() => requireUnlocked(null, 0)).not.toThrow()
  })
})
