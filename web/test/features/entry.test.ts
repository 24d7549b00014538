import { describe, expect, test } from 'vitest'
import { FAILURES, Refusal } from '@podium/shared/failures.ts'
import { SeminarState } from '@podium/shared/seminars.ts'
import { Unreachable } from '../../src/lib/api.ts'
import { digitsOf } from '../../src/features/seats/CodeField.tsx'
import { isWholeCode, isWholeNumber, screenAfter } from '../../src/features/seats/outcome.ts'
import { phaseOf } from '../../src/pages/attendee/phase.ts'

describe('W34 Every way an entry can end has its screen', () => {
  test.each([
    ['code_wrong', { kind: 'form', error: 'code_wrong', untilMs: null }],
    ['seat_taken', { kind: 'taken', untilMs: null }],
    ['seat_revoked', { kind: 'dead', reason: 'revoked' }],
    ['seminar_cancelled', { kind: 'dead', reason: 'cancelled' }],
    ['seminar_ended', { kind: 'dead', reason: 'ended' }],
    ['link_unknown', { kind: 'dead', reason: 'unknown' }],
  ] as const)('W34 %s', (code, screen) => {
    expect(screenAfter(new Refusal(code), 'link', 0)).toEqual(screen)
  })

  test('W34 a lock says until when, or that only the organiser helps', () => {
    expect(screenAfter(new Refusal('code_locked', 60_000), 'link', 1_000)).toEqual({ kind: 'form', error: 'code_locked', untilMs: 61_000 })
    expect(screenAfter(new Refusal('code_locked'), 'link', 1_000)).toEqual({ kind: 'form', error: 'code_locked', untilMs: null })
  })

  test('W34 a take-over that comes too soon keeps the question open', () => {
    expect(screenAfter(new Refusal('take_over_too_soon', 4_000), 'link', 1_000)).toEqual({ kind: 'taken', untilMs: 5_000 })
  })

  test('W34 an unknown number stays in the form, where it can be corrected', () => {
    expect(screenAfter(new Refusal('link_unknown'), 'number', 0)).toMatchObject({ kind: 'form', error: 'number_unknown' })
  })

  test('W34 a broken line and every other refusal keep what was typed', () => {
    expect(screenAfter(new Unreachable(), 'link', 0)).toMatchObject({ kind: 'form', error: 'unreachable' })
    const kinds = FAILURES.map((code) => screenAfter(new Refusal(code), 'link', 0).kind)
    expect(new Set(kinds)).toEqual(new Set(['form', 'taken', 'dead']))
    expect(screenAfter(new Refusal('internal'), 'link', 0)).toMatchObject({ kind: 'form', error: 'failed' })
  })
})

describe('W35 Nothing is sent before the code is whole', () => {
  test('W35 six digits, however they were pasted', () => {
    expect(digitsOf(' 730-418 ')).toBe('730418')
    expect(isWholeCode(digitsOf('730 418'))).toBe(true)
    expect(isWholeCode('73041')).toBe(false)
  })

  test('W35 the access number in any grouping and case', () => {
    expect(isWholeNumber('7k3m9 p2qx4')).toBe(true)
    expect(isWholeNumber('7K3M9')).toBe(false)
  })
})

describe('W36 The state of the seminar decides the face an attendee sees', () => {
  test('W36 every state has one', () => {
    expect(SeminarState.options.map((state) => `${state} → ${phaseOf(state)}`)).toEqual([
      'draft → lobby',
      'published → lobby',
      'open → waiting',
      'live → live',
      'ended → ended',
      'archived → ended',
      'cancelled → cancelled',
    ])
  })
})
