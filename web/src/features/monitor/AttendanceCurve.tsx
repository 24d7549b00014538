import { useTranslation } from 'react-i18next'
import type { CurvePoint } from '@podium/shared/attendance.ts'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { Stage } from '@podium/shared/stage.ts'
import { clock } from '../../lib/i18n/format.ts'
import { PresenceCurve } from '../../ui/graphics/PresenceCurve.tsx'
import { curveItems, curveWindow } from './curve.ts'

export interface AttendanceCurveProps {
  readonly curve: readonly CurvePoint[]
  readonly seats: number
  readonly present: number
  readonly seminar: SeminarCard
  readonly stage: Stage
  readonly nowMs: number
}

/** How many were in the room over time, over the agenda to scale. */
export function AttendanceCurve({ curve, seats, present, seminar, stage, nowMs }: AttendanceCurveProps) {
  const { t } = useTranslation('organiser')
  const window = curveWindow(curve, seminar, stage, nowMs)
  const peak = Math.max(0, ...curve.map((point) => point.present))
  const last = stage.endedAt === null ? present : (curve.findLast(({ at }) => at <= window.until)?.present ?? 0)
  return (
    <PresenceCurve
      {...window}
      steps={curve}
      registered={seats}
      items={curveItems(seminar, stage)}
      caption={t('curveTitle')}
      label={curve.length === 0 ? t('curveEmpty') : t('curveText', { peak, present: last, seats })}
      registeredText={t('registered', { count: seats })}
      presentText={t('inRoom', { count: last })}
      nowText={stage.endedAt === null ? t('now', { time: clock(nowMs, seminar.timeZone) }) : clock(stage.endedAt, seminar.timeZone)}
      clock={(at) => clock(at, seminar.timeZone)}
    />
  )
}
