// The room's keys: M, F, V and Alt+1/2/3; never while somebody types (DESIGN §7).
import { useEffect, useRef } from 'react'

export type Command = 'sound' | 'fullscreen' | 'swap' | 'tab1' | 'tab2' | 'tab3'

export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** The command of a key press; null for every other key. */
export function commandOf(press: KeyPress): Command | null {
  if (press.ctrlKey || press.metaKey || press.shiftKey) return null
  if (press.altKey) {
    // By position, because Alt changes the letter on some systems.
    if (press.code === 'Digit1') return 'tab1'
    if (press.code === 'Digit2') return 'tab2'
    return press.code === 'Digit3' ? 'tab3' : null
  }
  switch (press.key.toLowerCase()) {
    case 'm':
      return 'sound'
    case 'f':
      return 'fullscreen'
    case 'v':
      return 'swap'
    default:
      return null
  }
}

/** Whether the element takes letters, so that keys belong to it. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'range', 'button'].includes(target.type)
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}

/** Runs commands from the keyboard while `isOn`. */
export function useShortcuts(isOn: boolean, run: (command: Command) => void): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!isOn) return
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || isTyping(event.target)) return
      const command = commandOf(event)
      if (command === null) return
      event.preventDefault()
      latest.current(command)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [isOn])
}
