import { useSyncExternalStore } from 'react'

type Urgency = 'polite' | 'assertive'

let spoken: Record<Urgency, { text: string; count: number }> = { polite: { text: '', count: 0 }, assertive: { text: '', count: 0 } }
const listeners = new Set<() => void>()

/** Says one sentence to screen readers; the same sentence again is said again. */
export function announce(text: string, urgency: Urgency = 'polite'): void {
  spoken = { ...spoken, [urgency]: { text, count: spoken[urgency].count + 1 } }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The two live regions of a page; draw it once per document. */
export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(subscribe, () => spoken)
  return (
    <div className="sr">
      <div role="status">{polite.text && <p key={polite.count}>{polite.text}</p>}</div>
      <div role="alert">{assertive.text && <p key={assertive.count}>{assertive.text}</p>}</div>
    </div>
  )
}
