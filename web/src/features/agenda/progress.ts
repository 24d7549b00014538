// Where the seminar stands in its programme. Pure; all times are server time in milliseconds.
import type { SeminarCard } from '@podium/shared/seminars.ts'
import type { Stage } from '@podium/shared/stage.ts'

const MINUTE_MS = 60_000

export interface AgendaRow {
  readonly id: string
  readonly title: string
  readonly isStarred: boolean
  /** The planned beginning. */
  readonly startsAt: number
  readonly minutes: number
  readonly state: 'done' | 'now' | 'next'
  /** From 0 to 1 of the planned length; 0 unless the item is current. */
  readonly progress: number
  /** Whole minutes until the planned length is used up; null unless the item is current and within its time. */
  readonly minutesLeft: number | null
}

export interface AgendaProgress {
  readonly phase: 'before' | 'running' | 'over'
  readonly rows: readonly AgendaRow[]
  /** The current item; null before the first and after the last. */
  readonly current: AgendaRow | null
  /** 1 for the first item; 0 while there is no current one. */
  readonly currentNumber: number
  readonly totalMinutes: number
  /** Whole minutes until the planned or extended end, never negative. */
  readonly minutesLeft: number
}

/** The programme as it stands; `stage` is null on public pages, where nothing has happened yet. */
export function agendaProgress(
  card: Pick<SeminarCard, 'agenda' | 'startsAt' | 'endsAt' | 'state'>,
  stage: Stage | null,
  nowMs: number,
): AgendaProgress {
  const state = stage?.state ?? card.state
  const phase = state === 'live' ? 'running' : state === 'ended' || state === 'archived' ? 'over' : 'before'
  const currentIndex = phase === 'running' ? card.agenda.findIndex(({ id }) => id === stage?.currentItemId) : -1
  let startsAt: number = card.startsAt
  const rows = card.agenda.map((item, index): AgendaRow => {
    const plannedAt = startsAt
    startsAt += item.plannedMinutes * MINUTE_MS
    const row = {
      id: item.id,
      title: item.title,
      isStarred: item.isStarred,
      startsAt: plannedAt,
      minutes: item.plannedMinutes,
      progress: 0,
      minutesLeft: null,
    }
    if (phase === 'over' || index < currentIndex) return { ...row, state: 'done' }
    if (index !== currentIndex) return { ...row, state: 'next' }
    const goneMs = nowMs - (stage?.progress.findLast(({ itemId }) => itemId === item.id)?.startedAt ?? nowMs)
    const leftMs = item.plannedMinutes * MINUTE_MS - goneMs
    return {
      ...row,
      state: 'now',
      progress: clamp(goneMs / (item.plannedMinutes * MINUTE_MS)),
      minutesLeft: leftMs > 0 ? Math.ceil(leftMs / MINUTE_MS) : null,
    }
  })
  const endsAt = stage?.endsAt ?? card.endsAt
  const totalMinutes = Math.round((endsAt - card.startsAt) / MINUTE_MS)
  return {
    phase,
    rows,
    current: rows[currentIndex] ?? null,
    currentNumber: currentIndex + 1,
    totalMinutes,
    // A seminar that begins early does not have more minutes than it has.
    minutesLeft: Math.min(totalMinutes, Math.max(0, Math.ceil((endsAt - nowMs) / MINUTE_MS))),
  }
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share))
}
