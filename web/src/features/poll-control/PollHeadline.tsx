import { Trans, useTranslation } from 'react-i18next'
import type { WaveName } from '@podium/shared/polls.ts'
import { shortStopwatch } from '../../lib/i18n/format.ts'
import type { PollStanding } from './steps.ts'

const OPEN = {
  before: 'pollOpenBefore',
  middle: 'pollOpenMiddle',
  after: 'pollOpenAfter',
  only: 'pollOpenOnly',
} as const satisfies Record<WaveName, string>

/** Where the poll stands, in one line above its text. */
export function PollHeadline({
  standing,
  itemIndex,
  isNext,
  nowMs,
}: {
  readonly standing: PollStanding
  /** The number of the agenda item it belongs to, from 1; null where it belongs to none. */
  readonly itemIndex: number | null
  readonly isNext: boolean
  readonly nowMs: number
}) {
  const { t } = useTranslation('studio')
  switch (standing.kind) {
    case 'prepared':
      if (standing.isArmed) return itemIndex === null ? t('pollArmed') : t('pollArmedItem', { index: itemIndex })
      if (itemIndex === null) return isNext ? t('pollNext') : t('pollPrepared')
      return isNext ? t('pollNextItem', { index: itemIndex }) : t('pollPreparedItem', { index: itemIndex })
    case 'open':
      return (
        <Trans
          t={t}
          i18nKey={OPEN[standing.wave.name]}
          values={{ time: shortStopwatch(nowMs - (standing.wave.openedAt ?? nowMs)) }}
          components={{ b: <b /> }}
        />
      )
    case 'between':
      return standing.last.name === 'middle' ? t('pollBetweenMiddle') : t('pollBetween')
    case 'counted':
      return t('pollClosed')
    case 'revealed':
      return t('pollRevealed')
  }
}
