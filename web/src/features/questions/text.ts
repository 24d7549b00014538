// Whether a question can be sent, said before the server has to say it. Pure.
import { countGraphemes, LIMITS, QuestionText } from '@podium/shared/primitives.ts'

export type TextProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'too_long'; readonly by: number }
  | { readonly kind: 'unreadable' }

/** What stands in the way of sending this text; null when nothing does. */
export function textProblem(text: string): TextProblem | null {
  if (text.trim() === '') return { kind: 'missing' }
  const by = -charactersLeft(text)
  if (by > 0) return { kind: 'too_long', by }
  return QuestionText.safeParse(text).success ? null : { kind: 'unreadable' }
}

/** How many more characters fit; negative when there are too many. */
export function charactersLeft(text: string): number {
  return LIMITS.questionGraphemes - countGraphemes(text.trim())
}
