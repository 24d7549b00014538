import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { CROCKFORD } from '@podium/shared/primitives.ts'
import fc from 'fast-check'
import { afterWrongCode, type CodeField, decideHolding, lockAfter, readLinkToken, requireUnlocked } from './rules.ts'

const token = fc.string({ unit: fc.constantFrom(...Array.from(CROCKFORD)), minLength: 28, maxLength: 28 })

/** What mail programs and people do to a link (AL-01). */
const manglings: Record<string, (token: string) => string> = {
  'lower case': (t) => t.toLowerCase(),
  'as printed': (t) => t,
  'wrapped lines': (t) => `${t.slice(0, 11)}\r\n${t.slice(11)}`,
  'quoted-printable': (t) => `${t.slice(0, 17)}=\r\n${t.slice(17)}`,
  'a full stop behind': (t) => `${t}.`,
  'an angle bracket behind': (t) => `${t}>`,
  'a bracket behind': (t) => `${t})`,
  'an encoded hash before': (t) => `%23${t}`,
  'a doubly encoded hash before': (t) => `%2523${t}`,
  'no-break spaces': (t) => `${t.slice(0, 7)}\u00a0${t.slice(7)}`,
  'zero-width spaces': (t) => `${t.slice(0, 20)}\u200b${t.slice(20)}`,
  'wrapped in another link': (t) =>
    `https://safelinks.example/?url=${encodeURIComponent(`https://podium.example/s/seminar/${t}`)}&data=05%7C02`,
}

describe('the access link', () => {
  for (const [name, mangle] of Object.entries(manglings)) {
    it(`E2 A token survives ${name}`, () => {
      fc.assert(
        fc.property(token, (original) => {
          expect(readLinkToken(mangle(original))).toBe(original)
        }),
        { numRuns: 1_000 },
      )
    })
  }

  it('E2 Letters that look like digits are read as digits', () => {
    expect(readLinkToken('oOiIlL00000000000000000000AB')).toBe('00111100000000000000000000AB')
  })

  it('E2 Anything that holds no token is nothing', () => {
    expect(['', 'abc', 'U'.repeat(28), '0'.repeat(27), '0'.repeat(29)].map(readLinkToken)).toEqual([null, null, null, null, null])
  })
})

describe('the code field', () => {
  it('E6 Wrong codes lock the field for longer and longer, and for good at fifty', () => {
    expect([0, 4, 5, 6, 10, 15, 20, 45, 50, 51].map(lockAfter)).toEqual([
      0,
      0,
      30_000,
      0,
      300_000,
      300_000,
      1_800_000,
      1_800_000,
      null,
      null,
    ])
  })

  it('E6 Nobody can test more than fifty codes, however patient', () => {
    let field: CodeField = { wrongCodes: 0, lockedUntil: null }
    let now = 0
    let tested = 0
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      try {
        requireUnlocked(field, now)
        field = afterWrongCode(field, now)
        tested += 1
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        now += error.retryAfterMs ?? 0
      }
    }
    expect(tested).toBe(50)
  })

  it('E6 While locked the refusal says how long', () => {
    const field = { wrongCodes: 5, lockedUntil: 31_000 }
    expect(() => requireUnlocked(field, 1_000)).toThrow(new Refusal('code_locked', 30_000))
    expect(() => requireUnlocked(field, 31_000)).not.toThrow()
  })
})

describe('one seat, one active device', () => {
  const held = { activeDevice: 'laptop', isConnected: true, lastTakeOverAt: null }

  it('E9 The device that holds the seat keeps it', () => {
    expect(decideHolding(held, 'laptop', false, 0)).toBe('keep')
  })

  it('E9 A second device has to ask while the first is connected', () => {
    expect(() => decideHolding(held, null, false, 0)).toThrow(new Refusal('seat_taken'))
    expect(decideHolding(held, null, true, 0)).toBe('take_over')
  })

  it('E9 A seat nobody is connected on is taken without asking', () => {
    expect(decideHolding({ ...held, isConnected: false }, null, false, 0)).toBe('take')
    expect(decideHolding({ ...held, activeDevice: null }, 'phone', false, 0)).toBe('take')
  })

  it('E10 A seat moves at most once in ten seconds', () => {
    const moved = { ...held, lastTakeOverAt: 100_000 }
    expect(() => decideHolding(moved, 'phone', true, 104_000)).toThrow(new Refusal('take_over_too_soon', 6_000))
    expect(decideHolding(moved, 'phone', true, 110_000)).toBe('take_over')
    // Also while the device that took it over is still on its way to the room.
    const onItsWay = { ...moved, isConnected: false }
    expect(() => decideHolding(onItsWay, 'phone', true, 104_000)).toThrow(new Refusal('take_over_too_soon', 6_000))
    expect(() => decideHolding(onItsWay, 'phone', false, 104_000)).toThrow(new Refusal('seat_taken'))
    expect(decideHolding(onItsWay, 'phone', false, 110_000)).toBe('take')
  })
})
