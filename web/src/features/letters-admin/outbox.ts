// The Postausgang: what is asked of it, how letters are counted and found.
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { Refusal } from '@podium/shared/failures.ts'
import type { AskedOf } from '@podium/shared/define.ts'
import { type LetterState, type LetterSummary, listLetters, type retryLetters } from '@podium/shared/letters.ts'
import { call } from '../../lib/api.ts'
import { isFoundIn } from '../../lib/search.ts'
import type { IconName } from '../../ui/Icon.tsx'
import type { Tone } from '../../ui/Status.tsx'

const REFRESH_MS = 10_000

/** Every letter of a seminar, asked again every ten seconds while somebody looks. */
export function useLetters(seminarId: string) {
  return useQuery({
    queryKey: ['letters', seminarId],
    queryFn: () => call(listLetters, { seminarId }),
    refetchInterval: REFRESH_MS,
  })
}

/** How the state of a letter is drawn. */
export const LETTER_LOOK: Readonly<Record<LetterState, { readonly tone: Tone; readonly icon: IconName }>> = {
  waiting: { tone: 'neutral', icon: 'clock' },
  sent: { tone: 'ok', icon: 'check' },
  kept: { tone: 'primary', icon: 'inbox' },
  failed: { tone: 'danger', icon: 'alert' },
  skipped: { tone: 'neutral', icon: 'ban' },
}

export type LetterFilter = 'all' | LetterState
export const LETTER_FILTERS: readonly LetterFilter[] = ['all', 'waiting', 'sent', 'kept', 'failed', 'skipped']

/** States of which all letters can be sent once more. */
export type RetryAllState = AskedOf<typeof retryLetters>['state']
export const RETRY_ALL_STATES: readonly RetryAllState[] = ['failed', 'kept']

/** How many letters are in each state. */
export function countStates(letters: readonly LetterSummary[]): Readonly<Record<LetterState, number>> {
  const counts = { waiting: 0, sent: 0, kept: 0, failed: 0, skipped: 0 }
  for (const { state } of letters) counts[state] += 1
  return counts
}

/** "90 gesendet, 4 warten, 2 nicht zustellbar". */
export function sayStates(t: TFunction<'letters'>, counts: Readonly<Record<LetterState, number>>): string {
  return [
    ...(counts.sent > 0 ? [t('countSent', { count: counts.sent })] : []),
    ...(counts.kept > 0 ? [t('countKept', { count: counts.kept })] : []),
    ...(counts.waiting > 0 ? [t('countWaiting', { count: counts.waiting })] : []),
    ...(counts.failed > 0 ? [t('countFailed', { count: counts.failed })] : []),
    ...(counts.skipped > 0 ? [t('countSkipped', { count: counts.skipped })] : []),
  ].join(', ')
}

/** Whether a letter is found by its recipient. */
export function isLetterFound(letter: LetterSummary, search: string): boolean {
  return isFoundIn([letter.recipientName, letter.recipientEmail], search)
}

/** Puts what the server refused into words. */
export function explainLetters(t: TFunction<['letters', 'failures']>, error: unknown): string {
  return error instanceof Refusal ? t(`failures:${error.code}`) : t('unreachable')
}
