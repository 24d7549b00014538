// Why a camera, a microphone or a screen could not be opened, in the few kinds that call for different help.

export type CaptureProblem =
  /** The person or the browser said no. */
  | 'denied'
  /** There is no such device, or not any more. */
  | 'missing'
  /** Another program holds it, or the system keeps it from the browser. */
  | 'busy'
  /** The page is not served over HTTPS or from localhost. */
  | 'insecure'
  | 'unknown'

const KNOWN: Readonly<Record<string, CaptureProblem>> = {
  NotAllowedError: 'denied',
  PermissionDeniedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
  DevicesNotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  TrackStartError: 'busy',
  AbortError: 'busy',
  InvalidStateError: 'unknown',
}

/** The problem behind what getUserMedia or getDisplayMedia threw. */
export function problemOf(error: unknown, isSecure: boolean): CaptureProblem {
  if (!isSecure) return 'insecure'
  return (error instanceof Error ? KNOWN[error.name] : undefined) ?? 'unknown'
}

/** Whether the wanted device is gone and the browser's own choice may do instead. */
export function isStaleDevice(error: unknown): boolean {
  return error instanceof Error && (error.name === 'OverconstrainedError' || error.name === 'NotFoundError')
}
