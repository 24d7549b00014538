// Planned against actual time of the agenda. Pure; all times in milliseconds.
import type { AgendaItem } from '@podium/shared/seminars.ts'
import type { Stage } from '@podium/shared/stage.ts'

const MINUTE_MS = 60_000

export interface TimedItem {
  readonly item: AgendaItem
  readonly state: 'done' | 'now' | 'next'
  /** Time spent on it so far, all visits together. */
  readonly spentMs: number
}

/** Every agenda item with what happened to it so far. */
export function timedItems(agenda: readonly AgendaItem[], stage: Stage, nowMs: number): TimedItem[] {
  return agenda.map((item) => {
    const visits = stage.progress.filter(({ itemId }) => itemId === item.id)
    const spentMs = visits.reduce((sum, { startedAt, endedAt }) => sum + Math.max(0, (endedAt ?? stage.endedAt ?? nowMs) - startedAt), 0)
    const state = item.id === stage.currentItemId ? 'now' : visits.length > 0 ? 'done' : 'next'
    return { item, state, spentMs }
  })
}

/** Whole minutes behind the plan (ahead: negative), measured by where the seminar stands in its agenda; 0 before it is live. */
export function minutesBehind(items: readonly TimedItem[], wentLiveAt: number | null, nowMs: number): number {
  const index = items.findIndex(({ state }) => state === 'now')
  const current = items[index]
  if (wentLiveAt === null || !current) return 0
  const plannedBeforeMs = items.slice(0, index).reduce((sum, { item }) => sum + item.plannedMinutes * MINUTE_MS, 0)
  const reachedMs = plannedBeforeMs + Math.min(current.spentMs, current.item.plannedMinutes * MINUTE_MS)
  return Math.round((nowMs - wentLiveAt - reachedMs) / MINUTE_MS)
}

/** When the seminar ends if everything from now on takes as long as planned. */
export function expectedEnd(items: readonly TimedItem[], nowMs: number): number {
  const index = items.findIndex(({ state }) => state === 'now')
  return items.slice(Math.max(0, index)).reduce((end, { item, spentMs }, offset) => {
    const plannedMs = item.plannedMinutes * MINUTE_MS
    return end + (offset === 0 ? Math.max(0, plannedMs - spentMs) : plannedMs)
  }, nowMs)
}

/** Planned minutes that are still to come, the rest of the current item included. */
export function minutesOpen(items: readonly TimedItem[], nowMs: number): number {
  return Math.ceil((expectedEnd(items, nowMs) - nowMs) / MINUTE_MS)
}

/** The items before and after the current one; null where there is none. */
export function neighbours(items: readonly TimedItem[]): { previous: AgendaItem | null; next: AgendaItem | null; index: number } {
  const index = items.findIndex(({ state }) => state === 'now')
  return { previous: items[index - 1]?.item ?? null, next: index < 0 ? null : (items[index + 1]?.item ?? null), index }
}
