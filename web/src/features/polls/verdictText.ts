import type { TFunction } from 'i18next'
import { oneDecimal, wholeOrHalf } from '../../lib/i18n/format.ts'
import type { Verdict } from './verdict.ts'

export interface VerdictText {
  /** The number that stands out; empty where there is none. */
  readonly strong: string
  /** Without a full stop where `second` continues the sentence. */
  readonly rest: string
  /** What it means under the line; empty where nothing is left to say. */
  readonly second: string
}

/** The honest sentence about a revealed poll, in parts. */
export function verdictText(verdict: Verdict, t: TFunction<'polls'>): VerdictText {
  switch (verdict.kind) {
    case 'too_few':
      return alone(verdict.of === 'debate' ? t('tooFewDebate') : t('tooFewChoice'))
    case 'nobody':
      return alone(t('verdictNoBallots'))
    case 'no_words':
      return alone(t('verdictNoWords'))
    case 'leader': {
      const { label, count, total } = verdict
      return alone(verdict.of === 'choice' ? t('verdictChoice', { label, count, total }) : t('verdictMultiple', { label, count, total }))
    }
    case 'tie': {
      const { count, total } = verdict
      return alone(verdict.of === 'choice' ? t('verdictTie', { count, total }) : t('verdictTieMultiple', { count, total }))
    }
    case 'scale':
      return {
        strong: t('verdictMean', { mean: oneDecimal(verdict.mean) }),
        rest: t('verdictMeanRest'),
        second: t('verdictMedian', { median: wholeOrHalf(verdict.median) }),
      }
    case 'words':
      return alone(t('verdictWords', { words: verdict.words.map((word) => t('quoted', { word })).join(', '), count: verdict.count }))
    case 'debate':
      return debateText(verdict, t)
  }
}

/** The same as one sentence, for announcements. */
export function verdictLine(verdict: Verdict, t: TFunction<'polls'>): string {
  const { strong, rest, second } = verdictText(verdict, t)
  return ended([[strong, rest].filter(Boolean).join(' '), second].filter(Boolean).join(', '))
}

/** A part of the sentence standing on its own. */
export function ended(sentence: string): string {
  return sentence.endsWith('.') ? sentence : `${sentence}.`
}

/** The same part as the beginning of a sentence. */
export function capitalised(part: string): string {
  return part.charAt(0).toLocaleUpperCase() + part.slice(1)
}

function debateText({ switchers, matched, shift, verdict }: Extract<Verdict, { kind: 'debate' }>, t: TFunction<'polls'>): VerdictText {
  if (switchers === 0) return { strong: '', rest: t('verdictNobody'), second: t('verdictStill') }
  const moved = shift && t(shift.isGain ? 'verdictGains' : 'verdictLoses', { label: shift.label, points: oneDecimal(shift.points) })
  return {
    strong: t('verdictMoved', { switchers, matched }),
    rest: switchers === 1 ? t('verdictMovedOne') : t('verdictMovedRest'),
    second: moved === null ? t('verdictEven') : `${moved}, ${t(`verdict_${verdict}`)}`,
  }
}

function alone(sentence: string): VerdictText {
  return { strong: '', rest: sentence, second: '' }
}
