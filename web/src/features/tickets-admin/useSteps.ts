import { useRef, useState } from 'react'

/** Steps that ask somebody and may be overtaken: only the latest one tells whether it runs and why it failed. */
export function useSteps(explain: (error: unknown) => string): {
  readonly isPending: boolean
  readonly failure: string | null
  /** Runs a step; `isCurrent` says whether its answer still counts. */
  readonly step: (work: (isCurrent: () => boolean) => Promise<void>) => Promise<void>
  /** Lets nothing that is under way count any more, and says `failure` instead. */
  readonly drop: (failure?: string) => void
} {
  const latest = useRef(0)
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  return {
    isPending,
    failure,
    async step(work) {
      latest.current += 1
      const mine = latest.current
      const isCurrent = () => latest.current === mine
      setPending(true)
      setFailure(null)
      try {
        await work(isCurrent)
      } catch (error) {
        if (isCurrent()) setFailure(explain(error))
      } finally {
        if (isCurrent()) setPending(false)
      }
    },
    drop(said) {
      latest.current += 1
      setPending(false)
      setFailure(said ?? null)
    },
  }
}
