// What the presence curve spans. Pure; times in milliseconds since 1970.
import type { CurvePoint } from '@podium/shared/attendance.ts'
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { Stage } from '@podium/shared/stage.ts'

const MINUTE_MS = 60_000
const BEFORE_START_MS = 15 * MINUTE_MS
const QUARTER_MS = 15 * MINUTE_MS

export interface CurveWindow {
  readonly from: number
  readonly until: number
  /** Null before the axis begins. */
  readonly now: number | null
}

/** From a quarter of an hour before the start (earlier where people came earlier, at most half an hour) to the end as it stands. */
export function curveWindow(curve: readonly CurvePoint[], seminar: SeminarCard, stage: Stage, nowMs: number): CurveWindow {
  const start = Math.min(seminar.startsAt, stage.wentLiveAt ?? seminar.startsAt)
  const first = curve[0]?.at ?? start
  const from = Math.max(Math.min(start - BEFORE_START_MS, Math.floor(first / QUARTER_MS) * QUARTER_MS), start - 2 * BEFORE_START_MS)
  const last = stage.endedAt ?? nowMs
  const until = Math.max(stage.endsAt, Math.min(last, stage.endsAt + 2 * 60 * MINUTE_MS))
  return { from, until, now: last < from ? null : Math.min(last, until) }
}

export interface CurveAgendaItem {
  readonly key: string
  readonly startsAt: number
  readonly endsAt: number
  readonly state: 'done' | 'now' | 'next'
}

/** The agenda to scale: items that ran where they ran, coming ones as planned. */
export function curveItems(seminar: SeminarCard, stage: Stage): CurveAgendaItem[] {
  let at = stage.wentLiveAt ?? seminar.startsAt
  return seminar.agenda.map(({ id, plannedMinutes }) => {
    const ran = stage.progress.findLast(({ itemId }) => itemId === id)
    const isNow = id === stage.currentItemId
    const startsAt = ran?.startedAt ?? at
    const endsAt = ran?.endedAt ?? startsAt + plannedMinutes * MINUTE_MS
    at = endsAt
    return { key: id, startsAt, endsAt, state: isNow ? 'now' : ran ? 'done' : 'next' }
  })
}
