import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countGraphemes, LIMITS, PersonName, QuestionText, WordText } from './primitives.ts'

const problemsOf = (text: string): string[] => QuestionText.safeParse(text).error?.issues.map(({ message }) => message) ?? []

describe('what people write', () => {
  it.each([
    'Darf ich „Für Sie im Einsatz – rund um die Uhr“ posten? Straße, Fuß, Öl, Ä, ẞ.',
    'İstanbul’da ığdır, çağrı, şişe, öğüt ve ünlü soru?',
    'Zażółć gęślą jaźń — czy to źródło?',
    'Có được đăng ảnh lên mạng xã hội không? Tiếng Việt: ằ ẵ ặ ở ỡ ợ ử ữ ự',
    '👩‍👩‍👧‍👦 👮🏽‍♀️ ❤️ 🏳️‍🌈 1️⃣ 🇩🇪 👍🏿 ☎️',
    'Ποιος ευθύνεται; Кто отвечает? מי אחראי? من المسؤول؟ 誰の責任ですか？ 누가 책임집니까? कौन ज़िम्मेदार है?',
    'Erste Zeile\nzweite Zeile',
    '§ 5 Abs. 2 – 50 % von 1.000 €? <b>fett</b> & "Anführung"',
  ])('Q17 Writing of every kind stays as it is: %s', (text) => {
    expect(QuestionText.parse(text)).toBe(text)
  })

  it('Q17 What is accepted stays as it is when it is read again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const read = QuestionText.safeParse(typed)
        if (read.success) expect(QuestionText.parse(read.data)).toBe(read.data)
      }),
    )
  })

  it('Q17 Whatever letters and digits somebody types is accepted', () => {
    const letter = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter((character) => /^[\p{L}\p{N}]$/u.test(character))
    const blank = /[\u115f\u1160\u3164\uffa0]/
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 40 }), (letters) => {
        const text = letters.join('')
        fc.pre(!blank.test(text))
        expect(QuestionText.parse(text)).toBe(text.normalize('NFC'))
      }),
    )
  })

  it('Q17 Parts of characters are put together, line ends are one kind, the edges are trimmed', () => {
    expect(QuestionText.parse('  Gru\u0308\u00dfe\r\nund\rmehr \n')).toBe('Grüße\nund\nmehr')
  })
})

describe('what hides or forges text', () => {
  const controls = ['\u0000', '\u0007', '\u0009', '\u001b', '\u007f', '\u0085', '\u009f', '\u2028', '\u2029']
  const directions = [
    '\u061c',
    '\u200e',
    '\u200f',
    '\u202a',
    '\u202b',
    '\u202c',
    '\u202d',
    '\u202e',
    '\u2066',
    '\u2067',
    '\u2068',
    '\u2069',
  ]
  const unseen = ['\u034f', '\u115f', '\u180e', '\u200b', '\u200c', '\u2060', '\u2063', '\u206a', '\u3164', '\ufeff', '\uffa0', '\ufff9']
  const tags = ['\u{e0001}', '\u{e0041}', '\u{e007f}']
  const hidden = [...controls, ...directions, ...unseen, ...tags]

  it('Q17 One hidden character anywhere refuses the text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...hidden), fc.nat(9), (character, at) => {
        const plain = 'Wer haftet'
        expect(problemsOf(`${plain.slice(0, at)}x${character}x${plain.slice(at)}`)).toContain('hidden_characters')
      }),
    )
  })

  it('Q17 A joiner stands only inside emoji', () => {
    expect(problemsOf('a\u200db')).toContain('hidden_characters')
    expect(problemsOf('a\u200d👧')).toContain('hidden_characters')
    expect(problemsOf('👧\u200d')).toContain('hidden_characters')
    expect(problemsOf('👩\u200d👧')).toEqual([])
  })

  it('Q17 Half a character is refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0xd800, max: 0xdfff }), (half) => {
        expect(problemsOf(`a${String.fromCharCode(half)}b`)).toContain('malformed')
      }),
    )
  })

  it('Q17 Three marks on a letter are writing, four are not', () => {
    expect(problemsOf('q\u0301\u0302\u0303')).toEqual([])
    expect(problemsOf('q\u0301\u0302\u0303\u0304')).toEqual(['too_many_marks'])
    fc.assert(
      fc.property(fc.array(fc.constantFrom('\u0316', '\u0317', '\u0324', '\u20dd', '\u0489'), { minLength: 4, maxLength: 30 }), (marks) => {
        expect(problemsOf(`q${marks.join('')}`)).toContain('too_many_marks')
      }),
    )
  })

  it('Q17 A text nobody can see is empty', () => {
    for (const text of ['', ' ', '\n\n', '\u00a0', '\u2800', '\u3000', '\u0301', '\ufe0f']) expect(problemsOf(text)).toContain('empty')
  })
})

describe('limits', () => {
  it('Q17 Five hundred characters as a reader counts them, at most 4 KiB and six line breaks', () => {
    expect(problemsOf('ä'.repeat(LIMITS.questionGraphemes))).toEqual([])
    expect(problemsOf('ä'.repeat(LIMITS.questionGraphemes + 1))).toEqual(['too_long'])
    expect(problemsOf('👍🏿'.repeat(LIMITS.questionGraphemes))).toEqual([])
    expect(problemsOf('👩‍👩‍👧‍👦'.repeat(400))).not.toEqual([])
    expect(problemsOf(`a${'\na'.repeat(LIMITS.newlines)}`)).toEqual([])
    expect(problemsOf(`a${'\na'.repeat(LIMITS.newlines + 1)}`)).toEqual(['too_many_lines'])
  })

  it('Q17 No text is longer on the wire than 4 KiB', () => {
    fc.assert(
      fc.property(fc.constantFrom('ä', '漢', '👍', '👩‍👩‍👧‍👦'), fc.integer({ min: 1, max: 600 }), (character, times) => {
        const read = QuestionText.safeParse(character.repeat(times))
        if (read.success) expect(encodeURIComponent(read.data).replace(/%../g, '.').length).toBeLessThanOrEqual(LIMITS.textBytes)
      }),
    )
  })

  it('Q17 Names and words are one line', () => {
    expect(PersonName.safeParse('Aylin\nDemir').success).toBe(false)
    expect(WordText.safeParse('zwei\nZeilen').success).toBe(false)
    expect(countGraphemes(PersonName.parse('Nguyễn Thị Minh Khai'))).toBe(20)
  })
})
