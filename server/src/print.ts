// What a person or a script sees once everything is up.
import type { SeatCredentials } from '@podium/shared/seats.ts'

/** Somebody of the staff; `password` is null when it was printed at an earlier start. */
export interface StaffLogin {
  readonly email: string
  readonly password: string | null
}

export interface Ready {
  readonly url: string
  readonly livekitUrl: string
  /** Null when no organiser account was made by Podium. */
  readonly organiser: StaffLogin | null
  /** Null without the demo seminar. */
  readonly trainer: StaffLogin | null
  readonly attendees: readonly SeatCredentials[]
}

/** One line of JSON for scripts: passwords only where they were just made (N5). */
export function readyAsJson(ready: Ready): string {
  const login = (path: string, staff: StaffLogin | null) =>
    staff === null ? null : { url: ready.url + path, email: staff.email, ...(staff.password === null ? {} : { password: staff.password }) }
  return JSON.stringify({
    url: ready.url,
    livekitUrl: ready.livekitUrl,
    organiser: login('/orga', ready.organiser),
    trainer: login('/studio', ready.trainer),
    attendees: ready.attendees.map(({ link, code, number }) => ({ link, code, number })),
  })
}

/** The same as a short table. */
export function readyAsTable(ready: Ready): string {
  const staff = (name: string, path: string, login: StaffLogin | null) =>
    login === null
      ? []
      : [
          `  ${name.padEnd(14)} ${ready.url}${path}`,
          `  ${''.padEnd(14)} ${login.email}  ${login.password ?? '(Passwort wie beim ersten Start)'}`,
        ]
  const lines = [
    '',
    `Podium läuft: ${ready.url}`,
    '',
    ...staff('Organisation', '/orga', ready.organiser),
    ...staff('Studio', '/studio', ready.trainer),
    ...ready.attendees.flatMap((seat, index) => [
      `  ${`Platz ${index + 1}`.padEnd(14)} ${seat.link}`,
      `  ${''.padEnd(14)} Code ${seat.code.slice(0, 3)} ${seat.code.slice(3)}   Nummer ${seat.number.slice(0, 5)} ${seat.number.slice(5)}   ${seat.holderName}`,
    ]),
    '',
    'Beenden mit Strg+C.',
    '',
  ]
  return lines.join('\n')
}
