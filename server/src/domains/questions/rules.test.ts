import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '@podium/shared/failures.ts'
import { QuestionId, SeatId } from '@podium/shared/primitives.ts'
import { type Moderation, OwnQuestion, PUBLIC_STATES, Question, QuestionState } from '@podium/shared/questions.ts'
import { newId } from '../../adapters/clock.ts'
import {
  answerOf,
  ASK_EVERY_MS,
  decideAsk,
  decideEdit,
  decideModeration,
  decideWithdraw,
  ownView,
  QUESTIONS_PER_SEAT,
  requireUpvotable,
  type StoredQuestion,
  type Upvotable,
  upvoteTickMs,
  viewFor,
} from './rules.ts'

const author = SeatId.parse(newId())
const stranger = SeatId.parse(newId())
const NOW = 1_000_000

function question(about: Partial<StoredQuestion>): StoredQuestion {
  return {
    id: QuestionId.parse(newId()),
    seatId: author,
    holderName: 'Renate Kranz',
    text: 'Darf die Feuerwehr Einsatzbilder zeigen?',
    shownAs: { kind: 'anonymous' },
    state: 'new',
    note: null,
    askedAt: NOW,
    itemId: null,
    upvotes: 0,
    mergedIds: [],
    target: null,
    ...about,
  }
}

/** What the decision throws; null when it is allowed. */
function refusalOf(decide: () => unknown): unknown {
  try {
    decide()
    return null
  } catch (error) {
    return error
  }
}

const states = QuestionState.options
const moderation: fc.Arbitrary<Moderation> = fc.oneof(
  fc.constantFrom<Moderation>({ to: 'published' }, { to: 'answering' }, { to: 'answered' }, { to: 'later' }),
  fc.record({ to: fc.constant('answered_in_writing' as const), note: fc.constantFrom('Ja.', 'Nein.') }),
  fc.record({ to: fc.constant('declined' as const), note: fc.constantFrom('Thema passt nicht.', null) }),
)

describe('asking', () => {
  it('Q2 A question waits for a moderator, or is public at once where moderation is off', () => {
    expect(decideAsk({ count: 0, lastAt: null }, true, NOW)).toBe('new')
    expect(decideAsk({ count: 0, lastAt: null }, false, NOW)).toBe('published')
  })

  it('Q3 A second question within ten seconds is refused with the time to wait', () => {
    expect(() => decideAsk({ count: 1, lastAt: NOW - 4_000 }, true, NOW)).toThrow(new Refusal('too_many_requests', 6_000))
    expect(decideAsk({ count: 1, lastAt: NOW - ASK_EVERY_MS }, true, NOW)).toBe('new')
  })

  it('Q3 The refusal says how long to wait', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: ASK_EVERY_MS - 1 }), (agoMs) => {
        const refusal = refusalOf(() => decideAsk({ count: 1, lastAt: NOW - agoMs }, true, NOW))
        expect(refusal).toMatchObject({ code: 'too_many_requests', retryAfterMs: ASK_EVERY_MS - agoMs })
      }),
    )
  })

  it('Q3 A seat asks twenty questions and no more', () => {
    expect(decideAsk({ count: QUESTIONS_PER_SEAT - 1, lastAt: 0 }, true, NOW)).toBe('new')
    expect(() => decideAsk({ count: QUESTIONS_PER_SEAT, lastAt: 0 }, true, NOW)).toThrow(new Refusal('too_many_questions'))
  })
})

describe('editing and withdrawing', () => {
  it('Q5 The author can edit until the question is published', () => {
    expect(decideEdit(question({}), author, 'Anders gefragt')).toBe(true)
    for (const state of states.filter((each) => each !== 'new')) {
      expect(() => decideEdit(question({ state }), author, 'Anders gefragt')).toThrow(new Refusal('wrong_state'))
    }
  })

  it('Q5 An edit that already holds changes nothing, even after publication', () => {
    const published = question({ state: 'published' })
    expect(decideEdit(published, author, published.text)).toBe(false)
  })

  it('Q6 The author can withdraw until the question is answered or declined', () => {
    for (const state of ['new', 'published', 'answering', 'later'] as const) expect(decideWithdraw(question({ state }), author)).toBe(true)
    for (const state of ['answered', 'answered_in_writing', 'declined'] as const) {
      expect(() => decideWithdraw(question({ state }), author)).toThrow(new Refusal('wrong_state'))
    }
    expect(decideWithdraw(question({ state: 'withdrawn' }), author)).toBe(false)
  })

  it('Q5 Q6 For everybody but the author the question does not exist', () => {
    for (const state of states) {
      expect(() => decideEdit(question({ state }), stranger, 'Fremd')).toThrow(new Refusal('not_found'))
      expect(() => decideWithdraw(question({ state }), stranger)).toThrow(new Refusal('not_found'))
    }
  })
})

describe('what became of a question', () => {
  it('L19 Answered ones and those still to be answered are told, the rest is not', () => {
    const told = states.map((state) => [state, answerOf(question({ state, note: 'Ja.' }))])
    const { text } = question({})
    expect(told.filter(([, answer]) => answer !== null)).toEqual([
      ['answering', { question: text, answered: 'live', text: null }],
      ['answered', { question: text, answered: 'live', text: null }],
      ['answered_in_writing', { question: text, answered: 'in_writing', text: 'Ja.' }],
      ['later', { question: text, answered: 'later', text: null }],
    ])
  })

  it('L19 Q15 A merged question has the answer of the one it was put together with, and its own words', () => {
    const target = { id: QuestionId.parse(newId()), text: 'Anders gefragt?', state: 'answered_in_writing', note: 'Ja.' } as const
    const merged = question({ state: 'merged', target })
    expect(answerOf(merged)).toEqual({ question: merged.text, answered: 'in_writing', text: 'Ja.' })
    expect(answerOf(question({ state: 'merged', target: { ...target, state: 'published', note: null } }))).toBeNull()
  })
})

describe('moderating', () => {
  it('Q8 A new question can become everything a moderator decides', () => {
    for (const to of ['published', 'answering', 'answered', 'later'] as const) {
      expect(decideModeration(question({}), { to })).toEqual({ state: to, note: null })
    }
    expect(decideModeration(question({}), { to: 'answered_in_writing', note: 'Ja.' })).toEqual({
      state: 'answered_in_writing',
      note: 'Ja.',
    })
    expect(decideModeration(question({}), { to: 'declined', note: 'Passt nicht.' })).toEqual({ state: 'declined', note: 'Passt nicht.' })
  })

  it('Q8 A declined question can be published after all, and loses the reason', () => {
    expect(decideModeration(question({ state: 'declined', note: 'Versehen' }), { to: 'published' })).toEqual({
      state: 'published',
      note: null,
    })
    expect(() => decideModeration(question({ state: 'declined' }), { to: 'answering' })).toThrow(new Refusal('wrong_state'))
  })

  it('Q8 An answered question is not declined, and a withdrawn one stays withdrawn', () => {
    expect(() => decideModeration(question({ state: 'answered' }), { to: 'declined', note: null })).toThrow(new Refusal('wrong_state'))
    expect(() => decideModeration(question({ state: 'withdrawn' }), { to: 'published' })).toThrow(new Refusal('wrong_state'))
  })

  it('Q8 Any moderation repeated changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...states), moderation, (state, wanted) => {
        const asked = question({ state })
        fc.pre(refusalOf(() => decideModeration(asked, wanted)) === null)
        expect(decideModeration(decideModeration(asked, wanted) ?? asked, wanted)).toBeNull()
      }),
    )
  })
})

describe('who sees what', () => {
  it('Q7 Attendees see public states only, staff every state', () => {
    for (const state of states) {
      expect(viewFor('attendees', question({ state })) !== null).toBe(PUBLIC_STATES.includes(state))
      expect(viewFor('staff', question({ state }))?.state).toBe(state)
    }
  })

  it('Q12 A view never carries the seat, and the name only where the asker chose it', () => {
    const shownAs = fc.constantFrom(...([{ kind: 'anonymous' }, { kind: 'field', field: 'police' }, { kind: 'name' }] as const))
    fc.assert(
      fc.property(
        fc.constantFrom(...states),
        shownAs,
        fc.constantFrom('attendees' as const, 'staff' as const),
        (state, shown, audience) => {
          const asked = question({ state, shownAs: shown })
          for (const [schema, view] of [
            [Question, viewFor(audience, asked)],
            [OwnQuestion, ownView(asked)],
          ] as const) {
            if (view === null) continue
            schema.parse(view)
            expect(JSON.stringify(view)).not.toContain(author)
            expect(JSON.stringify(view).includes('Renate Kranz')).toBe(shown.kind === 'name')
          }
        },
      ),
    )
  })
})

describe('upvoting', () => {
  const standing = (state: QuestionState, about: Partial<Upvotable> = {}): Upvotable => ({
    state,
    stateBeforeMerge: null,
    targetState: null,
    askers: new Set([author]),
    ...about,
  })

  it('Q10 Only open questions of somebody else that the seat may see can be upvoted', () => {
    for (const state of ['published', 'answering', 'later'] as const)
      expect(() => requireUpvotable(standing(state), stranger)).not.toThrow()
    for (const state of ['new', 'declined', 'withdrawn'] as const) {
      expect(() => requireUpvotable(standing(state), stranger)).toThrow(new Refusal('not_found'))
    }
    expect(() => requireUpvotable(standing('answered'), stranger)).toThrow(new Refusal('wrong_state'))
    for (const state of states) expect(() => requireUpvotable(standing(state), author)).toThrow(new Refusal('own_question'))
  })

  it('Q10 An upvote on its way to a question merged meanwhile stands for its target', () => {
    const merged = (stateBeforeMerge: QuestionState, targetState: QuestionState) => () =>
      requireUpvotable(standing('merged', { stateBeforeMerge, targetState }), stranger)
    expect(merged('published', 'answering')).not.toThrow()
    expect(merged('new', 'published')).toThrow(new Refusal('not_found'))
    expect(merged('published', 'new')).toThrow(new Refusal('not_found'))
    expect(merged('published', 'answered')).toThrow(new Refusal('wrong_state'))
  })

  it('Q11 Counts reach the room twice a second at most, and less often in a very large one', () => {
    expect(upvoteTickMs(3)).toBe(500)
    expect(upvoteTickMs(8_333)).toBe(500)
    expect(upvoteTickMs(20_000)).toBeCloseTo(1_200)
  })
})
