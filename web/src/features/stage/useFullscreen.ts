import { type RefObject, useEffect, useState } from 'react'

/** Full screen for an element; null where the browser cannot. */
export function useFullscreen(element: RefObject<HTMLElement | null>): { readonly isOn: boolean; readonly toggle: () => void } | null {
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    const follow = () => setOn(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', follow)
    return () => document.removeEventListener('fullscreenchange', follow)
  }, [])
  if (!document.fullscreenEnabled) return null
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void element.current?.requestFullscreen().catch(() => undefined)
  }
  return { isOn, toggle }
}
