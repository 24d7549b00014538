import type { TFunction } from 'i18next'
import type { Verdict } from './view.ts'

/** The sentence about a revealed poll in its two parts; the first is the larger one. */
export function verdictText(verdict: Verdict, t: TFunction<'polls'>): readonly [string, string] {
  switch (verdict.kind) {
    case 'too_few':
      return [t('tooFewDebate'), '']
    case 'leader':
      return [t('verdictChoice', { label: verdict.label, count: verdict.count, total: verdict.total }), '']
    case 'tie':
      return [t('verdictTie', { count: verdict.count, total: verdict.total }), '']
    case 'debate': {
      const moved =
        verdict.switchers === 0
          ? t('verdictNobody')
          : `${t('verdictMoved', { switchers: verdict.switchers, matched: verdict.matched })} ${verdict.switchers === 1 ? t('verdictMovedRest_one') : t('verdictMovedRest')}`
      if (!verdict.net) return [moved, verdict.switchers === 0 ? '' : t('verdictEven')]
      const lead = verdict.net.lead === 'none' ? t('verdictStop') : verdict.net.lead === 'still' ? t('verdictStillLeads') : t('verdictLeads')
      return [moved, `${t('verdictGains', { label: verdict.net.label, count: verdict.net.gain })}${lead}`]
    }
  }
}
