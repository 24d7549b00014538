import { describe, expect, test } from 'vitest'
import { holdOrder, isSupported, listQuestions, sortQuestions, supporting } from '../../src/features/questions/order.ts'
import { charactersLeft, textProblem } from '../../src/features/questions/text.ts'
import { idOf, ownQuestion, publishedQuestion } from '../lib/builders.ts'

const few = publishedQuestion({ id: idOf('1'), upvotes: 1, askedAt: 30 })
const many = publishedQuestion({ id: idOf('2'), upvotes: 9, askedAt: 10 })
const answering = publishedQuestion({ id: idOf('3'), upvotes: 0, askedAt: 20, state: 'answering' })
const done = publishedQuestion({ id: idOf('4'), upvotes: 50, askedAt: 40, state: 'answered' })
const own = ownQuestion({ id: idOf('5'), state: 'new', askedAt: 50 })
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

describe('W101 A merged question shares the fate of its target', () => {
  const merged = (state: 'published' | 'answering' | 'answered' | 'declined') =>
    ownQuestion({ id: idOf('5'), state: 'merged', askedAt: 50, mergedInto: { id: few.id, text: few.text, state, note: null } })

  test("W101 one's own merged question stays in the list, where its target stands, never above the one being answered", () => {
    expect(ids(sortQuestions(listQuestions([few, many, answering, done], [merged('published')]), 'time'))).toBe('35124')
    expect(ids(sortQuestions(listQuestions([few, many, answering, done], [merged('answering')]), 'time'))).toBe('35124')
    expect(ids(sortQuestions(listQuestions([few, many, answering, done], [merged('answered')]), 'time'))).toBe('31254')
  })

  test('W101 its author supports the target without an upvote', () => {
    const listed = listQuestions([few, many], [merged('published')])
    expect(listed.filter(({ isShared }) => isShared).map(({ id }) => id)).toEqual([few.id])
  })

  test('W101 whoever supported a merged question supports its target, and takes back all of it', () => {
    const target = publishedQuestion({ id: idOf('6'), mergedIds: [few.id] })
    expect(isSupported(target, [few.id])).toBe(true)
    expect(isSupported(target, [many.id])).toBe(false)
    expect(supporting(target, false, [few.id, many.id, target.id])).toEqual([many.id])
    expect(supporting(target, true, [few.id])).toEqual([target.id])
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
