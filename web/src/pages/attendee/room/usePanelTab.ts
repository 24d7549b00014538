import { useCallback, useEffect, useRef, useState } from 'react'

const UNTOUCHED_MS = 10_000

export type PanelTab = 'questions' | 'poll' | 'documents'

export interface PanelTabs {
  readonly selected: PanelTab
  readonly select: (tab: PanelTab) => void
  /** Whether the poll tab holds something not seen yet. */
  readonly isPollNew: boolean
  /** Somebody works in the panel: its open tab stays open for a while. */
  readonly touch: () => void
}

/** Which tab is open. An opening poll or result takes over only when nobody touched the panel for 10 s (DESIGN §7). */
export function usePanelTab(openWaveKey: string | null, revealedPoll: string | null): PanelTabs {
  const [selected, setSelected] = useState<PanelTab>(openWaveKey === null ? 'questions' : 'poll')
  const [isPollNew, setPollNew] = useState(openWaveKey !== null)
  const touchedAtMs = useRef(-UNTOUCHED_MS)

  const news = openWaveKey ?? (revealedPoll === null ? null : `${revealedPoll} revealed`)
  const known = useRef(news)
  useEffect(() => {
    if (known.current === news) return
    known.current = news
    if (news === null) {
      setPollNew(false)
      return
    }
    const isFree = performance.now() - touchedAtMs.current >= UNTOUCHED_MS
    if (isFree) setSelected('poll')
    // An open ballot stays marked; a result counts as seen once its tab is open.
    setPollNew(openWaveKey !== null || !isFree)
  }, [news]) // oxlint-disable-line react-hooks/exhaustive-deps

  const touch = useCallback(() => {
    touchedAtMs.current = performance.now()
  }, [])

  const select = (tab: PanelTab): void => {
    setSelected(tab)
    if (tab === 'poll' && openWaveKey === null) setPollNew(false)
  }
  return {
    selected,
    select,
    isPollNew,
    touch,
  }
}
