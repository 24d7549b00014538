import { describe, expect, test } from 'vitest'
import { OwnQuestion } from '@podium/shared/questions.ts'
import { holdOrder, listQuestions, sortQuestions } from '../../src/features/questions/order.ts'
import { charactersLeft, textProblem } from '../../src/features/questions/text.ts'
import { idOf, publishedQuestion } from '../lib/builders.ts'

const few = publishedQuestion({ id: idOf('1'), upvotes: 1, askedAt: 30 })
const many = publishedQuestion({ id: idOf('2'), upvotes: 9, askedAt: 10 })
const answering = publishedQuestion({ id: idOf('3'), upvotes: 0, askedAt: 20, state: 'answering' })
const done = publishedQuestion({ id: idOf('4'), upvotes: 50, askedAt: 40, state: 'answered' })
const own = OwnQuestion.parse({ ...publishedQuestion({ id: idOf('5'), state: 'new', askedAt: 50 }), isOwn: true })
const ids = (questions: readonly { id: string }[]) => questions.map(({ id }) => id.slice(-1)).join('')

describe('W45 The question list', () => {
  test('W45 has the answered one first, then open ones, then finished ones', () => {
    const listed = listQuestions([few, many, answering, done], [])
    expect(ids(sortQuestions(listed, 'interest'))).toBe('3214')
    expect(ids(sortQuestions(listed, 'time'))).toBe('3124')
  })

  test("W45 shows one's own question once, with the public count", () => {
    const published = publishedQuestion({ id: own.id, upvotes: 7 })
    const [mine, ...rest] = listQuestions([published], [{ ...own, state: 'published' }])
    expect(mine).toMatchObject({ isOwn: true, upvotes: 7 })
    expect(rest).toEqual([])
  })

  test('W45 leaves out what the author withdrew', () => {
    expect(listQuestions([], [{ ...own, state: 'withdrawn' }])).toEqual([])
  })
})

describe('W46 The order holds still while somebody reads', () => {
  test('W46 new questions wait and are counted, gone ones leave, changed ones stay in place', () => {
    const sorted = sortQuestions(listQuestions([{ ...few, upvotes: 99 }, many, answering], []), 'interest')
    const { held, waiting } = holdOrder([many.id, few.id, done.id], sorted)
    expect(ids(held)).toBe('21')
    expect(waiting).toBe(1)
  })

  test("W46 one's own new question stands at the top at once", () => {
    const { held, waiting } = holdOrder([many.id], sortQuestions(listQuestions([many], [own]), 'interest'))
    expect([ids(held), waiting]).toEqual(['52', 0])
  })
})

describe('W47 A question that cannot be sent says why', () => {
  test('W47 empty, too long and hidden characters are told before sending', () => {
    expect(textProblem('  \n')).toEqual({ kind: 'missing' })
    expect(textProblem('x'.repeat(503))).toEqual({ kind: 'too_long', by: 3 })
    expect(textProblem('a\u202eb')).toEqual({ kind: 'unreadable' })
    expect(textProblem('Wer haftet?')).toBeNull()
  })

  test('W47 characters are counted as a reader counts them', () => {
    expect(charactersLeft('👩‍👩‍👧'.repeat(10))).toBe(490)
  })
})
