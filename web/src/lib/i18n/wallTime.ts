// Wall times of a zone and moments, without trusting the browser's own zone.

/** A day and a time as a form holds them: "2027-03-12" and "10:00". */
export interface WallTime {
  readonly date: string
  readonly time: string
}

/** The wall time of a moment in a zone. */
export function wallTimeOf(at: number, timeZone: string): WallTime {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return { date: `${parts['year']}-${parts['month']}-${parts['day']}`, time: `${parts['hour']}:${parts['minute']}` }
}

/** The moment of a wall time in a zone; of two in the night the clocks go back the earlier one. Null for what is no time, or none that night. */
export function momentOf({ date, time }: WallTime, timeZone: string): number | null {
  const asUtc = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(asUtc)) return null
  // No zone is further than fifteen hours from UTC, and none changes twice within that time.
  const offsets = [-15, 15].map((hours) => asUtc - asIfUtc(asUtc + hours * 3_600_000, timeZone) + hours * 3_600_000)
  const candidates = offsets.map((offset) => asUtc + offset).toSorted((a, b) => a - b)
  return candidates.find((at) => asIfUtc(at, timeZone) === asUtc) ?? null
}

/** What the clocks of a zone show at a moment, read as if it were UTC. */
function asIfUtc(at: number, timeZone: string): number {
  const { date, time } = wallTimeOf(at, timeZone)
  return Date.parse(`${date}T${time}:00Z`)
}

/** The same time on the calendar day before, where it exists. */
export function dayBefore(at: number, timeZone: string): number {
  const { date, time } = wallTimeOf(at, timeZone)
  const before = new Date(Date.parse(`${date}T12:00:00Z`) - 24 * 3_600_000).toISOString().slice(0, 10)
  return momentOf({ date: before, time }, timeZone) ?? at - 24 * 3_600_000
}
