import { useEffect, useState } from 'react'

/** The server's clock in milliseconds, moving on every second; survives a sleeping device because it is read, not counted. */
export function useServerNow(clockOffsetMs: number, everyMs = 1_000): number {
  const [nowMs, setNowMs] = useState(() => Date.now() + clockOffsetMs)
  useEffect(() => {
    const tick = () => setNowMs(Date.now() + clockOffsetMs)
    tick()
    const timer = setInterval(tick, everyMs)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [clockOffsetMs, everyMs])
  return nowMs
}
