import type { TFunction } from 'i18next'
import type { Verdict } from './view.ts'

export interface VerdictText {
  /** The number that stands out; empty where there is none. */
  readonly strong: string
  readonly rest: string
  /** What it means under the line; empty where nothing is left to say. */
  readonly second: string
}

/** The honest sentence about a revealed poll. */
export function verdictText(verdict: Verdict, t: TFunction<'polls'>): VerdictText {
  switch (verdict.kind) {
    case 'too_few':
      return { strong: '', rest: t('tooFewDebate'), second: '' }
    case 'leader':
      return { strong: '', rest: t('verdictChoice', { label: verdict.label, count: verdict.count, total: verdict.total }), second: '' }
    case 'tie':
      return { strong: '', rest: t('verdictTie', { count: verdict.count, total: verdict.total }), second: '' }
    case 'debate':
      return debateText(verdict, t)
  }
}

function debateText({ switchers, matched, net }: Extract<Verdict, { kind: 'debate' }>, t: TFunction<'polls'>): VerdictText {
  if (switchers === 0) return { strong: '', rest: t('verdictNobody'), second: '' }
  const moved = {
    strong: t('verdictMoved', { switchers, matched }),
    rest: switchers === 1 ? t('verdictMovedRest_one') : t('verdictMovedRest'),
  }
  if (!net) return { ...moved, second: t('verdictEven') }
  const lead = net.lead === 'none' ? t('verdictStop') : net.lead === 'still' ? t('verdictStillLeads') : t('verdictLeads')
  return { ...moved, second: `${t('verdictGains', { label: net.label, count: net.gain })}${lead}` }
}

/** The same in one line, for announcements. */
export function verdictLine(verdict: Verdict, t: TFunction<'polls'>): string {
  const { strong, rest, second } = verdictText(verdict, t)
  return [strong, rest, second].filter(Boolean).join(' ')
}
