import { type RefObject, useEffect, useState } from 'react'
import { holdOrder, type ListedQuestion } from './order.ts'

const CALM_AFTER_MS = 10_000

/** The list as shown: it sorts itself anew after 10 s without pointer or focus inside, or on request. */
export function useSteadyOrder(sorted: readonly ListedQuestion[], list: RefObject<HTMLElement | null>, orderKey: string) {
  const ids = sorted.map(({ id }) => id).join()
  const [shown, setShown] = useState({ ids: sorted.map(({ id }): string => id), orderKey })
  const refresh = () => setShown({ ids: sorted.map(({ id }) => id), orderKey })
  // Choosing another order is a request to sort; an empty list has nothing to hold still.
  const current = shown.orderKey === orderKey && shown.ids.length > 0 ? shown.ids : sorted.map(({ id }) => id)
  const isStale = shown.orderKey !== orderKey || current.join() !== ids

  useEffect(() => {
    if (!isStale) return
    const isBusy = () => list.current?.matches(':hover, :focus-within') ?? false
    if (!isBusy() && shown.ids.length === 0) {
      setShown({ ids: ids.split(',').filter(Boolean), orderKey })
      return
    }
    let calmSinceMs = performance.now()
    const timer = setInterval(() => {
      if (isBusy()) calmSinceMs = performance.now()
      else if (performance.now() - calmSinceMs >= CALM_AFTER_MS) setShown({ ids: ids.split(',').filter(Boolean), orderKey })
    }, 1_000)
    return () => clearInterval(timer)
  }, [isStale, ids, orderKey, list, shown.ids.length])

  return { ...holdOrder(current, sorted), refresh }
}
