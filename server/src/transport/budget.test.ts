import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { createTestClock } from '../../test/clock.ts'
import { createBudget } from './budget.ts'

describe('a budget', () => {
  it('Q10 P7 Gives its points in any stretch of its time, to each key its own', () => {
    const clock = createTestClock(0)
    const budget = createBudget({ points: 2, perMs: 1_000 }, clock)
    budget.spend('a')
    clock.advance(600)
    budget.spend('a')
    expect(() => budget.spend('a')).toThrow(Refusal)
    budget.spend('b')
    clock.advance(400)
    budget.spend('a')
    expect(() => budget.spend('a')).toThrow(Refusal)
  })
})
