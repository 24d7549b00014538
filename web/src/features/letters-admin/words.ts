// The words of a letter while they are being typed: what is wrong with each of them.
import { LetterWords, placeholderProblem } from '@podium/shared/letters.ts'

/** The words as fields hold them; an empty opening or closing is none. */
export interface TypedWords {
  readonly subject: string
  readonly headline: string
  readonly opening: string
  readonly closing: string
}

export const WORD_FIELDS = ['subject', 'headline', 'opening', 'closing'] as const
export type WordField = (typeof WORD_FIELDS)[number]

export type WordProblem = { readonly kind: 'empty' | 'bad' } | { readonly kind: 'placeholder'; readonly found: string }

/** Words as they are saved, in fields. */
export function typed(words: LetterWords): TypedWords {
  return { subject: words.subject, headline: words.headline, opening: words.opening ?? '', closing: words.closing ?? '' }
}

/** The words to send; null while something is wrong with one of them. */
export function untyped(words: TypedWords): LetterWords | null {
  const none = (text: string) => (text.trim() === '' ? null : text)
  const parsed = LetterWords.safeParse({ ...words, opening: none(words.opening), closing: none(words.closing) })
  return parsed.success ? parsed.data : null
}

/** What is wrong with one field; null when nothing is. */
export function problemOf(words: TypedWords, field: WordField): WordProblem | null {
  const text = words[field]
  if (text.trim() === '') return field === 'subject' || field === 'headline' ? { kind: 'empty' } : null
  const found = placeholderProblem(text)
  if (found !== null) return { kind: 'placeholder', found }
  return LetterWords.shape[field].safeParse(text).success ? null : { kind: 'bad' }
}
