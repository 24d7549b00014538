import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { QuestionId } from '@podium/shared/primitives.ts'
import { QuestionState } from '@podium/shared/questions.ts'
import { newId } from '../../adapters/clock.ts'
import { decideMerge, decideUnmerge, merge, type Placement, unmerge, withdraw } from './merging.ts'

const alone = (state: QuestionState = 'published'): Placement => ({
  id: QuestionId.parse(newId()),
  state,
  stateBeforeMerge: null,
  mergedIntoId: null,
  mergedViaId: null,
})

/** A list of questions on which changes are carried out as the store does. */
class List {
  readonly placements: Map<QuestionId, Placement>

  constructor(questions: readonly Placement[]) {
    this.placements = new Map(questions.map((question) => [question.id, question]))
  }

  at(index: number): Placement {
    const found = [...this.placements.values()][index]
    if (found === undefined) throw new Error(`there is no question ${index}`)
    return found
  }

  /** Those merged into the target of this question, or into itself. */
  group({ id, mergedIntoId }: Placement): Placement[] {
    return [...this.placements.values()].filter((other) => other.mergedIntoId === (mergedIntoId ?? id))
  }

  save(changed: readonly Placement[]): void {
    for (const placement of changed) this.placements.set(placement.id, placement)
  }

  merge(question: Placement, into: Placement): void {
    if (decideMerge(question, into)) this.save(merge(question, into.id, this.group(question)))
  }

  unmerge(question: Placement): void {
    if (decideUnmerge(question)) this.save(unmerge(question, this.group(question)))
  }

  withdraw(question: Placement): void {
    this.save(withdraw(question, this.group(question)))
  }
}

/** Carries out one random change; what is refused changes nothing. */
function attempt(change: () => void): void {
  try {
    change()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

const SIZE = 6
const index = fc.nat(SIZE - 1)
const steps = fc.array(fc.tuple(fc.constantFrom('merge', 'merge', 'merge', 'unmerge', 'withdraw'), index, index), { maxLength: 20 })

function after(course: readonly (readonly [string, number, number])[]): List {
  const list = new List(Array.from({ length: SIZE }, (_, at) => alone(at % 2 === 0 ? 'published' : 'new')))
  for (const [name, one, other] of course) {
    attempt(() => {
      if (name === 'merge') list.merge(list.at(one), list.at(other))
      else if (name === 'unmerge') list.unmerge(list.at(one))
      else if (list.at(one).state !== 'withdrawn') list.withdraw(list.at(one))
    })
  }
  return list
}

describe('merging', () => {
  it('Q13 A question is merged into one that stands in the list, never into itself', () => {
    const [one, other] = [alone(), alone()]
    expect(decideMerge(one, other)).toBe(true)
    expect(() => decideMerge(one, one)).toThrow(new Refusal('wrong_state'))
    for (const state of ['new', 'answering', 'answered', 'answered_in_writing', 'later'] as const) {
      expect(decideMerge(one, alone(state))).toBe(true)
    }
    for (const state of ['declined', 'merged', 'withdrawn'] as const) {
      expect(() => decideMerge(one, alone(state))).toThrow(new Refusal('wrong_state'))
    }
  })

  it('Q13 What is being answered or was dealt with is not merged', () => {
    for (const state of ['new', 'published', 'later'] as const) expect(decideMerge(alone(state), alone())).toBe(true)
    for (const state of ['answering', 'answered', 'answered_in_writing', 'declined', 'merged', 'withdrawn'] as const) {
      expect(() => decideMerge(alone(state), alone())).toThrow(new Refusal('wrong_state'))
    }
  })

  it('Q13 Whatever happened, every merged question belongs to one that stands on its own', () => {
    fc.assert(
      fc.property(steps, (course) => {
        const { placements } = after(course)
        for (const { state, mergedIntoId, mergedViaId, stateBeforeMerge } of placements.values()) {
          expect([mergedIntoId !== null, mergedViaId !== null, stateBeforeMerge !== null]).toEqual(Array(3).fill(state === 'merged'))
          if (mergedIntoId === null || mergedViaId === null) continue
          const target = placements.get(mergedIntoId)
          expect(target?.mergedIntoId).toBeNull()
          expect(target?.state).not.toBe('withdrawn')
          const via = placements.get(mergedViaId)
          expect(via?.mergedIntoId ?? via?.id).toBe(mergedIntoId)
        }
      }),
    )
  })

  it('Q13 Taking a merge back leaves everything as it was before, whatever came along', () => {
    fc.assert(
      fc.property(steps, index, index, (course, one, other) => {
        const list = after(course)
        const before = new Map(list.placements)
        attempt(() => {
          // A merge that holds already is not this test's to take back.
          fc.pre(decideMerge(list.at(one), list.at(other)))
          list.merge(list.at(one), list.at(other))
          list.unmerge(list.at(one))
        })
        expect(list.placements).toEqual(before)
      }),
    )
  })

  it('Q13 Whoever asked the same keeps the question when another one is withdrawn', () => {
    fc.assert(
      fc.property(steps, index, (course, one) => {
        const list = after(course)
        const before = new Map(list.placements)
        const withdrawn = list.at(one)
        fc.pre(withdrawn.state !== 'withdrawn')
        list.withdraw(withdrawn)
        for (const { id, state, stateBeforeMerge } of list.placements.values()) {
          const earlier = before.get(id)
          if (id === withdrawn.id) expect(state).toBe('withdrawn')
          else expect(state === 'merged' ? stateBeforeMerge : state).toBe(earlier?.stateBeforeMerge ?? earlier?.state)
        }
      }),
    )
  })

  it('Q13 A withdrawn question cannot be taken out of a merge, one on its own needs not', () => {
    expect(() => decideUnmerge(alone('withdrawn'))).toThrow(new Refusal('wrong_state'))
    expect(decideUnmerge(alone())).toBe(false)
  })
})
