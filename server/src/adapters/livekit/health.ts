// Whether the media server answers, and who wants to hear that it does again.

const ANSWER_WITHIN_MS = 1_000

/** Whether the media server answers `GET /` with 200. Never trust its exit code (livekit.md §3). */
export async function isHealthy(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }).then(
    async (response) => {
      await response.body?.cancel()
      return response.status === 200
    },
    () => false,
  )
}

/** Remembers whether the media server is up; down at first. */
export function createHealth() {
  const listeners: (() => void)[] = []
  let isUp = false
  return {
    isHealthy: () => isUp,
    /** Calls `listener` now if the media server is up, and every time it comes back (M4). */
    onUp(listener: () => void): void {
      listeners.push(listener)
      if (isUp) listener()
    },
    /** Takes note of an answer, or of none. */
    note(isUpNow: boolean): void {
      const wasUp = isUp
      isUp = isUpNow
      if (isUp && !wasUp) for (const listener of listeners) listener()
    },
  }
}
